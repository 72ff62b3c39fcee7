"""Rows of many files as Arrow tables, and those as Parquet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from disclosure.corpus.extras import load
from disclosure.corpus.rows import Columns, Rows
from disclosure.corpus.schema import Table, tables

#: An amount has six places after the point: hundredths of a 分 where it is printed in 万元.
_PLACES = Decimal("0.000001")
_DIGITS = 25
_LARGEST = 10**18
#: Columns of few different values, or repeated for a whole file: stored once with numbers that point at them.
_REPEATED = {
    "file",
    "agency",
    "agency_code",
    "form",
    "address",
    "table_key",
    "row_key",
    "column_key",
    "kind",
    "rule",
    "severity",
    "law",
}


def arrow_type(kind: str) -> Any:
    """The Arrow type of a column of the schema."""
    pa = load("pyarrow")
    if kind == "sections":
        part = [("key", pa.string()), ("number", pa.int32()), ("title", pa.string()), ("text", pa.string())]
        return pa.list_(pa.struct(part))
    kinds = {
        "text": pa.string(),
        "texts": pa.list_(pa.string()),
        "whole": pa.int64(),
        "amount": pa.decimal128(_DIGITS, 6),
        "day": pa.date32(),
    }
    return kinds[kind]


def arrow_schema(table: Table) -> Any:
    """The Arrow schema of a table."""
    return load("pyarrow").schema([(column.name, arrow_type(column.type)) for column in table.columns])


def arrow_tables(rows: Sequence[Rows]) -> dict[str, Any]:
    """The three tables of some files, in the order of the files."""
    reports = _reports(rows)
    return {
        "reports": reports,
        "cells": beside_reports("cells", [entry.cells for entry in rows], reports),
        "findings": beside_reports("findings", [entry.findings for entry in rows], reports),
    }


def _reports(rows: Sequence[Rows]) -> Any:
    table = tables()["reports"]
    columns = [_array([entry.report.get(column.name) for entry in rows], column.type) for column in table.columns]
    return load("pyarrow").table(columns, schema=arrow_schema(table))


def beside_reports(name: str, parts: Sequence[Columns], reports: Any) -> Any:
    """The table ``name``, of which each file has several rows; what repeats the file's row of ``reports`` is taken from there."""
    pa = load("pyarrow")
    table = tables()[name]
    own = set(parts[0]) if parts else set()
    lengths = [len(next(iter(part.values()))) for part in parts]
    owner = pa.array([place for place, length in enumerate(lengths) for _row in range(length)], pa.int32())
    columns = []
    for column in table.columns:
        if column.name in own:
            columns.append(_array([value for part in parts for value in part[column.name]], column.type))
        else:
            columns.append(reports[column.name].combine_chunks().take(owner))
    return pa.table(columns, schema=arrow_schema(table))


def _array(values: Sequence[Any], kind: str) -> Any:
    """Values as an Arrow array.

    Half characters of a damaged file, which no encoding can write, become question marks.
    """
    if kind == "amount":
        return _amounts(values)
    pa = load("pyarrow")
    try:
        return pa.array(values, arrow_type(kind))
    except UnicodeEncodeError:
        return pa.array([_whole_characters(value) for value in values], arrow_type(kind))
    except (OverflowError, pa.ArrowInvalid):  # a whole number larger than any that is printed in earnest
        return pa.array(
            [None if isinstance(value, int) and abs(value) > _LARGEST else value for value in values], arrow_type(kind)
        )


def _amounts(values: Sequence[int | Decimal | None]) -> Any:
    """Numbers with six places.

    One that is too large or too fine for the column, which no real report prints, is not rounded but left out: the text
    printed stands beside it.
    """
    pa = load("pyarrow")
    whole = pa.array([value if isinstance(value, int) and abs(value) < _LARGEST else None for value in values], pa.int64())
    found = whole.cast(arrow_type("amount"))
    if not any(isinstance(value, Decimal) for value in values):
        return found
    fine = [value if isinstance(value, Decimal) and _fits(value) else None for value in values]
    return load("pyarrow.compute").coalesce(found, pa.array(fine, arrow_type("amount")))


def _fits(value: Decimal) -> bool:
    return abs(value) < _LARGEST and value == value.quantize(_PLACES)


def _whole_characters(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, Mapping):
        return {key: _whole_characters(part) for key, part in value.items()}
    return [_whole_characters(part) for part in value] if isinstance(value, list) else value


def parquet(table: Any) -> bytes:
    """A table as Parquet; the same rows give the same bytes."""
    pa, pq = load("pyarrow"), load("pyarrow.parquet")
    dictionary = [name for name in table.column_names if name in _REPEATED]
    out = pa.BufferOutputStream()
    pq.write_table(table, out, compression="zstd", use_dictionary=dictionary, store_schema=False)
    return bytes(out.getvalue())


def plain_parquet(rows: Sequence[Mapping[str, Any]], schema: Any) -> bytes:
    """Rows of a schema of one's own as Parquet; half characters become question marks."""
    pa, pq = load("pyarrow"), load("pyarrow.parquet")
    try:
        table = pa.Table.from_pylist(rows, schema=schema)
    except UnicodeEncodeError:
        table = pa.Table.from_pylist([_whole_characters(row) for row in rows], schema=schema)
    out = pa.BufferOutputStream()
    pq.write_table(table, out, compression="zstd", store_schema=False)
    return bytes(out.getvalue())


def concatenated(found: Iterable[Any], name: str) -> Any:
    """Tables of one kind, one below the other."""
    pa = load("pyarrow")
    return pa.concat_tables([arrow_schema(tables()[name]).empty_table(), *found])
