"""Tables that web systems export as XML of Excel 2003 under the name .xls → sheets like those of any workbook."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from disclosure.blocks import Document
from disclosure.errors import UnreadableError
from disclosure.language import _
from disclosure.reading.gathering import MOST_CELLS, RAISED
from disclosure.reading.workbook.sheets import Sheet, document_of, too_many_cells
from disclosure.reading.workbook.xlsx import number_text, whole

_SHEET = "{urn:schemas-microsoft-com:office:spreadsheet}"
_IN_HEAD = re.compile(rb"""urn:schemas-microsoft-com:office:spreadsheet["']|progid=["']Excel\.Sheet""")
#: The parser's own limit for text; the file itself is limited before.
_LARGEST = 16 * 2**20


def is_sheet_xml(data: bytes) -> bool:
    """Whether a file is a workbook in the XML of Excel 2003."""
    start = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n")
    return start.startswith(b"<?xml") and b"<html" not in start.lower() and _IN_HEAD.search(start) is not None


def read_sheet_xml(data: bytes) -> Document:
    """The blocks of the workbook; places are ``sheet 表三 D7``. Hidden sheets, rows and columns are not read.

    Raises :class:`UnreadableError` where it is damaged, too large, or defines entities.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser) if len(data) <= _LARGEST else None
    except etree.XMLSyntaxError as error:
        raise _refused() from error
    if root is None or root.getroottree().docinfo.internalDTD is not None:
        raise _refused()
    return document_of([_sheet(sheet) for sheet in root.iter(f"{_SHEET}Worksheet") if _is_shown(sheet)])


def _refused() -> UnreadableError:
    return UnreadableError(_("表格文件（Excel 2003 的 XML）损坏或异常，不能读取。请用 WPS 或 Excel 打开，另存为 .xlsx 后再试。"))


def _is_shown(sheet: Any) -> bool:
    return all(
        not (one.text or "").strip().startswith("Sheet") for one in sheet.iter("{urn:schemas-microsoft-com:office:excel}Visible")
    )


def _sheet(element: Any) -> Sheet:
    sheet = Sheet(element.get(f"{_SHEET}Name", ""))
    row = column = 0
    for table in element.iterchildren(f"{_SHEET}Table"):
        for part in table.iterchildren(f"{_SHEET}Column"):
            column = whole(part.get(f"{_SHEET}Index")) or column + 1
            last = column + min(whole(part.get(f"{_SHEET}Span")), 16_384)
            if part.get(f"{_SHEET}Hidden") == "1":
                sheet.hidden_columns.update(range(column, last + 1))
            column = last
        for line in table.iterchildren(f"{_SHEET}Row"):
            row = whole(line.get(f"{_SHEET}Index")) or row + 1
            if line.get(f"{_SHEET}Hidden") == "1":
                sheet.hidden_rows.add(row)
            _put(sheet, row, line)
            row += min(whole(line.get(f"{_SHEET}Span")), MOST_CELLS)
            if len(sheet.present) > MOST_CELLS:
                raise too_many_cells()
    return sheet


def _put(sheet: Sheet, row: int, line: Any) -> None:
    column = 0
    for cell in line.iterchildren(f"{_SHEET}Cell"):
        column = whole(cell.get(f"{_SHEET}Index")) or column + 1
        across, down = (min(whole(cell.get(f"{_SHEET}Merge{way}")), 16_384) for way in ("Across", "Down"))
        text = "".join(_words(cell))
        if text.strip():
            sheet.texts[row, column] = text
        sheet.present.add((row, column))
        if across or down:
            sheet.merged[row, column] = (row + down, column + across)
        column += across


def _words(cell: Any) -> Iterator[str]:
    for data in cell.iterchildren(f"{_SHEET}Data"):
        words = "".join(_said(data)) if len(data) else data.text or ""
        kind = data.get(f"{_SHEET}Type")
        yield number_text(words) if kind == "Number" else words.partition("T")[0] if kind == "DateTime" else words


def _said(element: Any, *, is_high: bool = False) -> Iterator[str]:
    """The words in an element; digits that are set high (Sup) are no digits of the number before them."""
    is_high = is_high or str(element.tag).lower().endswith("}sup")
    yield (element.text or "").translate(RAISED if is_high else {})
    for child in element:
        if isinstance(child.tag, str):
            yield from _said(child, is_high=is_high)
        yield (child.tail or "").translate(RAISED if is_high else {})
