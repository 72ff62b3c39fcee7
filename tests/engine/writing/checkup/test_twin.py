"""Both languages on one page, and nothing of a document that the page could not carry."""

from __future__ import annotations

from decimal import Decimal

import pytest

from disclosure.form import Number
from disclosure.language import Label
from disclosure.writing.checkup.twin import clean, number, say, shown, tip


def test_both_languages_stand_on_the_page_and_are_told_apart():
    assert say(Label("新收", "received")) == '<span lang="zh">新收</span><span lang="en">received</span>'


def test_what_is_the_same_in_both_languages_is_said_once():
    assert say("2023") == "2023"


def test_words_are_escaped_in_text_and_in_hints():
    assert "<b>" not in say(Label("<b>", "<i>"))
    assert str(tip(Label('"', "&"))) == 'title="&#34;" data-en="&amp;"'


def test_a_personal_number_is_masked_in_any_message():
    assert "13800138000" not in say(Label("手机13800138000", "mobile 13800138000"))


@pytest.mark.parametrize("bad", ["\ud800", "\x00", "\x0b", "\x7f", "\ufffe", "\u202e", "\u2067"])
def test_what_a_page_cannot_carry_is_replaced_one_for_one(bad: str):
    assert clean(f"前{bad}后") == "前\ufffd后"


@pytest.mark.parametrize("good", ["政务公开", "a\tb\nc", "𠮷", "〔2021〕30号", "é"])
def test_ordinary_text_stays_as_it_is(good: str):
    assert shown(good) == good


def test_the_length_never_changes_so_that_ranges_stay_true():
    text = "联系人\ud800手机13800138000，身份证110101199003078638。"

    assert len(shown(text)) == len(text)


@pytest.mark.parametrize(
    ("value", "printed"),
    [(None, ""), (0, "0"), (-8, "-8"), (Decimal("4443.1900"), "4443.1900"), (Decimal("1E+3"), "1000")],
)
def test_numbers_are_printed_without_exponent(value: Number | None, printed: str):
    assert number(value) == printed
