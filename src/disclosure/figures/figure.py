"""A figure: a number at an address of the form, with the records behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Figure:
    """What stands in one cell: ``value`` (a count, or an amount in the unit of the column) and the ids of its records; None
    where nobody has stated one.

    ``records`` are ids such as ``application:12``; empty for a nought that nothing stands behind.
    """

    address: str
    value: int | Decimal | None
    records: tuple[str, ...] = ()


def counted(address: str, records: Iterable[str]) -> Figure:
    """The figure that counts records."""
    ids = tuple(records)
    return Figure(address, len(ids), ids)


def by_address(figures: Iterable[Figure]) -> Mapping[str, Figure]:
    """Figures under their addresses, in order."""
    return {figure.address: figure for figure in figures}
