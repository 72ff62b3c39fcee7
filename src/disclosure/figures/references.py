"""Numbers of the narrative as references to figures: ``{{applications.received.total}}`` (实时引用的数字).

Text and table cannot disagree, because the text does not hold the number: it holds the figure's address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from disclosure.figures.figure import Figure

_REFERENCE = re.compile(r"\{\{\s*([a-z][a-z0-9_.-]*)\s*\}\}")
#: Printed where a reference leads to no number: nobody could take it for one.
MISSING = "〔待填〕"


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference at characters ``start`` to ``end`` of a text, to the figure at ``address``."""

    address: str
    start: int
    end: int


def reference(address: str) -> str:
    """How a text refers to a figure."""
    return f"{{{{{address}}}}}"


def references(text: str) -> Iterator[Reference]:
    """The references of a text, in order."""
    for match in _REFERENCE.finditer(text):
        yield Reference(match[1], match.start(), match.end())


def filled(text: str, figures: Mapping[str, Figure]) -> str:
    """The text with each reference replaced by its number; :data:`MISSING` where there is no such figure or it is blank."""
    return _REFERENCE.sub(lambda match: printed(figures.get(match[1])), text)


def unresolved(text: str, figures: Mapping[str, Figure]) -> tuple[str, ...]:
    """The addresses to which a text refers and at which there is no number, each once."""
    missing = (found.address for found in references(text) if _value(figures.get(found.address)) is None)
    return tuple(dict.fromkeys(missing))


def printed(figure: Figure | None) -> str:
    """A figure's number as text prints it: plain digits, without zeros that say nothing."""
    value = _value(figure)
    if value is None:
        return MISSING
    plain = format(value, "f") if isinstance(value, Decimal) else str(value)
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _value(figure: Figure | None) -> int | Decimal | None:
    return figure.value if figure else None
