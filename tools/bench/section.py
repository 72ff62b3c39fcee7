"""What one subject found: figures, a table to read, and the bars with whether they were met."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Measure:
    """A figure: ``value`` in ``unit``; where it is held ``against`` another, ``ratio`` is how many times that it is."""

    name: str
    value: float
    unit: str
    against: str | None = None
    ratio: float | None = None


@dataclass(frozen=True)
class Bar:
    """A bar that was set, what was measured beside it, and whether it was met; None where it could not be measured."""

    said: str
    found: str
    met: bool | None

    @property
    def line(self) -> str:
        """The bar in a line."""
        mark = {True: "met", False: "NOT MET", None: "not measured"}[self.met]
        return f"{mark}: {self.said} ({self.found})"


@dataclass(frozen=True)
class Section:
    """A subject's part of the book. ``text`` is Markdown, tables included; ``left_out`` says what is missing, and why."""

    title: str
    text: str
    measures: Sequence[Measure]
    bars: Sequence[Bar] = ()
    left_out: Sequence[str] = field(default_factory=tuple)

    def as_data(self) -> dict[str, Any]:
        """Plain values, to be kept between runs."""
        return asdict(self)

    @staticmethod
    def of_data(data: dict[str, Any]) -> Section:
        """The section that :meth:`as_data` made these values of."""
        measures = [Measure(**one) for one in data["measures"]]
        return Section(data["title"], data["text"], measures, [Bar(**one) for one in data["bars"]], data["left_out"])


def prose(text: str) -> str:
    """A paragraph in lines of a readable length."""
    return textwrap.fill(text, 130, break_long_words=False, break_on_hyphens=False)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; what comes after its first column is ranged right."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def figure(value: float) -> str:
    """A number as one reads it: three digits, no more."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"
