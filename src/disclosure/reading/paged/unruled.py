"""Tables without rulings: columns from white space, rows from the lines of values, labels dealt out among them."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from disclosure.blocks import GridCell
from disclosure.reading.gathering import cell_place
from disclosure.reading.paged.breaks import PageGrid, is_block_heading, is_known
from disclosure.reading.paged.labelling import Dealt, deal
from disclosure.reading.paged.segments import CutLine, Segment

#: Room, in heights of the font, that a heading may stand beside its column.
_BESIDE = 0.6
#: A heading so many times as wide as most stands over several columns.
_WIDER = 1.25
#: Lines of a cell stand nearer to one another than this, in heights of the font.
_NEAR = 1.9
#: Two base lines nearer than this are those of one row.
_ON_LINE = 0.5


@dataclass(slots=True)
class _Band:
    """A column of values: from where to where its texts reach."""

    left: float
    right: float

    def touches(self, segment: Segment) -> bool:
        """Whether a segment stands over it, or in it."""
        return segment.left < self.right and self.left < segment.right


def grid_of_lines(lines: Sequence[CutLine], place: str) -> PageGrid:
    """The table that lines make. Blocks of it that begin with a heading of their own have columns of their own."""
    rows: list[list[GridCell]] = []
    blocks: list[tuple[int, list[float]]] = []
    for block in _blocks(lines):
        made, middles = _rows(block)
        rows += made
        blocks.append((len(made), middles))
    edges = [min(line.line.left for line in lines), max(line.line.right for line in lines)]
    placed = [
        [GridCell(cell.text, cell_place(place, number, index)) for index, cell in enumerate(row, 1)]
        for number, row in enumerate(rows, 1)
    ]
    return PageGrid(placed, edges, place, blocks)


def _blocks(lines: Sequence[CutLine]) -> Iterator[list[CutLine]]:
    """Lines cut before each heading of a block, which is a block by itself."""
    run: list[CutLine] = []
    for line in lines:
        if len(line.segments) == 1 and is_block_heading(line.text):
            if run:
                yield run
            yield [line]
            run = []
        else:
            run.append(line)
    if run:
        yield run


def _rows(lines: Sequence[CutLine]) -> tuple[list[list[GridCell]], list[float]]:
    """The rows of one block, and the middles of its columns of values."""
    anchors = [line for line in lines if line.has_values or all(segment.is_number for segment in line.segments)]
    bands = [] if any(_is_mixed(line) for line in anchors) else _bands(lines, anchors)
    if not bands:
        return [[GridCell(segment.text) for segment in line.segments] for line in lines], []
    return list(_Block(lines, anchors, bands).rows()), [(band.left + band.right) / 2 for band in bands]


def _is_mixed(line: CutLine) -> bool:
    """Whether a label stands behind a value: label and value side by side, again and again."""
    kinds = [segment.is_value for segment in line.segments]
    return True in kinds and False in kinds[kinds.index(True) :]


def _bands(lines: Sequence[CutLine], anchors: Sequence[CutLine]) -> list[_Band]:
    """The columns: where values stand one below another, and where a heading has none below it."""
    values = [segment for line in anchors for segment in line.segments if segment.is_value]
    numbers = [segment for segment in values if segment.is_number]
    bands = _together(numbers or values)
    first = bands[0].left if bands else float("-inf")
    heads = [line for line in lines if not anchors or line.line.base < anchors[0].line.base]
    pieces = [segment for line in heads for segment in line.segments if not segment.is_value]
    if not anchors:
        has_labels = any(len(line.segments) == 1 and is_known(line.text) for line in lines)
        pieces = _narrow([segment for line in heads for segment in line.segments[has_labels:] if len(line.segments) > 1])
        return _together(pieces)
    for piece in (*values, *pieces):
        if piece.middle > first and not any(band.touches(piece) for band in bands):
            bands = sorted([*bands, _Band(piece.left, piece.right)], key=lambda band: band.left)
    return bands


def _together(segments: Sequence[Segment]) -> list[_Band]:
    """Segments that stand one below another, as columns."""
    bands: list[_Band] = []
    for segment in sorted(segments, key=lambda one: one.left):
        if bands and segment.left < bands[-1].right:
            bands[-1].right = max(bands[-1].right, segment.right)
        else:
            bands.append(_Band(segment.left, segment.right))
    return bands


def _narrow(segments: Sequence[Segment]) -> list[Segment]:
    """Headings of single columns: those over several are wider than most."""
    widths = sorted(segment.right - segment.left for segment in segments)
    return [one for one in segments if one.right - one.left <= _WIDER * widths[len(widths) // 2]]


class _Block:
    """One block of a table while its rows are made."""

    def __init__(self, lines: Sequence[CutLine], anchors: Sequence[CutLine], bands: Sequence[_Band]) -> None:
        self._bands = bands
        self._anchors = anchors
        self._lines = lines
        self._height = max(line.line.height for line in lines)
        self._labels_to = bands[0].left
        pieces = [segment for line in lines for segment in line.segments]
        self._before = [segment for segment in pieces if not self._is_over(segment)]
        self._over = [segment for segment in pieces if self._is_over(segment) and not segment.is_value]
        self._broken: dict[int, list[int]] = {}
        self._corridors = self._find_corridors()

    def _is_over(self, segment: Segment) -> bool:
        """Whether a segment stands over the columns of values rather than before them."""
        return segment.middle > self._labels_to - _BESIDE * segment.height

    def rows(self) -> Iterator[list[GridCell]]:
        """The rows of headings, then those of values."""
        labels, groups = self._columns_of_labels()
        bases = [line.line.base for line in self._anchors]
        rows, left_over = deal(labels, bases, self._height)
        corner = [labels[place] for place in left_over]
        head_ends = max((segment.base for segment in self._over), default=float("-inf"))
        yield from self._headings([segment for segment in corner if segment.base <= head_ends])
        # A label below the headings that no row wants is the rest of one on the page before.
        for segment in corner:
            if segment.base > head_ends:
                yield [GridCell(segment.text), *(GridCell("") for _band in self._bands)]
        rows = self._without_broken(rows, bases)
        grouped = self._grouped(groups, [labels[row.first].base if row.values is None else bases[row.values] for row in rows])
        for number, row in enumerate(rows):
            text = "\n".join(segment.text for segment in labels[row.first : row.last])
            values = self._values(row.values)
            before = grouped.get(number, [])
            before = [*before, *[""] * (len(groups) - len(before))]
            yield [*map(GridCell, before), GridCell(text), *map(GridCell, values)]

    def _without_broken(self, rows: Sequence[Dealt], bases: Sequence[float]) -> list[Dealt]:
        """Rows without those that are the rest of numbers broken over lines: no label, few values, close to the row above or
        below. Their figures go into that row's cells, behind a blank: what stands there is read as no number."""
        kept: list[Dealt] = []
        for row in rows:
            other = kept[-1] if kept else None
            if other and row.values is not None and other.values is not None and self._is_rest(row, other, bases):
                main, rest = (other, row) if row.first == row.last else (row, other)
                self._broken.setdefault(main.values or 0, []).extend([rest.values or 0, *self._broken.pop(rest.values or 0, [])])
                kept[-1] = main
            else:
                kept.append(row)
        return kept

    def _is_rest(self, row: Dealt, other: Dealt, bases: Sequence[float]) -> bool:
        lacks = [one for one in (row, other) if one.first == one.last]
        near = abs(bases[row.values or 0] - bases[other.values or 0]) < _NEAR * self._height
        return bool(lacks) and near

    def _values(self, values: int | None) -> list[str]:
        """The texts of a line of values, under their columns; empty where the column has none."""
        texts = [""] * len(self._bands)
        lines = [] if values is None else sorted([values, *self._broken.get(values, [])])
        for segment in (segment for line in lines for segment in self._anchors[line].segments):
            if segment.is_value and self._is_over(segment):
                under = next(place for place, band in enumerate(self._bands) if band.touches(segment))
                texts[under] = f"{texts[under]} {segment.text}".strip()
        return texts

    def _find_corridors(self) -> list[float]:
        """Where the columns of labels part: between pieces that stand side by side before the values."""
        gaps = []
        for line in self._lines:
            own = [segment for segment in line.segments if not self._is_over(segment)]
            gaps += [(one.right, other.left) for one, other in itertools.pairwise(own)]
        corridors: list[float] = []
        for left, right in sorted(gaps, key=lambda gap: gap[1]):
            if not corridors or not left <= corridors[-1] <= right:
                corridors.append(right)
        return corridors

    def _columns_of_labels(self) -> tuple[list[Segment], list[list[Segment]]]:
        """The lines of the labels of rows, and the pieces of each column of group labels before them."""
        labels: list[Segment] = []
        groups: list[list[Segment]] = [[] for _corridor in self._corridors]
        for segment in sorted(self._before, key=lambda one: one.base):
            column = bisect_left(self._corridors, segment.right)
            if column >= len(self._corridors):
                labels.append(segment)
            else:
                groups[column].append(segment)
        wide = {id(piece) for column in groups for piece in column if self._is_alone(piece, labels)}
        labels += [piece for column in groups for piece in column if id(piece) in wide]
        return (
            sorted(labels, key=lambda one: one.base),
            [[piece for piece in column if id(piece) not in wide] for column in groups],
        )

    def _is_alone(self, piece: Segment, labels: Sequence[Segment]) -> bool:
        """Whether a short text that begins at the left is the label of its row, which reaches over several columns."""
        has_values = any(abs(line.line.base - piece.base) < _ON_LINE * self._height for line in self._anchors)
        return has_values and is_known(piece.text) and all(abs(one.base - piece.base) > self._height for one in labels)

    def _headings(self, corner: Sequence[Segment]) -> Iterator[list[GridCell]]:
        """Headings over several columns line by line, then one row with what stands over each column."""
        stacks = [[segment for segment in self._over if band.touches(segment)] for band in self._bands]
        stacks = [_own_heading(sorted(stack, key=lambda one: one.base)) for stack in stacks]
        own = {id(segment) for stack in stacks for segment in stack}
        upper: dict[float, list[Segment]] = {}
        for segment in self._over:
            if id(segment) not in own:
                upper.setdefault(segment.base, []).append(segment)
        for base in sorted(upper):
            yield [GridCell(segment.text) for segment in sorted(upper[base], key=lambda one: one.left)]
        if own or corner:
            yield [
                GridCell("\n".join(segment.text for segment in corner)),
                *(GridCell("\n".join(segment.text for segment in stack)) for stack in stacks),
            ]

    def _grouped(self, groups: Sequence[Sequence[Segment]], bases: Sequence[float]) -> dict[int, list[str]]:
        """The labels of groups, put together from their pieces, each in the row nearest to its first piece."""
        found: dict[int, list[str]] = {}
        if not bases:
            return found
        for column in groups:
            for label in _put_together(column):
                row = min(range(len(bases)), key=lambda one: abs(bases[one] - label[0].base))
                found.setdefault(row, []).append("\n".join(piece.text for piece in label))
        return found


def _own_heading(stack: list[Segment]) -> list[Segment]:
    """Of what stands over a column, from top to bottom, its own heading: the most of it that the form knows, else the last."""
    for first in range(len(stack)):
        if is_known("".join(segment.text for segment in stack[first:])):
            return stack[first:]
    return stack[-1:]


def _put_together(pieces: Sequence[Segment]) -> Iterator[list[Segment]]:
    """Pieces of group labels, from the top, as the labels that the form knows; what makes none stays a piece."""
    start = 0
    while start < len(pieces):
        end = next(
            (end for end in range(len(pieces), start, -1) if is_known("".join(piece.text for piece in pieces[start:end]))),
            start + 1,
        )
        yield list(pieces[start:end])
        start = end
