"""Putting a row's values under its columns: exact where it can be told, decided by sums where they decide, else null."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure.blocks import GridCell
from disclosure.form import Cell, CellKind, Column, edition_named
from disclosure.language import Label
from disclosure.reading.tables.fitting import Sum, fit, readings

COLUMNS = [Column(key, Label(key, key), "件") for key in ("a", "b", "c", "total")]
ADDRESSES = [f"t.r.{column.key}" for column in COLUMNS]
TOTAL = (Sum(3, (0, 1, 2)),)


def cells(*texts: str) -> list[GridCell]:
    return [GridCell(text, f"cell {number}") for number, text in enumerate(texts, 1)]


def fitted(*texts: str, sums: tuple[Sum, ...] = TOTAL) -> tuple[Cell, ...]:
    return fit(cells(*texts), COLUMNS, ADDRESSES, sums)


def values(*texts: str, sums: tuple[Sum, ...] = TOTAL) -> list[object]:
    return [cell.value for cell in fitted(*texts, sums=sums)]


def kinds(*texts: str) -> list[str]:
    return [cell.kind.value for cell in fitted(*texts)]


def test_as_many_cells_as_columns_stand_as_they_are():
    assert values("1", "2", "0", "3") == [1, 2, 0, 3]
    assert [cell.place for cell in fitted("1", "2", "0", "3")] == ["cell 1", "cell 2", "cell 3", "cell 4"]


def test_a_sum_that_does_not_hold_changes_nothing_that_is_printed():
    """That the row does not add up is for the checks to say; reading gives what stands there."""
    assert values("1", "2", "0", "9") == [1, 2, 0, 9]


def test_empty_cells_at_either_end_beyond_the_columns_are_left_out():
    assert values("", "1", "2", "0", "3", "") == [1, 2, 0, 3]
    assert values("1", "2", "0", "3", "", "", "") == [1, 2, 0, 3]


def test_one_number_short_between_empty_cells_leaves_open_which_one_is_missing():
    """As in a row of seven columns that prints six noughts between two empty cells."""
    assert values("", "0", "0", "0", "") == [None, 0, 0, None]
    assert kinds("", "0", "0", "0", "") == ["unreadable", "number", "number", "unreadable"]


def test_a_sum_that_holds_by_chance_decides_nothing_while_the_total_itself_may_be_missing():
    """2 + 1 = 3 fits; but 2, 1 and 3 may as well be three parts whose total was not printed."""
    assert values("", "2", "1", "3", "") == [None, None, None, None]


def test_the_sums_of_two_groups_settle_in_which_of_them_a_cell_was_dropped():
    columns = [Column(key, Label(key, key), "件") for key in "abtcdu"]
    found = fit(cells("1", "2", "3", "4", "4"), columns, list("abtcdu"), (Sum(2, (0, 1)), Sum(5, (3, 4))))

    assert [(cell.kind.value, cell.value) for cell in found[:3]] == [("inferred", 1), ("inferred", 2), ("inferred", 3)]
    assert [cell.value for cell in found[3:]] == [None, None, None], "which cell of the second group is missing stays open"
    assert all(cell.because for cell in found)


def test_a_row_of_noughts_that_lost_one_says_so_of_every_cell_it_concerns():
    """Three noughts for four columns: any of the four may be the one that is not there."""
    assert values("0", "0", "0") == [None, None, None, None]


def test_more_numbers_than_columns_are_never_squeezed_in():
    assert values("1", "2", "0", "3", "4") == [None] * 4
    assert set(kinds("1", "2", "0", "3", "4")) == {"unreadable"}


def test_a_cell_that_cannot_be_told_claims_no_text_but_has_the_place_of_its_row():
    first = fitted("", "0", "0", "0", "")[0]
    assert (first.as_printed, first.place) == (None, "cell 2")
    assert first.because


def test_a_row_that_prints_nothing_is_blank_not_nought():
    assert kinds("", "", "", "") == ["blank"] * 4
    assert kinds("", "", "", "", "", "") == ["blank"] * 4


def test_marks_and_words_keep_their_place():
    assert kinds("/", "无", "详见附件", "3") == ["mark", "mark", "unreadable", "number"]


def test_nothing_at_all_is_as_many_blanks():
    assert kinds() == ["blank"] * 4


def test_a_row_with_thousands_of_possible_readings_is_unreadable_at_once():
    wide = [Column(f"c{number}", Label("x", "x"), "件") for number in range(30)]
    found = fit(cells(*"1" * 15), wide, [f"t.{column.key}" for column in wide], ())

    assert {cell.kind for cell in found} == {CellKind.UNREADABLE}


def test_ten_thousand_empty_cells_after_one_value_are_no_trouble():
    assert values("1", "2", "0", "3", *[""] * 10_000) == [1, 2, 0, 3]


# An independent solver: put the printed texts under the columns in every order-preserving way, keep those in which the sum
# holds where its total is printed (all, where none does), and see on which cells they agree.


def brute_force(texts: list[str], sums: tuple[Sum, ...]) -> list[int | str | None]:
    width = len(COLUMNS)
    ways: set[tuple[int | None, ...]] = set()
    if len(texts) >= width:
        for start in range(len(texts) - width + 1):
            outside = texts[:start] + texts[start + width :]
            if not any(outside):
                ways.add(tuple(int(text) if text else None for text in texts[start : start + width]))
    else:
        for gaps in itertools.product([False, True], repeat=width):
            if sum(gaps) == len(texts):
                left = iter(texts)
                ways.add(tuple((int(text) if (text := next(left)) else None) if gap else None for gap in gaps))
    agreeing = {
        way
        for way in ways
        if all(way[rule.total] is None or sum(way[part] or 0 for part in rule.parts) == way[rule.total] for rule in sums)
    }
    kept = agreeing or ways
    return [
        (seen := {way[place] for way in kept}) and (seen.pop() if len(seen) == 1 else "?") if kept else "?"
        for place in range(width)
    ]


@given(st.lists(st.sampled_from(["", "0", "0", "1", "2", "3"]), max_size=7))
@settings(max_examples=400, deadline=None)
def test_the_fit_is_what_trying_every_possibility_gives(texts):
    expected = brute_force(texts, TOTAL)
    found = [("?" if cell.kind is CellKind.UNREADABLE else cell.value) for cell in fitted(*texts)]

    assert found == expected


@given(st.lists(st.integers(0, 3), min_size=3, max_size=3), st.sets(st.integers(0, 3)))
@settings(max_examples=200, deadline=None)
def test_whatever_was_dropped_no_value_is_invented(parts, dropped):
    """A true row loses some of its cells: each cell that is still given a number has its true one, or lost its cell."""
    row = [*parts, sum(parts)]
    left = [str(number) for place, number in enumerate(row) if place not in dropped]
    for cell in fitted(*left):
        assert cell.value is None or str(cell.value) in left


@given(st.lists(st.sampled_from(["", "1", "2"]), max_size=9))
def test_every_reading_keeps_the_order_and_all_that_is_printed(texts):
    printed = [text for text in texts if text]
    for reading in readings(cells(*texts), 4):
        assert [cell.text for cell in reading if cell and cell.text] == printed


@pytest.mark.parametrize("key", ["received", "granted", "total"])
def test_the_sums_of_the_real_form_leave_a_lost_nought_open(key):
    """Six noughts for the seven columns of the form: no sum can tell which one is missing."""
    table = edition_named("2021").table("applications")
    columns = table.columns_of(key)
    found = fit(cells(*"000000"), columns, [table.address(key, column.key) for column in columns], (Sum(6, (0, 1, 2, 3, 4, 5)),))

    assert {cell.value for cell in found} == {None}
