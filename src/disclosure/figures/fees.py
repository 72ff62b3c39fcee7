"""The year's processing fees (信息处理费): notices issued, what they asked for, what was received, each with its records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from disclosure.figures.figure import Figure, by_address
from disclosure.records.fees import FeeRecord

_TABLE = "processing_fees"


def fee_figures(records: Iterable[FeeRecord], year: int) -> Mapping[str, Figure]:
    """The three figures of the fee statement by address; amounts in whole 元.

    A notice counts in the year in which it was issued, money in the year in which it came in: what was given back is taken off
    in the year in which it was given back. An amount is None where that of any record behind it is not known.
    """
    kept = sorted(records, key=lambda record: (record.noticed_on, record.id))
    noticed = [record for record in kept if record.noticed_on.year == year]
    moved = [(record.id, amount) for record in kept for day, amount in record.received if day.year == year]
    ids = tuple(record.id for record in noticed)
    return by_address(
        (
            Figure(f"{_TABLE}.notices", len(noticed), ids),
            Figure(f"{_TABLE}.noticed_amount", _sum([record.amount for record in noticed]), ids),
            Figure(f"{_TABLE}.received_amount", _sum([amount for _id, amount in moved]),
                   tuple(dict.fromkeys(one for one, _amount in moved))),
        )
    )  # fmt: skip


def _sum(amounts: Sequence[int | None]) -> int | None:
    """The sum; None where one of them is not known."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if len(known) == len(amounts) else None
