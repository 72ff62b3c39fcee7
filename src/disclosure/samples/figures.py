"""Figures for invented reports: random, yet every sum that the form demands holds."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from random import Random

from disclosure.errors import DataError
from disclosure.form import Column, Edition, Equation, Number, Row, Table
from disclosure.language import _

#: Rows that an office below a city can't fill: it may not make 规章 (立法法第九十一条、第九十三条).
_ALWAYS_ZERO = frozenset({"regulations"})


def invent_figures(edition: Edition, random: Random, busy: float, largest: int = 6) -> dict[str, Number]:
    """A number for every cell of the edition's tables, optional tables left out.

    ``busy`` (0 to 1) is the share of rows in which something happened, ``largest`` the largest count of applications of one
    kind; the other figures follow its scale. Counts are ints, amounts of money Decimals.
    Raises :class:`DataError` where the edition's own sums can't be met.
    """
    figures: dict[str, Number] = {}
    for table in edition.tables.values():
        if not table.optional:
            fill = {"blocks": _listed, "list": _indicators}.get(table.layout, _balanced)
            figures |= fill(table, random, busy, largest)
    return figures


def _listed(table: Table, random: Random, busy: float, largest: int) -> dict[str, Number]:
    figures: dict[str, Number] = {}
    for row in table.regular_rows:
        active = row.key not in _ALWAYS_ZERO and random.random() < max(busy, 0.3)
        columns = table.columns_of(row.key)
        numbers = _row(columns, random, largest) if active else (0 for _column in columns)
        figures |= {table.address(row.key, column.key): n for column, n in zip(table.columns_of(row.key), numbers, strict=True)}
    return figures


def _indicators(table: Table, random: Random, busy: float, largest: int) -> dict[str, Number]:
    """A list of before 2019: no part exceeds its whole, complete parts add up, and all years together include the year."""
    year: dict[str, int] = {}
    earlier: dict[str, int] = {}
    sums = {identity.left[0]: identity.right for identity in table.identities}
    for row in reversed(table.rows):  # parts stand behind their wholes
        parts = [part.key for part in table.rows if part.part_of == row.key]
        for found, scale in ((year, largest), (earlier, 8 * largest)):
            own = random.randint(0, scale) if random.random() < busy else 0
            below = [found[part] for part in parts]
            found[row.key] = sum(below) if row.key in sums else max([own, *below])
    figures: dict[str, Number] = {}
    for row in table.rows:
        for column in table.columns_of(row.key):
            value = year[row.key] + (earlier[row.key] if column.key == "cumulative" else 0)
            figures[table.address(row.key, column.key)] = Decimal(value) / 100 if column.kind == "amount" else value
    return figures


def _row(columns: tuple[Column, ...], random: Random, largest: int) -> Iterator[Number]:
    before = 0
    for column in columns:
        if column.kind == "amount":
            yield Decimal(random.randint(1, largest * 10**4)) / random.choice((1, 100, 10000))
        elif column.kind == "change":
            yield random.randint(-min(before, 6), 6)
        else:
            # Counts of a row do not fall from left to right, so that what is in force is not less than what was issued.
            before += random.randint(0, largest * 2)
            yield before


def _balanced(table: Table, random: Random, busy: float, largest: int) -> dict[str, Number]:
    """Figures that satisfy the table's equations: parts at random, then every sum from its parts."""
    figures: dict[str, Number] = dict.fromkeys(table.addresses(), 0)
    for row in table.regular_rows:
        # Rows outside every group are the sides of the balance: the year that ends and the one that follows.
        if random.random() < (busy if row.groups else min(1, 3 * busy)):
            figures |= _few(table, row, random, largest if row.groups else min(largest, 3))
    equations = _parts_first(table)
    for equation in equations:
        _settle(equation, figures, random)
    broken = [equation.identity for equation in equations if not holds(equation, figures)]
    if broken:
        raise DataError(_("表 {table} 的勾稽关系无法同时满足：{identities}", table=table.key, identities=broken))
    return figures


def _few(table: Table, row: Row, random: Random, largest: int) -> dict[str, Number]:
    columns = table.columns_of(row.key)
    chosen = random.sample(columns, k=random.randint(1, min(3, len(columns))))
    return {table.address(row.key, column.key): random.randint(1, largest) for column in chosen}


def _parts_first(table: Table) -> list[Equation]:
    """Sums down the columns come first: the sums along the rows then include the rows that are sums themselves."""
    along_rows = {f"{table.key}.{identity.id}" for identity in table.identities if identity.each == "row"}
    present = frozenset(row.key for row in table.regular_rows)
    return sorted(table.equations(present), key=lambda equation: equation.identity in along_rows)


def _settle(equation: Equation, figures: dict[str, Number], random: Random) -> None:
    """Make the left side equal the right: all its terms but the first small at random, the first takes the rest."""
    rest = sum(int(figures[address]) for address in equation.right)
    for address in equation.left[1:]:
        figures[address] = random.randint(0, min(3, rest))
        rest -= int(figures[address])
    figures[equation.left[0]] = rest


def holds(equation: Equation, figures: dict[str, Number]) -> bool:
    """Whether both sides of the equation add up to the same."""
    return sum(figures[address] for address in equation.left) == sum(figures[address] for address in equation.right)
