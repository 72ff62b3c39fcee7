"""A drawn table from top to bottom: which of its lines are headings, which are rows of the form, and what each cell is.

A cell is known by its row's own label and its column's own heading, wherever these stand. Reading goes by the order of the
official form; this is for tables that are drawn in another one, and for those in which nothing is printed yet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from disclosure.blocks import Grid
from disclosure.form import Column, Row, Table
from disclosure.reading.tables.headings import Headings, Leaf, widths_of
from disclosure.reading.tables.index import index_of
from disclosure.reading.tables.labels import heading_key, label_key, numbering
from disclosure.reading.tables.values import looks_like_value
from disclosure.spans import Slot, slots


@dataclass(frozen=True, slots=True)
class DrawnCell:
    """A cell of a line with the row and column of the form that it belongs to, and the heading over it."""

    row: str
    column: Column
    slot: Slot
    heading: Leaf


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """A line of a drawn table: the cells that begin in it, and those of them that are cells of the form.

    ``is_heading``: it holds headings of columns; ``label`` is the slot that names the row, None where none does.
    """

    own: tuple[Slot, ...]
    cells: tuple[DrawnCell, ...] = ()
    is_heading: bool = False
    label: Slot | None = None


def lines_of(table: Table, grids: Sequence[Grid]) -> Iterator[DrawnLine]:
    """The lines of the grids that carry a table, in their order; headings hold on in the next grid, after a page break."""
    return _Walk(table).over(grids)


class _Walk:
    """One pass: headings are collected, the rows below them get their columns."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._index = index_of(table)
        self._groups = {
            label_key(printed): group.key
            for row in table.rows
            for group in row.groups
            for printed in (group.label.zh, *group.variants)
        }
        self._headings = Headings(self._index)

    def over(self, grids: Sequence[Grid]) -> Iterator[DrawnLine]:
        for grid in grids:
            lines = slots(grid)
            widths = set(widths_of(lines))
            self._headings.begin_grid(widths.pop() if len(widths) == 1 else 0)
            for line in lines:
                yield self._line(line)

    def _line(self, line: Sequence[Slot]) -> DrawnLine:
        own = tuple(slot for slot in line if not slot.is_continued)
        label = self._row_label(own)
        if label is not None:
            return DrawnLine(own, tuple(self._cells_of_row(line, own, label)), label=label)
        if self._is_heading(own):
            self._headings.add(own)
            return DrawnLine(own, is_heading=True)
        labels = [slot for slot in own if not looks_like_value(slot.cell.text)]
        return DrawnLine(own, tuple(self._cells_of_strip(own)), label=labels[-1] if labels else None)

    def _row_label(self, own: Sequence[Slot]) -> Slot | None:
        """The label of a row with cells behind it; None in rows of headings, where labels of columns stand side by side."""
        labels = [slot for slot in own if not looks_like_value(slot.cell.text)]
        columns = [slot for slot in labels if self._names_column(slot)]
        for slot in reversed(labels):
            behind = [other for other in own if other.column > slot.column]
            if label_key(slot.cell.text) in self._index.rows and any(looks_like_value(other.cell.text) for other in behind):
                is_row = all(other is slot for other in columns) and not any(map(self._is_known, behind))
                return slot if is_row else None
        return None

    def _is_known(self, slot: Slot) -> bool:
        key = label_key(slot.cell.text)
        return key in self._index.rows or key in self._groups

    def _names_column(self, slot: Slot) -> bool:
        """「（六）其他」 is numbered, so it is the head of rows and not the column 其他."""
        return label_key(slot.cell.text) in self._index.columns and not numbering(slot.cell.text)

    def _is_heading(self, own: Sequence[Slot]) -> bool:
        """Whether a row holds headings: known ones, nothing but words, or words above where cells will stand."""
        labels = [slot for slot in own if not looks_like_value(slot.cell.text)]
        if any(self._is_known_heading(slot) for slot in labels) or (labels and len(labels) == len(own)):
            return True
        first = self._headings.first_column()
        return first is not None and any(slot.column >= first for slot in labels)

    def _is_known_heading(self, slot: Slot) -> bool:
        """A word of the head; in a strip also the label of a row, which stands above the columns there."""
        text = slot.cell.text
        if heading_key(text) in self._index.headings or (self._table.layout == "strip" and self._is_known(slot)):
            return True
        return label_key(text) in self._index.header_words and not numbering(text)

    def _cells_of_row(self, line: Sequence[Slot], own: Sequence[Slot], label: Slot) -> Iterator[DrawnCell]:
        pairs = self._headings.pairs([slot for slot in own if slot.column > label.column])
        row = self._row_of(line, label)
        for slot, leaf in pairs if row else ():
            yield from self._cell(row.key if row else "", slot, leaf)

    def _row_of(self, line: Sequence[Slot], label: Slot) -> Row | None:
        """The row that a label names. The groups printed before it must be its own; None where several rows fit, or none."""
        before = [label_key(slot.cell.text) for slot in line if slot.column < label.column]
        groups = {self._groups[key] for key in before if key in self._groups}
        rows = self._index.rows[label_key(label.cell.text)]
        candidates = [row for row in dict.fromkeys(rows) if groups <= {group.key for group in row.groups}]
        if len(candidates) > 1:
            number = numbering(label.cell.text)
            candidates = [row for row in candidates if any(numbering(printed) == number for printed in row.printed_labels)]
        return candidates[0] if len(candidates) == 1 else None

    def _cells_of_strip(self, own: Sequence[Slot]) -> Iterator[DrawnCell]:
        """The cells of a strip, whose headings name both row and column."""
        pairs = self._headings.pairs(own) if self._table.layout == "strip" else []
        for slot, leaf in pairs:
            if leaf.row:
                yield from self._cell(leaf.row, slot, leaf)

    def _cell(self, row: str, slot: Slot, leaf: Leaf) -> Iterator[DrawnCell]:
        column = next((column for column in self._table.columns_of(row) if column.key == leaf.column), None)
        if column is not None and looks_like_value(slot.cell.text):
            yield DrawnCell(row, column, slot, leaf)
