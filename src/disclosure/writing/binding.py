"""PDF files bound into one (案卷成册)."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pypdfium2

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
    """The pages of all PDF files one after another. Raises :class:`UnreadableError`."""
    whole = pypdfium2.PdfDocument.new()
    try:
        for part in parts:
            try:
                document = pypdfium2.PdfDocument(part)
            except pypdfium2.PdfiumError as error:
                raise UnreadableError(_("有一个PDF文件打不开：文件损坏，或者设置了密码。")) from error
            whole.import_pages(document)
            document.close()
        out = io.BytesIO()
        whole.save(out)
        return out.getvalue()
    finally:
        whole.close()


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


_A4 = (595.0, 842.0)
_PAGE = (523.0, 770.0)
_MOST_PIXELS = 60_000_000
