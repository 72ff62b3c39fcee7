"""Putting the values of a printed row under the columns of the form, without guessing.

Where the source leaves several possibilities, the sums of the form may exclude some; the cells on which the remaining ones
disagree are unreadable.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, islice

from disclosure.blocks import GridCell
from disclosure.form import Cell, CellKind, Column
from disclosure.language import Message, _
from disclosure.reading.values import CellValue, read_value, squeeze

#: One possible reading of a row: for each column the printed cell, or None where the source dropped an empty one.
Reading = tuple[GridCell | None, ...]

#: More possibilities than this are not tried: the row is unreadable.
_MOST_READINGS = 5000


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum inside a row: the columns at ``parts`` add up to the column at ``total`` (positions from the left)."""

    total: int
    parts: tuple[int, ...]


def readings(printed: Sequence[GridCell], width: int) -> Iterator[Reading]:
    """Every way in which the printed cells can stand under ``width`` columns in their order."""
    if len(printed) >= width:
        filled = [place for place, cell in enumerate(printed) if squeeze(cell.text)]
        for first in range(len(printed) - width + 1):
            if all(first <= place < first + width for place in filled):
                yield tuple(printed[first : first + width])
        return
    for places in combinations(range(width), len(printed)):
        row: list[GridCell | None] = [None] * width
        for place, cell in zip(places, printed, strict=True):
            row[place] = cell
        yield tuple(row)


def fit(
    printed: Sequence[GridCell], columns: Sequence[Column], addresses: Sequence[str], sums: Sequence[Sum]
) -> tuple[Cell, ...]:
    """The cells of a row under its columns.

    A cell on which all possible readings agree is what it is; one that only the sums of the form settle is ``inferred``; one
    on which readings still differ is ``unreadable``.
    """
    possible = list(islice(readings(printed, len(columns)), _MOST_READINGS + 1))
    if not possible or len(possible) > _MOST_READINGS:
        return _unreadable(printed, addresses)
    candidates = [
        (reading, tuple(_value(cell, column) for cell, column in zip(reading, columns, strict=True))) for reading in possible
    ]
    if len(candidates) == 1:
        return tuple(map(_as_printed, addresses, *candidates[0]))
    distinct = _distinct(candidates)
    consistent = [values for values in distinct if all(_agrees(values, rule) for rule in sums)] or distinct
    shown = next(reading for reading, values in candidates if values == consistent[0])
    cells = []
    for place, address in enumerate(addresses):
        if len({_key(values[place]) for values in consistent}) > 1:
            cells.append(_undecided(address, printed))
        elif len({_key(values[place]) for values in distinct}) > 1:
            cells.append(_inferred(address, shown[place], consistent[0][place]))
        else:
            cells.append(_as_printed(address, shown[place], consistent[0][place]))
    return tuple(cells)


def _value(cell: GridCell | None, column: Column) -> CellValue:
    return read_value(cell.text, column) if cell else CellValue(CellKind.BLANK)


def _key(value: CellValue) -> tuple[object, ...]:
    return (value.kind, value.value)


def _distinct(candidates: Sequence[tuple[Reading, tuple[CellValue, ...]]]) -> list[tuple[CellValue, ...]]:
    """The readings that differ in at least one value; a row of equal numbers may be read in many ways that are the same."""
    seen: dict[tuple[object, ...], tuple[CellValue, ...]] = {}
    for _reading, values in candidates:
        seen.setdefault(tuple(_key(value) for value in values), values)
    return list(seen.values())


def _agrees(values: Sequence[CellValue], rule: Sum) -> bool:
    """Whether a sum holds, as far as the row prints it: a part that is not printed adds nothing, a missing total says nothing."""
    total = values[rule.total].value
    if total is None:
        return True
    return sum(values[part].value or 0 for part in rule.parts) == total


def _as_printed(address: str, printed: GridCell | None, value: CellValue) -> Cell:
    """A cell whose place in the row is beyond doubt."""
    if printed is None:
        return Cell(address, value.kind, value.value, because=value.because)
    return Cell(address, value.kind, value.value, printed.text.strip(), printed.place, value.because)


def _inferred(address: str, printed: GridCell | None, value: CellValue) -> Cell:
    """A cell that the row's own sums put in its place. An empty one stays empty: nothing was inferred into it."""
    if printed is None or value.value is None:
        return _as_printed(address, printed, value)
    because = _("这一行少印了格子，此数的位置由本行合计关系推定。")
    return Cell(address, CellKind.INFERRED, value.value, printed.text.strip(), printed.place, because)


def _undecided(address: str, printed: Sequence[GridCell]) -> Cell:
    """A cell of which it cannot be told what stands in it; only the place of its row is known."""
    because = _("这一行印出的数少于表的列数，无法断定此格是哪一个数；请对照原文补全后再读。")
    return Cell(address, CellKind.UNREADABLE, None, None, _place(printed), because)


def _place(printed: Sequence[GridCell]) -> str | None:
    """Where a row stands: at its first cell that has something in it."""
    return next((cell.place for cell in printed if squeeze(cell.text)), printed[0].place if printed else None)


def _unreadable(printed: Sequence[GridCell], addresses: Sequence[str]) -> tuple[Cell, ...]:
    because: Message = _("这一行印出的数与表的列数对不上，无法断定各数属于哪一列；请对照原文修正后再读。")
    return tuple(Cell(address, CellKind.UNREADABLE, None, None, _place(printed), because) for address in addresses)
