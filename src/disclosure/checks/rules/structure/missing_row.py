"""A row of the form that a table leaves out (缺行)."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.checks.finding import Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.form import CellKind
from disclosure.language import _


@check(
    severity=Severity.WARNING,
    law="annual_report_format",
    title=_("表中缺行"),
    explanation=_("格式规定的每一行都应当印出，没有发生的填0。"),
    advice=_("请补上这一行；确实没有发生的，各列填0。"),
)
def missing_row(subject: Subject) -> Iterator[Found]:
    """Rows for which another row stands (其他处理 as one row) are not missing: ``structure.collapsed_row`` speaks of those."""
    edition = subject.report.edition
    for cell in subject.report.cells:
        if edition and cell.kind is CellKind.ABSENT and cell.at not in edition.tables:
            table, _dot, row = cell.at.partition(".")
            label = edition.tables[table].row(row).label
            yield Found(_("表中没有“{row}”这一行。", row=label), at=(cell.at,))
