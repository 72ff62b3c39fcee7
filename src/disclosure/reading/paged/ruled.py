"""Ruled tables: strokes → cells with their boxes and spans → grids. Pure functions of the marks of a page.

Rulings come as lines, as thin filled boxes, a piece for every cell or one for the whole table. All become strokes, strokes
that continue one another become one, and those that cross make a table. Between two neighbouring fields of its lattice is
either a stroke, or both belong to one merged cell. Sides that are left open are closed where the strokes end.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from disclosure.reading.paged.marks import UNKNOWN, Glyph, Stroke, lines_of

#: Strokes nearer than this many points are one: borders are drawn for each of two neighbouring cells.
_SAME = 2.6
#: A gap in a stroke that still lets it go on.
_GAP = 4.0
#: Shorter strokes rule nothing.
_SHORTEST = 5.0
#: How far beyond the last crossing strokes must reach for the table to have an open side there.
_OPEN = 9.0
#: What numbers are printed with.
_FIGURES = frozenset("0123456789.,")
#: A number that is too long for its cell may stand this share of the cell's width beside the middle.
_OFF_CENTRE = 0.2
#: So many numbers below one another are so many rows.
_SEVERAL = 3


class Area(NamedTuple):
    """A cell of a table: the first and last row and column of the lattice that it covers, the last ones not included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class RuledTable:
    """A table of a page: where its columns and rows begin and end, its cells, and what stands in each."""

    columns: list[float]
    rows: list[float]
    areas: list[Area]
    glyphs: list[list[Glyph]] = field(default_factory=list)

    @property
    def top(self) -> float:
        """Where it begins, in points from the top of the page."""
        return self.rows[0]

    @property
    def bottom(self) -> float:
        """Where it ends."""
        return self.rows[-1]

    def holds(self, glyph: Glyph) -> bool:
        """Whether a glyph stands in it."""
        height = (glyph.top + glyph.bottom) / 2
        return self.rows[0] <= height <= self.rows[-1] and self.columns[0] <= glyph.middle <= self.columns[-1]


def merged(strokes: Iterable[Stroke]) -> list[Stroke]:
    """Strokes that lie on one another, or continue one another, as one."""
    found: list[Stroke] = []
    for group in _levels(strokes):
        at = sum(stroke.at for stroke in group) / len(group)
        start, end = group[0].start, group[0].end
        for stroke in group[1:]:
            if stroke.start <= end + _GAP:
                end = max(end, stroke.end)
            else:
                found.append(Stroke(at, start, end))
                start, end = stroke.start, stroke.end
        found.append(Stroke(at, start, end))
    return [stroke for stroke in found if stroke.end - stroke.start >= _SHORTEST]


def _levels(strokes: Iterable[Stroke]) -> Iterator[list[Stroke]]:
    """Strokes at the same height together, each group from its start on."""
    group: list[Stroke] = []
    for stroke in sorted(strokes):
        if group and stroke.at - group[-1].at > _SAME:
            yield sorted(group, key=lambda one: one.start)
            group = []
        group.append(stroke)
    if group:
        yield sorted(group, key=lambda one: one.start)


def tables_of_strokes(level: Iterable[Stroke], upright: Iterable[Stroke]) -> list[RuledTable]:
    """The tables that strokes rule, from the top; strokes that cross no other (lines under words) rule none."""
    levels, uprights = merged(level), merged(upright)
    found = []
    for rows, columns in _crossing(levels, uprights):
        table = _table(rows, columns)
        if table and len(table.areas) > 1:
            found.append(table)
    found.sort(key=lambda table: (table.top, table.columns[0]))
    return [table for table in found if not any(_is_inside(table, other) for other in found if other is not table)]


def _is_inside(table: RuledTable, other: RuledTable) -> bool:
    """Whether a table stands in a cell of another: what is printed there is that cell's."""
    return (
        other.top < table.top and table.bottom < other.bottom
        and other.columns[0] < table.columns[0] and table.columns[-1] < other.columns[-1]
    )  # fmt: skip


def _crossing(levels: Sequence[Stroke], uprights: Sequence[Stroke]) -> Iterator[tuple[list[Stroke], list[Stroke]]]:
    """Strokes that hang together by crossing."""
    root = list(range(len(levels) + len(uprights)))

    def find(one: int) -> int:
        while root[one] != one:
            root[one] = root[root[one]]
            one = root[one]
        return one

    for above, level in enumerate(levels):
        for beside, upright in enumerate(uprights):
            if (
                level.start - _SAME <= upright.at <= level.end + _SAME
                and upright.start - _SAME <= level.at <= upright.end + _SAME
            ):
                root[find(len(levels) + beside)] = find(above)
    groups: dict[int, tuple[list[Stroke], list[Stroke]]] = {}
    for place, stroke in enumerate((*levels, *uprights)):
        groups.setdefault(find(place), ([], []))[place >= len(levels)].append(stroke)
    yield from ((rows, columns) for rows, columns in groups.values() if rows and columns and len(rows) + len(columns) > 3)


def _table(levels: list[Stroke], uprights: list[Stroke]) -> RuledTable | None:
    """The lattice of strokes that cross, its sides closed, its fields joined where no stroke parts them."""
    left, right = min(stroke.start for stroke in levels), max(stroke.end for stroke in levels)
    top, bottom = min(stroke.start for stroke in uprights), max(stroke.end for stroke in uprights)
    columns, rows = _edges(stroke.at for stroke in uprights), _edges(stroke.at for stroke in levels)
    for edge, strokes, ends, start, end in (
        (left, uprights, columns, top, bottom), (right, uprights, columns, top, bottom),
        (top, levels, rows, left, right), (bottom, levels, rows, left, right),
    ):  # fmt: skip
        if edge < ends[0] - _OPEN or edge > ends[-1] + _OPEN:
            strokes.append(Stroke(edge, start, end))
            ends.append(edge)
            ends.sort()
    if len(columns) < 2 or len(rows) < 2:
        return None
    return RuledTable(columns, rows, list(_areas(columns, rows, levels, uprights)))


