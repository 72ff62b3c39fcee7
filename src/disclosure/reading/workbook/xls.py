"""Old workbooks (.xls, .et) → paragraphs and grids, through calamine, which is only given what was looked through before."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from datetime import date, datetime, time
from types import TracebackType
from typing import Any

from disclosure.blocks import Document
from disclosure.errors import UnreadableError
from disclosure.language import _
from disclosure.reading.gathering import MOST_CELLS
from disclosure.reading.workbook.ole import XLS_STREAMS, Ole, damaged, opened
from disclosure.reading.workbook.sheets import Sheet, document_of, too_many_cells
from disclosure.reading.workbook.xlsx import number_text

# Records of cells that hold something, and what begins and ends the part of one sheet.
_CELLS = frozenset((0x06, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E, 0xFD, 0xBD, 0xD6))
_BEGIN = frozenset((0x0809, 0x0409, 0x0209, 0x09))
_PASSWORD = 0x2F
#: How far a sheet says that it spreads, by the length of the record: first and last row, first and last column.
_SPREAD = 0x0200
_SPREADS = {10: struct.Struct("<4H"), 14: struct.Struct("<2I2H")}
#: Positions of one sheet between its first and last cell, for which memory is taken: an area far beyond any table.
_LARGEST_AREA = 10 * MOST_CELLS
#: Positions that a sheet may say it has, for which the library takes memory before it looks: old programs say too many.
_LARGEST_SPREAD = 4 * _LARGEST_AREA


def read_xls(data: bytes) -> Document:
    """The blocks of an .xls or .et; places are ``sheet 表三 D7``. Hidden sheets are not read.

    Raises :class:`UnreadableError` where it is damaged, protected by a password, or hostile.
    """
    return document_of(sheets_of(data))


def sheets_of(data: bytes) -> list[Sheet]:
    """The sheets that are shown, each with its cells. Raises as :func:`read_xls`."""
    container = opened(data)
    _look_through(container)
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    with _DamageSaid():
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        return [
            _sheet(book.get_sheet_by_name(one.name))
            for one in book.sheets_metadata
            if one.typ == SheetTypeEnum.WorkSheet and one.visible == SheetVisibleEnum.Visible
        ]


class _DamageSaid:
    """What calamine cannot read is damaged: its errors, and the panic of its own code over damage deep inside.

    A panic arrives as an exception of a class that cannot be imported, only told by its name.
    """

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None) -> None:
        if kind is not None and {each.__name__ for each in kind.__mro__} & {"CalamineError", "PanicException"}:
            raise damaged() from error


def _look_through(container: Ole) -> None:
    """That no sheet spreads over so large an area that it would take all memory. Raises :class:`UnreadableError`."""
    stream = next((name for name in XLS_STREAMS if name in container.streams), None)
    if stream is None:
        raise damaged()
    for name in container.streams:
        if container.streams[name][1] >= 4096:
            container.read(name)
    rows: list[int] = []
    columns: list[int] = []
    for kind, place, spread in _records(container.read(stream)):
        if kind == _PASSWORD:
            raise UnreadableError(_("文件有密码保护。请在 WPS 或 Excel 中去掉密码，保存后再试。"))
        if kind in _BEGIN:
            rows, columns = [], []
        elif spread < 0:
            raise damaged()
        elif spread > _LARGEST_SPREAD:
            raise too_many_cells()
        elif kind in _CELLS:
            rows, columns = _widened(rows, place[0]), _widened(columns, place[1])
            if (rows[1] - rows[0] + 1) * (columns[1] - columns[0] + 1) > _LARGEST_AREA:
                raise too_many_cells()


def _widened(bounds: list[int], number: int) -> list[int]:
    return [min(bounds[0], number), max(bounds[1], number)] if bounds else [number, number]


def _records(stream: bytes) -> Iterator[tuple[int, tuple[int, int], int]]:
    """The kind of each record, with the row and column that begin those of cells, and the positions that a sheet says it has."""
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        place = struct.unpack_from("<HH", stream, at + 4) if length >= 4 and at + 8 <= len(stream) else (0, 0)
        yield kind, place, _spread(stream[at + 4 : at + 4 + length]) if kind == _SPREAD else 0
        at += 4 + length


def _spread(record: bytes) -> int:
    """The positions from the top left to where a sheet says that it ends; -1 where it says that it ends before it begins.

    Counted from the top left, wherever it begins: the library does so for some, and takes memory for as many.
    """
    if len(record) not in _SPREADS:
        return 0
    first_row, last_row, first_column, last_column = _SPREADS[len(record)].unpack(record[: _SPREADS[len(record)].size])
    if not last_row or not last_column:
        return 0  # a sheet without cells
    return -1 if first_row > last_row or first_column > last_column else int(last_row * last_column)


def _sheet(sheet: Any) -> Sheet:
    found = Sheet(sheet.name)
    if sheet.start is None:
        return found
    top, left = sheet.start
    for row, values in enumerate(sheet.to_python(skip_empty_area=True), top + 1):
        for column, value in enumerate(values, left + 1):
            if (text := _text(value)).strip():
                found.texts[row, column] = text
    found.present.update(found.texts)
    for (first_row, first_column), (last_row, last_column) in sheet.merged_cell_ranges or ():
        found.merged[first_row + 1, first_column + 1] = (last_row + 1, last_column + 1)
    return found


def _text(value: object) -> str:
    """What a cell shows."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float | int):
        return number_text(repr(value))
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes") if value.time() != time() else value.date().isoformat()
    return value.isoformat() if isinstance(value, date | time) else str(value)
