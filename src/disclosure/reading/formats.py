"""Which kind of file it is, by what is in it rather than by its name; and the reader for each kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosure.blocks import Document
from disclosure.errors import PicturesError, UnreadableError
from disclosure.language import Message, _
from disclosure.reading.old_formats import modernised, old_kind
from disclosure.reading.paged.pictures import MARKS_HEAD, picture_type
from disclosure.reading.plain.markdown import is_markdown, read_markdown
from disclosure.reading.plain.text import read_text
from disclosure.reading.web.mhtml import is_saved_page, read_saved_page
from disclosure.reading.workbook.ole import MAGIC

if TYPE_CHECKING:
    from disclosure.reading.word.apart import Embedded

#: No annual report is larger; a file that is was not made by an office.
LARGEST_FILE = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: its media type, the function that takes its blocks out, and what people call it."""

    media_type: str
    read: Callable[[bytes], Document]
    name: Message


def _read_docx(data: bytes) -> Document:
    # lxml is only paid for by those who need it
    from disclosure.reading.word.apart import Embedded
    from disclosure.reading.word.docx import read_docx

    return read_docx(data, Embedded(_read_laid_in))


def _read_laid_in(data: bytes, inner: Embedded) -> Document:
    """The blocks of a file that is laid into a Word file (altChunk). Raises :class:`UnreadableError`."""
    kind = format_of(data)
    if kind is DOCX and inner.depth < _DEEPEST:
        from disclosure.reading.word.docx import read_docx

        return read_docx(data, inner)
    if kind in (HTML, SAVED_PAGE, TEXT, MARKDOWN):
        return kind.read(data)
    raise UnreadableError(_("嵌在里面的是{kind}，这样的嵌入文件不读。", kind=kind.name))


def _read_html(data: bytes) -> Document:
    from disclosure.reading.web.html import read_html

    return read_html(data)


def _read_xlsx(data: bytes) -> Document:
    from disclosure.reading.workbook.xlsx import read_xlsx

    return read_xlsx(data)


def _read_xls(data: bytes) -> Document:
    from disclosure.reading.workbook.xls import read_xls

    return read_xls(data)


def _read_ods(data: bytes) -> Document:
    from disclosure.reading.workbook.ods import read_ods

    return read_ods(data)


def _read_marks(data: bytes) -> Document:
    from disclosure.reading.paged.recognition import read_marks

    return read_marks(data)


def _read_picture(_data: bytes) -> Document:
    raise PicturesError(
        _(
            "这是图片，没有可读的文字。请提供 Word 文件或网页；只有图片时，在命令行加 --ocr 识别其中的文字，"
            "识别出的数须与原件核对。"
        )
    )


def _read_pdf(data: bytes) -> Document:
    from disclosure.reading.paged.pdf import read_pdf

    return read_pdf(data)


def _read_sheet_xml(data: bytes) -> Document:
    from disclosure.reading.workbook.sheet_xml import read_sheet_xml

    return read_sheet_xml(data)


