"""A report dated before the year that it covers was over (落款日期早于年末)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from disclosure.checks.finding import Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.language import _


@check(
    severity=Severity.WARNING,
    law="disclosure_regulations:49",
    title=_("落款日期早于年末"),
    explanation=_("年度报告统计到12月31日，落款却在此之前：多半是年份没有改，也可能数字没有统计完。"),
    advice=_("请核对落款的年份；数字没有统计到年末的，应补齐。"),
)
def signed_too_early(subject: Subject) -> Iterator[Found]:
    """The last day of the year itself is accepted."""
    report = subject.report
    if report.published_on is None or report.year is None:
        return
    last = date(report.year, 12, 31)
    if report.published_on < last:
        message = _("落款日期为{day}，{year}年还没有结束。", day=report.published_on, year=report.year)
        yield Found(message, found=report.published_on.isoformat())
