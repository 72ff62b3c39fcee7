"""Putting the values of a printed row under the columns of the form, without guessing.

Where the source leaves several possibilities, the sums of the form may exclude some; the cells on which the remaining ones
disagree are unreadable.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations, islice

from disclosure.blocks import GridCell
from disclosure.form import Cell, CellKind, Column
from disclosure.language import Message, _
from disclosure.reading.tables.cutting import LONGEST_NUMBERS, Cut, TooManyWaysError, cuts, cuts_that_add_up, is_cut_one_way
from disclosure.reading.tables.values import CellValue, read_value, squeeze

#: One possible reading of a row: for each column the printed cell, or None where the source dropped an empty one.
Reading = tuple[GridCell | None, ...]
Values = tuple[CellValue, ...]

#: More possibilities than this are not tried: the row is unreadable.
_MOST_READINGS = 5000


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum inside a row: the columns at ``parts`` add up to the column at ``total`` (positions from the left)."""

    total: int
    parts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One way to read a row: the cells as printed and what they say."""

    reading: Reading
    values: Values


@dataclass(frozen=True, slots=True)
class Possible:
    """All that a printed row may say.

    ``printed`` are the readings that the print leaves, ``by_row`` those of them that the sums of the row leave, ``left`` those
    that the sums of the columns leave as well. All are empty where nothing can be told; ``because`` then says why.
    ``is_cut`` says that digits had to be cut apart, so that every cell depends on where.
    """

    cells: tuple[GridCell, ...]
    addresses: tuple[str, ...]
    printed: tuple[Candidate, ...]
    by_row: tuple[Candidate, ...]
    left: tuple[Candidate, ...]
    because: Message | None = None
    is_cut: bool = False

    @property
    def is_open(self) -> bool:
        """Whether several readings are left."""
        return len(self.left) > 1


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
    printed: Sequence[GridCell],
    columns: Sequence[Column],
    addresses: Sequence[str],
    sums: Sequence[Sum],
    lost: str = "",
) -> tuple[Cell, ...]:
    """The cells of a row under its columns, by the row alone: :func:`possible`, settled."""
    return settled(possible(printed, columns, addresses, sums, lost))


def possible(
    printed: Sequence[GridCell],
    columns: Sequence[Column],
    addresses: Sequence[str],
    sums: Sequence[Sum],
    lost: str = "",
) -> Possible:
    """What a row may say, as far as its print and its own sums tell. ``lost`` is that of its grid."""
    if len(printed) == len(columns) and not any(cell.doubt for cell in printed):  # as nearly all rows are
        only = (Candidate(tuple(printed), tuple(map(_value, printed, columns))),)
        return Possible(tuple(printed), tuple(addresses), only, only, only)
    row = _Row(tuple(printed), columns, tuple(addresses), sums)
    filled = [cell for cell in printed if squeeze(cell.text)]
    if len(filled) == 1 and filled[0].doubt == "glued" and len(columns) > 1:
        return row.cut_apart(filled[0])
    is_short = len(printed) < len(columns)
    if is_short and any(cell.doubt in ("last", "broken_off") for cell in printed):
        return row.nothing(_("文字到这一行就断了，印出的数少于表的列数；请找完整的原文再读。"))
    if is_short and lost == "repeats":
        return row.nothing(_("文中相同的行只留下了一行，这一行缺的数可能是任何一个；请对照原文补全后再读。"))
    if any(cell.doubt == "page" for cell in printed):
        return row.placed(proven=bool(lost))
    if is_short and lost and not filled:
        return row.nothing(_("文中此行只有名称，没有留下任何数；可能是空格，也可能是数丢失了，请对照原文补全后再读。"))
    found = row.placed(proven=lost == "blanks" and is_short)
    return row.broken_off(found) if filled and filled[-1].doubt == "broken_off" else found


@dataclass(frozen=True, slots=True)
class _Row:
    """A printed row beside the columns of the form."""

    printed: tuple[GridCell, ...]
    columns: Sequence[Column]
    addresses: tuple[str, ...]
    sums: Sequence[Sum]

    def nothing(self, because: Message) -> Possible:
        """A row of which nothing can be told."""
        return Possible(self.printed, self.addresses, (), (), (), because)

    def placed(self, *, proven: bool) -> Possible:
        """The readings of cells that each stand for themselves, some perhaps dropped.

        ``proven``: empty cells leave no trace here, so where a sum can hold it is taken to hold, its total printed.
        """
        found = list(islice(self._readings(), _MOST_READINGS + 1))
        if not found or len(found) > _MOST_READINGS:
            return self.nothing(_("这一行印出的数与表的列数对不上，无法断定各数属于哪一列；请对照原文修正后再读。"))
        candidates = tuple(
            Candidate(reading, tuple(_value(cell, column) for cell, column in zip(reading, self.columns, strict=True)))
            for reading in found
        )
        if len(candidates) == 1:
            return Possible(self.printed, self.addresses, candidates, candidates, candidates)
        distinct = _distinct(candidates)
        kept = tuple(one for one in distinct if all(_agrees(one.values, rule) for rule in self.sums)) or distinct
        if proven:
            for rule in self.sums:
                kept = tuple(one for one in kept if _proves(one.values, rule)) or kept
        return Possible(self.printed, self.addresses, distinct, kept, kept)

    def _readings(self) -> Iterator[Reading]:
        """The ways to place the cells in the columns, with and without a number that may be that of a page."""
        yield from readings(self.printed, len(self.columns))
        figures = tuple(cell for cell in self.printed if cell.doubt != "page")
        if len(figures) < len(self.printed):
            yield from readings(figures, len(self.columns))

    def broken_off(self, found: Possible) -> Possible:
        """The row where the text ends in its last number, of which digits may be missing unless a sum says that none is."""
        last = len(self.columns) - 1
        if len(found.left) != 1 or found.left[0].values[last].value in (None, 0):
            return found
        (one,) = found.left
        if any(last in (rule.total, *rule.parts) and _proves(one.values, rule) for rule in self.sums):
            return found
        because = _("文字在这个数中间断了，后面可能还有数字；请找完整的原文再读。")
        values = (*one.values[:last], CellValue(CellKind.UNREADABLE, because=because))
        only = (Candidate(one.reading, values),)
        return replace(found, printed=only, by_row=only, left=only)

    def cut_apart(self, glued: GridCell) -> Possible:
        """The readings of a row whose numbers stand together without anything between them."""
        text, width = squeeze(glued.text), len(self.columns)
        if len(text) < width or len(text) > LONGEST_NUMBERS * width:
            return self.nothing(_("这一行的数字连在一起，个数与表的列数对不上，无法断定各是多少；请对照原文分开后再读。"))
        try:
            sizes = _sizes(self.sums, width) if text.isdigit() else ()
            found = cuts_that_add_up(text, sizes) if sizes else cuts(text, self.columns)
        except TooManyWaysError:
            found = []
        if not found or len(found) > _MOST_READINGS:
            return self.nothing(_("这一行的数字连在一起，没有一种切分符合合计关系；请对照原文分开后再读。"))
        if sizes and text.isdigit() and is_cut_one_way(text, width):
            sizes = ()
        candidates = _distinct([self._candidate(cut, glued) for cut in found])
        return Possible(self.printed, self.addresses, candidates, candidates, candidates, is_cut=bool(sizes))

    def _candidate(self, cut: Cut, glued: GridCell) -> Candidate:
        reading = tuple(replace(glued, text=piece, doubt="") for piece in cut)
        return Candidate(reading, tuple(_value(cell, column) for cell, column in zip(reading, self.columns, strict=True)))


@lru_cache(maxsize=64)
def _sizes_of(sums: tuple[Sum, ...], width: int) -> tuple[int, ...]:
    """How many numbers each sum takes where the sums follow one another, each with its total last; else empty."""
    sizes, start = [], 0
    for rule in sums:
        if rule.parts != tuple(range(start, rule.total)):
            return ()
        sizes.append(rule.total - start + 1)
        start = rule.total + 1
    return tuple(sizes) if start == width else ()


def _sizes(sums: Sequence[Sum], width: int) -> tuple[int, ...]:
    return _sizes_of(tuple(sums), width)


def settled(row: Possible) -> tuple[Cell, ...]:
    """The cells of a row.

    A cell on which all readings that the print leaves agree is what it is; one that only the sums of the form settle is
    ``inferred``; one on which the readings left still differ is ``unreadable``.
    """
    if not row.left:
        place = _place(row.cells)
        return tuple(Cell(at, CellKind.UNREADABLE, None, None, place, row.because) for at in row.addresses)
    shown = row.left[0]
    if len(row.printed) == 1 and not row.is_cut:
        return tuple(map(_as_printed, row.addresses, shown.reading, shown.values))
    return tuple(_cell(row, place, address, shown) for place, address in enumerate(row.addresses))


def _cell(row: Possible, place: int, address: str, shown: Candidate) -> Cell:
    printed, value = shown.reading[place], shown.values[place]
    if _differ(row.left, place):
        return _undecided(row, address)
    if _differ(row.by_row, place):
        return _inferred(address, printed, value, _("只看这一行有几种读法，此数由表中各行与总计的勾稽关系推定。"))
    if row.is_cut:
        return _inferred(address, printed, value, _("这一行的数字连在一起，此数由本行合计关系切分推定。"))
    if _differ(row.printed, place):
        return _inferred(address, printed, value, _("这一行少印了格子，此数的位置由本行合计关系推定。"))
    return _as_printed(address, printed, value)


def _differ(candidates: Sequence[Candidate], place: int) -> bool:
    return len({_key(one.values[place]) for one in candidates}) > 1


def _value(cell: GridCell | None, column: Column) -> CellValue:
    return read_value(cell.text, column) if cell else CellValue(CellKind.BLANK)


def _key(value: CellValue) -> tuple[object, ...]:
    return (value.kind, value.value)


def _distinct(candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The readings that differ in at least one value; a row of equal numbers may be read in many ways that are the same."""
    seen: dict[tuple[object, ...], Candidate] = {}
    for one in candidates:
        seen.setdefault(tuple(_key(value) for value in one.values), one)
    return tuple(seen.values())


