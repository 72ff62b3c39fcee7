"""The pages of a PDF as marks: PDFium says which characters and paths are on them. The only module that asks it."""

from __future__ import annotations

import ctypes
import itertools
import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2
from pypdfium2 import raw

from disclosure.errors import UnreadableError
from disclosure.language import Message, _
from disclosure.reading.paged.marks import UNKNOWN, Glyph, PageMarks, Stroke

#: Pages of the longest reports that cities publish, several times over.
MOST_PAGES = 200
#: Characters and paths of a whole file; an annual report has some ten thousand.
_MOST_CHARACTERS = 600_000
_MOST_OBJECTS = 300_000
#: Points. PDF itself allows 200 inches.
_LARGEST_SIDE = 14_400
#: A path thinner than this is a line, whether it is drawn or filled. Points.
_THIN = 3.0
#: How deep parts of a page may stand in one another.
_DEEPEST = 8

#: Signs that a font does not say what a character is. None is left out: 「1?2」 must not become 12.
_UNKNOWN = frozenset((0xFFFD, 0xFFFE, 0xFFFF))
_BLANK = frozenset((9, 10, 13, 32, 0xA0, 0x200B, 0x3000, 0xFEFF))
#: What PDFium gives for a hyphen at the end of a line, where it could part a word.
_HYPHEN = 2


@contextmanager
def opened(data: bytes) -> Iterator[Any]:
    """The document in a PDF. Raises :class:`UnreadableError` for one that is locked, damaged, empty, or too long."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(_why_not_opened(error.err_code, data)) from error
    try:
        count = len(document)
        if not 0 < count <= MOST_PAGES:
            raise UnreadableError(
                _("这个 PDF 有 {count} 页，年度报告不会超过 {most} 页。请检查是否选错了文件，或只取出年报所在的页。",
                  count=count, most=MOST_PAGES)
                if count else _("这个 PDF 里没有页，可能没有下载完整。请重新下载后再试。")
            )  # fmt: skip
        yield document
    finally:
        document.close()


def _why_not_opened(code: int | None, data: bytes) -> Message:
    """What PDFium's error means for somebody who wants the file read. Not every failure sets it: an old one may stand there."""
    if code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY) and b"/Encrypt" in data:
        return _("这个 PDF 设置了打开密码，无法读取。请用密码打开，另存为没有密码的 PDF 后再试。")
    return _("这个 PDF 已损坏，打不开，可能没有下载完整。请重新下载，或用生成它的 Word 文件。")


class Budget:
    """How many characters and paths may still be read from a file."""

    def __init__(self) -> None:
        self._characters, self._objects = _MOST_CHARACTERS, _MOST_OBJECTS

    def characters(self, count: int) -> None:
        """Take characters. Raises :class:`UnreadableError` where there are no more."""
        self._characters -= count
        self._check(self._characters)

    def objects(self, count: int) -> None:
        """Take parts of a page. Raises :class:`UnreadableError` where there are no more."""
        self._objects -= count
        self._check(self._objects)

    def _check(self, left: int) -> None:
        if left < 0:
            raise UnreadableError(_("这个 PDF 里的字或线条多得不像年度报告，已停止读取。请检查是否选错了文件。"))


def marks_of(document: Any, number: int, budget: Budget) -> PageMarks:
    """The marks of page ``number`` (from 1). Raises :class:`UnreadableError` where the page is damaged or asks too much."""
    page = raw.FPDF_LoadPage(document.raw, number - 1)
    if not page:
        raise UnreadableError(_("这个 PDF 的第 {number} 页已损坏，读不出来。请重新下载，或用生成它的 Word 文件。", number=number))
    try:
        return _Page(page, number, budget).marks()
    finally:
        raw.FPDF_ClosePage(page)


