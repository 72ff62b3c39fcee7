"""Text in columns on a terminal, where a Chinese character is two cells wide."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence


def cells_wide(text: str) -> int:
    """How many cells of a terminal ``text`` takes."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def columns(rows: Iterable[Sequence[str]], gap: int = 2) -> Iterator[str]:
    """The rows as lines with their columns under one another; nothing is cut, blanks at the end are dropped."""
    kept = [tuple(row) for row in rows]
    widths = [max(map(cells_wide, column)) for column in zip(*kept, strict=True)]
    for row in kept:
        cells = (text + " " * (width - cells_wide(text) + gap) for text, width in zip(row, widths, strict=True))
        yield "".join(cells).rstrip()
