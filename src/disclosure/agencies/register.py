"""The register of agencies (行政机关名录): a printed name becomes a code only where exactly one agency of that day fits.

Agencies are renamed, merged and moved under another one. An entry therefore holds from a day to a day; a renamed agency has
several entries with the same code.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import Literal, get_args

from disclosure.agencies.names import name_key, place_of, printed_shapes
from disclosure.errors import DisclosureError
from disclosure.form import Report
from disclosure.language import Message, _

#: Levels of agencies (层级), the highest first; a department has the level of its government.
Level = Literal["nation", "province", "city", "county", "county_department", "township"]
LEVELS: tuple[str, ...] = get_args(Level)

#: More levels above an agency than the state has: its parents go round in a circle.
_MOST_LEVELS = 8
#: Candidates that are named where no agency fits exactly.
_MOST_CANDIDATES = 5


class RegisterError(DisclosureError):
    """A register contradicts itself or cannot be read."""


@dataclass(frozen=True, slots=True)
class Agency:
    """An entry of the register: an agency as it was called from ``valid_from`` to ``valid_to``, both included; None is open.

    ``parent`` and ``successor`` are codes. ``short_names`` are further names under which it is known.
    """

    code: str
    name: str
    short_names: tuple[str, ...] = ()
    parent: str | None = None
    level: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str | None = None

    def holds_on(self, day: date | None) -> bool:
        """Whether the entry holds on a day; on an unknown day every entry may."""
        return day is None or ((self.valid_from or date.min) <= day <= (self.valid_to or date.max))


@dataclass(frozen=True, slots=True)
class Fit:
    """What a printed name may mean: the code where exactly one agency fits, else those that might, by code.

    ``candidates`` is empty where one fits, and where none even resembles the name.
    """

    code: str | None = None
    candidates: tuple[str, ...] = ()


class Register:
    """All agencies that are known. Raises :class:`RegisterError` where the entries contradict each other."""

    def __init__(self, entries: Iterable[Agency]) -> None:
        self.entries: tuple[Agency, ...] = tuple(entries)
        self._by_code: dict[str, list[Agency]] = defaultdict(list)
        for entry in self.entries:
            self._by_code[entry.code].append(entry)
        for complaint in self._complaints():
            raise RegisterError(complaint)

    def __len__(self) -> int:
        return len(self._by_code)

    def agency(self, code: str, day: date | None = None) -> Agency | None:
        """The entry of a code on a day (without a day the newest); None where there is none."""
        held = [entry for entry in self._by_code.get(code, ()) if entry.holds_on(day)]
        return max(held, key=lambda entry: entry.valid_from or date.min, default=None)

    def above(self, agency: Agency, day: date | None = None) -> tuple[Agency, ...]:
        """The agencies above one, nearest first, as they were on a day."""
        found: list[Agency] = []
        parent = agency.parent
        while parent and len(found) < _MOST_LEVELS:
            above = self.agency(parent, day) or self.agency(parent)
            if above is None:
                break
            found.append(above)
            parent = above.parent
        return tuple(found)

    def fit(self, printed: str, day: date | None) -> Fit:
        """The agency that a printed name means on a day (None: the day is not known).

        No guess is made: a name that two agencies share, or that was another's or a longer one, yields candidates only.
        """
        key = name_key(printed)
        named = self._shapes.get(key, ())
        fitting = sorted({entry.code for entry in named if entry.holds_on(day)})
        if len(fitting) == 1:
            return Fit(fitting[0])
        others = fitting or sorted({entry.code for entry in named}) or self._resembling(key, day)
        return Fit(None, tuple(others))

    @cached_property
    def _shapes(self) -> Mapping[str, tuple[Agency, ...]]:
        """The entries by every key under which they may be printed."""
        found: dict[str, dict[Agency, None]] = defaultdict(dict)
        for entry in self.entries:
            for key in self._keys(entry):
                found[key][entry] = None
        return {key: tuple(entries) for key, entries in found.items()}

    def _keys(self, entry: Agency) -> Iterator[str]:
        places = tuple(filter(None, (place_of(above.name) for above in self.above(entry, entry.valid_from))))
        for name in (entry.name, *entry.short_names):
            yield from printed_shapes(name, places)

    def _resembling(self, key: str, day: date | None) -> list[str]:
        """The codes of those agencies of the day whose place, or whole name, is the longest to stand in a printed name."""
        for length in range(min(len(key), self._longest), 1, -1):
            parts = (key[start : start + length] for start in range(len(key) - length + 1))
            codes = {entry.code for part in parts for entry in self._places.get(part, ()) if entry.holds_on(day)}
            if codes:
                return sorted(codes)[:_MOST_CANDIDATES]
        return []

    @cached_property
    def _places(self) -> Mapping[str, tuple[Agency, ...]]:
        """The entries by their places, a department by its whole name."""
        found: dict[str, dict[Agency, None]] = defaultdict(dict)
        for key, entries in self._shapes.items():
            found[place_of(key) or key] |= dict.fromkeys(entries)
        return {key: tuple(entries) for key, entries in found.items()}

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self._places), default=0)

    def _complaints(self) -> Iterator[Message]:
        for known, entries in self._by_code.items():
            for first, second in _overlapping(entries):
                yield _("机构代码 {code} 在同一时期有两个名称：{first}、{second}。请写清起止日期。",
                        code=known, first=first.name, second=second.name)  # fmt: skip
        for entry in self.entries:
            for term, code in ((_("上级"), entry.parent), (_("承继机关"), entry.successor)):
                if code and code not in self._by_code:
                    yield _("{name} 的{term}代码 {code} 不在名录中。", name=entry.name, term=term, code=code)
            if entry.valid_from and entry.valid_to and entry.valid_to < entry.valid_from:
                yield _("{name} 的止日 {last} 早于起日 {first}。", name=entry.name, last=entry.valid_to, first=entry.valid_from)
            if len(self.above(entry)) >= _MOST_LEVELS:
                yield _("{name} 的上级绕成了圈，请检查 parent 一列。", name=entry.name)


def _overlapping(entries: Sequence[Agency]) -> Iterator[tuple[Agency, Agency]]:
    """Entries of one code that follow each other and hold on the same day."""
    ordered = sorted(entries, key=lambda entry: entry.valid_from or date.min)
    for first, second in pairwise(ordered):
        if (first.valid_to or date.max) >= (second.valid_from or date.min):
            yield first, second


def day_of(report: Report) -> date | None:
    """The day on which a report's agency is looked up: when it was signed or published, else the last of its year.

    A report of 2022 signed in January 2023 bears the name of January 2023.
    """
    return report.published_on or (date(report.year, 12, 31) if report.year else None)


def with_agency(report: Report, register: Register | None) -> Report:
    """The report with the code of its agency, or with the codes that might be its own."""
    if register is None or report.agency is None or report.agency_code is not None:
        return report
    fit = register.fit(report.agency, day_of(report))
    return replace(report, agency_code=fit.code, agency_candidates=fit.candidates)
