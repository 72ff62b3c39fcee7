"""The processing fee (国办函〔2020〕109号): amounts worked by hand, and the arithmetic of the excess."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.errors import LawError
from disclosure.law import tariff

BY_ITEM, BY_PAGE = tariff("fees.by_item"), tariff("fees.by_page")


@pytest.mark.parametrize(
    ("items", "yuan"),
    [
        (0, 0),
        (1, 0),
        (10, 0),
        (11, 100),
        (30, 20 * 100),
        (31, 20 * 100 + 200),
        (40, 20 * 100 + 10 * 200),
        (41, 20 * 100 + 10 * 200 + 300),
        (50, 7000),
        (51, 7400),
        (60, 11000),
        (100, 37000),
    ],
)
def test_applications_of_one_month(items, yuan):
    assert BY_ITEM.charge(items).amount == yuan


@pytest.mark.parametrize(
    ("pages", "yuan"),
    [(0, 0), (30, 0), (31, 10), (100, 700), (101, 720), (200, 2700), (201, 2740), (300, 6700), (1000, 34700)],
)
def test_pages_of_one_application(pages, yuan):
    assert BY_PAGE.charge(pages).amount == yuan


def item_price(number):
    """The price of the n-th application of the month by the words of Article 4, one by one."""
    if number <= 10:
        return 0
    return 100 if number <= 30 else 200 + 100 * ((number - 31) // 10)


def page_price(number):
    """The price of the n-th page by the words of Article 5, one by one."""
    return 0 if number <= 30 else 10 if number <= 100 else 20 if number <= 200 else 40


@given(st.integers(0, 2000))
def test_a_fee_is_the_sum_of_the_prices_of_its_units(number):
    assert BY_ITEM.charge(number).amount == sum(map(item_price, range(1, number + 1)))
    assert BY_PAGE.charge(number).amount == sum(map(page_price, range(1, number + 1)))


@given(st.integers(1, 2000))
def test_one_more_unit_costs_its_marginal_price(number):
    for each in (BY_ITEM, BY_PAGE):
        assert each.charge(number).amount - each.charge(number - 1).amount == each.charge(number).marginal


@given(st.integers(0, 2000))
def test_the_lines_of_a_computation_share_out_all_units(number):
    for each in (BY_ITEM, BY_PAGE):
        assert sum(line.number for line in each.charge(number).lines) == number


def test_a_negative_number_is_refused():
    with pytest.raises(LawError, match="负数"):
        BY_ITEM.charge(-1)


def test_there_was_no_fee_by_these_measures_before_2021():
    assert tariff("fees.by_item", date(2021, 1, 1)) == BY_ITEM
    with pytest.raises(LawError):
        tariff("fees.by_item", date(2020, 12, 31))
