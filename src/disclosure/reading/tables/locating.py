"""Where the cells of the official form stand in somebody's blank form.

When reading, sums may settle what the drawing of a table leaves open; in a form nothing is filled in yet that could be summed.
So a cell is known by its row's own label and its column's own heading or not at all. Where several cells could be meant, all
are named, and it is for others not to choose among them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from disclosure.blocks import Grid
from disclosure.form import Column, Edition, Table
from disclosure.reading.tables.alignment import tables_of
from disclosure.reading.tables.drawn import lines_of
from disclosure.reading.tables.index import index_of
from disclosure.reading.tables.labels import label_key
from disclosure.reading.tables.values import looks_like_value
from disclosure.spans import Slot, slots

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
            _find_rows(table, owned, found)
            _drop_stand_ins(table, found)
    return found


def _other_unit(heading: str, column: Column) -> str:
    """The unit of money in a heading that is not the column's: what counts 万元 must not get into a column of 元."""
    named = _MONEY.findall(heading) if _MONEY.fullmatch(column.unit) else []
    return named[0] if named and column.unit not in named else ""


def _find_rows(table: Table, grids: Sequence[Grid], found: Found) -> None:
    for line in lines_of(table, grids):
        for cell in line.cells:
            found.add(table.address(cell.row, cell.column.key), cell.column, cell.slot, cell.heading.text)
        label = line.label
        if label is not None and not line.cells and label_key(label.cell.text) not in index_of(table).rows:
            behind = [slot for slot in line.own if slot.column > label.column]
            targets = tuple(Target(slot.cell.place or "", slot.cell.text) for slot in behind)
            found.rows.append(UnknownRow(table.key, label.cell.text, targets))


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
