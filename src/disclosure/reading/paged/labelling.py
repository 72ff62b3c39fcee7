"""Which lines of a label column belong to which row of values, where no rulings say so.

Labels are broken over lines and values stand beside the middle of them, or beside their first line. Among all ways to deal the
lines out in their order, the one is taken in which most rows have a label of the form and labels stand nearest to their values.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from disclosure.reading.paged.breaks import is_known
from disclosure.reading.paged.segments import Segment

#: Lines of the longest label of the form in the narrowest column met.
_MOST_LINES = 7
# What a way of dealing costs: a label that the form does not know, a row of values without one, a known label without values
# (a blank row), an unknown one, a line left over, and the distance of a label from its values, a line's height.
_UNKNOWN, _NO_LABEL, _BLANK_ROW, _NEITHER, _LEFT_OVER = 4.0, 6.0, 1.5, 9.0, 5.0
_BEFORE_FIRST = 0.4


@dataclass(frozen=True, slots=True)
class Dealt:
    """A row: which of the lines are its label (first, last not included), and which line of values, None for a blank row."""

    first: int
    last: int
    values: int | None


def deal(labels: Sequence[Segment], values: Sequence[float], pitch: float) -> tuple[list[Dealt], list[int]]:
    """The rows that lines of labels and lines of values (their base lines) make, and the lines that belong to none."""
    known = {
        (first, last): is_known("".join(segment.text for segment in labels[first:last]))
        for first in range(len(labels))
        for last in range(first + 1, min(first + _MOST_LINES, len(labels)) + 1)
    }
    best: dict[tuple[int, int], tuple[float, tuple[int, int] | None, Dealt | None]] = {(0, 0): (0.0, None, None)}

    def offer(state: tuple[int, int], cost: float, before: tuple[int, int], row: Dealt | None) -> None:
        if state not in best or cost < best[state][0] - 1e-9:
            best[state] = (cost, before, row)

    for first in range(len(labels) + 1):
        for row in range(len(values) + 1):
            here = (first, row)
            if here not in best:
                continue
            cost = best[here][0]
            if row < len(values):
                offer((first, row + 1), cost + _NO_LABEL, here, Dealt(first, first, row))
            for last in range(first + 1, min(first + _MOST_LINES, len(labels)) + 1):
                is_label = known[first, last]
                offer((last, row), cost + (_BLANK_ROW if is_label else _NEITHER), here, Dealt(first, last, None))
                if row < len(values):
                    far = _distance(labels[first:last], values[row]) / pitch
                    offer((last, row + 1), cost + far + (0 if is_label else _UNKNOWN), here, Dealt(first, last, row))
            if first < len(labels):
                offer((first + 1, row), cost + (_LEFT_OVER if row else _BEFORE_FIRST), here, None)
    return _way_back(best, (len(labels), len(values)))


def _distance(label: Sequence[Segment], base: float) -> float:
    """How far values stand from a label: from its middle, or from its first line."""
    return min(abs((label[0].base + label[-1].base) / 2 - base), abs(label[0].base - base))


def _way_back(
    best: dict[tuple[int, int], tuple[float, tuple[int, int] | None, Dealt | None]], state: tuple[int, int]
) -> tuple[list[Dealt], list[int]]:
    rows: list[Dealt] = []
    left_over: list[int] = []
    while True:
        _cost, before, row = best[state]
        if before is None:
            return rows[::-1], left_over[::-1]
        if row is None:
            left_over.append(before[0])
        else:
            rows.append(row)
        state = before
