"""Rows that can be read in several ways, settled by the sums down the columns of their table.

A reading of a row is left where some choice of readings for all other open rows fulfils every sum of the form. Where none
does, the report itself does not add up, and its sums decide nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from disclosure.form import Equation, Row, Table
from disclosure.reading.tables.choices import SAYS_NOTHING, Amounts, TooManyStepsError
from disclosure.reading.tables.fitting import Possible
from disclosure.reading.tables.propagation import Together

#: Readings of all open rows together, and open rows. A table with more is torn beyond what sums can mend in good time.
_MOST_READINGS, _MOST_ROWS = 20_000, 60

#: Nobody counts so many; digits that ran together do not add up to anything.
_NO_COUNT = 10**15

#: For each row what its readings add to the sums, with the numbers of the readings that add just that.
Ways = dict[str, dict[Amounts, list[int]]]


def reconciled(table: Table, rows: Mapping[str, Possible]) -> dict[str, Possible]:
    """The rows of a table without the readings that the sums of its columns exclude."""
    open_rows = [key for key, row in rows.items() if row.is_open]
    if not open_rows or sum(len(rows[key].left) for key in open_rows) > _MOST_READINGS:
        return dict(rows)
    sums = _sums(table, rows)
    ways = _narrowed({key: _ways(row, sums) for key, row in rows.items() if row.left}, len(sums))
    if ways is None:
        return dict(rows)
    # The rows of a balance (一 + 二 = 三 + 四) come first: few go together, and what they leave bounds all others.
    first = {row.key for equation in sums if len(equation.left) > 1 for row in _rows_of(table, equation)}
    # Then those with large numbers, of which fewest fit.
    several = sorted((key for key in ways if len(ways[key]) > 1), key=lambda key: (key not in first, -_largest(ways[key])))
    fixed = [next(iter(some)) for some in ways.values() if len(some) == 1]
    if several and len(several) <= _MOST_ROWS:
        start = tuple(sum(some[place] for some in fixed) for place in range(len(sums)))
        together = Together(start, [list(ways[key]) for key in several])
        try:
            if not together.exist():
                return dict(rows)
        except TooManyStepsError:
            pass
        for place, key in enumerate(several):
            ways[key] = _not_excluded(rows[key], ways[key], together, place)
    return dict(rows) | {key: _left(rows[key], ways[key]) for key in open_rows}


def _largest(ways: Iterable[Amounts]) -> float:
    return max((abs(amount) for way in ways for amount in way if amount != SAYS_NOTHING), default=0)


def _not_excluded(row: Possible, ways: Mapping[Amounts, list[int]], together: Together, place: int) -> dict[Amounts, list[int]]:
    """The ways of a row that stand in a choice for all rows.

    A way that says nothing of any cell that ways found possible do not say as well, or leave open anyhow, stays without a
    search; so does one of which the steps allowed do not tell.
    """
    said: list[set[object]] = [set() for _address in row.addresses]
    left = {}
    for number, (way, readings) in sorted(enumerate(ways.items()), key=lambda entry: not together.is_known(place, entry[0])):
        values = [[(value.kind, value.value) for value in row.left[reading].values] for reading in readings]
        if not all(value in known or len(known) > 1 for reading in values for value, known in zip(reading, said, strict=True)):
            try:
                if not together.is_possible(place, number):
                    continue
            except TooManyStepsError:
                pass
            for reading in values:
                for value, known in zip(reading, said, strict=True):
                    known.add(value)
        left[way] = readings
    return left


def _left(row: Possible, ways: Mapping[Amounts, list[int]]) -> Possible:
    """A row with those readings only that are among its ways."""
    return replace(row, left=tuple(row.left[number] for number in sorted(number for same in ways.values() for number in same)))


# What the readings add to the sums


def _sums(table: Table, rows: Mapping[str, Possible]) -> list[Equation]:
    """The sums down the columns; not those with a row that cannot be told, since anything may then be missing from them."""
    by_row = {f"{table.key}.{identity.id}" for identity in table.identities if identity.each == "row"}
    return [
        equation
        for equation in table.equations(frozenset(rows))
        if equation.identity not in by_row and all(rows[row.key].left for row in _rows_of(table, equation))
    ]


def _rows_of(table: Table, equation: Equation) -> Iterator[Row]:
    for address in (*equation.left, *equation.right):
        row, _column = table.places[address]
        if row is not None:
            yield row


def _ways(row: Possible, sums: Sequence[Equation]) -> dict[Amounts, list[int]]:
    """What the readings of a row add to the sums: an empty cell and a nought the same, but for a total and in a balance."""
    terms: list[list[tuple[int, int, bool]]] = []
    for equation in sums:
        places = [(row.addresses.index(at), 1) for at in equation.left if at in row.addresses]
        places += [(row.addresses.index(at), -1) for at in equation.right if at in row.addresses]
        # In a sum with several sides to it (一 + 二 = 三 + 四) an empty cell leaves open what it would have to be.
        terms.append([(place, sign, len(equation.left) > 1 or sign > 0) for place, sign in places])
    found: dict[Amounts, list[int]] = {}
    for number, reading in enumerate(row.left):
        values = [value.value if isinstance(value.value, int) else None for value in reading.values]
        found.setdefault(tuple(_amount(values, entry) for entry in terms), []).append(number)
    return found


def _amount(values: Sequence[int | None], terms: Sequence[tuple[int, int, bool]]) -> float:
    if any(needed and values[place] is None for place, _sign, needed in terms):
        return SAYS_NOTHING
    amount = sum(sign * (values[place] or 0) for place, sign, _needed in terms)
    return amount if abs(amount) < _NO_COUNT else SAYS_NOTHING


# What goes together


def _narrowed(ways: Ways, width: int) -> Ways | None:
    """The ways without those that some sum excludes whatever the other rows add; None where a row has none left."""
    ways = dict(ways)
    changed = True
    while changed:
        changed = False
        for place in range(width):
            amounts = {key: {way[place] for way in row} for key, row in ways.items()}
            if any(SAYS_NOTHING in some for some in amounts.values()):
                continue
            low, high = sum(map(min, amounts.values())), sum(map(max, amounts.values()))
            for key, some in amounts.items():
                above, below = low - min(some), high - max(some)
                allowed = {amount for amount in some if above + amount <= 0 <= below + amount}
                if not allowed:
                    return None
                if len(allowed) < len(some):
                    ways[key] = {way: same for way, same in ways[key].items() if way[place] in allowed}
                    low, high = above + min(allowed), below + max(allowed)
                    changed = True
    return ways
