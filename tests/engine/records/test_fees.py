"""The fee of one application, and the fees of a year."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.errors import CaseError, LawError
from disclosure.figures import fee_figures
from disclosure.language import CHINESE, speaking
from disclosure.records import FeeRecord, Standard, assess, place_in_month

DAY = date(2024, 9, 10)


@pytest.mark.parametrize(("place", "yuan"), [(1, 0), (10, 0), (11, 100), (30, 100), (31, 200), (40, 200), (41, 300), (51, 400)])
def test_an_application_costs_the_price_of_its_place_in_the_month(place, yuan):
    assert assess(Standard.BY_ITEM, place, DAY).amount == yuan


@pytest.mark.parametrize(("pages", "yuan"), [(30, 0), (31, 10), (100, 700), (101, 720), (200, 2700), (201, 2740), (1000, 34700)])
def test_pages_cost_what_their_tiers_say(pages, yuan):
    assert assess(Standard.BY_PAGE, pages, DAY).amount == yuan


def test_the_computation_is_told_in_the_notice():
    with speaking(CHINESE):
        assert "2024年9月内" in str(assess(Standard.BY_ITEM, 11, DAY).explained)
        assert "30页×0元、70页×10元、100页×20元、50页×40元" in str(assess(Standard.BY_PAGE, 250, DAY).explained)


def test_there_is_no_fee_before_2021_and_none_for_nothing():
    with pytest.raises(LawError):
        assess(Standard.BY_ITEM, 11, date(2020, 12, 31))
    with pytest.raises(CaseError):
        assess(Standard.BY_PAGE, 0, DAY)


@given(st.lists(st.dates(date(2024, 8, 1), date(2024, 10, 31)), min_size=1, max_size=40))
def test_places_run_through_each_month_without_gaps(days):
    received = [(day, order) for order, day in enumerate(days)]
    for month in {(day.year, day.month) for day in days}:
        places = sorted(place_in_month(received, each) for each in received if (each[0].year, each[0].month) == month)
        assert places == list(range(1, len(places) + 1))


@given(st.lists(st.integers(1, 60), min_size=1, max_size=60))
def test_what_a_months_applications_cost_one_by_one_adds_up_to_the_tariff(counts):
    from disclosure.law import tariff

    number = len(counts)
    one_by_one = sum(assess(Standard.BY_ITEM, place, DAY).amount for place in range(1, number + 1))
    assert one_by_one == tariff("fees.by_item", DAY).charge(number).amount


def test_a_year_counts_notices_by_their_day_and_money_by_its_own():
    records = [
        FeeRecord("fee:1", date(2024, 12, 20), 100, ((date(2025, 1, 6), 100), (date(2025, 3, 3), -40))),
        FeeRecord("fee:2", date(2025, 2, 1), 2700, ((date(2025, 2, 20), 2700),)),
        FeeRecord("fee:3", date(2025, 5, 1), 300),
    ]
    figures = fee_figures(records, 2025)
    assert [figure.value for figure in figures.values()] == [2, 3000, 2760]
    assert figures["processing_fees.received_amount"].records == ("fee:1", "fee:2")
    assert [figure.value for figure in fee_figures(records, 2024).values()] == [1, 100, 0]
    assert [figure.value for figure in fee_figures([], 2025).values()] == [0, 0, 0]


def test_an_amount_that_nobody_recorded_leaves_the_sum_open():
    figures = fee_figures([FeeRecord("fee:1", DAY, None, ((DAY, None),))], 2024)
    assert [figure.value for figure in figures.values()] == [1, None, None]
