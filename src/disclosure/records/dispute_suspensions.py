"""Why a reconsideration or a lawsuit may be suspended (中止), and by which article it goes on: dated data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from disclosure.data import load_yaml, only_keys
from disclosure.errors import CaseError, DataError
from disclosure.language import Label, _
from disclosure.law import Citation, cite
from disclosure.law.loading import a_day
from disclosure.law.parameter import source
from disclosure.records.dispute import DisputeKind

_FILE = Path(__file__).with_name("dispute_suspensions.yaml")
_FORUMS = ("reconsideration", "litigation")
_BLOCK = {"from", "law", "resumed", "time", "grounds"}
_GROUND = {"key", "zh", "en", "article"}


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason. ``article``: where it stands; ``resumed``: where it stands that the case goes on when the reason is gone.

    ``time``: where it stands that the time is not counted; "" where that follows from the suspension itself.
    """

    key: str
    label: Label
    article: str
    resumed: str
    time: str

    def citation(self, on: date) -> Citation:
        """The article as it stood on the day of the suspension. Raises :class:`LawError`."""
        return cite(self.article, on=on)

    def time_citation(self, on: date) -> Citation:
        """The article by which the time is not counted. Raises :class:`LawError`."""
        return cite(self.time or self.article, on=on)

    def resumed_citation(self, on: date) -> Citation:
        """The article by which the case goes on when the reason is gone. Raises :class:`LawError`."""
        return cite(self.resumed, on=on)


def load_suspensions(path: Path = _FILE) -> Mapping[str, tuple[tuple[date, tuple[Ground, ...]], ...]]:
    """The grounds of each forum by their first day. Raises :class:`DataError` for unknown keys, a key twice, disorder."""
    data = load_yaml(path)
    only_keys(data, {"checked_on", "source", *_FORUMS}, required={"checked_on", "source", *_FORUMS}, where=path.name)
    source(data["source"], a_day(data["checked_on"], path.name), path.name)
    return {forum: _blocks(data[forum], f"{path.name} {forum}") for forum in _FORUMS}


def _blocks(entries: Any, where: str) -> tuple[tuple[date, tuple[Ground, ...]], ...]:
    blocks = []
    for entry in entries:
        only_keys(entry, _BLOCK, required=_BLOCK, where=where)
        grounds = tuple(_ground(each, entry, where) for each in entry["grounds"])
        if len({each.key for each in grounds}) != len(grounds):
            raise DataError(_("{where}：同一种情形写了两次", where=where))
        blocks.append((a_day(entry["from"], where), grounds))
    if any(later[0] <= earlier[0] for earlier, later in pairwise(blocks)):
        raise DataError(_("{where}：先后颠倒", where=where))
    return tuple(blocks)


def _ground(entry: Mapping[str, Any], block: Mapping[str, Any], where: str) -> Ground:
    only_keys(entry, _GROUND, required=_GROUND, where=where)
    law = block["law"]
    time = f"{law}:{block['time']}" if block["time"] else ""
    found = Ground(entry["key"], Label(entry["zh"], entry["en"]), f"{law}:{entry['article']}", f"{law}:{block['resumed']}", time)
    for each in (found.article, found.resumed, found.time):
        if each:
            cite(each)
    return found


@cache
def _known() -> Mapping[str, tuple[tuple[date, tuple[Ground, ...]], ...]]:
    return load_suspensions()


def suspension_grounds(kind: DisputeKind, on: date) -> tuple[Ground, ...]:
    """The reasons for which a dispute of a kind can be suspended on a day. Raises :class:`CaseError` before the law."""
    forum = "reconsideration" if kind is DisputeKind.RECONSIDERATION else "litigation"
    found = [grounds for first, grounds in _known()[forum] if first <= on]
    if not found:
        raise CaseError(_("{day}的中止不在本程序登记的法律施行期间之内", day=on))
    return found[-1]


def suspension_ground(kind: DisputeKind, key: str, on: date) -> Ground:
    """The reason with this key. Raises :class:`CaseError` for one that the law of the day does not know."""
    known = suspension_grounds(kind, on)
    for each in known:
        if each.key == key:
            return each
    labels: list[Label] = [each.label for each in known]
    raise CaseError(_("没有“{key}”这种中止情形；可用：{known}", key=key, known=labels))
