"""Table four from dispute records (政府信息公开行政复议、行政诉讼情况).

A dispute counts in the year in which it ends, under its outcome, and in each year at whose end it is pending (尚未审结). The form
has no row that carries it over, so a dispute of two years counts in both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from disclosure.figures.applications import TOTAL, year_end
from disclosure.figures.figure import Figure, by_address, counted
from disclosure.form.edition import Edition
from disclosure.records import DisputeRecord

TABLE = "disputes"
PENDING = "pending"


def _column(dispute: DisputeRecord, year: int) -> str | None:
    """The column of a dispute in a year, None where it does not count."""
    end = year_end(year)
    if dispute.filed_on > end:
        return None
    if dispute.closed_on is None or dispute.outcome is None or dispute.closed_on > end:
        return PENDING
    return str(dispute.outcome) if dispute.closed_on.year == year else None


def dispute_figures(disputes: Iterable[DisputeRecord], edition: Edition, year: int) -> Mapping[str, Figure]:
    """A figure for every cell of table four."""
    table = edition.table(TABLE)
    placed = [(dispute, _column(dispute, year)) for dispute in disputes]
    return by_address(
        counted(
            table.address(row.key, column.key),
            (each.id for each, place in placed if each.kind == row.key and place and column.key in (place, TOTAL)),
        )
        for row in table.regular_rows
        for column in table.columns_of(row.key)
    )
