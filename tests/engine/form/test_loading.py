"""The data file of an edition: whatever is not in order is refused when it is loaded, with file, place and reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from disclosure.errors import DataError, FormError
from disclosure.form import edition_for_year, edition_named, editions, load_edition

GOOD = Path(__file__).with_name("unseen.yaml").read_text(encoding="utf-8")


def refusal(tmp_path: Path, text: str) -> str:
    path = tmp_path / "broken.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as refused:
        load_edition(path)
    assert "broken.yaml" in str(refused.value), "the message names the file"
    return str(refused.value)


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ('edition: "2031"', 'edition: "2031"\nissuer: nobody', "issuer"),
        ("reporting_years: {from: 2031}", "reporting_years: {until: 2031}", "until"),
        ("reporting_years: {from: 2031}", "reporting_years: {to: 2031}", "from"),
        ("{key: plans, label: 规划计划, en: Plans}", "{key: plans, label: 规划计划, en: Plans, color: red}", "color"),
        ("{key: plans, label: 规划计划, en: Plans}", "{key: plans, label: 规划计划}", "en"),
        ("{key: plans, label: 规划计划, en: Plans}", "{key: normative_documents, label: 规划计划, en: Plans}", "重复"),
        ("{key: plans, label: 规划计划, en: Plans}", "{key: plans, key: plan, label: 规划计划, en: Plans}", "stands twice"),
        ("left: [received], right: [total, carried_forward]", "left: [arrived], right: [total, carried_forward]", "arrived"),
        ("left: [received], right: [total, carried_forward]", "left: [received], right: [total, postponed]", "postponed"),
        ("{id: balance, each: column,", "{id: balance, each: table,", "row 或 column"),
        ("unit: 元, kind: amount", "unit: 元, kind: colour", "count、amount 或 change"),
        ("    layout: strip", "    layout: circle", "layout"),
        ("table: article_20}", "table: article_21}", "article_21"),
        ("title: {zh: 争议化解统计, en: Disputes settled}", "title: {zh: 争议化解统计}", "en"),
        ("sections:\n", "sections: [\n", "无法读取"),
    ],
)
def test_a_data_file_that_is_not_in_order_is_refused(tmp_path, right, wrong, said):
    assert GOOD.count(right) >= 1
    assert said in refusal(tmp_path, GOOD.replace(right, wrong, 1))


def test_a_sum_over_the_leaves_of_a_group_that_does_not_exist_is_refused(tmp_path):
    assert "leftovers" in refusal(tmp_path, GOOD.replace("leaves_of: outcomes", "leaves_of: leftovers"))


def test_a_table_without_what_its_layout_needs_is_refused(tmp_path):
    start, end = GOOD.index("    column_header:"), GOOD.index("    rows:\n      - {key: received")
    assert "column_header" in refusal(tmp_path, GOOD[:start] + GOOD[end:])


def test_a_row_may_not_carry_the_key_of_a_column_block_twice(tmp_path):
    twice = GOOD.replace("{key: other, label: 其余单位", "{key: business, label: 其余单位")
    assert "重复" in refusal(tmp_path, twice)


@pytest.mark.parametrize("text", ["", "[]", "edition", "- a\n- b\n", "1"])
def test_something_that_is_no_edition_at_all_is_refused(tmp_path, text):
    refusal(tmp_path, text)


def test_a_file_that_is_not_there_is_refused_in_words(tmp_path):
    with pytest.raises(DataError, match=r"missing\.yaml"):
        load_edition(tmp_path / "missing.yaml")


def test_the_good_file_is_accepted(tmp_path):
    path = tmp_path / "good.yaml"
    path.write_text(GOOD, encoding="utf-8")

    assert load_edition(path).key == "2031"


def test_each_edition_of_the_program_is_in_force_for_its_years_alone():
    assert [edition.key for edition in editions()] == ["2021", "2019", "pre_2019"], "newest first"
    for year, key in {2008: "pre_2019", 2018: "pre_2019", 2019: "2019", 2020: "2019", 2021: "2021", 2026: "2021"}.items():
        edition = edition_for_year(year)
        assert edition
        assert edition.key == key
    assert edition_for_year(2007) is None, "before 2008 there were no reports"
    assert [edition.is_prescribed for edition in editions()] == [True, True, False], "before 2019 there was no national form"


def test_asking_for_an_edition_that_does_not_exist_says_which_there_are():
    with pytest.raises(FormError, match=r"1999.*2021.*2019"):
        edition_named("1999")


@pytest.mark.parametrize(
    ("edition", "table", "cells"),
    [
        ("2021", "article_20", 10),
        ("2021", "applications", 25 * 7),
        ("2021", "disputes", 15),
        ("2019", "applications", 23 * 7),
        ("2019", "article_20", 2 * 3 + 2 * 3 + 2 * 3 + 2 + 2),
    ],
)
def test_the_forms_have_the_cells_of_the_official_tables(edition, table, cells):
    assert len(list(edition_named(edition).table(table).addresses())) == cells


def test_an_address_that_the_form_does_not_have_is_refused_by_name():
    form = edition_named("2021")
    for address in ("applications.received.nobody", "applications.nothing.total", "nowhere.received.total", "applications", ""):
        with pytest.raises(FormError):
            form.split(address)
