"""What can be told of a damaged table by anybody: every way to read it is tried, and the sums of the form sort them out.

This shares nothing with the reader. The sums are typed from the form (国办公开办函〔2021〕30号、〔2019〕60号): in each row of the
table of applications the seventh number is the sum of the six before it; in each column （七）总计 is the sum of the results
above it, and 一 and 二 together are 三（七）and 四 together; of the disputes each fifth number is the sum of the four before it.

Three things are agreed on. A number that is empty adds nothing to a sum of parts; a sum whose own place is empty says nothing.
Where empty cells left no trace and a row's sum can hold with its total printed and not nought, it does. Where no way of reading
fulfils the sums of all columns at once, the report is wrong itself, and they say nothing.
"""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from engine.checks.test_mutations import ONE, SHARED, THREE

Value = int | Decimal | None
Way = tuple[Value, ...]
#: Ways of reading several rows together, after which a table is left undecided.
MOST = 400_000
HEADS = ("received", "carried_over", "total", "carried_forward")


@dataclass(frozen=True)
class Seen:
    """A printed row: its cells' addresses, the texts that are visible, and how they stand there."""

    row: str
    addresses: tuple[str, ...]
    texts: tuple[str, ...]
    how: str


class TooManyError(Exception):
    """More ways than are tried."""


def decided(seen: Sequence[Seen], money: frozenset[str]) -> dict[str, Value]:
    """Each address of which only one value is possible, with it (None: certainly empty). ``money`` may have decimals."""
    ways = {row: list(_ways(row, money)) for row in seen}
    matrix = {row.row: ways[row] for row in seen if row.addresses[0].startswith("applications.") and ways[row]}
    left = _jointly(matrix)
    found: dict[str, Value] = {}
    for row in seen:
        possible = left.get(row.row, ways[row]) if row.addresses[0].startswith("applications.") else ways[row]
        for place, address in enumerate(row.addresses):
            values = {way[place] for way in possible}
            if len(values) == 1:
                found[address] = values.pop()
    return found


# One row


def _ways(row: Seen, money: frozenset[str]) -> Iterable[Way]:
    width = len(row.addresses)
    sums = [(4, 0), (9, 5), (14, 10)] if width == 15 else [(6, 0)] if width == 7 else []
    if row.how == "glued":
        return set(_cut(row.texts, row.addresses, sums, money))
    texts = [_number(text, address) for text, address in zip(row.texts, itertools.cycle(row.addresses))]
    if len(texts) == width:
        return [tuple(texts)]
    if len(texts) > width:
        filled = [place for place, text in enumerate(row.texts) if text]
        windows = [range(at, at + width) for at in range(len(texts) - width + 1)]
        return _that_agree({tuple(texts[at] for at in window) for window in windows if set(filled) <= set(window)}, sums)
    if row.how != "dropped" or not texts:
        return []
    placed = set()
    for places in itertools.combinations(range(width), len(texts)):
        way: list[Value] = [None] * width
        for place, value in zip(places, texts, strict=True):
            way[place] = value
        placed.add(tuple(way))
    agreeing = _that_agree(placed, sums)
    return [way for way in agreeing if all(way[total] for total, _first in sums)] or agreeing


def _that_agree(ways: set[Way], sums: Sequence[tuple[int, int]]) -> list[Way]:
    def holds(way: Way) -> bool:
        return all(way[total] is None or sum(way[first:total], start=0) == way[total] for total, first in sums)

    return [
        way
        for way in ways
        if holds(tuple(value or (0 if place not in {t for t, _f in sums} else value) for place, value in enumerate(way)))
    ] or list(ways)


def _number(text: str, address: str) -> Value:
    """The number that a text is; None for an empty one and for a mark."""
    digits = ""
    for character in text.partition("（")[0].replace("零", "0").replace("〇", "0"):
        if character.isdigit():
            digits += str(unicodedata.digit(character))
        elif character in ".-":
            digits += character
        elif character not in ",，件项次万元+":
            return None
    if not digits.strip("-"):
        return None
    number = Decimal(digits)
    return int(number) if "." not in digits else number


