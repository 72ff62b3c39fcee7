"""All years together against last year's number and this year's, in tables of indicators (历年累计接不上)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from disclosure.checks.finding import Severity
from disclosure.checks.neighbours import Neighbours, beside
from disclosure.checks.rule import Found, across
from disclosure.form import Report, Row, Table
from disclosure.form.listing import INDICATOR_COLUMNS, lists_of, name_key
from disclosure.language import _


@across(
    severity=Severity.WARNING,
    title=_("历年累计与上年的报告接不上"),
    explanation=_("今年的历年累计等于上年的历年累计加今年的数。累计下降、或者增加的不是今年的数，至少有一处错了。"),
    advice=_("请核对两年的报告；口径有变化的，在表下注明。"),
)
def indicator_cumulative(neighbours: Neighbours) -> Iterator[Found]:
    """Indicators are the same in both years where their names and units are; one that either year lacks is left alone."""
    before, report = neighbours.before, neighbours.report
    if before is None:
        return
    earlier = _by_name(before.report)
    for (name, unit), (table, row) in _by_name(report).items():
        if (name, unit) not in earlier:
            continue
        year, total = (table.address(row.key, key) for key in INDICATOR_COLUMNS)
        old_table, old_row = earlier[name, unit]
        old_at = old_table.address(old_row.key, INDICATOR_COLUMNS[1])
        this_year, now, then = report.value(year), report.value(total), before.report.value(old_at)
        if this_year is None or now is None or then is None or now == then + this_year:
            continue
        message = _(
            "“{row}”上年累计{then}，今年{this_year}，累计应为{expected}，印的是{now}。",
            row=row.label,
            then=then,
            this_year=this_year,
            expected=then + this_year,
            now=now,
        )
        yield Found(
            message, at=(total, year), expected=then + this_year, found=now, beside=(beside(before.report, old_at, then),)
        )


def _by_name(report: Report) -> Mapping[tuple[str, str], tuple[Table, Row]]:
    """The indicators of a report by what their names say and their unit; of two of one name neither."""
    found: dict[tuple[str, str], list[tuple[Table, Row]]] = {}
    for table in lists_of(report.edition) if report.edition else ():
        for row in table.rows:
            found.setdefault((name_key(row.key), table.columns_of(row.key)[0].unit), []).append((table, row))
    return {key: rows[0] for key, rows in found.items() if len(rows) == 1}