DOCX = Format("application/vnd.openxmlformats-officedocument.wordprocessingml.document", _read_docx, _("Word 文件（.docx）"))
XLSX = Format("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _read_xlsx, _("Excel 工作簿（.xlsx）"))
XLS = Format("application/vnd.ms-excel", _read_xls, _("旧版 Excel 工作簿（.xls）"))
ODS = Format("application/vnd.oasis.opendocument.spreadsheet", _read_ods, _("OpenDocument 工作簿（.ods）"))
SHEET_XML = Format("application/vnd.ms-excel", _read_sheet_xml, _("Excel 2003 的 XML 工作簿"))
HTML = Format("text/html", _read_html, _("网页"))
SAVED_PAGE = Format("multipart/related", read_saved_page, _("保存下来的网页（.mht）"))
PDF = Format("application/pdf", _read_pdf, _("PDF 文件"))
MARKDOWN = Format("text/markdown", read_markdown, _("Markdown 文件"))
TEXT = Format("text/plain", read_text, _("文本文件"))

MARKS = Format("application/vnd.gongkai.marks+json", _read_marks, _("文字识别的结果"))

#: Word files in Word files in Word files: nobody lays in more.
_DEEPEST = 3
#: Within how many bytes a PDF must say that it is one; programs put blank lines or a line of their own before.
_PDF_HEAD = 1024


def _read_converted(data: bytes) -> Document:
    """The blocks of a file of an old kind, by way of a kind that is read here."""
    modern = modernised(data)
    assert modern is not None  # noqa: S101 - only files of an old kind come here
    return format_of(modern).read(modern)


#: Kinds of file that are recognised and not read, by their first bytes, with what to do instead.
_REFUSED: tuple[tuple[bytes, Message], ...] = (
    (b"GIF8", _("这是图片，没有可读的文字。请提供 Word 文件或网页。")),
    (b"Rar!", _("这是 RAR 压缩包。请先解压，再读其中的文件。")),
    (b"7z\xbc\xaf", _("这是 7z 压缩包。请先解压，再读其中的文件。")),
    (b"\x1f\x8b", _("这是 gz 压缩包。请先解压，再读其中的文件。")),
)


def may_be_scan(data: bytes) -> bool:
    """Whether a file is a picture or a PDF, whose words may have to be recognised."""
    return picture_type(data) is not None or b"%PDF-" in data[:_PDF_HEAD]


def damaged_part() -> Message:
    """What is said of a zip of which what is read can be read, but another part cannot be copied."""
    return _("文件里有损坏的部分，可能没有下载完整。请重新下载，或用 WPS 或 Office 打开，另存后再试。")


def too_large(size: int) -> Message:
    """What is said of a file of ``size`` bytes that is larger than any annual report."""
    return _(
        "文件有 {size} MB，超过 {most} MB，不像是年度报告。请检查是否选错了文件。", size=size // 2**20, most=LARGEST_FILE // 2**20
    )


def format_of(data: bytes) -> Format:
    """The kind of a file.

    Raises :class:`UnreadableError` saying what it is and what to do, where it is empty, too large, or not read by us.
    """
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise UnreadableError(_("文件是空的。请检查是否下载完整，或换一个文件。"))
    if len(data) > LARGEST_FILE:
        raise UnreadableError(too_large(len(data)))
    for magic, message in _REFUSED:
        if data.startswith(magic):
            raise UnreadableError(message)
    if picture := picture_type(data):
        return Format(picture, _read_picture, _("图片"))
    if data.startswith(MARKS_HEAD):
        return MARKS
    if old := old_kind(data):
        return Format(old.media_type, _read_converted, old.name)
    if data.startswith(MAGIC):
        return XLS
    if data.startswith(b"PK"):
        from disclosure.reading.workbook.ods import is_ods
        from disclosure.reading.workbook.package import is_workbook

        return XLSX if is_workbook(data) else ODS if is_ods(data) else DOCX
    if b"%PDF-" in data[:_PDF_HEAD]:
        return PDF
    if data[:16].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<?xml"):
        from disclosure.reading.workbook.sheet_xml import is_sheet_xml

        if is_sheet_xml(data):
            return SHEET_XML
    head = _head_of(data)
    if head.startswith((b"<!doctype", b"<html", b"<?xml", b"<head", b"<body", b"<table", b"<div", b"<p")) or b"<html" in head:
        return SAVED_PAGE if is_saved_page(data) else HTML
    if is_saved_page(data):
        return SAVED_PAGE
    return MARKDOWN if is_markdown(data) else TEXT


def _head_of(data: bytes) -> bytes:
    """The first letters of a text in lower case, whatever its encoding."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data[:8192].decode("utf-16", "ignore").lstrip().lower().encode("ascii", "ignore")
    return data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
