"""What stands above the cells of a table: the headings of columns, over several lines and torn apart as forms draw them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from disclosure.form import Column, Row
from disclosure.reading.tables.index import LabelIndex
from disclosure.reading.tables.labels import label_key, numbering
from disclosure.reading.tables.values import looks_like_value
from disclosure.spans import Slot

#: Words below a column's own heading that only say what is counted: 件数.
_COUNTED = "数"


@dataclass(frozen=True, slots=True)
class Leaf:
    """The lowest heading over columns ``start`` to ``end`` of the grid: the form's column, its row in a strip.

    ``name`` are the words that name the column, ``text`` all that stand above.
    """

    start: int
    end: int
    column: str | None
    row: str | None
    name: str
    text: str

    def lies_over(self, slot: Slot) -> bool:
        """Whether it shares a column of the grid with a cell."""
        return slot.column < self.end and self.start < slot.column + slot.cell.column_span

    def covers_exactly(self, slot: Slot) -> bool:
        """Whether it begins and ends where a cell does."""
        return (self.start, self.end) == (slot.column, slot.column + slot.cell.column_span)


class Headings:
    """The headings over the rows that are read now. They hold until others come, also in the next grid after a page break."""

    def __init__(self, index: LabelIndex) -> None:
        self._index = index
        self._above: dict[int, list[Slot]] = {}
        self._leaves: tuple[Leaf, ...] | None = None
        self._width = self._width_of_headings = 0

    def begin_grid(self, width: int) -> None:
        """A new grid begins; ``width`` is that of all its rows, 0 where they differ and columns cannot be counted."""
        self._width = width

    def add(self, line: Sequence[Slot]) -> None:
        """A row of headings; after rows of cells it begins new ones."""
        if self._leaves is not None:
            self._above, self._leaves = {}, None
        self._width_of_headings = self._width
        for slot in line:
            if slot.cell.text.strip():
                for column in range(slot.column, slot.column + slot.cell.column_span):
                    self._above.setdefault(column, []).append(slot)

    def first_column(self) -> int | None:
        """Where the first known column begins; None where there is none."""
        return next((leaf.start for leaf in self._now() if leaf.column), None)

    def pairs(self, cells: Sequence[Slot]) -> list[tuple[Slot, Leaf]]:
        """The cells of a row with the known columns that they stand in; none where that cannot be told.

        As many cells as headings go together in their order, as when reading. Where the columns of the grid can be counted,
        a cell must also lie below its heading, and in rows with other numbers of cells exactly below.
        """
        if self._leaves is None:
            self._leaves = self._now()
        known = [leaf for leaf in self._leaves if leaf.column]
        counts = self._width > 0 and self._width == self._width_of_headings
        last = self._leaves[-len(cells) :] if len(cells) <= len(self._leaves) else ()
        if known and sum(1 for leaf in last if leaf.column) == len(known):
            pairs = [(slot, leaf) for slot, leaf in zip(cells, last, strict=True) if leaf.column]
            return pairs if not counts or all(leaf.lies_over(slot) for slot, leaf in pairs) else []
        return [(slot, leaf) for slot in cells for leaf in known if counts and leaf.covers_exactly(slot)]

    def _now(self) -> tuple[Leaf, ...]:
        marked = [(column, self._above[column]) for column in sorted(self._above)]
        known = [(place, above, *self._column(above)) for place, above in marked]
        found = []
        for (_lowest, _key), run in groupby(known, key=lambda entry: (id(entry[1][-1].cell), entry[2])):
            columns = list(run)
            start, above, column, name = columns[0]
            text = " ".join(slot.cell.text for slot in above)
            found.append(Leaf(start, columns[-1][0] + 1, column, self._row(above), name, text))
        return tuple(found)

    def _column(self, above: Sequence[Slot]) -> tuple[str | None, str]:
        """The form's column that the lowest known heading names, and its words; below it only what is counted may stand."""
        for place in range(len(above) - 1, -1, -1):
            text = above[place].cell.text
            column = self._index.columns.get(label_key(text))
            if column is not None and not numbering(text):
                is_all = all(_adds_nothing(below.cell.text, column) for below in above[place + 1 :])
                return (column.key if is_all else None), text
        for first in range(len(above) - 2, -1, -1):
            joined = "".join(slot.cell.text for slot in above[first:])
            if label_key(joined) in self._index.columns:
                return self._index.columns[label_key(joined)].key, joined
        return None, ""

    def _row(self, above: Sequence[Slot]) -> str | None:
        """The one row that the headings name, as in a strip, whose rows stand side by side."""
        said = [label_key(slot.cell.text) for slot in above]
        named = [key for key in reversed(said) if key in self._index.rows]
        if not named:
            return None
        rows: list[Row] = [row for row in self._index.rows[named[0]] if row.stands_for is None]
        return rows[0].key if len(rows) == 1 else None


def _adds_nothing(text: str, column: Column) -> bool:
    return looks_like_value(text) or label_key(text).removesuffix(_COUNTED) == column.unit


def widths_of(lines: Sequence[Sequence[Slot]]) -> Iterator[int]:
    """How many columns of the grid each of its rows takes."""
    return (max((slot.column + slot.cell.column_span for slot in line), default=0) for line in lines)
