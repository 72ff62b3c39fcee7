"""What was made is read again: no text, one picture a page, black where it must be black, no properties."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pypdfium2 import raw

from disclosure.errors import DisclosureError
from disclosure.language import Message, _
from disclosure.redaction.areas import Area
from disclosure.redaction.burning import pixels
from disclosure.redaction.pages import drawn, opened

#: A grey this dark is black: what little a compressed picture may stray.
_BLACK = 24
_RESOLUTION = 100
_MARKS = (b"/Info", b"/Metadata", b"/EmbeddedFile", b"/Annot", b"/Font", b"/JavaScript", b"/AcroForm")


class RedactionError(DisclosureError):
    """What was made still shows what it must not; nothing is handed out."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found on reading again: pages, areas that are black, letters of text, objects that are no picture, properties."""

    pages: int
    areas: int
    letters: int
    others: int
    properties: int


def prove(made: bytes, areas: Sequence[Area]) -> Proof:
    """Read a blacked-out file again. Raises :class:`RedactionError` saying what is still there."""
    with opened(made) as document:
        letters = sum(page.get_textpage().count_chars() for page in document)
        objects = [each.type for page in document for each in page.get_objects()]
        properties = len(document.get_metadata_dict(skip_empty=True))
        bright = [area for area in areas if not _is_black(document[area.page - 1], area)]
        pages = len(document)
    others = sum(kind != raw.FPDF_PAGEOBJ_IMAGE for kind in objects)
    found = Proof(pages, len(areas), letters, others, properties + sum(made.count(mark) for mark in _MARKS))
    wrong: list[Message] = []
    if letters:
        wrong.append(_("还有{count}个可以复制的文字", count=letters))
    if others or len(objects) != pages:
        wrong.append(_("还有图片以外的内容"))
    if found.properties:
        wrong.append(_("还有文件属性"))
    if bright:
        wrong.append(_("第{pages}页的遮盖不完整", pages=sorted({area.page for area in bright})))
    if wrong:
        raise RedactionError(_("遮盖没有成功，文件不能提供：{wrong}。请把情况告诉维护人员。", wrong=wrong))
    return found


def _is_black(page: object, area: Area) -> bool:
    """Whether all of an area is black; its edge is left to the neighbouring pixel when a page is drawn in another size."""
    picture = drawn(page, _RESOLUTION).convert("L")
    left, top, right, bottom = pixels(area, picture.width, picture.height)
    inner = (left + 1, top + 1, right - 1, bottom - 1)
    if inner[0] >= inner[2] or inner[1] >= inner[3]:
        return True
    darkest_to_brightest = picture.crop(inner).getextrema()
    return int(darkest_to_brightest[1]) <= _BLACK  # type: ignore[arg-type]
