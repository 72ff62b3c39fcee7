"""OpenDocument workbooks (.ods) → paragraphs and grids, out of their one part of content: what its sheets show.

A cell or row may say that it stands there a million times. What is empty is only counted, and what is filled counts as often as
it stands, so that no file takes more memory than the tables that it fills.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from disclosure.blocks import Document
from disclosure.errors import UnreadableError
from disclosure.language import _
from disclosure.reading.gathering import MOST_CELLS, RAISED
from disclosure.reading.workbook.package import Package
from disclosure.reading.workbook.sheets import Sheet, document_of, too_many_cells
from disclosure.reading.workbook.xlsx import number_text
from disclosure.zips import DAMAGED_ZIP

MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_CONTENT, _MANIFEST = "content.xml", "META-INF/manifest.xml"
_NAMESPACE = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_TABLE, _OFFICE, _TEXT, _STYLE = (_NAMESPACE % name for name in ("table", "office", "text", "style"))
_SHEET, _ROW, _CELL, _COVERED = (f"{_TABLE}{name}" for name in ("table", "table-row", "table-cell", "covered-table-cell"))
_COLUMN, _NOTE = f"{_TABLE}table-column", f"{_OFFICE}annotation"
_GROUPS = frozenset(
    f"{_TABLE}table-{name}" for name in ("row-group", "rows", "header-rows", "column-group", "columns", "header-columns")
)
#: The position of words that are set high: by name, or by so many parts of a hundred.
_HIGH = re.compile(r"super|\+?(?!0+(?:\.0*)?%)\d")
_WORDS = {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
#: Rows and columns of a sheet of Calc.
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384
#: Empty cells that are drawn, as far as they belong to a table; a look of the whole sheet repeats for ever.
_MOST_DRAWN = 64


def is_ods(data: bytes) -> bool:
    """Whether a zip says that it is an OpenDocument workbook, also one that broke off."""
    if data[30:38] == b"mimetype":
        return data[38 : 38 + len(MEDIA_TYPE)] == MEDIA_TYPE.encode()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("mimetype") as stream:
            return stream.read(len(MEDIA_TYPE) + 1).strip() == MEDIA_TYPE.encode()
    except (*DAMAGED_ZIP, OSError, KeyError):
        return False


def read_ods(data: bytes) -> Document:
    """The blocks of an .ods; places are ``sheet 表三 D7``. Hidden sheets, rows and columns are not read.

    A formula shows the result that was saved with it; one without a result stands as it is. Raises :class:`UnreadableError`.
    """
    return document_of(sheets_of(data))


def sheets_of(data: bytes) -> list[Sheet]:
    """The sheets that are shown, each with its cells. Raises :class:`UnreadableError`."""
    package = Package(data)
    if _MANIFEST in package.names and b"encryption-data" in package.read(_MANIFEST):
        raise UnreadableError(_("文件有密码保护。请在 WPS 或 Office 中去掉密码，保存后再试。"))
    root = package.parse(_CONTENT)
    hidden = {
        style.get(f"{_STYLE}name")
        for style in root.iter(f"{_STYLE}style")
        if any(look.get(f"{_TABLE}display") == "false" for look in style.iterchildren(f"{_STYLE}table-properties"))
    }
    _mark_high(root)
    tables = (table for body in root.iter(f"{_OFFICE}spreadsheet") for table in body.iterchildren(_SHEET))
    reader = _Reader()
    return [reader.sheet(table) for table in tables if table.get(f"{_TABLE}style-name") not in hidden]


def _mark_high(root: Any) -> None:
    """Make the digits that are set high such by their own characters: they are no digits of the number before them."""
    looks = {
        style.get(f"{_STYLE}name"): str(look.get(f"{_STYLE}text-position", ""))
        for style in root.iter(f"{_STYLE}style")
        for look in style.iterchildren(f"{_STYLE}text-properties")
    }
    high = {name for name, position in looks.items() if _HIGH.match(position)}
    for span in root.iter(f"{_TEXT}span") if high else ():
        if span.get(f"{_TEXT}style-name") in high:
            for inner in span.iter():
                inner.text = (inner.text or "").translate(RAISED)
                if inner is not span:
                    inner.tail = (inner.tail or "").translate(RAISED)


class _Reader:
    """Reads sheet after sheet, with one count of cells for all."""

    def __init__(self) -> None:
        self._left = MOST_CELLS

    def sheet(self, table: Any) -> Sheet:
        """A sheet. Raises :class:`UnreadableError` where it has more cells than any report."""
        sheet = Sheet(table.get(f"{_TABLE}name", ""))
        row = column = 1
        for element in _inside(table):
            if element.tag == _COLUMN:
                count = _times(element, "columns")
                if _is_hidden(element):
                    sheet.hidden_columns.update(range(column, min(column + count, _MOST_COLUMNS + 1)))
                column += count
            elif element.tag == _ROW:
                row += self._row(sheet, element, row)
        return sheet

    def _row(self, sheet: Sheet, element: Any, first: int) -> int:
        """Read a row that begins as the ``first``; how often it stands there."""
        count = min(_times(element, "rows"), max(1, _MOST_ROWS - first + 1))
        cells = list(_cells(element))
        filled = any(text for _column, _span, text in cells)
        for row in range(first, first + count) if filled or count <= _MOST_DRAWN else ():
            if _is_hidden(element):
                sheet.hidden_rows.add(row)
            for column, (down, wide), text in cells:
                self._left -= 1
                if self._left < 0:
                    raise too_many_cells()
                sheet.present.add((row, column))
                if text:
                    sheet.texts[row, column] = text
                if down > 1 or wide > 1:
                    sheet.merged[row, column] = (row + down - 1, column + wide - 1)
        return count


def _inside(table: Any) -> Iterator[Any]:
    """The columns and rows of a sheet, also where they are grouped."""
    for child in table:
        if child.tag in _GROUPS:
            yield from _inside(child)
        elif child.tag in (_COLUMN, _ROW):
            yield child


def _cells(row: Any) -> Iterator[tuple[int, tuple[int, int], str]]:
    """The cells of a row that hold or show something: column, rows and columns covered, text. Raises where they are too many."""
    column = 1
    for cell in row.iterchildren(_CELL, _COVERED):
        count = _times(cell, "columns")
        text = "" if cell.tag == _COVERED else _shown(cell)
        if text and count > MOST_CELLS:
            raise too_many_cells()
        if text or (count <= _MOST_DRAWN and cell.tag == _CELL and cell.get(f"{_TABLE}style-name")):
            span = _times(cell, "rows", "spanned"), _times(cell, "columns", "spanned")
            yield from ((place, span, text) for place in range(column, min(column + count, _MOST_COLUMNS + 1)))
        column += count


def _times(element: Any, what: str, how: str = "repeated") -> int:
    """How often a row or cell stands there, or how many it covers; once where the file says nothing sensible."""
    number = element.get(f"{_TABLE}number-{what}-{how}", "1")
    return max(1, int(number)) if number.isascii() and number.isdigit() and len(number) < 8 else 1


def _is_hidden(element: Any) -> bool:
    return bool(element.get(f"{_TABLE}visibility", "visible") != "visible")


def _shown(cell: Any) -> str:
    """What a cell shows: a number as it is and not as it is rounded for the eye, a day, words."""
    kind = cell.get(f"{_OFFICE}value-type", "")
    if kind in ("float", "currency", "percentage") and (value := cell.get(f"{_OFFICE}value")):
        return number_text(value)
    if kind == "date" and (value := cell.get(f"{_OFFICE}date-value")):
        return str(value).replace("T00:00:00", "").replace("T", " ")
    words = "\n".join(_words(line) for line in cell.iterchildren(f"{_TEXT}p", f"{_TEXT}h"))
    formula = cell.get(f"{_TABLE}formula", "")
    return words if words.strip() or not formula or kind == "string" else f"={formula.rpartition(':=')[2].lstrip('=')}"


def _words(element: Any) -> str:
    """The words of a paragraph, blanks that it counts included, comments left out."""
    found = [element.text or ""]
    for child in element:
        if child.tag == f"{_TEXT}s":
            found.append(" " * min(_blanks(child), 100))
        elif isinstance(child.tag, str) and child.tag != _NOTE:
            found.append(_WORDS.get(child.tag) or _words(child))
        found.append(child.tail or "")
    return "".join(found)


def _blanks(element: Any) -> int:
    number = element.get(f"{_TEXT}c", "1")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 4 else 1
