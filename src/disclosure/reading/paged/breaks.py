"""Tables that go on over the end of a page: one grid again, without the head that is printed once more, torn rows mended."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from disclosure.blocks import Grid, GridCell
from disclosure.form import editions
from disclosure.reading.tables.index import index_of
from disclosure.reading.tables.labels import heading_key, label_key
from disclosure.reading.tables.values import looks_like_value, squeeze
from disclosure.spans import Slot, slots

#: Columns nearer than this, on two pages, are one. Points.
_SAME_COLUMN = 4.0


@dataclass(slots=True)
class PageGrid:
    """A table of one page: its rows with their places, where its columns begin and end in points from the left.

    One without rulings has blocks instead, from the top: how many rows each has, and the middles of its columns of values.
    """

    rows: list[list[GridCell]]
    columns: list[float]
    place: str
    blocks: list[tuple[int, list[float]]] = field(default_factory=list)


@cache
def known_labels() -> frozenset[str]:
    """What labels, headings and groups of all editions say."""
    tables = [table for edition in editions() for table in edition.tables.values()]
    indexes = [index_of(table) for table in tables]
    return frozenset().union(*({*index.words, *index.groups, *index.header_words} for index in indexes)) - {""}


def is_known(text: str) -> bool:
    """Whether a text is a label, heading or group of some edition of the form."""
    return label_key(text) in known_labels() or heading_key(text) in known_labels()


@cache
def _block_headings() -> frozenset[str]:
    """The headings that begin a block of a table: 第二十条第（一）项."""
    tables = [table for edition in editions() for table in edition.tables.values()]
    return frozenset().union(*(index_of(table).headings for table in tables)) - {""}


def is_block_heading(text: str) -> bool:
    """Whether a text is the heading of a block of a table."""
    return heading_key(text) in _block_headings()


def follows(above: PageGrid, below: PageGrid) -> bool:
    """Whether the table on the next page is the rest of the one before: it is as wide, and stands as far left.

    Columns of white space have no ends; their middles must be those of the columns above.
    """
    if above.blocks or below.blocks:
        return bool(above.blocks and below.blocks) and _same_middles(above.blocks[-1][1], below.blocks[0][1]) is not None
    ends = ((above.columns[0], below.columns[0]), (above.columns[-1], below.columns[-1]))
    return all(abs(one - other) <= 2 * _SAME_COLUMN for one, other in ends)


def joined(above: PageGrid, below: PageGrid) -> PageGrid:
    """Two parts of a table as one."""
    if above.blocks:
        return _joined_blocks(above, below)
    edges = _united(above.columns, below.columns)
    upper, lower = _respanned(above, edges), _respanned(below, edges)
    lower = lower[_repeated(upper, lower) :]
    if upper and lower:
        lower = _mended(upper, lower)
    return PageGrid([*upper, *lower], edges, above.place)


def _united(columns: Sequence[float], others: Sequence[float]) -> list[float]:
    """The edges of both parts: a block of rows may divide the width otherwise than those before it."""
    return sorted([*columns, *(edge for edge in others if min(abs(edge - one) for one in columns) > _SAME_COLUMN)])


def _same_middles(above: Sequence[float], below: Sequence[float]) -> list[int] | None:
    """For each column of the part with fewer of them its place among those of the other; None where that cannot be told."""
    few, many = sorted((above, below), key=len)
    apart = min((other - one for one, other in itertools.pairwise(many)), default=4 * _SAME_COLUMN)
    places = [min(range(len(many)), key=lambda one: abs(many[one] - middle)) for middle in few]
    near = all(abs(many[place] - middle) < apart / 2 for place, middle in zip(places, few, strict=True))
    return places if few and near and len(set(places)) == len(places) else None


def _joined_blocks(above: PageGrid, below: PageGrid) -> PageGrid:
    """Two parts of a table without rulings as one, their columns of values under one another."""
    (upper_rows, upper_middles), (lower_rows, lower_middles) = above.blocks[-1], below.blocks[0]
    places = _same_middles(upper_middles, lower_middles) or []
    middles = max(upper_middles, lower_middles, key=len)
    upper, lower = list(above.rows), list(below.rows)
    if len(lower_middles) < len(middles):
        lower[:lower_rows] = [_under(row, places, len(middles)) for row in lower[:lower_rows]]
    elif len(upper_middles) < len(middles):
        upper[-upper_rows:] = [_under(row, places, len(middles)) for row in upper[-upper_rows:]]
    repeated = _repeated(upper, lower)
    lower = lower[repeated:]
    upper, lower = _padded(upper, lower), _padded(lower, upper)
    rows = [*upper, *(_mended(upper, lower) if upper and lower else lower)]
    one = upper_rows + lower_rows - repeated + len(rows) - len(upper) - len(lower)
    return PageGrid(rows, above.columns, above.place, [*above.blocks[:-1], (one, middles), *below.blocks[1:]])


def _under(row: list[GridCell], places: Sequence[int], wide: int) -> list[GridCell]:
    """A row's values put under the columns of a wider table; what stands before them stays."""
    values = dict(zip(places, row[-len(places) :], strict=False)) if len(row) > len(places) else {}
    if not values:
        return row
    place = row[0].place
    return [*row[: -len(places)], *(values.get(one) or GridCell("", place) for one in range(wide))]


