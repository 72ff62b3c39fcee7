"""OpenDocument workbooks (.ods) of our own making, with the names that Calc writes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from disclosure.reading.workbook.sheets import Position, Sheet

MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text", "style")
)
MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{MEDIA_TYPE}"/></manifest:manifest>'
)
_HIDDEN = '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>'


def content(spreadsheet: str) -> bytes:
    """The part of content with these sheets."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_SPACES}>'
        f"<office:automatic-styles>{_HIDDEN}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{spreadsheet}</office:spreadsheet></office:body></office:document-content>"
    ).encode()


def packed(members: Mapping[str, bytes], media_type: str = MEDIA_TYPE) -> bytes:
    """An .ods of these members: the media type first, not deflated."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", media_type, zipfile.ZIP_STORED)
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def table(rows: str, name: str = "表", more: str = "") -> str:
    """A sheet of these rows."""
    return f"<table:table table:name={quoteattr(name)}{more}>{rows}</table:table>"


def row(*cells: str, more: str = "") -> str:
    """A row of these cells."""
    return f"<table:table-row{more}>{''.join(cells)}</table:table-row>"


def words(text: str, more: str = "") -> str:
    """A cell of words."""
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in text.split("\n"))
    return f'<table:table-cell office:value-type="string"{more}>{lines}</table:table-cell>'


def number(value: str, shown: str = "", more: str = "") -> str:
    """A cell of a number, shown with as many digits as somebody wanted."""
    printed = f"<text:p>{shown or value}</text:p>"
    return f'<table:table-cell office:value-type="float" office:value="{value}"{more}>{printed}</table:table-cell>'


def empty(count: int = 1) -> str:
    """Empty cells."""
    return f'<table:table-cell table:number-columns-repeated="{count}"/>'


def book(*sheets: str) -> bytes:
    """An .ods of these sheets."""
    return packed({"content.xml": content("".join(sheets)), "META-INF/manifest.xml": MANIFEST.encode()})


def book_of(sheets: Sequence[Sheet]) -> bytes:
    """The sheets of another workbook as an .ods."""
    return book(*(table("".join(_rows(sheet)), sheet.name) for sheet in sheets))


def _rows(sheet: Sheet) -> list[str]:
    covered = {
        (at, column): (row_, first)
        for (row_, first), (bottom, right) in sheet.merged.items()
        for at in range(row_, bottom + 1)
        for column in range(first, right + 1)
        if (at, column) != (row_, first)
    }
    height = max((place[0] for place in (*sheet.present, *sheet.texts, *covered)), default=0)
    width = max((place[1] for place in (*sheet.present, *sheet.texts, *covered)), default=0)
    return [
        row(*(_cell(sheet, (at, column), covered) for column in range(1, width + 1)), empty(1000)) for at in range(1, height + 1)
    ]


def _cell(sheet: Sheet, at: Position, covered: Mapping[Position, Position]) -> str:
    if at in covered:
        return "<table:covered-table-cell/>"
    bottom, right = sheet.merged.get(at, at)
    span = (
        f' table:number-rows-spanned="{bottom - at[0] + 1}" table:number-columns-spanned="{right - at[1] + 1}"'
        if at in sheet.merged
        else ""
    )
    look = ' table:style-name="ce1"' if at in sheet.present else ""
    text = sheet.texts.get(at, "")
    if not text:
        return f"<table:table-cell{look}{span}/>"
    is_number = text.isascii() and text.replace(".", "", 1).isdigit()
    return number(text, more=look + span) if is_number else words(text, more=look + span)
