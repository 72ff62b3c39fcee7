"""Numbers as people write them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.claims.numerals import narrow, read_arabic, read_chinese, read_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("12", 12),
        ("１２", 12),
        ("1,234", 1234),
        ("12,345,678", 12345678),
        ("68.9", Decimal("68.9")),
        ("1,234.5", Decimal("1234.5")),
    ],
)
def test_arabic_numbers(text, number):
    assert read_arabic(text) == number


@pytest.mark.parametrize("text", ["", "1,23", "12,34", ",123", "1.", ".5", "1.2.3", "-1", "1 2", "九", "1" * 19, "1" * 10_000])
def test_what_is_no_arabic_number(text):
    assert read_arabic(text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("零", 0),
        ("两", 2),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("二十三", 23),
        ("一百零五", 105),
        ("一千零五", 1005),
        ("三千二百一十", 3210),
        ("一万二千", 12000),
        ("二十三万", 230000),
        ("一亿零二万", 100_020_000),
        ("二〇二二", 2022),
        ("一九", 19),
    ],
)
def test_chinese_numbers(text, number):
    assert read_chinese(text) == number


@pytest.mark.parametrize("text", ["", "三公", "几", "1二", "亿" * 5000])
def test_what_is_no_chinese_number(text):
    assert read_chinese(text) is None


def test_narrowing_keeps_every_position():
    text = "共１２３件，约４％"
    assert narrow(text) == "共123件,约4%"
    assert len(narrow(text)) == len(text)


@given(st.integers(0, 10**15))
def test_whole_numbers_read_back_with_and_without_thousands_marks(number):
    assert read_number(str(number)) == number
    if len(f"{number:,}") <= 18:
        assert read_number(f"{number:,}") == number
