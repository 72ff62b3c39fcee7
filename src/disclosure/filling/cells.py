"""Where the cells of the official form stand in somebody's file: by the labels before them and above them.

When reading, sums may settle what the drawing of a table leaves open; in a form nothing is filled in yet that could be summed.
So a cell is known by its row's own label and its column's own heading or not at all. Where several cells could be meant, all
are named, and it is for others not to choose among them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from disclosure.blocks import Grid
from disclosure.filling.headings import Headings, Leaf, widths_of
from disclosure.form import Column, Edition, Row, Table
from disclosure.reading.alignment import index_of, tables_of
from disclosure.reading.labels import heading_key, label_key, numbering
from disclosure.reading.values import looks_like_value
from disclosure.writing.spans import Slot, slots

#: Units of money that a heading may name.
_MONEY = re.compile(r"[百千万亿]*元")


@dataclass(frozen=True, slots=True)
class Target:
    """A cell of the file: its place, what is printed in it, and the unit that its heading names where that is another one."""

    place: str
    printed: str
    other_unit: str = ""


@dataclass(frozen=True, slots=True)
class UnknownRow:
    """A row of the file that the form does not have, by its label, with the cells behind it."""

    table: str
    label: str
    targets: tuple[Target, ...]


@dataclass
class Found:
    """The cells of the form that a file has, by address; more than one means that it cannot be told which is meant."""

    targets: dict[str, list[Target]] = field(default_factory=dict)
    rows: list[UnknownRow] = field(default_factory=list)

    def add(self, address: str, column: Column, slot: Slot, heading: str) -> None:
        """Note that a cell may be the one of an address."""
        target = Target(slot.cell.place or "", slot.cell.text, _other_unit(heading, column))
        self.targets.setdefault(address, []).append(target)


def find_cells(grids: Sequence[Grid], edition: Edition) -> Found:
    """The cells of the form that the tables of a file have."""
    found = Found()
    for key, owned in tables_of(grids, edition).items():
        table = edition.tables[key]
        if table.layout == "pairs":
            _find_pairs(table, owned, found)
        else:
            _Walk(table, found).over(owned)
            _drop_stand_ins(table, found)
    return found


def _other_unit(heading: str, column: Column) -> str:
    """The unit of money in a heading that is not the column's: what counts 万元 must not get into a column of 元."""
    named = _MONEY.findall(heading) if _MONEY.fullmatch(column.unit) else []
    return named[0] if named and column.unit not in named else ""


class _Walk:
    """One pass over the grids of a table from top to bottom: headings are collected, rows below them get their columns."""

    def __init__(self, table: Table, found: Found) -> None:
        self._table = table
        self._index = index_of(table)
        self._found = found
        self._groups = {
            label_key(printed): group.key
            for row in table.rows
            for group in row.groups
            for printed in (group.label.zh, *group.variants)
        }
        self._headings = Headings(self._index)

    def over(self, grids: Sequence[Grid]) -> None:
        for grid in grids:
            lines = slots(grid)
            widths = set(widths_of(lines))
            self._headings.begin_grid(widths.pop() if len(widths) == 1 else 0)
            for line in lines:
                self._take(line)

    def _take(self, line: Sequence[Slot]) -> None:
        own = [slot for slot in line if not slot.is_continued]
        label = self._row_label(own)
        if label is not None:
            self._take_row(line, own, label)
        elif self._is_heading(own):
            self._headings.add(own)
        elif own:
            self._take_cells(own)

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

    def _take_row(self, line: Sequence[Slot], own: Sequence[Slot], label: Slot) -> None:
        pairs = self._headings.pairs([slot for slot in own if slot.column > label.column])
        row = self._row_of(line, label)
        for slot, leaf in pairs if row else ():
            self._add(row.key if row else "", slot, leaf)

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

    def _take_cells(self, own: Sequence[Slot]) -> None:
        """The cells of a strip, whose headings name both row and column; else a row that the form does not have."""
        is_strip = self._table.layout == "strip"
        pairs = [(slot, leaf) for slot, leaf in self._headings.pairs(own) if leaf.row] if is_strip else []
        for slot, leaf in pairs:
            self._add(leaf.row or "", slot, leaf)
        labels = [slot for slot in own if not looks_like_value(slot.cell.text)]
        if labels and not pairs:
            behind = [slot for slot in own if slot.column > labels[-1].column]
            targets = tuple(Target(slot.cell.place or "", slot.cell.text) for slot in behind)
            self._found.rows.append(UnknownRow(self._table.key, labels[-1].cell.text, targets))

    def _add(self, row: str, slot: Slot, leaf: Leaf) -> None:
        column = next((column for column in self._table.columns_of(row) if column.key == leaf.column), None)
        if column is not None and looks_like_value(slot.cell.text):
            self._found.add(self._table.address(row, column.key), column, slot, leaf.text)


def _drop_stand_ins(table: Table, found: Found) -> None:
    """Forget a single row that stands for a group where the group's own rows are drawn too: it is only their heading then."""
    drawn = {address.rpartition(".")[0] for address in found.targets}
    for row in table.rows:
        below = [other for other in table.rows if row.stands_for and any(group.key == row.stands_for for group in other.groups)]
        if any(f"{table.key}.{other.key}" in drawn for other in below):
            for column in table.columns_of(row.key):
                found.targets.pop(table.address(row.key, column.key), None)


def _find_pairs(table: Table, grids: Sequence[Grid], found: Found) -> None:
    """A value stands behind its label, or below it where another label or nothing stands behind."""
    columns = index_of(table).columns
    claims: list[tuple[Column, Slot, str]] = []
    for grid in grids:
        lines = slots(grid)
        for line, below in zip(lines, [*lines[1:], []], strict=True):
            own = [slot for slot in line if not slot.is_continued]
            for slot, behind in zip(own, [*own[1:], None], strict=True):
                column = columns.get(label_key(slot.cell.text))
                cell = _beside_or_below(slot, behind, below) if column else None
                if column and cell:
                    claims.append((column, cell, slot.cell.text))
    for column, cell, heading in claims:
        if sum(1 for _column, other, _heading in claims if other.cell is cell.cell) == 1:
            found.add(table.address(table.key, column.key), column, cell, heading)


def _beside_or_below(label: Slot, behind: Slot | None, below: Sequence[Slot]) -> Slot | None:
    if behind is not None and looks_like_value(behind.cell.text):
        return behind
    end = label.column + label.cell.column_span
    under = [slot for slot in below if not slot.is_continued and label.column <= slot.column < end]
    return under[0] if len(under) == 1 and looks_like_value(under[0].cell.text) else None
