"""Tables in plain text with one row a line and bars between the cells, as Markdown and some converters write them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from disclosure.blocks import Grid, GridCell
from disclosure.reading.tables.vocabulary import vocabulary

_BARS = "|｜│┃"
_SPLIT = re.compile(f"[{_BARS}]")
#: The line below the head of a Markdown table: |---|:-:|.
_RULE = re.compile(rf"[\s{_BARS}:+=\-—─]*[-—─=]{{2,}}[\s{_BARS}:+=\-—─]*")
_ONLY_BARS = re.compile(rf"[\s{_BARS}]*")


def has_bars(line: str) -> bool:
    """Whether a line has a bar in it."""
    return any(bar in line for bar in _BARS)


def is_row(line: str) -> bool:
    """Whether a line is a row of cells: several, or one with places for others."""
    bare = line.strip()
    return not _ONLY_BARS.fullmatch(bare) and len(_SPLIT.split(_framed(bare))) > 1


def _framed(bare: str) -> str:
    """A row without the bars that frame it."""
    start = 1 if bare[:1] in _BARS and bare[:1] else 0
    end = len(bare) - 1 if len(bare) > start + 1 and bare[-1] in _BARS else len(bare)
    return bare[start:end]


def rows_from(lines: Sequence[str], at: int) -> tuple[tuple[tuple[GridCell, ...], ...], int]:
    """The rows from line ``at`` on, and the line after them. Empty lines and rules between rows belong to the table."""
    rows: list[tuple[GridCell, ...]] = []
    after = at
    while at < len(lines):
        line = lines[at]
        if has_bars(line) and is_row(line) and not _RULE.fullmatch(line):
            rows.append(
                tuple(GridCell(cell.strip().strip("*"), f"line {at + 1}") for cell in _SPLIT.split(_framed(line.strip())))
            )
            after = at + 1
        elif line.strip() and not has_bars(line) and not _RULE.fullmatch(line):
            break
        at += 1
    return tuple(rows), after


def is_table(grid: Grid) -> bool:
    """Whether rows between bars hold labels of the form; else they are a line of links, or a table of something else."""
    words = vocabulary()
    return any(words.knows(cell.text) for row in grid.rows for cell in row)
