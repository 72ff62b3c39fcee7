"""Open points that are no settings (尚待核对之处): what could not be confirmed, and what the program does meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from disclosure.data import load_yaml, only_keys
from disclosure.errors import DataError
from disclosure.language import Label, _
from disclosure.law.loading import a_day, in_both

_FILE = Path(__file__).with_name("doubts.yaml")
_KEYS = {"key", "question", "practice"}


@dataclass(frozen=True, slots=True)
class Doubt:
    """One open point, as a jurist would put it: the question and the practice of the program."""

    key: str
    question: Label
    practice: Label
    checked_on: date


@cache
def doubts(path: Path = _FILE) -> tuple[Doubt, ...]:
    """All open points in order. Raises :class:`DataError` for unknown keys and a key that stands twice."""
    data = load_yaml(path)
    only_keys(data, {"checked_on", "doubts"}, required={"checked_on", "doubts"}, where=path.name)
    checked = a_day(data["checked_on"], path.name)
    for entry in data["doubts"]:
        only_keys(entry, _KEYS, required=_KEYS, where=path.name)
    found = tuple(
        Doubt(entry["key"], in_both(entry["question"], path.name), in_both(entry["practice"], path.name), checked)
        for entry in data["doubts"]
    )
    if len({each.key for each in found}) != len(found):
        raise DataError(_("{where}：同一处存疑写了两次", where=path.name))
    return found
