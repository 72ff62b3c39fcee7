"""PDF files bound into one (案卷成册)."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Sequence

import pypdfium2
from pypdfium2 import raw

from disclosure.errors import UnreadableError
from disclosure.language import _


def page_count(data: bytes) -> int:
    """How many pages a PDF has. Raises :class:`UnreadableError`."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(_("有一个PDF文件打不开：文件损坏，或者设置了密码。")) from error
    try:
        return len(document)
    finally:
        document.close()


def bound(parts: Sequence[bytes]) -> bytes:
    """The pages of all PDF files one after another, each with its number in the corner, by which an index names it.

    Raises :class:`UnreadableError`.
    """
    whole = pypdfium2.PdfDocument.new()
    try:
        for part in parts:
            try:
                document = pypdfium2.PdfDocument(part)
            except pypdfium2.PdfiumError as error:
                raise UnreadableError(_("有一个PDF文件打不开：文件损坏，或者设置了密码。")) from error
            whole.import_pages(document)
            document.close()
        for place, page in enumerate(whole, start=1):
            _number(whole, page, place)
        out = io.BytesIO()
        whole.save(out)
        return out.getvalue()
    finally:
        whole.close()


def _number(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, number: int) -> None:
    """The number of a page of the whole in its upper right corner, where files are numbered by hand."""
    _left, _bottom, right, top = page.get_cropbox()
    words = str(number)
    written = raw.FPDFPageObj_NewTextObj(document.raw, b"Helvetica", ctypes.c_float(_NUMBER_SIZE))
    wide = ctypes.create_string_buffer(words.encode("utf-16-le") + b"\0\0")
    raw.FPDFText_SetText(written, ctypes.cast(wide, raw.FPDF_WIDESTRING))
    across = right - _NUMBER_EDGE - len(words) * _NUMBER_SIZE * _DIGIT
    raw.FPDFPageObj_Transform(written, 1, 0, 0, 1, across, top - _NUMBER_EDGE)
    raw.FPDFPage_InsertObject(page.raw, written)
    page.gen_content()


def picture_as_pdf(data: bytes) -> bytes:
    """A picture (PNG, JPEG, …) as a page of A4. Raises :class:`UnreadableError`."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data)) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                raise UnreadableError(_("图片太大，无法并入。"))
            picture = opened.convert("RGB")
    except (OSError, Image.DecompressionBombError, SyntaxError, ValueError) as error:
        raise UnreadableError(_("图片损坏，无法并入。")) from error
    out = io.BytesIO()
    wide, high = picture.size
    scale = min(_PAGE[0] / wide, _PAGE[1] / high, 1.0)
    picture.save(out, "JPEG", quality=88)
    document = pypdfium2.PdfDocument.new()
    page = document.new_page(_A4[0], _A4[1])
    image = pypdfium2.PdfImage.new(document)
    image.load_jpeg(io.BytesIO(out.getvalue()), inline=True)
    left, bottom = (_A4[0] - wide * scale) / 2, (_A4[1] - high * scale) / 2
    image.set_matrix(pypdfium2.PdfMatrix(wide * scale, 0, 0, high * scale, left, bottom))
    page.insert_obj(image)
    page.gen_content()
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


#: Size and distance from the edges in points; the width of a digit in parts of its size.
_NUMBER_SIZE, _NUMBER_EDGE, _DIGIT = 11.0, 34.0, 0.56
_A4 = (595.0, 842.0)
_PAGE = (523.0, 770.0)
_MOST_PIXELS = 60_000_000
