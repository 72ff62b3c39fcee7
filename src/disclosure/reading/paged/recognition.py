"""Scanned pages → marks, by recognising the words in their pictures; and marks as bytes, on their way between processes.

Each cell of a table is cut out and recognised by itself, figures twice: by the data for Chinese and by that for Latin script.
Where the two do not agree, nobody is sure.
"""

from __future__ import annotations

import io
import json
import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from disclosure.blocks import Document
from disclosure.errors import UnreadableError
from disclosure.language import _
from disclosure.reading.paged.assembling import document_of
from disclosure.reading.paged.marks import UNKNOWN, Glyph, PageMarks, Stroke
from disclosure.reading.paged.pdf import is_picture, marks_of_pdf, why_without_text
from disclosure.reading.paged.pictures import MARKS_HEAD, picture_type
from disclosure.reading.paged.scan import Piece, Sheet, on_page, pieces_of, sheets_of, straightened, without_strokes
from disclosure.reading.paged.tesseract import (
    CHINESE,
    FIGURES,
    LATIN,
    SECONDS,
    NoRecogniserError,
    Word,
    missing,
    recogniser,
    too_slow,
    words_in,
)
from disclosure.reading.tables.values import looks_like_value

if TYPE_CHECKING:
    from PIL.Image import Image

_MOST_PAGES = 40
#: Dots an inch at which pages are drawn; pixels that a picture may have, and that a page is recognised with.
_RESOLUTION, _MOST_PIXELS, _WIDTH = 300, 60_000_000, 2480
_POINTS_PER_INCH = 72
#: Width of a sheet of paper in points, upright and lying.
_A4, _A4_LYING = 595.0, 842.0


def recognised(data: bytes, seconds: float = SECONDS) -> bytes | None:
    """The marks of a scanned PDF, or of a picture of a page, as bytes for :func:`read_marks`; None for a file with text.

    Raises :class:`UnreadableError` where it cannot be drawn or takes too long, :class:`NoRecogniserError` without Tesseract.
    """
    until = time.monotonic() + seconds
    if picture_type(data):
        return _as_bytes([_page(picture, number, until) for number, picture in enumerate(_pictures(data), 1)])
    if b"%PDF-" not in data[:1024]:
        return None
    pages = marks_of_pdf(data)
    scanned = [page.number for page in pages if why_without_text(pages) or is_picture(page)]
    if not scanned:
        return None
    if len(scanned) > _MOST_PAGES:
        raise UnreadableError(
            _("这个文件有 {count} 页扫描图片，最多识别 {most} 页。请只取出年报所在的页。", count=len(scanned), most=_MOST_PAGES)
        )
    made = {number: _page(picture, number, until) for number, picture in _drawn(data, scanned)}
    return _as_bytes([made.get(page.number, page) for page in pages])


def _pictures(data: bytes) -> Iterator[Image]:
    """The pictures in a file: one, or the pages of a .tiff."""
    from PIL import Image as Known
    from PIL import ImageSequence, UnidentifiedImageError

    try:
        with Known.open(io.BytesIO(data)) as file:
            if file.width * file.height > _MOST_PIXELS or getattr(file, "n_frames", 1) > _MOST_PAGES:
                raise UnreadableError(_("这张图片太大或页数太多，不像是一页纸。请只取出年报所在的页。"))
            for frame in ImageSequence.Iterator(file):
                yield frame.convert("L")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Known.DecompressionBombError) as error:
        raise UnreadableError(_("这张图片已损坏，打不开。请重新下载或重新扫描后再试。")) from error


