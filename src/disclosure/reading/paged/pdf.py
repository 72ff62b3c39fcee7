"""PDF files with a text layer → paragraphs and grids.

Ruled tables come from the lines that are drawn, others from the white space between their columns; what goes on over the end
of a page is put together again. Places are ``page 3 line 4`` and ``page 3 table 1 row 5 cell 2``.
"""

from __future__ import annotations

from dataclasses import replace

from disclosure.blocks import Document
from disclosure.errors import PicturesError, UnreadableError
from disclosure.language import _
from disclosure.reading.paged.assembling import document_of
from disclosure.reading.paged.marks import UNKNOWN, PageMarks
from disclosure.reading.paged.pdfium import Budget, marks_of, opened

#: A document with fewer readable characters a page, and a picture over most of a page, was scanned.
_FEWEST_CHARACTERS = 20
_MOSTLY = 0.5
#: More unknown characters than this share: the fonts do not say what their characters are.
_UNKNOWN_SHARE = 0.2


def read_pdf(data: bytes) -> Document:
    """The blocks of a PDF.

    Raises :class:`UnreadableError` where it is locked, damaged, far too long, or has no text to be read; :class:`PicturesError`
    where its text can be recognised: a scan, or fonts that do not say what their characters are.
    """
    pages = marks_of_pdf(data)
    refused = why_without_text(pages)
    if refused:
        raise refused
    return replace(document_of(pages), pictures=tuple(page.number for page in pages if is_picture(page)))


def marks_of_pdf(data: bytes) -> list[PageMarks]:
    """What stands on each page. Raises :class:`UnreadableError`."""
    budget = Budget()
    with opened(data) as document:
        return [marks_of(document, number, budget) for number in range(1, len(document) + 1)]


def is_picture(page: PageMarks) -> bool:
    """Whether a page is nothing but a picture."""
    return page.picture_share > _MOSTLY and len(page.glyphs) < _FEWEST_CHARACTERS


def why_without_text(pages: list[PageMarks]) -> UnreadableError | None:
    """Why the text of these pages cannot be read, as the error to be raised; None where it can."""
    characters = sum(len(page.glyphs) for page in pages)
    if characters < _FEWEST_CHARACTERS * len(pages):
        if any(map(is_picture, pages)):
            return PicturesError(
                _(
                    "这个 PDF 是扫描件，只有图片，没有文字。请用生成它的 Word 文件；只有扫描件时，"
                    "在命令行加 --ocr 识别其中的文字，识别出的数须与原件核对。"
                )
            )
        return UnreadableError(_("这个 PDF 里没有文字。请检查是否选错了文件，或用生成它的 Word 文件。"))
    unknown = sum(glyph.text == UNKNOWN for page in pages for glyph in page.glyphs)
    if unknown > _UNKNOWN_SHARE * characters:
        return PicturesError(
            _("这个 PDF 的字体没有写明各是什么字，文字取不出来。请用生成它的 Word 文件；没有时，在命令行加 --ocr 识别。")
        )
    return None
