"""Sums in the cells of a workbook (=SUM(B2:D2), =B2+C2): what they give once the form is filled in.

Only what sums are made of is understood. Any other formula has no result here; the program that opens the file computes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation

from disclosure.reading.workbook.references import letters, place_of

#: Cells that one range may name; a form has some hundreds in all.
_MOST_CELLS = 5_000
#: Formulas that rest on formulas, one upon the other.
_DEEPEST = 50
_REFERENCE = r"\$?[A-Z]{1,3}\$?[0-9]{1,7}"
_SUM = re.compile(rf"SUM\(({_REFERENCE}(?::{_REFERENCE})?(?:,{_REFERENCE}(?::{_REFERENCE})?)*)\)", re.IGNORECASE)
_TERM = re.compile(rf"([+-]?)(?:({_SUM.pattern})|({_REFERENCE})|([0-9]+(?:\.[0-9]+)?))", re.IGNORECASE)


class Sums:
    """The formulas of one sheet with the texts of its other cells, by reference (``B5``)."""

    def __init__(self, formulas: Mapping[str, str], texts: Mapping[str, str]) -> None:
        self._formulas = formulas
        self._texts = texts
        self._known: dict[str, Decimal | None] = {}

    def value(self, reference: str, depth: int = 0) -> Decimal | None:
        """What stands in a cell: a number, 0 where it is empty, None where it is neither or cannot be computed."""
        if reference not in self._formulas:
            return _number(self._texts.get(reference, ""))
        if reference not in self._known:
            self._known[reference] = None  # a formula that rests on itself has no result
            if depth < _DEEPEST:
                self._known[reference] = self._computed(self._formulas[reference], depth + 1)
        return self._known[reference]

    def _computed(self, formula: str, depth: int) -> Decimal | None:
        """The sum that a formula asks for, None where it asks for anything else."""
        plain = re.sub(r"\s+", "", formula.lstrip("="))
        total, at = Decimal(0), 0
        while at < len(plain):
            match = _TERM.match(plain, at)
            if match is None or (at and not match[1]):
                return None
            value = self._term(match, depth)
            if value is None:
                return None
            total += -value if match[1] == "-" else value
            at = match.end()
        return total if plain else None

    def _term(self, match: re.Match[str], depth: int) -> Decimal | None:
        if match[2]:
            values = [self.value(reference, depth) for part in match[3].split(",") for reference in cells_of(part)]
            return None if None in values or not values else sum((value for value in values if value is not None), Decimal(0))
        return self.value(_plain(match[4]), depth) if match[4] else Decimal(match[5])


def cells_of(part: str) -> Iterator[str]:
    """The cells that a reference or a range names; none of a range that is too large."""
    first, _colon, last = part.partition(":")
    left, top = place_of(_plain(first))
    right, bottom = place_of(_plain(last or first))
    if (right - left + 1) * (bottom - top + 1) <= _MOST_CELLS:
        for row in range(top, bottom + 1):
            yield from (f"{letters(column)}{row}" for column in range(left, right + 1))


def _plain(reference: str) -> str:
    return reference.replace("$", "").upper()


def _number(text: str) -> Decimal | None:
    if not text.strip():
        return Decimal(0)
    try:
        value = Decimal(text.strip())
    except InvalidOperation:
        return None
    return value if value.is_finite() else None
