"""A dispute is pending or closed, never half."""

from __future__ import annotations

from datetime import date

import pytest

from disclosure.errors import CaseError
from disclosure.form.loading import editions
from disclosure.records import DisputeKind, DisputeOutcome, DisputeRecord

FILED = date(2024, 5, 6)


@pytest.mark.parametrize(
    ("closed", "outcome"),
    [(None, DisputeOutcome.UPHELD), (date(2024, 6, 1), None), (date(2024, 5, 5), DisputeOutcome.OTHER)],
)
def test_half_a_closure_or_one_before_the_beginning_is_refused(closed, outcome):
    with pytest.raises(CaseError):
        DisputeRecord("dispute:1", DisputeKind.RECONSIDERATION, FILED, closed, outcome)


def test_a_dispute_may_end_on_the_day_it_began():
    assert DisputeRecord("dispute:1", DisputeKind.RECONSIDERATION, FILED, FILED, DisputeOutcome.OTHER).closed_on == FILED


@pytest.mark.parametrize("edition", [form for form in editions() if form.is_prescribed], ids=lambda edition: edition.key)
def test_kinds_and_outcomes_are_the_rows_and_columns_of_table_four(edition):
    table = edition.table("disputes")
    assert [row.key for row in table.regular_rows] == list(DisputeKind)
    assert [column.key for column in table.columns_of("reconsideration")] == [*DisputeOutcome, "pending", "total"]
    assert all(outcome.label.zh for outcome in DisputeOutcome)
