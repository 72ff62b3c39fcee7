"""The pages of a PDF that nobody vouches for: opened within bounds, measured, drawn."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pypdfium2

from disclosure.errors import UnreadableError
from disclosure.language import _

if TYPE_CHECKING:
    from PIL.Image import Image

#: No attachment of a reply is longer; a longer one is given in parts.
MOST_PAGES = 300
_LARGEST = 40 * 1024 * 1024
#: A page is drawn with at most so many pixels on its longer side, whatever it says of its size.
_MOST_PIXELS = 5000
_POINTS_PER_INCH = 72


@dataclass(frozen=True, slots=True)
class Page:
    """A page with its width and height in points, as it is shown (turned pages turned)."""

    number: int
    width: float
    height: float


@contextmanager
def opened(data: bytes) -> Iterator[Any]:
    """The document. Raises :class:`UnreadableError` for what is no PDF, is locked, empty, or too large."""
    if len(data) > _LARGEST:
        raise UnreadableError(_("文件超过{most} MB，请分成几个文件再遮盖。", most=_LARGEST // 2**20))
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(_("这个PDF打不开：文件损坏，或者设置了密码。请另存为没有密码的PDF后再试。")) from error
    try:
        if not 0 < len(document) <= MOST_PAGES:
            raise UnreadableError(_("PDF应有1至{most}页，这个文件有{count}页。", most=MOST_PAGES, count=len(document)))
        document.init_forms()  # what was typed into a form is part of what is shown
        yield document
    finally:
        document.close()


def page_sizes(data: bytes) -> tuple[Page, ...]:
    """All pages with their sizes. Raises :class:`UnreadableError`."""
    with opened(data) as document:
        return tuple(Page(number, *document[number - 1].get_size()) for number in range(1, len(document) + 1))


def drawn(page: Any, resolution: int) -> Image:
    """A page as a picture of ``resolution`` dots an inch, in greys where it has no colour."""
    longer = max(page.get_size()) / _POINTS_PER_INCH
    scale = min(resolution, _MOST_PIXELS / max(longer, 0.01)) / _POINTS_PER_INCH
    picture = page.render(scale=scale, may_draw_forms=True).to_pil().convert("RGB")
    return _grey_if_grey(picture)


def _grey_if_grey(picture: Image) -> Image:
    """Without its colours where it has none: a third of the size."""
    from PIL import ImageChops

    red, green, blue = picture.split()
    if ImageChops.difference(red, green).getextrema()[1] or ImageChops.difference(green, blue).getextrema()[1]:
        return picture
    return red


def draw_page(data: bytes, number: int, resolution: int = 80) -> bytes:
    """A page (from 1) as a PNG to look at. Raises :class:`UnreadableError` and :class:`IndexError`."""
    with opened(data) as document:
        if not 1 <= number <= len(document):
            raise IndexError(number)
        out = io.BytesIO()
        drawn(document[number - 1], resolution).save(out, "PNG")
        return out.getvalue()