def _padded(rows: Sequence[list[GridCell]], others: Sequence[list[GridCell]]) -> list[list[GridCell]]:
    """The rows as wide as the widest of both parts: columns of group labels of which one page shows nothing stand at the left."""
    wide = max((len(row) for row in (*rows, *others)), default=0)
    return [[*(GridCell("", row[0].place) for _cell in range(wide - len(row))), *row] for row in rows if row]


def _respanned(grid: PageGrid, edges: Sequence[float]) -> list[list[GridCell]]:
    """The rows with spans counted in the columns of a finer lattice."""
    if list(edges) == grid.columns:
        return grid.rows
    nearest = [min(range(len(edges)), key=lambda one: abs(edges[one] - edge)) for edge in grid.columns]
    wide = len(nearest) - 1
    return [
        [
            replace(
                slot.cell,
                column_span=nearest[min(slot.column + slot.cell.column_span, wide)] - nearest[min(slot.column, wide - 1)],
            )
            for slot in line
            if not slot.is_continued
        ]
        for line in slots(Grid(tuple(map(tuple, grid.rows))))
    ]


def _repeated(upper: Sequence[Sequence[GridCell]], lower: Sequence[Sequence[GridCell]]) -> int:
    """How many rows at the top of the second part are the head of the first again: headings alone, no values."""
    count = 0
    for one, other in zip(upper, lower, strict=False):
        if any(squeeze(cell.text) and looks_like_value(cell.text) for cell in one):
            break
        if [squeeze(cell.text) for cell in one] != [squeeze(cell.text) for cell in other]:
            break
        count += 1
    return count


def _mended(upper: list[list[GridCell]], lower: list[list[GridCell]]) -> list[list[GridCell]]:
    """The rows below the break without what belongs to cells above it, which get it; ``upper`` is changed."""
    above = {slot.column: slot for slot in _lines(upper)[-1]}
    below = [slot for slot in _lines(lower)[0] if not slot.is_continued]
    pairs = [(above[slot.column], slot) for slot in below if slot.column in above]
    torn = [pair for pair in pairs if _is_torn(pair[0].cell.text, pair[1].cell.text)]
    own = [pair for pair in pairs if not pair[0].is_continued and pair[1].cell.row_span == 1]
    if _is_row_torn(own, torn):
        _move(upper, lower, [*torn, *(pair for pair in own if pair not in torn)])
        return _without_first(lower)
    _move(upper, lower, torn)
    return lower


def _lines(rows: Sequence[Sequence[GridCell]]) -> list[list[Slot]]:
    return slots(Grid(tuple(map(tuple, rows))))


def _is_torn(text: str, rest: str) -> bool:
    """Whether two texts are the halves of a label of the form."""
    return bool(squeeze(text) and squeeze(rest)) and not is_known(rest) and is_known(text + rest)


def _is_row_torn(own: Sequence[tuple[Slot, Slot]], torn: Sequence[tuple[Slot, Slot]]) -> bool:
    """Whether a row stands half above and half below the break: its label does, or its label here and its values there.

    Two rows that both have values are two rows.
    """
    upper = [one.cell.text for one, _other in own if squeeze(one.cell.text)]
    lower = [other.cell.text for _one, other in own if squeeze(other.cell.text)]
    valued = [any(map(looks_like_value, texts)) for texts in (upper, lower)]
    if all(valued):
        return False
    if any(pair in torn for pair in own):
        return True
    if any(squeeze(one.cell.text) and squeeze(other.cell.text) for one, other in own):
        return False
    labelled = [any(not looks_like_value(text) for text in texts) for texts in (upper, lower)]
    return valued[0] != labelled[0] and valued == labelled[::-1] and any(valued)


def _move(upper: list[list[GridCell]], lower: list[list[GridCell]], pairs: Sequence[tuple[Slot, Slot]]) -> None:
    """Put the second halves behind the first ones."""
    whole = {id(one.cell): f"{one.cell.text}\n{other.cell.text}".strip("\n") for one, other in pairs}
    gone = {id(other.cell) for _one, other in pairs}
    for rows, texts in ((upper, whole), (lower, dict.fromkeys(gone, ""))):
        for place, row in enumerate(rows):
            rows[place] = [replace(cell, text=texts[id(cell)]) if id(cell) in texts else cell for cell in row]


def _without_first(rows: list[list[GridCell]]) -> list[list[GridCell]]:
    """Without the first row, whose cells that reach further down begin in the next one."""
    going_on = [Slot(replace(slot.cell, row_span=slot.cell.row_span - 1), slot.column) for slot in _lines(rows)[0]
                if slot.cell.row_span > 1]  # fmt: skip
    if len(rows) < 2 or not going_on:
        return rows[1:]
    second = [slot for slot in _lines(rows)[1] if not slot.is_continued]
    return [[slot.cell for slot in sorted((*going_on, *second), key=lambda slot: slot.column)], *rows[2:]]
