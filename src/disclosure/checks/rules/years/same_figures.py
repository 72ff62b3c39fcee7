"""All figures of table three as they were last year (表三与上年完全相同)."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.checks.figures import FEWEST, filled
from disclosure.checks.finding import Severity
from disclosure.checks.neighbours import Neighbours, beside
from disclosure.checks.rule import Found, across
from disclosure.language import _


@across(
    severity=Severity.WARNING,
    law="annual_report_format",
    title=_("表三的数与上一年完全相同"),
    explanation=_("各类申请人、各种结果都有数字，两年又格格相同，多半是沿用了上年的表。"),
    advice=_("请按本年度的台账重新统计。"),
)
def same_figures(neighbours: Neighbours) -> Iterator[Found]:
    """Compares table three as a whole; all-zero tables are alike by nature."""
    before = neighbours.before
    if before is None:
        return
    now, then = filled(neighbours.report, "applications"), filled(before.report, "applications")
    if len(now) >= FEWEST and now == then:
        message = _("表三{count}个不为0的数，与{year}年报告一个不差。", count=len(now), year=before.report.year)
        yield Found(message, at=("applications",), beside=(beside(before.report, "applications", len(then)),))
