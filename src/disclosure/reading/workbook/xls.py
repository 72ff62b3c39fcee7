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
#: Where in the stream a sheet begins; the end of a part.
_SHEET, _END = 0x85, 0x0A
#: Records of a workbook that are looked at, those of two sheets that share a place twice: damage leads in circles.
_MOST_RECORDS = 10 * MOST_CELLS
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
    """That no sheet spreads over so large an area, or says so, that it would take all memory. Raises :class:`UnreadableError`."""
    stream = next((name for name in XLS_STREAMS if name in container.streams), None)
    if stream is None:
        raise damaged()
    for name in container.streams:
        if container.streams[name][1] >= 4096:
            container.read(name)
    walk = _Walk(container.read(stream))
    walk.through(0)
    for place in walk.sheets:  # the library begins there, wherever the records before it lead
        if place not in walk.begun:
            walk.through(place, to_the_end=False)


class _Walk:
    """The records of a workbook, walked before the library walks them."""

    def __init__(self, stream: bytes) -> None:
        """Nothing was walked yet."""
        self._stream = stream
        self._left = _MOST_RECORDS
        self.sheets: dict[int, None] = {}
        self.begun: set[int] = set()

    def through(self, at: int, *, to_the_end: bool = True) -> None:
        """From a place to the end of the stream, or of the part that begins there. Raises as :func:`_look_through`."""
        rows: list[int] = []
        columns: list[int] = []
        for place, kind, record in _records(self._stream, at):
            self._left -= 1
            if self._left < 0:
                raise too_many_cells()
            if kind == _PASSWORD:
                raise UnreadableError(_("文件有密码保护。请在 WPS 或 Excel 中去掉密码，保存后再试。"))
            if kind == _END and not to_the_end:
                return
            if kind in _BEGIN:
                rows, columns = [], []
                self.begun.add(place)
            elif kind == _SHEET and len(record) >= 4:
                self.sheets[struct.unpack_from("<I", record)[0]] = None
            elif kind == _SPREAD:
                _fits(record)
            elif kind in _CELLS and len(record) >= 4:
                row, column = struct.unpack_from("<HH", record)
                rows, columns = _widened(rows, row), _widened(columns, column)
                if (rows[1] - rows[0] + 1) * (columns[1] - columns[0] + 1) > _LARGEST_AREA:
                    raise too_many_cells()


def _widened(bounds: list[int], number: int) -> list[int]:
    return [min(bounds[0], number), max(bounds[1], number)] if bounds else [number, number]


def _records(stream: bytes, at: int) -> Iterator[tuple[int, int, bytes]]:
    """The place, the kind and the content of each record, as far as it is there."""
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield at, kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _fits(record: bytes) -> None:
    """That a sheet says of itself no area for which the library would take all memory. Raises as :func:`_look_through`.

    Counted from the top left, wherever the area begins: the library does so for some.
    """
    if len(record) not in _SPREADS:
        return
    first_row, last_row, first_column, last_column = _SPREADS[len(record)].unpack(record[: _SPREADS[len(record)].size])
    if not last_row or not last_column:
        return  # a sheet without cells
    if first_row > last_row or first_column > last_column:
        raise damaged()
    if last_row * last_column > _LARGEST_SPREAD:
        raise too_many_cells()


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