class _Page:
    """A page while it is read. Its coordinates count from below, and before it is turned; ours from above, as it is shown."""

    def __init__(self, page: Any, number: int, budget: Budget) -> None:
        self._page, self._budget = page, budget
        width, height = raw.FPDF_GetPageWidthF(page), raw.FPDF_GetPageHeightF(page)
        if not 0 < max(width, height) <= _LARGEST_SIDE:
            raise UnreadableError(_("这个 PDF 的第 {number} 页大得不像一张纸。请检查是否选错了文件。", number=number))
        self._marks = PageMarks(number, width, height)
        self._point = self._turned()

    def _turned(self) -> Callable[[float, float], tuple[float, float]]:
        """What turns a point of the page into ours."""
        box = [ctypes.c_float() for _side in range(4)]
        found = raw.FPDFPage_GetCropBox(self._page, *box) or raw.FPDFPage_GetMediaBox(self._page, *box)
        left, bottom, right, top = (side.value for side in box) if found else (0.0, 0.0, self._marks.width, self._marks.height)
        left, right, bottom, top = min(left, right), max(left, right), min(bottom, top), max(bottom, top)
        return {
            0: lambda x, y: (x - left, top - y),
            1: lambda x, y: (y - bottom, x - left),
            2: lambda x, y: (right - x, y - bottom),
            3: lambda x, y: (top - y, right - x),
        }[raw.FPDFPage_GetRotation(self._page) % 4]

    def marks(self) -> PageMarks:
        """Everything on the page."""
        count = raw.FPDFPage_CountObjects(self._page)
        self._budget.objects(count)
        area = 0.0
        for place in range(count):
            area += self._object(raw.FPDFPage_GetObject(self._page, place), None, 0)
        self._marks.picture_share = min(1.0, area / max(self._marks.width * self._marks.height, 1.0))
        self._characters()
        return self._marks

    def _characters(self) -> None:
        text = raw.FPDFText_LoadPage(self._page)
        if not text:
            return
        try:
            self._read(text)
        finally:
            raw.FPDFText_ClosePage(text)

    def _read(self, text: Any) -> None:
        count = raw.FPDFText_CountChars(text)
        self._budget.characters(max(count, 0))
        box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        box_, x_, y_ = ctypes.byref(box), ctypes.byref(x), ctypes.byref(y)
        unicode_of, box_of, origin_of = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox, raw.FPDFText_GetCharOrigin
        is_guess = raw.FPDFText_HasUnicodeMapError
        point, glyphs = self._point, self._marks.glyphs
        width, height = self._marks.width, self._marks.height
        for place in range(count):
            code = unicode_of(text, place)
            if code in _BLANK:
                continue
            if not (box_of(text, place, box_) and origin_of(text, place, x_, y_)):
                continue
            (left, top), (right, bottom) = point(box.left, box.top), point(box.right, box.bottom)
            left, right, top, bottom = min(left, right), max(left, right), min(top, bottom), max(top, bottom)
            if not (left < width and right > 0 and top < height and bottom > 0 and math.isfinite(left + right + top + bottom)):
                continue
            if code == _HYPHEN:
                character = "-"
            elif code < 32 or code in _UNKNOWN or 0xD800 <= code <= 0xDFFF or is_guess(text, place) == 1:
                character = UNKNOWN
            else:
                character = chr(code)
            glyphs.append(Glyph(character, left, top, right, bottom, point(x.value, y.value)[1]))

    def _object(self, part: Any, matrix: Any | None, depth: int) -> float:
        """Take a part of the page; the area that it covers where it is a picture."""
        kind = raw.FPDFPageObj_GetType(part)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            self._path(part, matrix)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            left, top, right, bottom = self._bounds(part, matrix)
            return max(0.0, right - left) * max(0.0, bottom - top)
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            inner = raw.FS_MATRIX()
            if not raw.FPDFPageObj_GetMatrix(part, inner):
                return 0.0
            if matrix is not None:
                inner = _product(inner, matrix)
            count = raw.FPDFFormObj_CountObjects(part)
            self._budget.objects(max(count, 0))
            return sum(self._object(raw.FPDFFormObj_GetObject(part, place), inner, depth + 1) for place in range(count))
        return 0.0

    def _bounds(self, part: Any, matrix: Any | None) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of a part of the page, as it is shown."""
        sides = [ctypes.c_float() for _side in range(4)]
        if not raw.FPDFPageObj_GetBounds(part, *sides):
            return 0.0, 0.0, 0.0, 0.0
        left, bottom, right, top = (side.value for side in sides)
        return self._box(left, bottom, right, top, matrix)

    def _box(self, x: float, y: float, other_x: float, other_y: float, matrix: Any | None) -> tuple[float, float, float, float]:
        if matrix is not None:
            (x, y), (other_x, other_y) = _moved(x, y, matrix), _moved(other_x, other_y, matrix)
        (left, top), (right, bottom) = self._point(x, y), self._point(other_x, other_y)
        return min(left, right), min(top, bottom), max(left, right), max(top, bottom)

    def _path(self, part: Any, matrix: Any | None) -> None:
        """The strokes that a path draws: it is a thin box itself, or its straight pieces are strokes."""
        box = self._bounds(part, matrix)
        if self._stroke(*box):
            return
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        drawn = raw.FPDFPath_GetDrawMode(part, fill, stroke)
        count = raw.FPDFPath_CountSegments(part)
        if not drawn or not (stroke.value or fill.value) or count < 2:
            return
        self._budget.objects(count)
        self._pieces(part, count, self._whole(part, matrix), is_drawn=bool(stroke.value))

    @staticmethod
    def _whole(part: Any, matrix: Any | None) -> Any:
        own = raw.FS_MATRIX()
        if not raw.FPDFPageObj_GetMatrix(part, own):
            own = raw.FS_MATRIX(1, 0, 0, 1, 0, 0)
        return own if matrix is None else _product(own, matrix)

    def _pieces(self, part: Any, count: int, matrix: Any, *, is_drawn: bool) -> None:
        """The straight pieces of a path. Of one that is only filled, each closed thin part is a stroke."""
        x, y = ctypes.c_float(), ctypes.c_float()
        run: list[tuple[float, float]] = []
        for place in range(count):
            piece = raw.FPDFPath_GetPathSegment(part, place)
            raw.FPDFPathSegment_GetPoint(piece, x, y)
            here = self._point(*_moved(x.value, y.value, matrix))
            if raw.FPDFPathSegment_GetType(piece) == raw.FPDF_SEGMENT_MOVETO:
                self._run(run, is_drawn)
                run = []
            run.append(here)
            if raw.FPDFPathSegment_GetClose(piece):
                run.append(run[0])
        self._run(run, is_drawn)

    def _run(self, run: list[tuple[float, float]], is_drawn: bool) -> None:
        if len(run) < 2:
            return
        xs, ys = [x for x, _y in run], [y for _x, y in run]
        if self._stroke(min(xs), min(ys), max(xs), max(ys)) or not is_drawn:
            return
        for (x, y), (other_x, other_y) in itertools.pairwise(run):
            self._stroke(min(x, other_x), min(y, other_y), max(x, other_x), max(y, other_y))

    def _stroke(self, left: float, top: float, right: float, bottom: float) -> bool:
        """Take a box as a stroke where it is thin; whether it was."""
        wide, high = right - left, bottom - top
        if not math.isfinite(wide + high):
            return True
        if high <= _THIN:
            if wide > _THIN:
                self._marks.level.append(Stroke((top + bottom) / 2, left, right))
            return True
        if wide <= _THIN:
            self._marks.upright.append(Stroke((left + right) / 2, top, bottom))
            return True
        return False


def _moved(x: float, y: float, matrix: Any) -> tuple[float, float]:
    return matrix.a * x + matrix.c * y + matrix.e, matrix.b * x + matrix.d * y + matrix.f


def _product(inner: Any, outer: Any) -> Any:
    return raw.FS_MATRIX(
        inner.a * outer.a + inner.b * outer.c, inner.a * outer.b + inner.b * outer.d,
        inner.c * outer.a + inner.d * outer.c, inner.c * outer.b + inner.d * outer.d,
        inner.e * outer.a + inner.f * outer.c + outer.e, inner.e * outer.b + inner.f * outer.d + outer.f,
    )  # fmt: skip
