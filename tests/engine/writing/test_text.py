from decimal import Decimal

import pytest

from disclosure.form import Cell, CellKind, Column
from disclosure.language import Label
from disclosure.writing.text import cell_text, chinese_numeral, legal, number_text, stands_before

COUNT = Column("total", Label("总计", "Total"), "件")
CHANGE = Column("change", Label("本年增/减", "Change"), "项", "change")


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (Cell("a", CellKind.NUMBER, 0, "0"), "0"),
        (Cell("a", CellKind.BLANK), ""),
        (Cell("a", CellKind.MARK, None, "/"), "/"),
        (Cell("a", CellKind.MARK, None, "无"), "无"),
        (Cell("a", CellKind.UNREADABLE, None, "3余"), "3余"),
        (Cell("a", CellKind.UNREADABLE, None, "0"), "？"),
        (Cell("a", CellKind.UNREADABLE, None, "1 2"), "？"),
        (Cell("a", CellKind.UNREADABLE), "？"),
        (Cell("a", CellKind.ABSENT), ""),
        (Cell("a", CellKind.INFERRED, 7), "7"),
        (None, ""),
    ],
)
def test_a_blank_is_written_blank_a_mark_as_it_was_and_what_is_unknown_never_as_a_number(cell, text):
    assert cell_text(cell, COUNT) == text


def test_only_a_change_that_is_not_zero_has_a_sign():
    assert [cell_text(Cell("a", CellKind.NUMBER, value), CHANGE) for value in (6, 0, -3)] == ["+6", "0", "-3"]
    assert cell_text(Cell("a", CellKind.NUMBER, 6), COUNT) == "6"


@pytest.mark.parametrize(
    ("value", "text"), [(Decimal("4443.19"), "4443.19"), (Decimal("0.2130"), "0.2130"), (Decimal("1E+3"), "1000")]
)
def test_amounts_keep_their_digits_and_never_show_an_exponent(value, text):
    assert number_text(value) == text


@pytest.mark.parametrize(("number", "numeral"), [(1, "一"), (7, "七"), (10, "十"), (11, "十一"), (20, "二十"), (25, "二十五")])
def test_parts_are_numbered_in_chinese(number, numeral):
    assert chinese_numeral(number) == numeral


def test_characters_that_xml_forbids_are_dropped_and_all_others_kept():
    assert legal("政\x00务\x0b公\ufffe开\ud800\t𠮷\r\n。") == "政务\n公开\t𠮷\n。"


def test_places_of_different_kinds_are_not_compared():
    assert stands_before("line 9", "line 10")
    assert not stands_before("line 10", "line 10")
    assert not stands_before("line 9", "table 3 row 5 cell 2")
    assert not stands_before(None, "line 1")