def _drawn(data: bytes, numbers: Sequence[int]) -> Iterator[tuple[int, Image]]:
    """Pages of a PDF as pictures."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        for number in numbers:
            page = document[number - 1]
            longer = max(page.get_size()) / _POINTS_PER_INCH
            scale = min(_RESOLUTION, 5000 / max(longer, 0.01)) / _POINTS_PER_INCH
            yield number, page.render(scale=scale, grayscale=True).to_pil()
            page.close()
    finally:
        document.close()


def _page(picture: Image, number: int, until: float) -> PageMarks:
    """The marks of a page that is a picture."""
    if recogniser() is None:
        raise NoRecogniserError(missing())
    paper = _A4 if picture.width <= picture.height else _A4_LYING
    if picture.width < _WIDTH * 0.8 or picture.width > _WIDTH * 2:
        wide = round(_WIDTH * paper / _A4)
        picture = picture.resize((wide, max(1, round(picture.height * wide / picture.width))))
    picture = straightened(picture)
    points = paper / picture.width
    picture, level, upright = without_strokes(picture, points)
    pieces, rest = pieces_of(picture, level, upright, points)
    words = [*_in_cells(pieces, until), *words_in(rest, CHINESE, seconds=until - time.monotonic(), layout=4)]
    marks = PageMarks(number, paper, picture.height * points, level=level, upright=upright, is_recognised=True)
    marks.glyphs = [glyph for word in words for glyph in _glyphs(word, points)]
    return marks


def _in_cells(pieces: Sequence[Piece], until: float) -> Iterator[Word]:
    """The words in the cells of tables, with their boxes on the page."""
    for sheet in sheets_of(pieces):
        left = until - time.monotonic()
        if left <= 0:
            raise UnreadableError(too_slow())
        found = _by_piece(sheet, words_in(sheet.picture, CHINESE, seconds=left))
        figures = _by_piece(sheet, words_in(sheet.picture, LATIN, seconds=until - time.monotonic(), only=FIGURES))
        for _first, _last, piece in sheet.spans:
            words = _agreed(found.get(id(piece), []), figures.get(id(piece), []))
            yield from words or [_unknown(piece)]


def _unknown(piece: Piece) -> Word:
    """What stands for ink in which nobody found a word: the cell is not empty, and not known."""
    return Word(UNKNOWN, piece.left, piece.top, piece.left + piece.picture.width, piece.top + piece.picture.height, 0)


def _by_piece(sheet: Sheet, words: Iterator[Word]) -> dict[int, list[Word]]:
    found: dict[int, list[Word]] = {}
    for word in words:
        place = on_page(sheet, word.top, word.bottom)
        if place is not None:
            piece, right, down = place
            moved = Word(
                word.text,
                round(word.left + right),
                round(word.top + down),
                round(word.right + right),
                round(word.bottom + down),
                word.sure,
            )
            found.setdefault(id(piece), []).append(moved)
    return found


def _agreed(words: list[Word], figures: list[Word]) -> list[Word]:
    """What stands in a cell: words, unless both readings, or the one for figures alone, say that it is a number.

    Figures on which the two do not agree are nobody's certainty.
    """
    said, counted = ("".join(word.text for word in each) for each in (words, figures))
    if not counted or (said and not looks_like_value(said) and not _may_be_figures(said)):
        return words
    if len(figures) > 1 and len({word.top for word in figures}) > 1 and not said:
        return figures
    sure = min(word.sure for word in figures)
    if said and said != counted:
        sure = 0
    elif not said:
        sure = min(sure, _ONE_READING)
    return [Word(word.text, word.left, word.top, word.right, word.bottom, min(sure, word.sure)) for word in figures]


#: How sure a figure is at most that only one of two readings found.
_ONE_READING = 80
#: What the data for Chinese takes figures for.
_LOOKALIKES = frozenset("。oOQDClI|《》〈〉()（）[]nuzZsSbBg口日已工丁丨 0123456789.,/-")


def _may_be_figures(text: str) -> bool:
    return _LOOKALIKES.issuperset(text)


def _glyphs(word: Word, points: float) -> Iterator[Glyph]:
    """The characters of a word, its box dealt out among them."""
    wide = (word.right - word.left) * points / max(len(word.text), 1)
    top, bottom = word.top * points, word.bottom * points
    for place, character in enumerate(word.text):
        left = word.left * points + place * wide
        yield Glyph(character, left, top, left + wide, bottom, bottom, word.sure)


def _as_bytes(pages: Sequence[PageMarks]) -> bytes:
    said = [[page.number, page.width, page.height, page.is_recognised, page.glyphs, page.level, page.upright] for page in pages]
    return MARKS_HEAD + json.dumps(said, ensure_ascii=False, allow_nan=False).encode()


def read_marks(data: bytes) -> Document:
    """The blocks of pages whose marks were taken before. Raises :class:`UnreadableError` where the bytes are not ours."""
    try:
        pages = json.loads(data[len(MARKS_HEAD) :])
        if not pages or not isinstance(pages, list):
            raise ValueError("no list of pages")
        return document_of([_marks(*one) for one in pages])
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise UnreadableError(_("这不是本程序写的识别结果。请直接给出扫描件。")) from error


def _marks(
    number: int, width: float, height: float, is_recognised: bool, glyphs: list[Any], level: list[Any], upright: list[Any]
) -> PageMarks:
    return PageMarks(
        int(number), float(width), float(height),
        [_glyph(*one) for one in glyphs],
        [Stroke(*map(float, stroke)) for stroke in level], [Stroke(*map(float, stroke)) for stroke in upright],
        is_recognised=bool(is_recognised),
    )  # fmt: skip


def _glyph(text: str, left: float, top: float, right: float, bottom: float, base: float, sure: int) -> Glyph:
    return Glyph(str(text), float(left), float(top), float(right), float(bottom), float(base), int(sure))
