"""A title and a period that speak of different years (年度不一致)."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.checks.finding import Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.language import _


@check(
    severity=Severity.WARNING,
    law="disclosure_regulations:49",
    title=_("标题年度与统计期限不一致"),
    explanation=_("年度报告统计上一年度1月1日至12月31日的情况，标题、统计期限应是同一年。"),
    advice=_("请核对标题和统计期限，改正错的一处。"),
)
def period_mismatch(subject: Subject) -> Iterator[Found]:
    """Silent where either is not printed."""
    report = subject.report
    if report.year is None or report.period is None:
        return
    years = {report.period.first.year, report.period.last.year}
    if years != {report.year}:
        message = _(
            "报告年度是{year}年，统计期限却是{first}至{last}。",
            year=report.year,
            first=report.period.first,
            last=report.period.last,
        )
        yield Found(message, at=("preamble",), expected=report.year, found=report.period.first.year)