def _edges(values: Iterable[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _SAME:
            found.append(value)
    return found


class _Walls:
    """Which fields of the lattice have a stroke on their right side, or below."""

    def __init__(self, edges: Sequence[float], across: Sequence[float], strokes: Sequence[Stroke]) -> None:
        self._standing: set[tuple[int, int]] = set()
        middles = [(first + second) / 2 for first, second in itertools.pairwise(across)]
        for stroke in strokes:
            edge = min(range(len(edges)), key=lambda one: abs(edges[one] - stroke.at))
            for field_, middle in enumerate(middles):
                if stroke.start <= middle <= stroke.end:
                    self._standing.add((edge, field_))

    def parts(self, edge: int, field_: int) -> bool:
        """Whether a stroke on an edge runs past a field beside it."""
        return (edge, field_) in self._standing


def _areas(
    columns: Sequence[float], rows: Sequence[float], levels: Sequence[Stroke], uprights: Sequence[Stroke]
) -> Iterator[Area]:
    """The cells: runs of fields without a stroke between them, downwards where every field of the run is open."""
    right_of, below = _Walls(columns, rows, uprights), _Walls(rows, columns, levels)
    high, wide = len(rows) - 1, len(columns) - 1
    taken: set[tuple[int, int]] = set()
    for row in range(high):
        for column in range(wide):
            if (row, column) in taken:
                continue
            right = column + 1
            while right < wide and (row, right) not in taken and not right_of.parts(right, row):
                right += 1
            bottom = row + 1
            while bottom < high and _goes_down(bottom, column, right, wide, right_of, below):
                bottom += 1
            taken.update((y, x) for y in range(row, bottom) for x in range(column, right))
            yield Area(row, column, bottom, right)


def _goes_down(row: int, left: int, right: int, wide: int, right_of: _Walls, below: _Walls) -> bool:
    """Whether the fields of a row belong to the cell above them: nothing between, closed on both sides, open inside."""
    if any(below.parts(row, column) for column in range(left, right)):
        return False
    if any(right_of.parts(column, row) for column in range(left + 1, right)):
        return False
    return (left == 0 or right_of.parts(left, row)) and (right == wide or right_of.parts(right, row))


def fill_in(table: RuledTable, glyphs: Iterable[Glyph]) -> None:
    """Put the glyphs that stand in a table into its cells."""
    field_of = {
        (row, column): place
        for place, area in enumerate(table.areas)
        for row in range(area.top, area.bottom)
        for column in range(area.left, area.right)
    }
    table.glyphs = [[] for _area in table.areas]
    high, wide = len(table.rows) - 2, len(table.columns) - 2

    def area_at(left: float, height: float) -> int:
        row = min(max(bisect_right(table.rows, height) - 1, 0), high)
        return field_of[row, min(max(bisect_right(table.columns, left) - 1, 0), wide)]

    for run in _runs(glyphs):
        first, last = run[0], run[-1]
        height, middle = (first.top + first.bottom) / 2, (first.left + last.right) / 2
        own = area_at(middle, height)
        is_inside = len(run) == 1 or area_at(first.middle, height) == own == area_at(last.middle, height)
        if is_inside or _is_centred(run, table, table.areas[own]):
            table.glyphs[own].extend(run)
            continue
        for glyph in run:
            table.glyphs[area_at(glyph.middle, height)].append(glyph)
        for place in {area_at(glyph.middle, height) for glyph in run}:
            table.glyphs[place].append(last._replace(text=UNKNOWN, left=last.right, right=last.right))


def _runs(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Characters one by one, but the figures of a number together."""
    run: list[Glyph] = []
    for glyph in glyphs:
        is_figure = glyph.text in _FIGURES
        goes_on = is_figure and run and run[-1].base == glyph.base and 0 <= glyph.left - run[-1].left < glyph.height
        if run and not goes_on:
            yield run
            run = []
        if is_figure:
            run.append(glyph)
        else:
            yield [glyph]
    if run:
        yield run


def _is_centred(run: Sequence[Glyph], table: RuledTable, area: Area) -> bool:
    """Whether a number too long for its cell sticks out on both sides alike, and is the cell's.

    Of any other it cannot be told where it ends and its neighbour begins: no cell that it touches has a readable figure.
    """
    left, right = table.columns[area.left], table.columns[area.right]
    middle = (run[0].left + run[-1].right) / 2
    return abs(middle - (left + right) / 2) <= _OFF_CENTRE * (right - left)


def has_rows(table: RuledTable) -> bool:
    """Whether lines part the rows of a table. Where several cells hold several numbers each, only its columns are parted."""
    full = sum(_numbers_below_one_another(glyphs) >= _SEVERAL for glyphs in table.glyphs if len(glyphs) >= _SEVERAL)
    return full < 2


def _numbers_below_one_another(glyphs: Sequence[Glyph]) -> int:
    if sum(glyph.text.isdigit() for glyph in glyphs) < _SEVERAL:
        return 0
    return sum(line.text.isdigit() for line in lines_of(glyphs))


def cell_text(glyphs: Sequence[Glyph]) -> str:
    """What stands in a cell, line by line."""
    if len(glyphs) == 1:  # a figure, as in most cells
        return glyphs[0].text
    return "\n".join(line.text for line in lines_of(glyphs))
