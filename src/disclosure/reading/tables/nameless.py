"""Rows of values that stand where rows of the form should, but have lost their labels.

They are taken for those rows only where the form leaves no doubt: as many of them, all complete, between two rows that are
named as the form has there, or below the label of a group as the group has. Each cell then says that it was inferred.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from disclosure.form import Cell, CellKind, Row
from disclosure.language import _
from disclosure.reading.tables.aligned import PrintedRow
from disclosure.reading.tables.index import LabelIndex
from disclosure.reading.tables.values import squeeze


class NamelessRows:
    """The rows without a label since the last one that had one."""

    def __init__(self, index: LabelIndex) -> None:
        self._table = index.table
        self._groups = {key: group.key for row in index.table.rows for group in row.groups for key in index.group_keys(group)}
        self._group: str | None = None
        self._waiting: list[PrintedRow] = []
        self._named: set[str] = set()

    def below(self, key: str) -> None:
        """The label of a group, or of something else that is no row, was met."""
        if not self._waiting:
            self._group = self._groups.get(key)

    def take(self, printed: PrintedRow) -> bool:
        """Keep a row of values for later; False where it is not a whole row of the table, and so nothing can be said of it."""
        filled = [cell for cell in printed if squeeze(cell.text)]
        if self._table.layout != "matrix" or len(filled) != len(self._table.blocks[0].columns):
            return False
        self._waiting.append(tuple(filled))
        return True

    def named(self, last: str | None, following: Row | None, met: frozenset[str]) -> Iterator[tuple[Row, PrintedRow]]:
        """The rows kept, each with the row of the form that it must be; those of which it cannot be told stay kept."""
        rows = list(self._between(last, following)) if self._waiting else []
        if self._group is not None:
            rows = [row for row in rows if any(group.key == self._group for group in row.groups)]
        self._group = None
        if len(rows) == len(self._waiting) and not any(row.key in met for row in rows):
            for row, values in zip(rows, self._waiting, strict=True):
                self._named.add(row.key)
                yield row, values
            self._waiting = []

    def _between(self, last: str | None, following: Row | None) -> Iterator[Row]:
        """The rows that the form has between two of its rows."""
        rows = self._table.regular_rows
        keys = [row.key for row in rows]
        start = keys.index(last) + 1 if last in keys else 0 if last is None else len(keys)
        end = keys.index(following.key) if following and following.key in keys else len(keys) if following is None else 0
        return iter(rows[start:end])

    def left_over(self) -> Iterator[PrintedRow]:
        """The rows kept that stay without a name; they are forgotten."""
        waiting, self._waiting = self._waiting, []
        return iter(waiting)

    def marked(self, row: str, cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
        """The cells of a row; where it had no label its numbers are inferred."""
        if row not in self._named:
            return cells
        because = _("这一行的名称没有印出；按表格式的行次和前后各行推定是这一行。")
        return tuple(
            replace(cell, kind=CellKind.INFERRED, because=because) if cell.kind is CellKind.NUMBER else cell for cell in cells
        )
