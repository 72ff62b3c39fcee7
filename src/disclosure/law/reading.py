"""Doubtful points of the law (存疑之处) as settings: the question, the readings that are possible, the default and its reason.

One point a file in ``law/readings``. An agency may choose another reading; what it chose is a :class:`Readings`, and everything
that depends on a point takes one. Without a choice the default holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from disclosure.data import load_yaml, only_keys
from disclosure.errors import DataError, LawError
from disclosure.language import Label, _
from disclosure.law.document import Citation, Confidence
from disclosure.law.loading import a_day, in_both
from disclosure.law.parameter import source

_READINGS = Path(__file__).with_name("readings")
_KEYS = {"term", "question", "unit", "options", "smallest", "largest", "default", "reason", "decided_by", "checked_on", "from",
         "source"}  # fmt: skip
_CHOICE_ONLY, _NUMBER_ONLY = {"options"}, {"smallest", "largest"}
CHOICE, WORKING_DAYS = "choice", "working_day"


@dataclass(frozen=True, slots=True)
class DoubtfulPoint:
    """One point on which the text leaves room. ``options`` are the readings by key; empty for a number of working days.

    ``question`` says what is open, ``reason`` why the default is what it is, as a jurist would put it.
    """

    key: str
    term: Label
    question: Label
    unit: str
    options: Mapping[str, Label]
    smallest: int | None
    largest: int | None
    default: str | int
    reason: Label
    decided_by: str
    checked_on: date
    first_day: date
    citation: Citation
    confidence: Confidence

    def checked(self, choice: object) -> str | int:
        """``choice`` if it is one of the readings. Raises :class:`LawError` with what may be chosen."""
        if self.unit == CHOICE:
            if isinstance(choice, str) and choice in self.options:
                return choice
            raise LawError(
                _("“{term}”没有“{choice}”这种理解；可用：{known}", term=self.term, choice=choice, known=[*self.options])
            )
        if type(choice) is int and (self.smallest or 0) <= choice <= (self.largest or choice):
            return choice
        raise LawError(
            _("“{term}”应为{smallest}至{largest}之间的整数，不能是{choice}",
              term=self.term, smallest=self.smallest, largest=self.largest, choice=choice)
        )  # fmt: skip

    def words(self, choice: str | int) -> Label:
        """A reading in words."""
        return self.options[str(choice)] if self.unit == CHOICE else Label(f"{choice}个工作日", f"{choice} working days")


@cache
def doubtful_points() -> Mapping[str, DoubtfulPoint]:
    """All points by key, in order of their keys."""
    return {(point := load_point(path)).key: point for path in sorted(_READINGS.glob("*.yaml"))}


def doubtful_point(key: str) -> DoubtfulPoint:
    """The point with this key. Raises :class:`LawError`."""
    found = doubtful_points().get(key)
    if found is None:
        raise LawError(_("没有名为 {key} 的设置；已有：{known}", key=key, known=[*doubtful_points()]))
    return found


def load_point(path: Path) -> DoubtfulPoint:
    """One point from its file.

    Raises :class:`DataError` naming file and fault: unknown keys, a choice without two readings, a default that is none of them,
    a source that is not registered or was not in force.
    """
    data, where = load_yaml(path), f"readings/{path.name}"
    unit = data.get("unit") if isinstance(data, dict) else None
    if unit not in (CHOICE, WORKING_DAYS):
        raise DataError(_("{where}：单位 {unit} 不认识，可用 {known}", where=where, unit=unit, known=[CHOICE, WORKING_DAYS]))
    own, other = (_CHOICE_ONLY, _NUMBER_ONLY) if unit == CHOICE else (_NUMBER_ONLY, _CHOICE_ONLY)
    only_keys(data, _KEYS - other, required=(_KEYS - other) | own, where=where)
    only_keys(data["term"], {"zh", "en"}, required={"zh", "en"}, where=where)
    first = a_day(data["from"], where)
    citation, confidence = source(data["source"], first, where)
    point = DoubtfulPoint(
        key=path.stem,
        term=Label(**data["term"]),
        question=in_both(data["question"], where),
        unit=unit,
        options=_options(data.get("options", []), where),
        smallest=data.get("smallest"),
        largest=data.get("largest"),
        default=data["default"],
        reason=in_both(data["reason"], where),
        decided_by=data["decided_by"],
        checked_on=a_day(data["checked_on"], where),
        first_day=first,
        citation=citation,
        confidence=confidence,
    )
    _check_point(point, where)
    return point


def _options(entries: Any, where: str) -> Mapping[str, Label]:
    for entry in entries:
        only_keys(entry, {"key", "zh", "en"}, required={"key", "zh", "en"}, where=where)
    found = {entry["key"]: Label(entry["zh"], entry["en"]) for entry in entries}
    if len(found) != len(entries):
        raise DataError(_("{where}：同一种理解写了两次", where=where))
    return found


def _check_point(point: DoubtfulPoint, where: str) -> None:
    if point.unit == CHOICE and len(point.options) < 2:
        raise DataError(_("{where}：至少要有两种理解才能选择", where=where))
    try:
        point.checked(point.default)
    except LawError as error:
        raise DataError(_("{where}：缺省值不在可选范围之内", where=where)) from error


@dataclass(frozen=True)
class Readings:
    """What an agency chose, by point; the default where it chose nothing. Raises :class:`LawError` for no such reading."""

    chosen: Mapping[str, str | int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse points and readings that do not exist."""
        for key, choice in self.chosen.items():
            doubtful_point(key).checked(choice)

    def of(self, key: str) -> str:
        """The reading of a point of choice. Raises :class:`LawError`."""
        return str(self.chosen.get(key, doubtful_point(key).default))

    def days(self, key: str) -> int:
        """The number of working days of a point. Raises :class:`LawError`."""
        return int(self.chosen.get(key, doubtful_point(key).default))

    def differs(self, key: str) -> bool:
        """Whether the agency chose another reading than the default."""
        return self.chosen.get(key, doubtful_point(key).default) != doubtful_point(key).default


#: Every point by its default.
DEFAULT_READINGS = Readings()
