"""Numbers printed without anything between them, cut apart: ``120300015`` under seven columns is 12, 0, 3, 0, 0, 0 and 15.

A number begins with 0 only where it is 0. Of the ways that this leaves, the sums of the form exclude nearly all others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from disclosure.form import Column

#: Digits for each column of a row; no office counts so many applications of every kind.
LONGEST_NUMBERS = 6
#: Steps after which a search is given up: the row is then unreadable.
_MOST_STEPS = 100_000
_COUNT = re.compile(r"0|[1-9]\d*")
_SIGNED = re.compile(r"[+-]?(?:0|[1-9]\d*)")
_AMOUNT = re.compile(r"(?:0|[1-9]\d*)(?:\.\d+)?")
_PIECES = {"change": _SIGNED, "amount": _AMOUNT}

Cut = tuple[str, ...]


class TooManyWaysError(Exception):
    """The digits leave more ways to cut them than are tried."""


def is_cut_one_way(digits: str, width: int) -> bool:
    """Whether digits can be cut into ``width`` counts in one way only, sums or not."""
    return next(iter(_ways(digits, width)), 0) == 1


def _ways(digits: str, width: int) -> list[int]:
    """In how many ways the digits from each place on are ``width`` counts, more than one counted as two."""
    ways = [0] * len(digits) + [1]
    for _number in range(width):
        after, ways = ways, [0] * (len(digits) + 1)
        longer = 0
        for place in range(len(digits) - 1, -1, -1):
            longer = min(2, longer + after[place + 1])
            ways[place] = after[place + 1] if digits[place] == "0" else longer
    return ways


def cuts(text: str, columns: Sequence[Column]) -> list[Cut]:
    """Every way to cut a text into one number for each column. Raises :class:`TooManyWaysError`."""
    budget = _Budget()
    return list(_cuts(text, 0, [_PIECES.get(column.kind, _COUNT) for column in columns], budget))


def _cuts(text: str, start: int, pieces: Sequence[re.Pattern[str]], budget: _Budget) -> Iterator[Cut]:
    budget.spend()
    if not pieces:
        if start == len(text):
            yield ()
        return
    for end in range(start + 1, len(text) - len(pieces) + 2):
        if pieces[0].fullmatch(text, start, end):
            for rest in _cuts(text, end, pieces[1:], budget):
                yield (text[start:end], *rest)


def cuts_that_add_up(digits: str, sizes: Sequence[int]) -> list[Cut]:
    """Every way to cut digits into groups, each of so many numbers of which the last is the sum of those before it.

    Raises :class:`TooManyWaysError`.
    """
    return list(_groups(digits, 0, list(sizes), _Budget()))


class _Budget:
    """What a search may still cost."""

    def __init__(self) -> None:
        self.left = _MOST_STEPS

    def spend(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise TooManyWaysError


def _groups(digits: str, start: int, sizes: list[int], budget: _Budget) -> Iterator[Cut]:
    if not sizes:
        if start == len(digits):
            yield ()
        return
    first, *others = sizes
    needed = sum(others)
    for end in [len(digits)] if not others else range(start + first, len(digits) - needed + 1):
        for group in _group(digits, start, end, first - 1, budget):
            for rest in _groups(digits, end, others, budget):
                yield (*group, *rest)


def _group(digits: str, start: int, end: int, parts: int, budget: _Budget) -> Iterator[Cut]:
    """The cuts of ``digits[start:end]`` into ``parts`` numbers and their sum."""
    # The sum has as many digits as its longest part at least, and one or two more at most.
    length = end - start
    for size in range(max(1, -(-length // (parts + 1))), length - parts + 1):
        place = end - size
        if size > 1 and digits[place] == "0":
            continue
        if size > length - size - parts + 3:
            return
        for found in _parts(digits, start, place, parts, int(digits[place:end]), budget):
            yield (*found, digits[place:end])


def _parts(digits: str, start: int, end: int, parts: int, left: int, budget: _Budget) -> Iterator[Cut]:
    """The cuts of ``digits[start:end]`` into ``parts`` numbers that add up to ``left``."""
    budget.spend()
    if parts == 0:
        if start == end and left == 0:
            yield ()
        return
    longest = end - start - parts + 1
    shortest = -(-(end - start) // parts)  # digits of the longest part at least
    if longest < 1 or left >= parts * 10**longest or (shortest > 1 and left < 10 ** (shortest - 1)):
        return
    for stop in range(start + 1, start + 1 if digits[start] == "0" else start + longest) if parts > 1 else ():
        yield from _part(digits, start, stop, end, parts, left, budget)
    last = start + 1 if digits[start] == "0" else start + longest
    yield from _part(digits, start, last if parts > 1 else end, end, parts, left, budget)


def _part(digits: str, start: int, stop: int, end: int, parts: int, left: int, budget: _Budget) -> Iterator[Cut]:
    piece = digits[start:stop]
    if (len(piece) > 1 and piece[0] == "0") or len(piece) > len(str(left)):
        return
    number = int(piece)
    if number <= left:
        for rest in _parts(digits, stop, end, parts - 1, left - number, budget):
            yield (piece, *rest)
