"""A report dated long after the year it could belong to (落款日期过晚)."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.checks.finding import Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.language import _


@check(
    severity=Severity.NOTICE,
    law="disclosure_regulations:49",
    title=_("落款年份与报告年度相差一年以上"),
    explanation=_("年度报告在次年公布；落款再晚一年的，多半是年份写错，或者标题的年度没有改。"),
    advice=_("请核对标题的年度和落款的年份。"),
)
def signed_in_the_future(subject: Subject) -> Iterator[Found]:
    """The year after the reporting year is right, whatever the day: being late in it is another rule's matter."""
    report = subject.report
    if report.published_on is None or report.year is None or report.published_on.year <= report.year + 1:
        return
    message = _("{year}年度的报告，落款是{day}。", year=report.year, day=report.published_on)
    yield Found(message, expected=report.year + 1, found=report.published_on.isoformat())