def _cut(texts: Sequence[str], addresses: Sequence[str], sums: Sequence[tuple[int, int]], money: frozenset[str]) -> Iterator[Way]:
    """Every way to cut the texts, written together, into a number for each address."""
    text = "".join(texts)
    if not sums:
        yield from _cut_freely(text, [address in money for address in addresses], [".change" in address for address in addresses])
        return

    def groups(start: int, left: Sequence[tuple[int, int]]) -> Iterator[Way]:
        if not left:
            if start == len(text):
                yield ()
            return
        (total, first), *others = left
        needed = sum(t - f + 1 for t, f in others)
        for end in range(start + total - first + 1, len(text) - needed + 1) if others else (len(text),):
            for middle in range(start + total - first, end):
                if end - middle > 1 and text[middle] == "0":
                    continue
                for parts in into(start, middle, total - first, int(text[middle:end])):
                    for rest in groups(end, others):
                        yield (*parts, int(text[middle:end]), *rest)

    @cache
    def into(start: int, end: int, count: int, amount: int) -> tuple[Way, ...]:
        """The ways to cut a stretch into so many numbers of that sum, from the back."""
        if count == 0:
            return ((),) if start == end and amount == 0 else ()
        found = []
        for at in range(end - 1, start + count - 2, -1):
            if end - at > len(str(amount)):
                break
            if (text[at] != "0" or end - at == 1) and int(text[at:end]) <= amount:
                found += [(*rest, int(text[at:end])) for rest in into(start, at, count - 1, amount - int(text[at:end]))]
        return tuple(found)

    yield from groups(0, sums)


def _cut_freely(text: str, money: Sequence[bool], change: Sequence[bool]) -> Iterator[Way]:
    """Every way to cut a text into numbers of which no sum speaks."""
    for ends in itertools.combinations(range(1, len(text)), len(money) - 1):
        pieces = [text[start:end] for start, end in itertools.pairwise((0, *ends, len(text)))]
        if all(_is_number(*entry) for entry in zip(pieces, money, change, strict=True)):
            yield tuple(Decimal(piece) if "." in piece else int(piece) for piece in pieces)


def _is_number(piece: str, is_money: bool, is_change: bool) -> bool:
    bare = piece[1:] if is_change and piece[0] in "+-" else piece
    whole, dot, rest = bare.partition(".") if is_money else (bare, "", "")
    return whole.isdigit() and (whole == "0" or whole[0] != "0") and (not dot or rest.isdigit())


# All rows of a table together


def _jointly(ways: Mapping[str, list[Way]]) -> dict[str, list[Way]]:
    """For each row the ways that stand in some choice for all rows that fulfils the sums of the columns."""
    if all(len(found) == 1 for found in ways.values()):
        return dict(ways)
    leaves = [*SHARED, *(ONE if ONE[0] in ways else THREE)]
    sums_up = "total" in ways and all(row in ways for row in leaves)
    known = [row for row in HEADS if row in ways]
    heads = [dict(zip(known, choice, strict=True)) for choice in itertools.product(*(ways[row] for row in known))]
    if len(heads) > MOST:
        raise TooManyError
    if len(known) == len(HEADS):
        heads = [head for head in heads if _balances(*(head[row] for row in HEADS))]
    left: dict[str, set[Way]] = {row: set() for row in ways}
    for total, some in itertools.groupby(
        sorted(heads, key=lambda head: str(head.get("total"))), key=lambda head: head.get("total")
    ):
        below = (
            _leaves(total, [ways[row] for row in leaves]) if sums_up and total else [ways[row] for row in leaves if row in ways]
        )
        if below is None:
            continue
        for head in some:
            for row, way in head.items():
                left[row].add(way)
        for row, possible in zip([row for row in leaves if row in ways], below, strict=True):
            left[row].update(possible)
    return {row: sorted(found, key=str) for row, found in left.items()} if all(left.values()) else dict(ways)


def _balances(came: Way, before: Way, done: Way, after: Way) -> bool:
    return all(
        None in column or column[0] + column[1] == column[2] + column[3] for column in zip(came, before, done, after, strict=True)
    )


def _leaves(total: Way, rows: Sequence[Sequence[Way]]) -> list[set[Way]] | None:
    """The ways of each row that stand in some choice whose columns come to ``total``; None where there is no such choice."""
    columns = [place for place, value in enumerate(total) if value is not None]
    target = tuple(total[place] for place in columns)
    reached: list[set[tuple[int, ...]]] = [{(0,) * len(columns)}]
    for ways in rows:
        now = set()
        for so_far in reached[-1]:
            for way in ways:
                after = tuple(value + (way[place] or 0) for value, place in zip(so_far, columns, strict=True))
                if all(value <= most for value, most in zip(after, target, strict=True)):
                    now.add(after)
            if len(now) > MOST:
                raise TooManyError
        reached.append(now)
    if target not in reached[-1]:
        return None
    good = {target}
    found: list[set[Way]] = []
    for ways, before in zip(reversed(rows), reversed(reached[:-1]), strict=True):
        kept, good_before = set(), set()
        for so_far in before:
            for way in ways:
                if tuple(value + (way[place] or 0) for value, place in zip(so_far, columns, strict=True)) in good:
                    kept.add(way)
                    good_before.add(so_far)
        found.append(kept)
        good = good_before
    return found[::-1]
