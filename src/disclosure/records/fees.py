"""The processing fee of one application (信息处理费): which standard, how much, and what became of the notice.

One application is charged by one standard (办法第三条): by item, where its place among the applicant's applications of the month
says the price of it alone, or by the pages supplied on it. Amounts are whole 元.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from disclosure.errors import CaseError
from disclosure.language import Label, Message, _
from disclosure.law import Charge, tariff


class Standard(StrEnum):
    """By what a fee is counted (收费标准)."""

    BY_ITEM = "by_item"
    BY_PAGE = "by_page"

    @property
    def label(self) -> Label:
        """The standard in words."""
        return _STANDARD_LABELS[self]


_STANDARD_LABELS = {
    Standard.BY_ITEM: Label("按件计收", "by application"),
    Standard.BY_PAGE: Label("按量计收", "by page"),
}


@dataclass(frozen=True, slots=True)
class Assessed:
    """What one application costs: ``number`` is its place in the month, or its pages; ``amount`` in whole 元."""

    standard: Standard
    number: int
    amount: int
    charge: Charge
    received_on: date

    @property
    def explained(self) -> Message:
        """The standard with its computation, as the notice must state it (办法第六条)."""
        law = self.charge.tariff.citation
        if self.standard is Standard.BY_ITEM:
            return _(
                "按件计收（{law}）。您在{year}年{month}月内向本机关提出的申请中，本件为第{number}件，该件的收费标准为{price}元。",
                law=law, year=self.received_on.year, month=self.received_on.month, number=self.number, price=self.amount,
            )  # fmt: skip
        return _(
            "按量计收（{law}）。本件提供的信息共{number}页：{steps}，合计{amount}元。",
            law=law, number=self.number, steps=[_step(line) for line in self.charge.lines if line.number], amount=self.amount,
        )  # fmt: skip


def _step(line: object) -> Message:
    return _("{number}页×{price}元", number=line.number, price=line.tier.price)  # type: ignore[attr-defined]


def assess(standard: Standard, number: int, received_on: date) -> Assessed:
    """The fee of an application received on a day: the ``number``-th of the applicant's month, or ``number`` pages.

    By item only the application's own price is asked for: the earlier ones of the month were charged with theirs. Raises
    :class:`CaseError` for a number below one, :class:`LawError` before the fee existed.
    """
    if number < 1:
        raise CaseError(_("件次、页数应当是大于0的整数"))
    charge = tariff(f"fees.{standard}", received_on).charge(number)
    amount = charge.marginal if standard is Standard.BY_ITEM else charge.amount
    return Assessed(standard, number, amount, charge, received_on)


def place_in_month(received: Iterable[tuple[date, int]], own: tuple[date, int]) -> int:
    """Which of its applicant's applications of the calendar month (自然月) one is, from 1.

    ``received`` are the days of receipt of all applications of that applicant at the agency, by whatever channel, each with a
    number that orders those of one day; ``own`` is among them. Parts that one application was split into count each.
    """
    month = (own[0].year, own[0].month)
    return sum((day.year, day.month) == month and (day, order) <= own for day, order in set(received) | {own})


@dataclass(frozen=True, slots=True)
class FeeRecord:
    """A fee as figures count it: ``amount`` as noticed, None where nobody recorded it. ``noticed_on``: the notice was issued.

    ``received`` are the payments and, below zero, what was given back, each with its day; None stands for a payment whose
    amount nobody recorded.
    """

    id: str
    noticed_on: date
    amount: int | None
    received: tuple[tuple[date, int | None], ...] = ()
