"""Cells left empty or marked instead of filled with a number (空格)."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.checks.finding import Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.form import CellKind
from disclosure.language import _


@check(
    severity=Severity.WARNING,
    law="annual_report_format",
    title=_("表中有空格或用符号代替数字"),
    explanation=_("没有发生的应填0。空格、“/”、“无”分不清是没有发生还是没有统计，汇总时也不能当作0。"),
    advice=_("请逐格填写数字，没有发生的填0。"),
)
def blank_cells(subject: Subject) -> Iterator[Found]:
    """One finding for each row that has such cells."""
    report = subject.report
    rows: dict[str, list[str]] = {}
    for cell in report.cells:
        if cell.kind in (CellKind.BLANK, CellKind.MARK):
            rows.setdefault(cell.at.rpartition(".")[0], []).append(cell.at)
    for row, cells in rows.items():
        first = report.cell(cells[0])
        message = _("“{row}”有{count}格没有填数字。", row=subject.row_label(row), count=len(cells))
        yield Found(message, at=tuple(cells), place=first.place if first else None)
