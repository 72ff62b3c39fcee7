"""Lists of records (.xlsx, .xls, .ods, .csv, tab-separated) → rows of texts, as they stand: for imports, not for reports."""

from __future__ import annotations

import csv
import io

from disclosure.errors import UnreadableError
from disclosure.language import _
from disclosure.reading.plain.text import decode
from disclosure.reading.workbook.package import Package
from disclosure.reading.workbook.sheets import Sheet

#: Most rows and columns of a list.
MOST_ROWS, MOST_COLUMNS = 20_000, 200
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

#: A sheet: its name and its rows from the first on, each a list of texts; days are in ISO form.
Table = tuple[str, list[list[str]]]


def tables(data: bytes) -> list[Table]:
    """The sheets of a file, told apart by its content. Raises :class:`UnreadableError`."""
    if not data.strip():
        raise UnreadableError(_("文件是空的。请检查是否选错了文件。"))
    if data.startswith(b"PK"):
        from disclosure.reading.workbook.ods import is_ods
        from disclosure.reading.workbook.ods import sheets_of as open_sheets_of
        from disclosure.reading.workbook.xlsx import sheets_of

        if is_ods(data):
            return [_table(sheet) for sheet in open_sheets_of(data)]
        return [_table(sheet) for sheet in sheets_of(Package(data))]
    if data.startswith(_OLE):
        from disclosure.reading.workbook.xls import sheets_of as old_sheets_of

        return [_table(sheet) for sheet in old_sheets_of(data)]
    return [("", _lines(decode(data)))]


def _table(sheet: Sheet) -> Table:
    height = max((row for row, _column in sheet.texts), default=0)
    width = min(max((column for _row, column in sheet.texts), default=0), MOST_COLUMNS)
    if height > MOST_ROWS:
        raise _too_many()
    rows = [[""] * width for _row in range(height)]
    for (row, column), text in sheet.texts.items():
        if column <= width:
            rows[row - 1][column - 1] = text.strip()
    return sheet.name, rows


def _lines(text: str) -> list[list[str]]:
    tabs = text.split("\n", 1)[0].count("\t") > text.split("\n", 1)[0].count(",")
    try:
        rows = [
            [cell.strip() for cell in row[:MOST_COLUMNS]]
            for row in csv.reader(io.StringIO(text), delimiter="\t" if tabs else ",")
        ]
    except csv.Error as error:
        raise UnreadableError(_("表格读不出来。请用 Excel 或 WPS 另存为 .xlsx 后再试。")) from error
    if len(rows) > MOST_ROWS:
        raise _too_many()
    return rows


def _too_many() -> UnreadableError:
    return UnreadableError(_("表格超过 {most} 行。请分成几个文件导入。", most=MOST_ROWS))
