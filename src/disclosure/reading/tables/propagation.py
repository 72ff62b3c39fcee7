"""The same question as in ``choices``, asked another way: what each row may add is narrowed by the sums, and the rest tried.

Taken one after another, rows of many small numbers leave very many different amounts open. Here each sum is looked at for itself:
which amounts the rows up to some row can come to, and which the rows behind it, all at once, as the bits of two numbers. A way of
which some sum has no use goes; what is left is tried, row by row. In which order is luck, so that a search which takes long is
begun again in another one.
"""

from __future__ import annotations

from collections.abc import Sequence

from disclosure.reading.tables.choices import SAYS_NOTHING, Amounts, Choices, TooManyStepsError

#: Sums looked at, in all; after them nothing is excluded any more. One with more than _WIDE amounts counts for several.
_MOST_LOOKS, _WIDE = 80_000, 1_000
#: Sums looked at before a search begins again in the other order.
_PATIENCE = (1_000, 1_000, 8_000, 8_000)
#: Amounts that one sum may come to. No table of an office comes near.
_WIDEST = 2_000_000

#: For each row the numbers of the ways that are left to it.
_Left = list[list[int]]


class Together:
    """Choices of one way for each row: asked of :class:`Choices`, and where those are too many, of :class:`Propagation`."""

    def __init__(self, start: Amounts, rows: Sequence[Sequence[Amounts]]) -> None:
        self._given = start, rows
        self._asked: Choices | Propagation = Choices(start, rows)
        self._known: list[set[int]] = [set() for _row in rows]

    def exist(self) -> bool:
        """Whether there is any such choice. Raises :class:`TooManyStepsError`."""
        try:
            return self._asked.exist()
        except TooManyStepsError:
            return self._other().exist()

    def is_known(self, row: int, way: int) -> bool:
        """Whether a choice with this way of this row was met already."""
        return way in self._known[row] or self._asked.is_known(row, way)

    def is_possible(self, row: int, way: int) -> bool:
        """Whether there is a choice with this way of this row. Raises :class:`TooManyStepsError`."""
        if way in self._known[row]:
            return True
        try:
            return self._asked.is_possible(row, way)
        except TooManyStepsError:
            return self._other().is_possible(row, way)

    def _other(self) -> Propagation:
        """What is asked where the first gave up; what that found out stays known. Raises where this one gave up too."""
        if isinstance(self._asked, Propagation):
            raise TooManyStepsError
        start, rows = self._given
        self._known = [{way for way in range(len(ways)) if self._asked.is_known(row, way)} for row, ways in enumerate(rows)]
        self._asked = Propagation(start, rows)
        return self._asked


class Propagation:
    """The choices of one way for each row that fulfil all sums, as those of :class:`Choices`."""

    def __init__(self, start: Amounts, rows: Sequence[Sequence[Amounts]]) -> None:
        self._start = start
        self._rows = rows
        self._left = self._looks = _MOST_LOOKS
        self._known: list[set[int]] = [set() for _row in rows]
        self._sizes = [[max((abs(one) for one in way if one != SAYS_NOTHING), default=0) for way in ways] for ways in rows]
        self._all = self._narrowed([list(range(len(row))) for row in rows], set(range(len(start))))

    def exist(self) -> bool:
        """Whether there is any such choice. Raises :class:`TooManyStepsError`."""
        return self._all is not None and self._found(self._all)

    def is_known(self, row: int, way: int) -> bool:
        """Whether a choice with this way of this row was met already."""
        return way in self._known[row]

    def is_possible(self, row: int, way: int) -> bool:
        """Whether there is a choice with this way of this row. Raises :class:`TooManyStepsError`."""
        if way in self._known[row]:
            return True
        if self._all is None or way not in self._all[row]:
            return False
        self._looks = self._left
        left = self._narrowed([*self._all[:row], [way], *self._all[row + 1 :]], self._touched(row))
        self._left = self._looks
        return left is not None and self._found(left)

    def _touched(self, row: int) -> set[int]:
        """The sums to which the ways of a row add different amounts."""
        ways = self._rows[row]
        return {place for place in range(len(self._start)) if any(way[place] != ways[0][place] for way in ways)}

    def _found(self, left: _Left) -> bool:
        """Whether there is a choice among the ways that are left; one that there is becomes known."""
        for number, looks in enumerate(_PATIENCE):
            self._looks = min(looks, self._left)
            self._left -= self._looks
            try:
                return self._searched(left, by_size=number % 2 == 0)
            except TooManyStepsError:
                continue
            finally:
                self._left += max(self._looks, 0)
        raise TooManyStepsError

    def _searched(self, left: _Left, *, by_size: bool) -> bool:
        """The same, with the row of the largest number first, or with that of the fewest ways."""
        several = [row for row, ways in enumerate(left) if len(ways) > 1]
        if not several:
            for known, ways in zip(self._known, left, strict=True):
                known.update(ways)
            return True
        large = {row: -max(self._sizes[row][way] for way in left[row]) for row in several}
        row = min(several, key=lambda row: (large[row], len(left[row])) if by_size else (len(left[row]), large[row]))
        for way in sorted(left[row], key=lambda way: way in self._known[row]):
            narrower = self._narrowed([*left[:row], [way], *left[row + 1 :]], self._touched(row))
            if narrower is not None and self._searched(narrower, by_size=by_size):
                return True
        return False

    def _narrowed(self, left: _Left, waiting: set[int]) -> _Left | None:
        """The ways without those that some sum excludes, whatever the other rows add; None where a row has none left."""
        left = list(left)
        while waiting:
            self._looks -= 1
            if self._looks < 0:
                raise TooManyStepsError
            place = waiting.pop()
            changed = self._without_excluded(left, place)
            if changed is None:
                return None
            for row in changed:
                waiting |= self._touched(row) - {place}
        return left

    def _without_excluded(self, left: _Left, place: int) -> list[int] | None:
        """Take from ``left`` the ways that one sum excludes: the rows that lost some, None where one lost all."""
        amounts = [{self._rows[row][way][place] for way in ways} for row, ways in enumerate(left)]
        if self._start[place] == SAYS_NOTHING or any(SAYS_NOTHING in some for some in amounts):
            return []
        least = [min(some) for some in amounts]
        goal = -int(self._start[place] + sum(least))
        if goal < 0:
            return None
        if goal > _WIDEST:
            return []
        steps = [[int(amount - low) for amount in some] for some, low in zip(amounts, least, strict=True)]
        self._looks -= goal // _WIDE
        before, mask = [1], (2 << goal) - 1
        for some in steps:
            before.append(_either([before[-1] << step for step in some]) & mask)
        after = 1 << goal
        if not before[-1] & after:
            return None
        changed = []
        for row in range(len(left) - 1, -1, -1):
            if len(steps[row]) > 1:
                fits = {step + least[row] for step in steps[row] if before[row] << step & after}
                if len(fits) < len(steps[row]):
                    left[row] = [way for way in left[row] if self._rows[row][way][place] in fits]
                    changed.append(row)
                    steps[row] = [int(amount - least[row]) for amount in fits]
            after = _either([after >> step for step in steps[row]])
        return changed


def _either(bits: Sequence[int]) -> int:
    found = 0
    for one in bits:
        found |= one
    return found
