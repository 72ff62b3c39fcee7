"""A year's number that is larger than that of all years together, in a table of indicators (年度数大于历年累计)."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.checks.finding import Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.form.listing import INDICATOR_COLUMNS, lists_of
from disclosure.language import _


@check(
    severity=Severity.ERROR,
    title=_("指标表的年度数大于历年累计"),
    explanation=_("历年累计包括本年度，不会比本年度的数小。"),
    advice=_("请核对这两格；历年累计应为上年的累计加本年度的数。"),
)
def indicator_cumulative(subject: Subject) -> Iterator[Found]:
    """Speaks of rows that have both numbers."""
    report = subject.report
    for table in lists_of(report.edition) if report.edition else ():
        for row in table.rows:
            year, total = (table.address(row.key, key) for key in INDICATOR_COLUMNS)
            number, cumulative = report.value(year), report.value(total)
            if number is not None and cumulative is not None and number > cumulative:
                message = _(
                    "“{row}”本年度为{number}，历年累计只有{cumulative}。", row=row.label, number=number, cumulative=cumulative
                )
                cell = report.cell(total)
                yield Found(message, at=(year, total), expected=number, found=cumulative, place=cell.place if cell else None)
