"""What stands in a cell. Blank, mark, number and unreadable are four different things, and only one of them is a number."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.form import CellKind, Column
from disclosure.language import Label
from disclosure.reading.tables.values import looks_like_value, read_value

COUNT = Column("total", Label("总计", "Total"), "件")
CHANGE = Column("change", Label("本年增/减", "Change"), "项", "change")
MYRIADS = Column("amount", Label("收费金额", "Charged"), "万元", "amount")
YUAN = Column("amount", Label("金额", "Amount"), "元", "amount")


@pytest.mark.parametrize("text", ["", " ", "\t", "\u3000", "\xa0\xa0", "\u200b", "\ufeff", "\n"])
def test_a_blank_is_a_blank_and_never_nought(text):
    value = read_value(text, COUNT)
    assert (value.kind, value.value) == (CellKind.BLANK, None)


@pytest.mark.parametrize("text", ["/", "-", "—", "——", "无", " 无 ", "\\", "N/A", "－", "–", "*"])
def test_a_mark_is_a_mark_and_never_nought(text):
    value = read_value(text, COUNT)
    assert (value.kind, value.value) == (CellKind.MARK, None)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("\xa00", 0),
        ("4" + " " * 1000, 4),
        ("11752", 11752),
        ("007", 7),
        ("１２", 12),
        ("1,234", 1234),
        ("1，234", 1234),
        ("12,345,678", 12345678),
        ("零", 0),
        ("〇", 0),
        ("12件", 12),
        ("12 件", 12),
        ("9（其中修订4件）", 9),
        ("9(其中修订4件)", 9),
        ("-3", -3),
    ],
)
def test_a_number_is_read_as_it_was_written(text, number):
    value = read_value(text, COUNT)
    assert (value.kind, value.value) == (CellKind.NUMBER, number)


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("300余", "not an exact number"),
        ("约20", "not an exact number"),
        ("2000多件", "not an exact number"),
        ("12.5万", "a count of myriads is rounded"),
        ("1.5", "half an application does not exist"),
        ("1,23", "no thousands are grouped like this"),
        ("12 34", "two numbers, or one broken in two"),
        ("1\n2", "two lines: two numbers, or one broken in two"),
        ("+3", "a count has no plus sign"),
        ("3元", "money where applications are counted"),
        ("3（4）", "two numbers, of which either may be meant"),
        ("详见附件", "words"),
        ("1O", "a letter"),
        ("9" * 19, "more digits than anything counted has"),
        ("9" * 5000, "more digits than Python turns into a number"),
        ("亿" * 3000, "not a number anybody writes"),
    ],
)
def test_what_cannot_be_read_for_certain_is_unreadable_and_says_why(text, because):
    value = read_value(text, COUNT)
    assert (value.kind, value.value) == (CellKind.UNREADABLE, None), because
    assert value.because
    assert " ".join(text.split())[:3] in str(value.because)


@pytest.mark.parametrize(
    ("text", "column", "number"),
    [
        ("4443.19", MYRIADS, Decimal("4443.19")),
        ("1234.567891", MYRIADS, Decimal("1234.567891")),
        ("2130元", MYRIADS, Decimal("0.213")),
        ("86000元", MYRIADS, Decimal("8.6")),
        ("20000元", MYRIADS, 2),
        ("12.5万元", MYRIADS, Decimal("12.5")),
        ("12.5万元", YUAN, 125000),
        ("251000元", YUAN, 251000),
        ("0", YUAN, 0),
    ],
)
def test_money_comes_out_in_the_unit_of_its_column(text, column, number):
    value = read_value(text, column)
    assert (value.kind, value.value) == (CellKind.NUMBER, number)
    assert not isinstance(value.value, float)


def test_money_counted_in_pieces_is_unreadable():
    assert read_value("3件", MYRIADS).kind is CellKind.UNREADABLE


@pytest.mark.parametrize(
    ("text", "number"), [("+6", 6), ("-8", -8), ("减2", -2), ("减少2", -2), ("增3", 3), ("增加3", 3), ("＋6", 6)]
)
def test_a_change_may_carry_a_sign_or_a_word(text, number):
    assert read_value(text, CHANGE).value == number


@pytest.mark.parametrize("text", ["0", "", "/", "12件", "+6", "300余", "约20", "零", "1 2", "１２"])
def test_these_stand_where_a_value_stands(text):
    assert looks_like_value(text)


@pytest.mark.parametrize("text", ["1.属于国家秘密", "规章", "其他", "2.重复申请", "（七）总计", "3.其他", "第二十条第（一）项"])
def test_a_label_is_no_value(text):
    assert not looks_like_value(text)


@given(st.integers(0, 10**12))
def test_every_whole_number_reads_back(number):
    assert read_value(str(number), COUNT).value == number
    assert read_value(f"{number:,}", COUNT).value == number


@given(st.text(max_size=30))
def test_no_text_makes_a_number_without_a_digit_in_it(text):
    value = read_value(text, COUNT)
    if value.value is not None:
        assert any(character.isdigit() or character in "零〇" for character in text)
