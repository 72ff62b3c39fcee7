"""The pages drawn, painted over, and made into a new file."""

from __future__ import annotations

import io
import math
import zlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from disclosure.errors import UnreadableError
from disclosure.language import _
from disclosure.redaction.areas import Area
from disclosure.redaction.pages import drawn, opened

if TYPE_CHECKING:
    from PIL.Image import Image

#: Dots an inch of the pages handed out: legible in print.
RESOLUTION = 150
#: A page that is larger than this without loss is kept with a little: scans and photographs.
_LOSSLESS = 1_500_000
_QUALITY = 85


def redact(data: bytes, areas: Sequence[Area], *, resolution: int = RESOLUTION) -> bytes:
    """The PDF with the areas black, as a PDF of pictures. The same input gives the same bytes.

    Raises :class:`UnreadableError`, also for an area that lies on no page.
    """
    with opened(data) as document:
        if any(not area.is_whole() or area.page > len(document) for area in areas):
            raise UnreadableError(_("有一处遮盖不在页面上，请重新画。"))
        pages = []
        for number in range(1, len(document) + 1):
            page = document[number - 1]
            picture = drawn(page, resolution)
            blacken(picture, [area for area in areas if area.page == number])
            pages.append((picture, page.get_size()))
    return picture_pdf(pages)


def blacken(picture: Image, areas: Sequence[Area]) -> None:
    """Paint the areas over in the picture itself, every pixel that they touch."""
    for area in areas:
        picture.paste(0 if picture.mode == "L" else (0, 0, 0), pixels(area, picture.width, picture.height))


def pixels(area: Area, width: int, height: int) -> tuple[int, int, int, int]:
    """The pixels that an area touches: left, top, and past right and bottom."""
    return (
        math.floor(area.left * width), math.floor(area.top * height),
        math.ceil(area.right * width), math.ceil(area.bottom * height),
    )  # fmt: skip


def picture_pdf(pages: Sequence[tuple[Image, tuple[float, float]]]) -> bytes:
    """A PDF that is nothing but one picture a page: no text, no properties, no identifier."""
    objects: list[bytes] = [b"", b""]  # the catalogue and the tree of pages come first, when all is known
    kids = []
    for picture, (width, height) in pages:
        place = len(objects) + 1
        drawing = b"q %.2f 0 0 %.2f 0 0 cm /P Do Q" % (width, height)
        objects.append(_stream(b"", drawing))
        objects.append(_picture(picture))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %.2f %.2f]/Contents %d 0 R/Resources<</XObject<</P %d 0 R>>>>>>"
            % (width, height, place, place + 1)
        )
        kids.append(b"%d 0 R" % (place + 2))
    objects[0] = b"<</Type/Catalog/Pages 2 0 R>>"
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(kids))
    return _file(objects)


def _picture(picture: Image) -> bytes:
    raw = zlib.compress(picture.tobytes(), 9)
    filter_name, data = b"FlateDecode", raw
    if len(raw) > _LOSSLESS:
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=_QUALITY, subsampling=0)
        if out.tell() < len(raw):
            filter_name, data = b"DCTDecode", out.getvalue()
    space = b"DeviceGray" if picture.mode == "L" else b"DeviceRGB"
    head = b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/%s/BitsPerComponent 8/Filter/%s" % (
        picture.width, picture.height, space, filter_name,
    )  # fmt: skip
    return _stream(head, data)


def _stream(head: bytes, data: bytes) -> bytes:
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (head, len(data), data)


def _file(objects: Sequence[bytes]) -> bytes:
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return out.getvalue()
