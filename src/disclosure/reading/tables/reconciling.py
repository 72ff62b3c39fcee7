"""Rows that can be read in several ways, settled by the sums down the columns of their table.

A reading of a row is left where some choice of readings for all other open rows fulfils every sum of the form. Where none
does, the report itself does not add up, and its sums decide nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from disclosure.form import Equation, Row, Table
from disclosure.reading.tables.fitting import Possible

#: Readings of all open rows together. A table with more is torn beyond what sums can mend in good time.
_MOST_READINGS = 4000
#: Steps of one search for a choice that fulfils the sums; a reading for which none was found until then stays possible.
_MOST_STEPS = 1200
#: Steps of all searches of one table.
_MOST_IN_ALL = 10_000

#: For each row the readings that are still possible, by number.
Domains = dict[str, tuple[int, ...]]


def reconciled(table: Table, rows: Mapping[str, Possible]) -> dict[str, Possible]:
    """The rows of a table with those readings only that the sums of its columns allow."""
    open_rows = [key for key, row in rows.items() if row.is_open]
    if not open_rows or sum(len(rows[key].left) for key in open_rows) > _MOST_READINGS:
        return dict(rows)
    search = _Search(table, rows)
    alike = {key: search.alike(key, row) for key, row in rows.items() if row.left}
    domains = search.narrowed({key: tuple(sorted(set(same))) for key, same in alike.items()})
    if domains is None:
        return dict(rows)
    supported: dict[str, set[int]] = {key: set() for key in domains}
    in_all = _MOST_IN_ALL
    for key in open_rows:
        for number in domains[key]:
            if number in supported[key]:
                continue
            allowed = search.steps = min(_MOST_STEPS, in_all)
            found = search.solution(domains | {key: (number,)})
            in_all -= allowed - search.steps
            if found is not None:
                for other, chosen in found.items():
                    supported[other].add(chosen)
            elif search.steps <= 0:
                supported[key].add(number)
    if not all(supported[key] for key in open_rows):
        return dict(rows)
    return dict(rows) | {key: _left(rows[key], alike[key], supported[key]) for key in open_rows}


def _left(row: Possible, alike: Sequence[int], supported: set[int]) -> Possible:
    """A row with those readings only that are supported, or as good as one that is."""
    return replace(row, left=tuple(reading for reading, same in zip(row.left, alike, strict=True) if same in supported))


@dataclass(frozen=True, slots=True)
class _Term:
    """What one row adds to a sum, with its sign, for each of its readings; None where a reading leaves the cell empty."""

    row: str
    values: tuple[int | None, ...]
    is_needed: bool


class _Search:
    """The sums down the columns over the readings of the rows."""

    def __init__(self, table: Table, rows: Mapping[str, Possible]) -> None:
        self.steps = 0
        present = frozenset(rows)
        by_row = {f"{table.key}.{identity.id}" for identity in table.identities if identity.each == "row"}
        found = [equation for equation in table.equations(present) if equation.identity not in by_row]
        self._sums = [terms for equation in found if (terms := list(_terms(equation, table, rows)))]
        # The rows of a balance (一 + 二 = 三 + 四) are chosen first: few go together, and what they leave bounds all others.
        self._first = {row.key for equation in found if len(equation.left) > 1 for row in _rows_of(table, equation)}

    def alike(self, key: str, row: Possible) -> list[int]:
        """For each reading of a row the first that is the same to all sums: an empty cell and a nought add the same.

        To a balance and to a total they are not the same.
        """
        if key in self._first:
            return list(range(len(row.left)))
        first: dict[tuple[object, ...], int] = {}
        return [
            first.setdefault(tuple(value.value or 0 for value in reading.values), number)
            for number, reading in enumerate(row.left)
        ]

    def narrowed(self, domains: Domains) -> Domains | None:
        """The readings without those that some sum excludes whatever the others are; None where a row has none left."""
        domains = dict(domains)
        changed = True
        while changed:
            changed = False
            for terms in self._sums:
                bounds = _bounds(terms, domains)
                if bounds is None:
                    continue
                low, high = bounds
                for term in terms:
                    numbers = domains[term.row]
                    if len(numbers) == 1 and low <= 0 <= high:
                        continue
                    values = [term.values[number] or 0 for number in numbers]
                    least, most = min(values), max(values)
                    kept = tuple(
                        number
                        for number, value in zip(numbers, values, strict=True)
                        if low - least + value <= 0 <= high - most + value
                    )
                    if not kept:
                        return None
                    if len(kept) < len(numbers):
                        domains[term.row] = kept
                        changed = True
                        still = [term.values[number] or 0 for number in kept]
                        low, high = low - least + min(still), high - most + max(still)
        return domains

    def solution(self, domains: Domains) -> dict[str, int] | None:
        """One choice of readings that fulfils every sum, None where there is none or the steps are used up."""
        self.steps -= 1
        if self.steps < 0:
            return None
        left = self.narrowed(domains)
        if left is None:
            return None
        several = [key for key, numbers in left.items() if len(numbers) > 1]
        row = min(several, key=lambda key: (key not in self._first, len(left[key])), default=None)
        if row is None:
            return {key: numbers[0] for key, numbers in left.items()}
        for number in left[row]:
            found = self.solution(left | {row: (number,)})
            if found is not None:
                return found
        return None


def _rows_of(table: Table, equation: Equation) -> Iterator[Row]:
    for address in (*equation.left, *equation.right):
        row, _column = table.places[address]
        if row is not None:
            yield row


def _terms(equation: Equation, table: Table, rows: Mapping[str, Possible]) -> Iterator[_Term]:
    """The terms of a sum; none at all where a row of it cannot be told, since anything may then be missing from it."""
    parts = [(address, 1) for address in equation.left] + [(address, -1) for address in equation.right]
    split = [(table.places[address], sign) for address, sign in parts]
    if any(row is None or not rows[row.key].left for (row, _column), _sign in split):
        return
    # In a sum with several sides to it (一 + 二 = 三 + 四) an empty cell leaves open what it would have to be.
    is_balance = len(equation.left) > 1
    for (row, column), sign in split:
        if row is None:
            continue
        place = rows[row.key].addresses.index(table.address(row.key, column.key))
        values = tuple(_whole(reading.values[place].value, sign) for reading in rows[row.key].left)
        yield _Term(row.key, values, is_balance or sign > 0)


def _whole(value: object, sign: int) -> int | None:
    return sign * int(value) if isinstance(value, int) else None


def _bounds(terms: Sequence[_Term], domains: Domains) -> tuple[int, int] | None:
    """Least and most that a sum can come to; None where a cell without which it says nothing may be empty."""
    low = high = 0
    for term in terms:
        values = [term.values[number] for number in domains[term.row]]
        if term.is_needed and None in values:
            return None
        numbers = [value or 0 for value in values]
        low, high = low + min(numbers), high + max(numbers)
    return low, high
