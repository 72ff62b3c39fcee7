"""The processing fee (信息处理费): tariffs as data, progressive on the excess (超额累进), and the amount with its computation.

Source: 国办函〔2020〕109号, Articles 3 to 5.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from disclosure.data import only_keys
from disclosure.errors import LawError
from disclosure.language import Label, _
from disclosure.law.document import Citation
from disclosure.law.parameter import DatedValue, parameter

_TARIFF_KEYS = {"counts", "tiers", "beyond"}
_TIER_KEYS = {"up_to", "price"}
_BEYOND_KEYS = {"price", "band", "step"}


@dataclass(frozen=True, slots=True)
class Tier:
    """The units from ``first`` to ``last`` (None: all further ones) at ``price`` 元 each."""

    first: int
    last: int | None
    price: int


@dataclass(frozen=True, slots=True)
class Tariff:
    """A tariff: fixed tiers, then all further units at one price, or in bands each ``step`` 元 dearer than the last.

    ``counts`` is what is counted: 件 (applications of one applicant in a calendar month) or 页 (pages of one application).
    """

    counts: Label
    fixed: tuple[Tier, ...]
    beyond_price: int
    band: int | None
    step: int
    citation: Citation
    note: Label | None

    def tiers(self) -> Iterator[Tier]:
        """The tiers from the first unit on; endless where the tariff goes on in bands."""
        yield from self.fixed
        first, price = (self.fixed[-1].last or 0) + 1, self.beyond_price
        if self.band is None:
            yield Tier(first, None, price)
            return
        while True:
            yield Tier(first, first + self.band - 1, price)
            first, price = first + self.band, price + self.step

    def charge(self, number: int) -> Charge:
        """What ``number`` units cost, tier by tier. Raises :class:`LawError` for a number below zero."""
        if number < 0:
            raise LawError(_("{counts}数不能是负数：{number}", counts=self.counts, number=number))
        lines: list[ChargeLine] = []
        for tier in self.tiers():
            if tier.first > number and lines:
                break
            within = max(0, min(number, tier.last or number) - tier.first + 1)
            lines.append(ChargeLine(tier, within, within * tier.price))
        return Charge(self, number, tuple(lines))


@dataclass(frozen=True, slots=True)
class ChargeLine:
    """The units that fall into one tier and what they cost in 元."""

    tier: Tier
    number: int
    amount: int


@dataclass(frozen=True, slots=True)
class Charge:
    """The fee for a number of units with its computation."""

    tariff: Tariff
    number: int
    lines: tuple[ChargeLine, ...]

    @property
    def amount(self) -> int:
        """The fee in whole 元."""
        return sum(line.amount for line in self.lines)

    @property
    def marginal(self) -> int:
        """The price in 元 of the last unit: what the notice for the n-th application of the month shows."""
        return self.lines[-1].tier.price if self.number else 0


def tariff(key: str, on: date | None = None) -> Tariff:
    """The tariff ``fees.by_item`` or ``fees.by_page`` on the day of receipt; without a day, the newest.

    Raises :class:`LawError` before the fee existed.
    """
    asked = parameter(key)
    return _tariff(asked.newest if on is None else asked.on(on), key)


def _tariff(dated: DatedValue, where: str) -> Tariff:
    data: Mapping[str, Any] = dated.value
    only_keys(data, _TARIFF_KEYS, required=_TARIFF_KEYS, where=where)
    only_keys(data["beyond"], _BEYOND_KEYS, required={"price"}, where=where)
    fixed: list[Tier] = []
    for entry in data["tiers"]:
        only_keys(entry, _TIER_KEYS, required=_TIER_KEYS, where=where)
        fixed.append(Tier((fixed[-1].last or 0) + 1 if fixed else 1, entry["up_to"], entry["price"]))
    beyond = data["beyond"]
    return Tariff(
        Label(**data["counts"]),
        tuple(fixed),
        beyond["price"],
        beyond.get("band"),
        beyond.get("step", 0),
        dated.citation,
        dated.note,
    )
