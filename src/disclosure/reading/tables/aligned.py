"""What aligning a table of the form with a document gives, and what every way of aligning needs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from disclosure.blocks import GridCell
from disclosure.form import Cell, CellKind, Column, ExtraRow, Oddity, Table
from disclosure.language import _
from disclosure.reading.tables.fitting import Sum
from disclosure.reading.tables.values import looks_like_value

PrintedRow = Sequence[GridCell]


def is_label(cell: GridCell) -> bool:
    """Whether a cell holds words rather than a value, or values glued together."""
    return cell.doubt != "glued" and not looks_like_value(cell.text)


@dataclass
class Aligned:
    """What one table of the form turned out to be in a document."""

    cells: list[Cell] = field(default_factory=list)
    extra_rows: list[ExtraRow] = field(default_factory=list)
    oddities: list[Oddity] = field(default_factory=list)
    columns_found: int = 0

    @property
    def rows_found(self) -> int:
        """How many cells were met, whatever stood in them."""
        return sum(cell.kind is not CellKind.ABSENT for cell in self.cells)


def sums_of(table: Table, columns: Sequence[Column]) -> tuple[Sum, ...]:
    """The sums inside a row, as positions of columns."""
    position = {column.key: place for place, column in enumerate(columns)}
    return tuple(
        Sum(position[identity.left[0]], tuple(position[key] for key in identity.right))
        for identity in table.identities
        if identity.each == "row" and len(identity.left) == 1
    )


def absent_rows(table: Table, met: frozenset[str]) -> Iterator[Cell]:
    """One absent cell for each row of the form that the document does not have."""
    if not met:
        yield Cell(table.key, CellKind.ABSENT, because=_("文中没有这张表。"))
        return
    standing_for = {row.stands_for for row in table.rows if row.key in met and row.stands_for}
    for row in table.regular_rows:
        if row.key not in met and not any(group.key in standing_for for group in row.groups):
            yield Cell(f"{table.key}.{row.key}", CellKind.ABSENT, because=_("表中没有这一行。"))
