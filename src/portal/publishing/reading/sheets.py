"""Exported lists → rows of fields: .xlsx, CSV and tab-separated text, and the web pages that some platforms call .xls."""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from disclosure.blocks import Grid
from disclosure.reading.plain.text import decode
from disclosure.reading.web.html import read_html
from disclosure.zips import DAMAGED_ZIP
from portal.publishing.reading.days import day_of, serial_day
from portal.publishing.reading.labels import field_named
from portal.publishing.reading.trouble import Trouble

#: What a sheet's XML may unfold to, in bytes; members a workbook may have; rows, columns and characters of a cell that are read.
MOST_XML = 100 * 2**20
MOST_MEMBERS = 2_000
MOST_ROWS = 20_000
MOST_COLUMNS = 100
LONGEST_CELL = 60_000
#: The heading stands in one of the first rows; after so many empty ones a sheet is at its end.
_HEADING_WITHIN = 15
_EMPTY_ROWS = 500
_DAYS = ("published_on", "produced_on")
_NEEDED = ("title", "published_on")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CHUNK = 64 * 1024
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")

Row = list[Any]


def read(data: bytes, name: str) -> dict[str, Any]:
    """The rows of the first sheet with a heading that we know.

    Gives ``sheet``, ``heading`` (its row), ``columns`` (field → label), ``unknown`` (labels not used) and ``rows``: each a
    mapping of fields to text with ``row``, and ``formula`` where a cell calculates. Raises :class:`Trouble`.
    """
    seen: list[str] = []
    for sheet, rows in sheets_of(data, name):
        found = _read_sheet(sheet, rows, seen)
        if found is not None:
            return found
    raise Trouble("no_heading", seen="、".join(seen[:20]))


def sheets_of(data: bytes, _name: str) -> Iterator[tuple[str, Iterable[Row]]]:
    """Every sheet of a file, its name and its rows. Raises :class:`Trouble`."""
    if not data.strip():
        raise Trouble("empty")
    if data.startswith(_OLE):
        raise Trouble("locked" if "EncryptedPackage".encode("utf-16-le") in data else "old_excel")
    if data.startswith(b"PK"):
        yield from _workbook(data)
    elif data.lstrip()[:1] == b"<" or b"<table" in data[:4096].lower():
        yield from _web_tables(data)
    else:
        yield "", _lines(decode(data))


def _workbook(data: bytes) -> Iterator[tuple[str, Iterable[Row]]]:
    _check_package(data)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        since_1904 = book.epoch.year == 1904
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            rows = sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)
            yield sheet.title, ([_cell(value, since_1904) for value in row] for row in rows)
    except (
        InvalidFileException,
        zipfile.BadZipFile,
        zlib.error,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        IndexError,
        EOFError,
        OSError,
        SyntaxError,
    ) as error:  # whatever openpyxl stumbles over in a damaged file (its XML errors are SyntaxErrors)
        raise Trouble("damaged") from error  # fmt: skip


def _check_package(data: bytes) -> None:
    """Refuse what is no workbook, brings macros, or unfolds beyond measure; what the zip claims of sizes is not believed."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
        members = package.infolist()
        names = {member.filename.lower() for member in members}
        if len(members) > MOST_MEMBERS:
            raise Trouble("too_much")
        if "xl/workbook.xml" not in names:
            raise Trouble("no_workbook")
        if any(name.endswith("vbaproject.bin") for name in names):
            raise Trouble("macros")
        left = MOST_XML
        for member in members:
            if member.flag_bits & 0x1:
                raise Trouble("locked")
            if member.filename.lower().endswith((".xml", ".rels", ".vml")):
                left -= _size(package, member, left)
    except (*DAMAGED_ZIP, OSError) as error:
        raise Trouble("damaged") from error


def _size(package: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> int:
    size = 0
    with package.open(member) as stream:
        while chunk := stream.read(_CHUNK):
            if (size == 0 and b"<!DOCTYPE" in chunk) or b"<!ENTITY" in chunk:
                raise Trouble("damaged")
            size += len(chunk)
            if size > most:
                raise Trouble("too_much")
    return size


def _web_tables(data: bytes) -> Iterator[tuple[str, Iterable[Row]]]:
    for block in read_html(data).blocks:
        if isinstance(block, Grid):
            yield "", [[cell.text for cell in row] for row in block.rows]


def _lines(text: str) -> list[Row]:
    first = text.lstrip("\ufeff\r\n").split("\n", 1)[0]
    separator = max("\t,;", key=first.count)
    try:
        return [list(row) for row in csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=separator)]
    except csv.Error as error:
        raise Trouble("damaged") from error


def _cell(value: Any, since_1904: bool) -> Any:
    """A cell as text; a number stays one as long as it is not known whether it is a day."""
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, bool) or value is None:
        return "" if value is None else str(value)
    if isinstance(value, int | float):
        return _Number(value, since_1904)
    return str(value)[:LONGEST_CELL]


class _Number:
    """A number of a sheet: a day in a column of days, else its digits."""

    def __init__(self, value: float, since_1904: bool) -> None:
        self._value = value
        self._since_1904 = since_1904

    def __str__(self) -> str:
        return str(int(self._value)) if self._value == int(self._value) else str(self._value)

    def day(self) -> date | None:
        # A number of eight digits is a day written without marks: 20240910.
        return day_of(str(self)) if self._value > 10**7 else serial_day(self._value, since_1904=self._since_1904)


def _read_sheet(sheet: str, rows: Iterable[Row], seen: list[str]) -> dict[str, Any] | None:
    numbered = enumerate(rows, start=1)
    for number, row in islice(numbered, _HEADING_WITHIN):
        labels = [str(cell).strip() for cell in row]
        fields = _fields(labels)
        if all(field in fields for field in _NEEDED):
            unknown = [label for place, label in enumerate(labels) if label and place not in fields.values()]
            return {
                "sheet": sheet,
                "heading": number,
                "columns": {field: labels[place] for field, place in fields.items()},
                "unknown": unknown,
                "rows": list(_rows(numbered, fields)),
            }
        seen.extend(label for label in labels if label and label not in seen)
    return None


def _fields(labels: list[str]) -> dict[str, int]:
    """The columns of a heading by field; of several that mean the same the first."""
    found: dict[str, int] = {}
    for place, label in enumerate(labels):
        field = field_named(label)
        if field is not None:
            found.setdefault(field, place)
    return found


def _rows(numbered: Iterator[tuple[int, Row]], fields: dict[str, int]) -> Iterator[dict[str, Any]]:
    empty = taken = 0
    for number, row in numbered:
        cells = {field: row[place] for field, place in fields.items() if place < len(row)}
        texts = {field: _text(field, cell) for field, cell in cells.items()}
        if not any(texts.values()):
            empty += 1
            if empty > _EMPTY_ROWS:
                return
            continue
        empty, taken = 0, taken + 1
        if taken > MOST_ROWS:
            raise Trouble("too_many_rows", most=MOST_ROWS)
        formula = [field for field, text in texts.items() if text.startswith("=")]
        yield {"row": number, **texts, **({"formula": formula} if formula else {})}


def _text(field: str, cell: Any) -> str:
    if field in _DAYS and isinstance(cell, _Number):
        day = cell.day()
        return day.isoformat() if day else str(cell)
    # Characters that no database keeps and no page shows.
    return _CONTROLS.sub("", str(cell)).strip()
