"""The grammar of numeric claims as data: measures, the words that name them, and the cells their numbers should equal."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from disclosure.claims.quantities import QuantityGrammar
from disclosure.data import load_yaml, only_keys
from disclosure.form import Edition
from disclosure.language import Label

_FILE = Path(__file__).with_name("grammar.yaml")
_MEASURE_KEYS = {
    "term", "units", "before", "also_before", "after", "nil", "only", "unless", "cells", "group", "table", "part_of",
    "compare_with", "parts", "only_as_part", "scope", "cumulative", "times", "indicators",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Measure:
    """Something that reports count in words (数字所指).

    ``before`` holds patterns for the words that lead up to the number, ``after`` for those that follow it, ``nil`` for
    sentences that deny it; ``only`` and ``unless`` for what must, or may not, stand before it in its sentence. ``cells`` are the
    addresses whose sum the number should equal, ``times`` how many of its units make one of theirs. ``is_wide`` is set where
    offices often count more or less than the form does; ``is_cumulative`` where a number counts up over the years.
    """

    key: str
    term: Label
    units: frozenset[str]
    before: tuple[re.Pattern[str], ...]
    after: re.Pattern[str] | None
    nil: re.Pattern[str] | None
    only: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    cells: tuple[str, ...]
    group: Mapping[str, str] | None
    table: str | None
    part_of: str | None
    compare_with: str | None
    parts: str | None = None
    is_wide: bool = False
    is_cumulative: bool = False
    times: int = 1
    #: Before 2019: names of indicators whose sum the number should equal; several where words leave open which.
    indicators: tuple[tuple[str, ...], ...] = ()

    def fits(self, text: str, place: int) -> bool:
        """Whether the sentence before the number at ``place`` is one that the measure speaks in."""
        if self.unless and self.unless.search(text, 0, place):
            return False
        return self.only is None or self.only.search(text, 0, place) is not None

    def addresses(self, edition: Edition | None, present: frozenset[str]) -> tuple[str, ...]:
        """The cells of an edition that the measure counts; none where the edition has no such rows."""
        if edition is None:
            return ()
        if self.group:
            table = edition.tables.get(self.group["table"])
            rows = table.leaves(self.group["group"], present) if table else ()
            return tuple(table.address(row.key, self.group["column"]) for row in rows) if table else ()
        if self.table:
            table = edition.tables.get(self.table)
            return tuple(table.address(row.key, "total") for row in table.regular_rows) if table else ()
        return self.cells if edition.addresses.issuperset(self.cells) else ()


@dataclass(frozen=True)
class Grammar:
    """All measures, most specific first, and the quantities they are stated in."""

    measures: tuple[Measure, ...]
    quantities: QuantityGrammar

    def measure(self, key: str) -> Measure:
        """The measure with this key. Raises KeyError."""
        return self._by_key[key]

    def measures_in(self, unit: str) -> tuple[Measure, ...]:
        """The measures that are counted in a unit, most specific first."""
        return self._by_unit.get(unit, ())

    @cached_property
    def denied(self) -> tuple[Measure, ...]:
        """The measures that words may deny (未收到, 没有发生)."""
        return tuple(measure for measure in self.measures if measure.nil)

    @cached_property
    def _by_key(self) -> Mapping[str, Measure]:
        return {measure.key: measure for measure in self.measures}

    @cached_property
    def _by_unit(self) -> Mapping[str, tuple[Measure, ...]]:
        units = {unit for measure in self.measures for unit in measure.units}
        return {unit: tuple(measure for measure in self.measures if unit in measure.units) for unit in units}


@cache
def grammar() -> Grammar:
    """The grammar that comes with the program. Raises :class:`DataError` where its file is not in order."""
    data = load_yaml(_FILE)
    only_keys(data, {"words", "units", "approximate", "measures"}, required={"words", "units", "measures"}, where=_FILE.name)
    measures = tuple(_measure(key, entry, data["words"]) for key, entry in data["measures"].items())
    about = data["approximate"]
    # A part (线上受理) is more specific than the whole whose words it contains (受理), so it is tried first.
    ordered = tuple(sorted(measures, key=lambda measure: measure.part_of is None))
    return Grammar(ordered, QuantityGrammar(data["units"], about["before"], about["after"]))


def _measure(key: str, data: Mapping[str, Any], words: Mapping[str, str]) -> Measure:
    only_keys(data, _MEASURE_KEYS, required={"term", "units"}, where=f"{_FILE.name} {key}")

    def pattern(name: str) -> re.Pattern[str] | None:
        return re.compile(_filled(data[name], words)) if name in data else None

    before = tuple(found for found in (pattern("before"), pattern("also_before")) if found)
    return Measure(
        key=key,
        term=Label(data["term"]["zh"], data["term"]["en"]),
        units=frozenset(data["units"]),
        before=before,
        after=pattern("after"),
        nil=pattern("nil"),
        only=pattern("only"),
        unless=pattern("unless"),
        cells=tuple(data.get("cells", ())),
        group=data.get("group"),
        table=data.get("table"),
        part_of=data.get("part_of"),
        compare_with=data.get("compare_with"),
        parts=data.get("parts"),
        is_wide=data.get("scope") == "wide",
        is_cumulative=bool(data.get("cumulative")),
        times=int(data.get("times", 1)),
        indicators=tuple(tuple(names) for names in data.get("indicators", ())),
    )


def _filled(pattern: str, words: Mapping[str, str]) -> str:
    """A pattern with the named words put in; ``{0,12}`` and other braces stay what they are."""
    return re.sub(r"\{([a-z_]+)\}", lambda match: words[match[1]], pattern).replace("{{", "{").replace("}}", "}")
