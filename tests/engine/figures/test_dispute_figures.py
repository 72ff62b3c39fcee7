"""Table four from disputes."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.figures import dispute_figures
from disclosure.form.loading import edition_named
from disclosure.records import DisputeKind, DisputeOutcome, DisputeRecord

FORM = edition_named("2021")


def figures(dispute: DisputeRecord, year: int) -> dict[str, int]:
    return {
        address.removeprefix("disputes."): figure.value
        for address, figure in dispute_figures([dispute], FORM, year).items()
        if figure.value
    }


CLOSED = DisputeRecord(
    "dispute:1", DisputeKind.RECONSIDERATION, date(2024, 11, 1), date(2025, 1, 10), DisputeOutcome.CORRECTED
)  # fmt: skip


@pytest.mark.parametrize(
    ("year", "column"), [(2023, None), (2024, "pending"), (2025, "corrected"), (2026, None)]
)  # fmt: skip
def test_a_dispute_is_pending_at_the_end_of_one_year_and_counts_its_outcome_in_the_next(year, column):
    expected = {f"reconsideration.{column}": 1, "reconsideration.total": 1} if column else {}
    assert figures(CLOSED, year) == expected


def test_one_that_ends_on_the_last_day_of_the_year_counts_in_it():
    ended = DisputeRecord(
        "dispute:2", DisputeKind.LITIGATION_DIRECT, date(2024, 2, 1), date(2024, 12, 31), DisputeOutcome.UPHELD
    )  # fmt: skip
    assert figures(ended, 2024) == {"litigation_direct.upheld": 1, "litigation_direct.total": 1}
    assert figures(ended, 2025) == {}


def test_one_without_an_end_is_pending_every_year():
    pending = DisputeRecord("dispute:3", DisputeKind.LITIGATION_AFTER_RECONSIDERATION, date(2024, 2, 1))
    for year in (2024, 2025, 2030):
        assert figures(pending, year) == {
            "litigation_after_reconsideration.pending": 1, "litigation_after_reconsideration.total": 1,
        }  # fmt: skip


def test_no_disputes_are_fifteen_noughts():
    found = dispute_figures([], FORM, 2024)
    assert list(found) == list(FORM.table("disputes").addresses())
    assert len(found) == 15
    assert all(figure.value == 0 and figure.records == () for figure in found.values())


@st.composite
def disputes(draw, number: int) -> DisputeRecord:
    filed = draw(st.dates(date(2019, 6, 1), date(2025, 12, 31)))
    closed = draw(st.none() | st.dates(filed, date(2027, 1, 1)))
    outcome = draw(st.sampled_from(DisputeOutcome)) if closed else None
    return DisputeRecord(f"dispute:{number}", draw(st.sampled_from(DisputeKind)), filed, closed, outcome)


@given(
    st.integers(0, 9).flatmap(lambda count: st.tuples(*(disputes(number) for number in range(count)))), st.integers(2019, 2028)
)
def test_every_total_is_the_sum_of_its_cells_and_each_dispute_counts_once_a_year(register, year):
    table = FORM.table("disputes")
    found = dispute_figures(register, FORM, year)
    for equation in table.equations(frozenset(row.key for row in table.regular_rows)):
        left, right = (sum(found[address].value for address in side) for side in (equation.left, equation.right))
        assert left == right
    counted = [each for row in table.regular_rows for each in found[f"disputes.{row.key}.total"].records]
    assert len(counted) == len(set(counted))
    closed_this_year = {each.id for each in register if each.closed_on and each.closed_on.year == year}
    assert closed_this_year <= set(counted)
