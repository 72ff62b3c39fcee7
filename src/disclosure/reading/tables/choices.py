"""One way for each row, so that the rows together fulfil all sums: which ways stand in such a choice.

The rows are taken one after another. What matters of the rows taken so far is only what they leave open in each sum; many
choices come to the same there, and what is once known of one is known of all. A choice is given up where in some sum the rows
still to come cannot add what is open.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from itertools import pairwise
from math import inf
from operator import add, contains
from typing import TypeAlias

#: What a row adds to a sum of which it says nothing: whatever is added to that, the sum goes on saying nothing.
SAYS_NOTHING = inf
#: For each sum what a row adds to it, or what the rows so far leave open in it.
Amounts: TypeAlias = tuple[float, ...]

#: Steps from a choice for some rows to a choice for one more, in all; after them the question is asked another way.
_MOST_STEPS = 1_500_000
#: More different amounts than this that may be open in a sum are kept as their least and most only.
_MOST_AMOUNTS = 20_000


class TooManyStepsError(Exception):
    """The rows go together in more ways than are tried."""


class Choices:
    """The choices of one way for each row that fulfil all sums, each of which has to come to nought.

    ``start`` is what is open before the first row; ``rows`` has for each row its ways, all as long as ``start``.
    """

    def __init__(self, start: Amounts, rows: Sequence[Sequence[Amounts]]) -> None:
        width = len(start)
        open_ = [
            [place for place in range(width) if any(way[place] != 0 for row in rows[at:] for way in row)]
            for at in range(len(rows) + 1)
        ]
        self._rows = [[tuple([way[place] for place in known]) for way in row] for row, known in zip(rows, open_, strict=False)]
        #: Which of the sums open before a row are still open after it; None where all are.
        self._kept = [
            None if len(after) == len(before) else [before.index(place) for place in after] for before, after in pairwise(open_)
        ]
        self._allowed = _allowed(self._rows, open_)
        self._ends: list[dict[Amounts, bool]] = [{} for _row in rows]
        self._start = tuple([start[place] for place in open_[0]])
        self._left = _MOST_STEPS
        self._known: list[set[int]] = [set() for _row in rows]

    def exist(self) -> bool:
        """Whether there is any such choice. Raises :class:`TooManyStepsError`."""
        return self._ends_well(0, self._start)

    def is_known(self, row: int, way: int) -> bool:
        """Whether a choice with this way of this row was met already."""
        return way in self._known[row]

    def is_possible(self, row: int, way: int) -> bool:
        """Whether there is a choice with this way of this row. Raises :class:`TooManyStepsError`."""
        if way not in self._known[row]:
            found = self._reach(0, self._start, row, way, set())
            for known, number in zip(self._known, found or (), strict=False):
                known.add(number)
        return way in self._known[row]

    def _reach(self, at: int, state: Amounts, row: int, way: int, tried: set[tuple[int, Amounts]]) -> list[int] | None:
        """From the rows before ``at`` on, by the way asked for, to the end."""
        if at == len(self._rows):
            return []
        if (at, state) in tried:
            return None
        for number in [way] if at == row else range(len(self._rows[at])):
            after = self._step(at, state, number)
            if after is not None and self._ends_well(at + 1, after):
                rest = self._reach(at + 1, after, row, way, tried)
                if rest is not None:
                    return [number, *rest]
        tried.add((at, state))
        return None

    def _ends_well(self, at: int, state: Amounts) -> bool:
        """Whether the rows from ``at`` on can make good what is open."""
        if at == len(self._rows):
            return True
        known = self._ends[at]
        if state not in known:
            known[state] = any(
                self._ends_well(at + 1, after)
                for number in range(len(self._rows[at]))
                if (after := self._step(at, state, number)) is not None
            )
        return known[state]

    def _step(self, at: int, state: Amounts, number: int) -> Amounts | None:
        """What is open after one more row; None where the rows to come cannot make it good."""
        self._left -= 1
        if self._left < 0:
            raise TooManyStepsError
        after = tuple(map(add, state, self._rows[at][number]))
        if not all(map(contains, self._allowed[at], after)):
            return None
        kept = self._kept[at]
        return after if kept is None else tuple([after[place] for place in kept])


class _Between:
    """All amounts from ``least`` to ``most``, and that which says nothing."""

    def __init__(self, least: float, most: float) -> None:
        self.least, self.most = least, most

    def __contains__(self, amount: object) -> bool:
        return isinstance(amount, (int, float)) and (self.least <= amount <= self.most or amount == SAYS_NOTHING)


_ANYTHING = _Between(-inf, inf)
_Some: TypeAlias = frozenset[float] | _Between


def _allowed(rows: Sequence[Sequence[Amounts]], open_: Sequence[Sequence[int]]) -> list[list[Container[object]]]:
    """After each row what may be left open in each sum that was open before it."""
    found: list[list[Container[object]]] = []
    later: dict[int, _Some] = {}
    for at in range(len(rows) - 1, -1, -1):
        here = {place: later.get(place, frozenset((0, SAYS_NOTHING))) for place in open_[at]}
        found.append(list(here.values()))
        later = {place: _before(after, {way[of] for way in rows[at]}) for of, (place, after) in enumerate(here.items())}
    return found[::-1]


def _before(after: _Some, own: set[float]) -> _Some:
    """What may be open before a row that adds one of ``own``, so that what is open after it is among ``after``."""
    if SAYS_NOTHING in own or after is _ANYTHING:
        return _ANYTHING
    if isinstance(after, frozenset):
        left = after - {SAYS_NOTHING}
        if len(left) * len(own) <= _MOST_AMOUNTS:
            return frozenset([SAYS_NOTHING, *(amount - one for amount in left for one in own)])
        after = _Between(min(left), max(left))
    return _Between(after.least - max(own), after.most - min(own))