def _agrees(values: Values, rule: Sum) -> bool:
    """Whether a sum holds, as far as the row prints it: a part that is not printed adds nothing, a missing total says nothing."""
    total = values[rule.total].value
    if total is None:
        return True
    return sum(values[part].value or 0 for part in rule.parts) == total


def _proves(values: Values, rule: Sum) -> bool:
    """Whether a sum holds and says something: 3 = 3, and not 0 = 0, which holds wherever the noughts stand."""
    return bool(values[rule.total].value) and _agrees(values, rule)


def _as_printed(address: str, printed: GridCell | None, value: CellValue) -> Cell:
    """A cell whose place in the row is beyond doubt."""
    if printed is None:
        return Cell(address, value.kind, value.value, because=value.because)
    return Cell(address, value.kind, value.value, printed.text.strip(), printed.place, value.because)


def _inferred(address: str, printed: GridCell | None, value: CellValue, because: Message) -> Cell:
    """A cell that sums of the form put in its place. An empty one stays empty: nothing was inferred into it."""
    if printed is None or value.value is None:
        return _as_printed(address, printed, value)
    return Cell(address, CellKind.INFERRED, value.value, printed.text.strip(), printed.place, because)


def _undecided(row: Possible, address: str) -> Cell:
    """A cell of which it cannot be told what stands in it; only the place of its row is known."""
    because = _("这一行印出的数少于表的列数，无法断定此格是哪一个数；请对照原文补全后再读。")
    if len(row.cells) != len(row.addresses) and any(cell.doubt == "glued" for cell in row.cells):
        because = _("这一行的数字连在一起，有几种切分都说得通，无法断定此格是哪一个数；请对照原文分开后再读。")
    if any(cell.doubt == "page" for cell in row.cells):
        because = _("这一行里的一个数印在一页的开头或末尾，可能是页码，无法断定此格是哪一个数；请对照原文补全后再读。")
    return Cell(address, CellKind.UNREADABLE, None, None, _place(row.cells), because)


def _place(printed: Sequence[GridCell]) -> str | None:
    """Where a row stands: at its first cell that has something in it."""
    return next((cell.place for cell in printed if squeeze(cell.text)), printed[0].place if printed else None)
