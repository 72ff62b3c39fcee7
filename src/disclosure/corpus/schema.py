"""The three tables of a data set (数据集): names, types and meanings of their columns, from ``schema.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from disclosure.data import load_yaml, only_keys
from disclosure.language import Label

#: What the schema is called; a data set of another one is not touched.
SCHEMA = "gongkai.corpus/1"
_FILE = Path(__file__).with_suffix(".yaml")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its type (text, texts, whole, amount, day, sections), what it holds."""

    name: str
    type: str
    meaning: Label


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name, what a row is, its columns in order."""

    name: str
    meaning: Label
    columns: tuple[Column, ...]


@cache
def tables() -> Mapping[str, Table]:
    """The tables by name. Raises :class:`DataError` where the file is not in order."""
    return {name: _table(name, entry) for name, entry in load_yaml(_FILE).items()}


def _table(name: str, data: Mapping[str, object]) -> Table:
    keys = {"zh", "en", "columns"}
    only_keys(data, keys, required=keys, where=f"{_FILE.name} {name}")
    columns = data["columns"]
    assert isinstance(columns, Mapping)  # noqa: S101 - for the type checker: our own file
    return Table(name, Label(str(data["zh"]), str(data["en"])), tuple(_column(name, *entry) for entry in columns.items()))


def _column(table: str, name: str, data: Mapping[str, str]) -> Column:
    keys = {"type", "zh", "en"}
    only_keys(data, keys, required=keys, where=f"{_FILE.name} {table}.{name}")
    return Column(name, data["type"], Label(data["zh"], data["en"]))
