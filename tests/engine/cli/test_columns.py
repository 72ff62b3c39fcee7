"""Columns of text in which a Chinese character takes two cells."""

import pytest

from disclosure.cli.columns import cells_wide, columns


@pytest.mark.parametrize(("text", "wide"), [("", 0), ("abc", 3), ("工作日", 6), ("第1个", 5), ("〔2023〕", 8), ("—", 1)])
def test_the_width_of_a_text(text, wide):
    assert cells_wide(text) == wide


def test_columns_stand_under_one_another_and_nothing_is_cut():
    assert list(columns([("日", "a", "x"), ("工作日", "bb", "")])) == ["日      a   x", "工作日  bb"]


def test_no_rows_no_lines():
    assert list(columns([])) == []
