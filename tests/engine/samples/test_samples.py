"""The samples that come with the program: what they cover, that they never change, and that nobody real is in them."""

from __future__ import annotations

import re
from datetime import date

import pytest

from disclosure.errors import DataError
from disclosure.form import CellKind, edition_for_year
from disclosure.language import speaking
from disclosure.samples import WHOLE_LAYOUTS, Layout, generate, sample_files, samples, truth_of
from disclosure.samples.words import agencies, words

TRUTHS = [pytest.param(truth, id=name) for name, truth in samples().items()]
#: Offices whose real reports were studied; the samples must not bear their names.
REAL = ("中洲", "白鹤", "官前", "金岭", "樟木头")


def everything_said(truth) -> str:
    report = truth.report
    lines = [line.text for section in report.all_sections() for line in section.lines]
    return "\n".join([report.agency, *lines])


def test_both_editions_and_the_layouts_met_most_are_covered():
    assert {truth.report.edition.key for truth in samples().values()} == {"2019", "2021"}
    assert {truth.layout for truth in samples().values()} >= {
        Layout.WORD_DUMP, Layout.TAB_ROWS, Layout.BROKEN_ROWS, Layout.DOCX, Layout.HTML,
    }  # fmt: skip


def test_some_samples_are_clean_and_some_have_defects():
    assert sum(not truth.defects for truth in samples().values()) >= 3
    assert sum(bool(truth.defects) for truth in samples().values()) >= 3


def test_the_same_samples_come_out_every_time():
    assert list(sample_files()) == list(sample_files())


def test_a_sample_is_named_after_its_office_and_year():
    for name, truth in samples().items():
        office, year = name.rpartition(".")[0].split("-")
        assert office in truth.report.agency
        assert int(year) == truth.report.year


def test_an_unknown_sample_is_refused_by_name_with_what_there_is():
    with pytest.raises(DataError, match=r"没有名为 无此镇-2022\.txt 的示例；已有：青禾镇-2022\.txt"):
        truth_of("无此镇-2022.txt")


def test_the_refusal_speaks_chinese_and_names_no_file_of_the_machine():
    with speaking("zh"), pytest.raises(DataError) as refused:
        truth_of("/etc/passwd")
    assert str(refused.value).startswith("没有名为 /etc/passwd 的示例")


@pytest.mark.parametrize("truth", TRUTHS)
def test_the_edition_is_the_one_in_force_for_the_year(truth):
    assert truth.report.edition == edition_for_year(truth.report.year)


@pytest.mark.parametrize("truth", TRUTHS)
def test_a_report_is_signed_in_january_after_its_year(truth):
    """第五十条: the report is published before 31 January."""
    report = truth.report
    assert date(report.year + 1, 1, 1) < report.published_on < date(report.year + 1, 1, 31)


@pytest.mark.parametrize("truth", TRUTHS)
def test_every_cell_has_a_value_exactly_where_it_is_a_number(truth):
    for cell in truth.report.cells:
        assert (cell.value is not None) == (cell.kind is CellKind.NUMBER), cell.at


@pytest.mark.parametrize("truth", TRUTHS)
def test_no_real_office_is_named(truth):
    said = everything_said(truth)
    assert [name for name in REAL if name in said] == []


@pytest.mark.parametrize("truth", TRUTHS)
def test_no_number_can_be_that_of_a_person_or_an_office(truth):
    said = everything_said(truth)
    assert all(re.fullmatch(r"0000-\d{7}", phone) for phone in re.findall(r"\b0\d{2,3}-\d{7,8}", said))
    assert all(re.fullmatch(r"1[3-9]\d0{8}", mobile) for mobile in re.findall(r"(?<!\d)1[3-9]\d{9}(?!\d)", said))
    assert all(mail.endswith(".example") for mail in re.findall(r"[\w.]+@[\w.]+", said))


def test_contacts_are_of_a_form_that_nobody_has():
    for agency in agencies():
        contact = agency.contact
        assert (contact.postcode, contact.phone[:5]) == ("000000", "0000-")
        assert contact.email.endswith(".example")


def test_invented_mobile_numbers_are_round():
    assert all(re.fullmatch(r"1[3-9]\d0{8}", number) for _name, _post, number in words()["leaks"]["people"])


def test_generated_reports_come_in_every_layout_and_do_not_change():
    count = 2 * len(Layout)
    first = [(name, data) for name, data, _truth in generate(count, 7)]

    assert first == [(name, data) for name, data, _truth in generate(count, 7)]
    assert first != [(name, data) for name, data, _truth in generate(count, 8)]
    assert {truth.layout for _name, _data, truth in generate(count, 7)} == set(WHOLE_LAYOUTS)


def test_half_of_the_generated_reports_are_clean():
    clean = sum(not truth.defects for _name, _data, truth in generate(200, 3, (Layout.TAB_ROWS,)))
    assert 70 <= clean <= 130


def test_a_clean_generated_report_satisfies_every_sum():
    checked = 0
    for _name, _data, truth in generate(60, 4, (Layout.TAB_ROWS,)):
        if truth.defects:
            continue
        report = truth.report
        for table in report.edition.tables.values():
            for equation in table.equations(report.rows_present.get(table.key, frozenset())):
                left, right = (sum(report.value(at) for at in side) for side in (equation.left, equation.right))
                assert left == right, (truth.name, equation)
                checked += 1
    assert checked > 1000
