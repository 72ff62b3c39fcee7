"""PDF files written by hand, byte by byte: what a test needs to be on a page, and what a hostile one holds."""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence

#: A Chinese font that every viewer knows by name, its letters and figures half as wide as its characters.
FONT = (
    "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType0"
    "/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000/W[1 95 500 814 907 500]"
    "/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[0 -120 1000 880]/ItalicAngle 0/Ascent 880"
    "/Descent -120/CapHeight 880/StemV 93>>>>]>>"
)
#: The same without a word on what its characters are.
SILENT_FONT = (
    "<</Type/Font/Subtype/Type0/BaseFont/Subset/Encoding/Identity-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType2"
    "/BaseFont/Subset/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 1000"
    "/FontDescriptor<</Type/FontDescriptor/FontName/Subset/Flags 4/FontBBox[0 -120 1000 880]/ItalicAngle 0/Ascent 880"
    "/Descent -120/CapHeight 880/StemV 93>>>>]>>"
)
HEIGHT, WIDTH = 842, 595


def text(x: float, y: float, words: str, size: float = 10) -> str:
    """The operators that print words, their base line ``y`` points below the upper edge of the page."""
    return f"BT /F {size} Tf {x:.2f} {HEIGHT - y:.2f} Td <{words.encode('utf-16-be').hex()}> Tj ET\n"


def line(x: float, y: float, other_x: float, other_y: float) -> str:
    """The operators that draw a line."""
    return f"{x:.2f} {HEIGHT - y:.2f} m {other_x:.2f} {HEIGHT - other_y:.2f} l S\n"


def bar(x: float, y: float, wide: float, high: float) -> str:
    """The operators that fill a box: the way in which word processors draw borders."""
    return f"{x:.2f} {HEIGHT - y - high:.2f} {wide:.2f} {high:.2f} re f\n"


def pdf(*pages: str, font: str = FONT, box: str = f"[0 0 {WIDTH} {HEIGHT}]", more: str = "", trailer: str = "") -> bytes:
    """A PDF with these contents of pages. ``more`` stands in each page's dictionary, ``trailer`` in the file's."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = ["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>", font]
    for number, page in enumerate(pages):
        resources = "<</Font<</F 3 0 R>>>>"
        objects.append(f"<</Type/Page/Parent 2 0 R/MediaBox{box}/Resources{resources}/Contents {5 + 2 * number} 0 R{more}>>")
        objects.append(f"<</Length {len(page)}>>stream\n{page}endstream")
    return assembled([one.encode("latin-1") for one in objects], trailer)


def assembled(objects: Sequence[bytes], trailer: str = "") -> bytes:
    """Objects 1, 2, 3 … as a file with its table of places."""
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    places = []
    for number, one in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n" % number + one + b"\nendobj\n")
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer.encode(), start))
    return out.getvalue()


def packed(content: bytes, more: bytes = b"") -> bytes:
    """A stream, deflated."""
    data = zlib.compress(content, 9)
    return b"<<%s/Length %d/Filter/FlateDecode>>stream\n" % (more, len(data)) + data + b"\nendstream"


def _page_of(*rest: bytes) -> bytes:
    """A file of one page whose content is object 4, and further objects from 5 on."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 6 0 R>>/XObject<</X 5 0 R>>>>/Contents 4 0 R>>"
    return assembled([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, *rest])


def locked() -> bytes:
    """A PDF that asks for a password."""
    key = "<" + "5a" * 32 + ">"
    return pdf(
        text(72, 100, "年度报告"),
        trailer=f"/ID[<{'00' * 16}><{'00' * 16}>]/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -44/O{key}/U{key}>>",
    )


def many_pages(count: int) -> bytes:
    """A PDF that names one page again and again."""
    kids = b" ".join([b"3 0 R"] * count)
    return assembled(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count),
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
        ]
    )


HOSTILE = {
    "content-bomb.pdf": lambda: _page_of(packed(b"0 0 m 9 9 l S\n" * 20_000_000), b"null", FONT.encode()),
    "text-bomb.pdf": lambda: _page_of(packed(b"BT /F 9 Tf (1) Tj ET\n" * 3_000_000), b"null", FONT.encode()),
    "blank-bomb.pdf": lambda: _page_of(packed(b" " * 400_000_000), b"null", FONT.encode()),
    "form-in-itself.pdf": lambda: _page_of(
        b"<</Length 5>>stream\n/X Do\nendstream",
        b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>/Length 11>>stream\n/X Do /X Do\nendstream",
        FONT.encode(),
    ),
    "many-pages.pdf": lambda: many_pages(200_000),
    "page-in-itself.pdf": lambda: assembled([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 99>>"]),
    "huge-page.pdf": lambda: pdf(text(9, 9, "年度报告" * 20), box="[0 0 9e9 9e9]"),
    "endless-page.pdf": lambda: pdf(text(9, 9, "年度报告" * 20), box="[0 0 1e39 nan]"),
    "no-pages.pdf": lambda: assembled([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"]),
    "deep-array.pdf": lambda: pdf("", more="/Deep " + "[" * 100_000 + "]" * 100_000),
    "locked.pdf": locked,
    "lattice.pdf": lambda: pdf(
        "".join(line(0, y / 9, 595, y / 9) for y in range(7000)) + "".join(line(x / 9, 0, x / 9, 842) for x in range(5000))
    ),
    "lattice-apart.pdf": lambda: pdf(
        "".join(line(0, 3 * y, 595, 3 * y) for y in range(280)) + "".join(line(3 * x, 0, 3 * x, 842) for x in range(198))
        + text(9, 9, "年度报告" * 10)
    ),
    "values.pdf": lambda: pdf("".join(text(4 + 9 * x, 4 + 4 * y, "7", 3) for x in range(64) for y in range(208))),
}  # fmt: skip
