"""Several rows of the form printed as one (合并成一行)."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.checks.finding import Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.language import _


@check(
    severity=Severity.WARNING,
    law="annual_report_format",
    title=_("应分列的行合并成一行"),
    explanation=_("现行格式把这一项分为几行，只印一行说明用的是旧模板。"),
    advice=_("请按格式分列各行，没有发生的填0。"),
)
def collapsed_row(subject: Subject) -> Iterator[Found]:
    """Speaks only of editions that print the rows separately."""
    report = subject.report
    for table in report.edition.tables.values() if report.edition else ():
        for row in table.rows:
            if row.stands_for and row.key in report.rows_present.get(table.key, frozenset()):
                cells = tuple(table.address(row.key, column.key) for column in table.columns_of(row.key))
                first = report.cell(cells[0])
                message = _("“{row}”只印了一行，格式要求分列。", row=row.label)
                yield Found(message, at=cells, found=row.label.zh, place=first.place if first else None)
