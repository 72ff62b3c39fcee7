"""Answers of a data set as files: CSV, Excel, Parquet; and as lines for the terminal."""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import IO, Any

from disclosure.corpus.extras import load
from disclosure.errors import DisclosureError
from disclosure.language import _
from disclosure.zips import replaced

#: What a sheet of Excel holds, its header included, and what a cell of it does.
_MOST_ROWS, _LONGEST = 1_048_576, 32_767
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MODIFIED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_FIRST_DAY = rb"\g<1>1980-01-01T00:00:00Z"


class ExportError(DisclosureError):
    """An answer does not fit into the kind of file asked for."""


def export(reader: Any, suffix: str, out: IO[bytes]) -> None:
    """Write an answer (see :func:`disclosure.corpus.query.asked`) as the kind of file that ``suffix`` names.

    The same answer gives the same bytes. CSV and Parquet are written as the answer comes, so that it may be larger than memory.
    Raises :class:`ExportError` for an unknown kind, or more rows than a sheet of Excel holds.
    """
    write = EXPORTS.get(suffix.lower())
    if write is None:
        raise ExportError(_("不会写 {suffix} 文件；会写的有：{known}。", suffix=suffix or "（没有后缀）", known=list(EXPORTS)))
    write(reader, out)


def csv_lines(reader: Any) -> Iterator[str]:
    """An answer as lines of CSV, its header first."""
    line = io.StringIO(newline="")
    writer = csv.writer(line, lineterminator="\r\n")
    for row in chain([reader.schema.names], ([_plain(value) for value in row] for row in _rows(reader))):
        writer.writerow(row)
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def json_lines(reader: Any) -> Iterator[str]:
    """An answer as one JSON object a row."""
    for batch in reader:
        for row in batch.to_pylist():
            yield json.dumps(row, ensure_ascii=False, default=_json_value)


def cells_of(reader: Any, most: int) -> tuple[list[str], list[list[str]], bool]:
    """The names of an answer's columns, its first ``most`` rows as words, and whether there are more."""
    rows: list[list[str]] = []
    for row in _rows(reader):
        if len(rows) == most:
            return reader.schema.names, rows, True
        rows.append(["—" if value is None else str(_plain(value)) for value in row])
    return reader.schema.names, rows, False


def _csv(reader: Any, out: IO[bytes]) -> None:
    out.write(codecs.BOM_UTF8)  # what Excel knows UTF-8 by
    for line in csv_lines(reader):
        out.write(line.encode("utf-8", "replace"))


def _parquet(reader: Any, out: IO[bytes]) -> None:
    pq = load("pyarrow.parquet")
    with pq.ParquetWriter(out, reader.schema, compression="zstd", store_schema=False) as writer:
        for batch in reader:
            writer.write_batch(batch)


def _xlsx(reader: Any, out: IO[bytes]) -> None:
    openpyxl = load("openpyxl")
    batches, count = [], 0
    for batch in reader:  # no more is held than a sheet does
        batches.append(batch)
        count += batch.num_rows
        if count >= _MOST_ROWS:
            raise ExportError(
                _("结果超过{most}行，Excel 装不下。请写成 .csv 或 .parquet，或用 query 只取一部分。", most=_MOST_ROWS - 1)
            )
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("data")
    sheet.freeze_panes = "A2"
    sheet.append(reader.schema.names)
    for row in _rows(batches):
        sheet.append([_sheet_value(sheet, value) for value in row])
    made = io.BytesIO()
    book.save(made)
    out.write(_timeless(made.getvalue()))


def _sheet_value(sheet: Any, value: Any) -> Any:
    """A value as Excel takes it: text stays text, also where it looks like a formula, and ends where a cell does."""
    if isinstance(value, int | Decimal | date) or value is None:
        return value
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, _NOT_IN_XML.sub("", str(_plain(value)))[:_LONGEST])
    cell.data_type = "s"
    return cell


def _timeless(book: bytes) -> bytes:
    """A workbook without the time at which it was written."""
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members["docProps/core.xml"] = _MODIFIED.sub(_FIRST_DAY, members["docProps/core.xml"])
    return replaced(book, members)


#: The kinds of file, by the end of their name.
EXPORTS: Mapping[str, Callable[[Any, IO[bytes]], None]] = {".csv": _csv, ".xlsx": _xlsx, ".parquet": _parquet}


def _rows(reader: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
    for batch in reader:
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _plain(value: Any) -> Any:
    """A value as text or number: amounts without the zeros behind them, lists and parts as JSON."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=_json_value)
    return value


def _number(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _json_value(value: object) -> object:
    """What JSON has no form for: amounts as numbers that print alike, days and all else as text."""
    if isinstance(value, Decimal):
        if value == value.to_integral_value():
            return int(value)
        nearest = float(value)
        return nearest if Decimal(repr(nearest)) == value else _number(value)
    return str(value)
