"""A picture of a page → the strokes that are drawn on it, and the pieces of it that hold words. No word is recognised here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosure.reading.paged.marks import Stroke
from disclosure.reading.paged.ruled import RuledTable, tables_of_strokes

if TYPE_CHECKING:
    from PIL.Image import Image

#: Darker than this is ink, from 0 (black) to 255.
_INK = 150
#: A run of ink as long as this share of the picture's width is no letter.
_LONG = 1 / 22
#: Upright lines may be shorter: no row of a table is higher than its label is wide.
_UPRIGHT = 0.75
#: Pixels around a cell that belong to its borders, at 300 dots an inch.
_BORDER = 6
#: Degrees by which a sheet may lie askew, and the steps in which that is looked for.
_ASKEW, _STEP = 2.0, 0.25
#: Pixels of width to which a picture is made smaller to see how it lies.
_SMALL = 800
#: Ink less high and less wide than this is dirt.
_DIRT = 6
#: White around a cell's ink, so that words do not touch the edge.
_ROOM = 4


@dataclass(slots=True)
class Piece:
    """A piece of a page with ink on it: the picture, and where its upper left corner stands on the page, in pixels."""

    picture: Image
    left: int
    top: int


def straightened(picture: Image) -> Image:
    """A page in greys, turned so that its lines lie level."""
    from PIL import ImageOps
    from PIL.Image import Resampling

    grey = ImageOps.autocontrast(picture.convert("L"), cutoff=1)
    small = grey.resize((_SMALL, max(1, round(grey.height * _SMALL / grey.width))))
    steps = [step * _STEP for step in range(round(-_ASKEW / _STEP), round(_ASKEW / _STEP) + 1)]
    best = max(steps, key=lambda angle: (_levelness(small.rotate(angle, fillcolor=255)), -abs(angle)))
    return grey.rotate(best, fillcolor=255, resample=Resampling.BICUBIC) if best else grey


def _levelness(picture: Image) -> int:
    """How much of the ink lies in long level runs."""
    return sum((end - start) ** 2 for _row, start, end in _runs(_inked(picture), picture.width // 20))


def _inked(picture: Image) -> Image:
    return picture.point([0 if value < _INK else 255 for value in range(256)])


def _runs(inked: Image, least: int) -> Iterator[tuple[int, int, int]]:
    """Runs of ink in the rows of a picture: row, first column, column after the last."""
    wide = inked.width
    for found in re.finditer(b"\x00{%d,}" % max(least, 2), inked.tobytes()):
        start, end = found.span()
        while start < end:  # a run over the end of a row goes on in the next one
            row, column = divmod(start, wide)
            stop = min(end, (row + 1) * wide)
            if stop - start >= least:
                yield row, column, column + stop - start
            start = stop


def without_strokes(picture: Image, points: float) -> tuple[Image, list[Stroke], list[Stroke]]:
    """A picture with its drawn lines painted over; the level and the upright ones, ``points`` to a pixel."""
    from PIL.Image import Transpose

    inked = _inked(picture)
    least = round(picture.width * _LONG)
    across = list(_runs(inked, least))
    down = list(_runs(inked.transpose(Transpose.TRANSPOSE), round(least * _UPRIGHT)))
    clean = _painted_over(picture, across)
    clean = _painted_over(clean.transpose(Transpose.TRANSPOSE), down).transpose(Transpose.TRANSPOSE)
    level, upright = ([Stroke(row * points, start * points, end * points) for row, start, end in runs] for runs in (across, down))
    return clean, level, upright


def _painted_over(picture: Image, runs: Sequence[tuple[int, int, int]]) -> Image:
    from PIL import ImageDraw

    clean = picture.copy()
    draw = ImageDraw.Draw(clean)
    for row, start, end in runs:
        draw.rectangle((start - 2, row - 2, end + 1, row + 2), fill=255)
    return clean


def pieces_of(picture: Image, level: Sequence[Stroke], upright: Sequence[Stroke], points: float) -> tuple[list[Piece], Image]:
    """The cells of a picture's tables that have ink in them, and the picture without the tables."""
    rest = picture.copy()
    found: list[Piece] = []
    for table in tables_of_strokes(level, upright):
        found.extend(_cells(picture, table, points))
        box = (table.columns[0], table.rows[0], table.columns[-1], table.rows[-1])
        left, top, right, bottom = (round(side / points) for side in box)
        rest.paste(255, (max(left - _BORDER, 0), max(top - _BORDER, 0), right + _BORDER, bottom + _BORDER))
    return found, rest


def _cells(picture: Image, table: RuledTable, points: float) -> Iterator[Piece]:
    from PIL import ImageOps

    for area in table.areas:
        left, right = (round(table.columns[edge] / points) for edge in (area.left, area.right))
        top, bottom = (round(table.rows[edge] / points) for edge in (area.top, area.bottom))
        box = (left + _BORDER, top + _BORDER, right - _BORDER, bottom - _BORDER)
        if box[2] - box[0] < _DIRT or box[3] - box[1] < _DIRT:
            continue
        cell = picture.crop(box)
        ink = ImageOps.invert(_inked(cell)).getbbox()
        if ink is None or (ink[2] - ink[0] < _DIRT and ink[3] - ink[1] < _DIRT):
            continue
        around = (
            max(ink[0] - _ROOM, 0),
            max(ink[1] - _ROOM, 0),
            min(ink[2] + _ROOM, cell.width),
            min(ink[3] + _ROOM, cell.height),
        )
        yield Piece(cell.crop(around), box[0] + around[0], box[1] + around[1])


@dataclass(slots=True)
class Sheet:
    """Pieces pasted below one another, and from which to which row of pixels each stands."""

    picture: Image
    spans: list[tuple[int, int, Piece]]


#: White between pieces on a sheet; rows of pixels of the longest sheet that is recognised at once.
_BETWEEN, _LONGEST = 40, 16_000


def sheets_of(pieces: Sequence[Piece]) -> Iterator[Sheet]:
    """The pieces as sheets of lines: hundreds of cells are recognised in one go, each in a line of its own."""
    run: list[Piece] = []
    height = _BETWEEN
    for piece in pieces:
        if run and height + piece.picture.height + _BETWEEN > _LONGEST:
            yield _sheet(run)
            run, height = [], _BETWEEN
        run.append(piece)
        height += piece.picture.height + _BETWEEN
    if run:
        yield _sheet(run)


def _sheet(pieces: Sequence[Piece]) -> Sheet:
    from PIL import Image as Pictures

    wide = max(piece.picture.width for piece in pieces) + 2 * _BETWEEN
    high = sum(piece.picture.height + _BETWEEN for piece in pieces) + _BETWEEN
    picture = Pictures.new("L", (wide, high), 255)
    spans, top = [], _BETWEEN
    for piece in pieces:
        picture.paste(piece.picture, (_BETWEEN, top))
        spans.append((top, top + piece.picture.height, piece))
        top += piece.picture.height + _BETWEEN
    return Sheet(picture, spans)


def on_page(sheet: Sheet, top: float, bottom: float) -> tuple[Piece, float, float] | None:
    """The piece in which a box of a sheet lies, and how far it is moved on the page; None between the pieces."""
    middle = (top + bottom) / 2
    for first, last, piece in sheet.spans:
        if first - _BETWEEN / 3 <= middle <= last + _BETWEEN / 3:
            return piece, piece.left - _BETWEEN, piece.top - first
    return None
