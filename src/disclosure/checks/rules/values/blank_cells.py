"""Cells left empty or marked instead of filled with a number (空格)."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.checks.finding import Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.form import Cell, CellKind
from disclosure.language import Message, _

#: So many rows are named one by one.
_NAMED = 3


@check(
    severity=Severity.WARNING,
    law="annual_report_format",
    title=_("表中有空格或用符号代替数字"),
    explanation=_("没有发生的应填0。空格、“/”、“无”分不清是没有发生还是没有统计，汇总时也不能当作0。"),
    advice=_("请逐格填写数字，没有发生的填0。"),
)
def blank_cells(subject: Subject) -> Iterator[Found]:
    """One finding for each table that has such cells."""
    tables: dict[str, list[Cell]] = {}
    for cell in subject.report.cells:
        if cell.kind in (CellKind.BLANK, CellKind.MARK):
            tables.setdefault(cell.at.partition(".")[0], []).append(cell)
    for cells in tables.values():
        message = _("{rows}有{count}格没有填数字。", rows=_rows(cells, subject), count=len(cells))
        yield Found(message, at=tuple(cell.at for cell in cells), place=cells[0].place)


def _rows(cells: list[Cell], subject: Subject) -> Message:
    """The rows that the cells stand in, the first few by name."""
    rows = list(dict.fromkeys(cell.at.rpartition(".")[0] for cell in cells))
    named = [_("“{row}”", row=subject.row_label(row)) for row in rows[:_NAMED]]
    if len(rows) <= _NAMED:
        return _("{rows}", rows=named)
    return _("{rows}等{count}行", rows=named, count=len(rows))
