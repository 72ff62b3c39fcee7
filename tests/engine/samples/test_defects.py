"""Each defect changes what it says it changes, and nothing else."""

from __future__ import annotations

import re

import pytest

from disclosure.errors import DataError
from disclosure.form import CellKind
from disclosure.samples import Spec, defects, invent, samples

AGENCY = "青禾镇"
OF_THE_TEXT = sorted(key for key, defect in defects().items() if defect.family in {"law", "claims", "typography", "privacy"})


def with_defect(*keys: str, year: int = 2022, busy: float = 0.2, seed: int = 3):
    return invent(Spec(AGENCY, year, seed, busy=busy, defects=keys))


def text_of(truth) -> str:
    return "\n".join(line.text for section in truth.report.all_sections() for line in section.lines)


def values_of(truth):
    return {cell.at: (cell.kind, cell.value) for cell in truth.report.cells}


def changed_cells(key: str) -> dict:
    clean, defective = values_of(with_defect()), values_of(with_defect(key))
    return {at: defective[at] for at in defective if defective[at] != clean.get(at)}


def number_after(words: str, text: str) -> int:
    return int(re.search(rf"{words}(\d+)", text)[1])


@pytest.mark.parametrize("key", sorted(defects()))
def test_a_defect_makes_a_difference_and_says_what(key):
    clean, defective = with_defect(), with_defect(key)

    assert (text_of(clean), values_of(clean), clean.report) != (text_of(defective), values_of(defective), defective.report)
    assert defective.defects == (key,)
    assert defective.families == {defects()[key].family}
    assert defects()[key].description.endswith(".")


@pytest.mark.parametrize(
    "key", sorted({key for key in defects() if defects()[key].family in {"law", "claims", "typography", "privacy"}})
)
def test_a_defect_of_the_text_leaves_every_cell_alone(key):
    assert changed_cells(key) == {}


def test_every_defect_is_shown_by_a_built_in_sample():
    shown = {key for truth in samples().values() for key in truth.defects}
    assert shown == set(defects())


def test_a_clean_report_claims_what_its_tables_say():
    truth = with_defect()
    report, text = truth.report, text_of(truth)

    assert number_after("新收到?政府信息公开申请", text) == report.value("applications.received.total")
    assert number_after("上年结转的?", text) == report.value("applications.carried_over.total")
    assert number_after("办结", text) == report.value("applications.total.total")


def test_the_kinds_of_published_items_add_up_in_a_clean_report():
    total, *parts = published(text_of(with_defect()))
    assert total == sum(parts)


def published(text: str) -> tuple[int, ...]:
    return tuple(map(int, re.search(r"信息(\d+)条，其中办事指南(\d+)条、工作动态(\d+)条、公告公示(\d+)条", text).groups()))


def test_parts_not_adding_up():
    total, *parts = published(text_of(with_defect("parts_not_adding_up")))
    assert total == sum(parts) + 3


def test_the_text_says_one_application_more_than_the_table():
    truth = with_defect("application_count")
    said = number_after("新收到?政府信息公开申请", text_of(truth))
    assert said == truth.report.value("applications.received.total") + 1


def test_the_text_says_two_reconsiderations_more_than_the_table():
    truth = with_defect("dispute_count")
    said = number_after("被申请行政复议", text_of(truth))
    assert said == truth.report.value("disputes.reconsideration.total") + 2


def test_the_text_denies_applications_that_the_table_has():
    truth = with_defect("narrative_nil")
    assert "没有收到政府信息公开申请" in text_of(truth)
    assert truth.report.value("applications.received.total") > 0


def test_a_notice_that_no_longer_holds_is_cited():
    assert "〔2019〕60号" in text_of(with_defect("superseded_citation"))
    assert "〔2019〕60号" not in text_of(with_defect())


def test_the_same_notice_is_no_defect_while_it_was_in_force():
    assert "〔2019〕60号" in text_of(with_defect(year=2020))


def test_mobile_numbers_stand_in_a_table_of_the_narrative():
    lines = [line for line in with_defect("personal_mobiles").report.sections[0].lines if line.is_table_row]
    assert len(lines) == 4
    assert [line.text.split("\t")[2] for line in lines[1:]] == ["13800000000", "13700000000", "13900000000"]


def test_a_former_row_is_extra_and_not_a_cell():
    truth = with_defect("extra_former_row")
    (row,) = truth.report.extra_rows
    assert row.label == truth.report.edition.table(row.table).former_rows[0].label
    assert changed_cells("extra_former_row") == {}


def test_collapsed_rows_carry_the_sum_and_are_otherwise_absent():
    clean, truth = with_defect().report, with_defect("collapsed_other").report
    parts = [at for at, cell in truth.by_address.items() if cell.kind is CellKind.ABSENT and at.endswith(".total")]

    assert len(parts) == 3
    assert truth.value("applications.other_combined.total") == sum(clean.value(at) for at in parts)


def test_without_a_contact_the_text_names_no_telephone():
    truth = with_defect("missing_contact")
    assert truth.report.contact.is_empty
    assert "电话" not in text_of(truth)


def test_the_last_heading_has_lost_its_number():
    assert [section.printed[:2] for section in with_defect("missing_section_number").report.sections] == [
        "一、", "二、", "三、", "四、", "五、", "其他",
    ]  # fmt: skip


def test_the_fee_section_moves_the_later_numbers_by_one():
    sections = with_defect("extra_fee_section").report.sections
    assert [section.number for section in sections] == [1, 2, 3, 4, None, 5, 6]
    assert [section.printed[0] for section in sections] == list("一二三四五六七")


def test_blank_cells_are_blank_and_not_zero():
    kinds = {kind for kind, _value in changed_cells("blank_cells").values()}
    assert kinds == {CellKind.BLANK}
    assert len(changed_cells("blank_cells")) == 3 * 5


def test_slashes_are_marks_and_not_zero():
    assert {kind for kind, _value in changed_cells("slash_marks").values()} == {CellKind.MARK}
    assert len(changed_cells("slash_marks")) == 2 * 7


def test_a_broken_sum_is_one_cell_that_is_one_too_large():
    clean = values_of(with_defect())
    ((at, (_kind, value)),) = changed_cells("broken_sum").items()
    assert value == clean[at][1] + 1


def test_an_unknown_defect_is_refused_with_those_there_are():
    with pytest.raises(DataError, match=r"没有缺陷 typo；已有：.*broken_sum"):
        with_defect("typo")


def test_no_report_can_be_invented_for_a_year_without_a_form():
    with pytest.raises(DataError, match="2007年没有年度报告格式"):
        with_defect(year=2007)
