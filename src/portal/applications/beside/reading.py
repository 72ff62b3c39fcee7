"""Finding the columns of a table of applications, and reading its cells; nothing is guessed, what can't be read is said."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from disclosure.data import load_yaml
from portal.applications.choices import FORMS, IDENTITY_KINDS, WAYS, applicant_kinds, outcome_rows, row_label
from portal.applications.forms import ARRIVAL_CHOICES
from portal.marks import listed

_FILE = Path(__file__).with_name("columns.yaml")
_NOISE = re.compile(r"[\W_]+")
#: The heading stands within the first rows, and has at least so many columns that are known.
_HEADING_WITHIN, _LEAST_KNOWN = 15, 3
#: What no heading is: a number, or what begins like a day.
_FIGURE = re.compile(r"^\s*[\d.,%-]+\s*$|\d{4}\s*[-/.年]\s*\d")
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T].*)?")
_BARE_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the field or event that it fills, the heading of our template, other headings, how it is read."""

    key: str
    label: str
    kind: str
    how: str
    required: bool = False
    also: tuple[str, ...] = ()


class CellError(Exception):
    """A cell that can't be read; says why and what would do, in plain words."""


@dataclass(frozen=True, slots=True)
class Found:
    """A table in a file: its sheet, its headings in order with the field of each ("" for none), its rows with their numbers."""

    sheet: str
    headings: tuple[tuple[str, str], ...]
    rows: tuple[tuple[int, Mapping[str, str]], ...]

    @property
    def missing(self) -> list[str]:
        """The headings that a table can't do without and this one lacks."""
        known = {field for _heading, field in self.headings}
        return [column.label for column in columns().values() if column.required and column.key not in known]


@cache
def columns() -> Mapping[str, Column]:
    """All columns by key, in the order of the template."""
    data: Any = load_yaml(_FILE)
    found = (Column(**{**entry, "also": tuple(entry.get("also", ()))}) for entry in data["columns"])
    return {column.key: column for column in found}


def plain(text: str) -> str:
    """A heading or a choice without what people write in different ways."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", text)).lower()


@cache
def _known_headings() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for column in columns().values():
        for words in (column.label, *column.also):
            found.setdefault(plain(words), column.key)
    return found


def find_table(sheets: Sequence[tuple[str, list[list[str]]]], remembered: Mapping[str, str]) -> Found | None:
    """The table of applications in a file: the sheet and row with the most headings that are known.

    Where too few are known, the first row that may be a heading, so that somebody can say what its columns are; None for none.
    """
    best: tuple[int, str, int, list[list[str]]] | None = None
    for name, rows in sheets:
        for place, row in enumerate(rows[:_HEADING_WITHIN]):
            known = len(set(fields_of(row, remembered)) - {""})
            if known >= _LEAST_KNOWN and (best is None or known > best[0]):
                best = known, name, place, rows
    best = best or _unknown_heading(sheets)
    if best is None:
        return None
    _known, name, place, rows = best
    fields = fields_of(rows[place], remembered)
    headings = tuple((heading, field) for heading, field in zip(rows[place], fields, strict=True) if heading)
    return Found(name, headings, tuple(_rows(rows, place, fields)))


def _unknown_heading(
    sheets: Sequence[tuple[str, list[list[str]]]],
) -> tuple[int, str, int, list[list[str]]] | None:
    """The first row of three words or more, all different and none a number or a day, that has rows below."""
    for name, rows in sheets:
        for place, row in enumerate(rows[:_HEADING_WITHIN]):
            words = [cell for cell in row if cell.strip()]
            if len(words) >= _LEAST_KNOWN and len(set(words)) == len(words) and not any(map(_FIGURE.search, words)):
                if any(any(below) for below in rows[place + 1 :]):
                    return 0, name, place, rows
                break
    return None


def fields_of(row: Sequence[str], remembered: Mapping[str, str]) -> list[str]:
    """The field of each heading: what somebody said before, else what is known; the first of two for one field."""
    taken: set[str] = set()
    found = []
    for heading in row:
        field = remembered.get(heading, _known_headings().get(plain(heading), "")) if heading else ""
        field = "" if field in taken else field
        taken.add(field)
        found.append(field)
    return found


def _rows(rows: list[list[str]], place: int, fields: list[str]) -> Iterator[tuple[int, Mapping[str, str]]]:
    for number, row in enumerate(rows[place + 1 :], start=place + 2):
        cells = {field: cell for field, cell in zip(fields, row, strict=False) if field and cell}
        if cells:
            yield number, cells


def choices_of(key: str) -> list[tuple[str, str]]:
    """The choices of a column with their words, in the order of our lists."""
    if key == "outcome":
        return [(row.key, row_label(row)) for row, _outcome in outcome_rows()]
    choices: Mapping[str, Sequence[tuple[str, object]]] = {
        "channel": ARRIVAL_CHOICES, "applicant_kind": applicant_kinds(), "identity_kind": IDENTITY_KINDS, "form_wanted": FORMS,
        "way_wanted": WAYS, "delivery_way": _DELIVERY,
    }  # fmt: skip
    return [(choice, str(words)) for choice, words in choices[key]]


_DELIVERY = [("direct", "直接送达"), ("entrusted", "委托送达"), ("post", "邮寄送达"), ("electronic", "电子送达")]
_NUMBERED = re.compile(r"^[（(]?[一二三四五六七八九十0-9]{1,2}[)）、.．·]?")


@cache
def _meanings(key: str) -> Mapping[str, str]:
    data: Any = load_yaml(_FILE)
    found: dict[str, str] = {}
    for choice, words in choices_of(key) if key != "decision" else ():
        parts = [words, *words.split(" · ")[-1:]]
        found |= {plain(_NUMBERED.sub("", part)): choice for part in parts} | {plain(part): choice for part in parts}
        found[plain(choice)] = choice
    if key == "decision":
        decisions = (decision for _row, outcome in outcome_rows() for decision in outcome.decisions)
        found |= {plain(decision.label.zh): decision.key for decision in decisions}
    for choice, others in data["values"].get(key, {}).items():
        for words in others:
            found.setdefault(plain(words), choice)
    return found


def meaning_of(key: str, text: str) -> str:
    """The choice that a cell means. Raises :class:`CellError`."""
    known = _meanings(key)
    found = known.get(plain(text)) or known.get(plain(_NUMBERED.sub("", text.split("·")[-1].strip())))
    if found is None:
        decisions = "提供信息、已经主动公开、不存在、非本机关"
        may_be = decisions if key == "decision" else listed(words for _choice, words in choices_of(key))
        raise CellError(_("“%(text)s”不在可选的范围内；可以填：%(listed)s") % {"text": text[:40], "listed": may_be})
    return found


def day_of(text: str) -> date:
    """A day as tables write it: 2024-09-10, 2024/9/10, 2024年9月10日, 20240910. Raises :class:`CellError`."""
    found = _DAY.fullmatch(text.strip()) or _BARE_DAY.fullmatch(text.strip())
    try:
        if found:
            return date(*(int(part) for part in found.groups()))
    except ValueError:
        pass
    raise CellError(_("“%(text)s”不是日期；应写成2024-09-10") % {"text": text[:40]})
