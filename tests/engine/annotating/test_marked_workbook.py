"""The workbook with findings: every cell that a finding names is filled and says why, sums stay live, all is listed."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

from disclosure.annotating.marked_workbook import marked_workbook
from disclosure.checks.finding import Severity
from disclosure.examine import examine_bytes
from disclosure.language import speaking
from disclosure.samples import Layout, Spec, invent, render
from disclosure.writing.xlsx import workbook_of

FILLS = {Severity.ERROR: "00F8CBAD", Severity.WARNING: "00FFE699", Severity.NOTICE: "00BDD7EE"}


def examined(*defects: str, seed: int = 5):
    data = render(invent(Spec("渡口坪镇", 2022, seed, Layout.DOCX, busy=0.2, defects=defects), "年报.docx"))
    return examine_bytes(data, "年报.docx")


@pytest.fixture(scope="module")
def faulty():
    examination = examined("broken_sum", "application_count", "personal_mobiles", "doubled_words")
    return examination, load_workbook(io.BytesIO(marked_workbook(examination)))


def test_every_cell_that_a_finding_names_is_filled_and_says_why(faulty):
    examination, book = faulty
    places = workbook_of(examination.report).cells

    named = 0
    for number, finding in enumerate(examination.findings, 1):
        for address in finding.at:
            if address not in places:
                continue
            named += 1
            cell = book[places[address].parent.title][places[address].coordinate]
            assert f"问题{number}（{finding.severity.label}）：" in cell.comment.text
            worst = min((other.severity for other in examination.findings if address in other.at), key=list(Severity).index)
            assert cell.fill.fgColor.rgb == FILLS[worst], address
    assert named >= 5


def test_cells_that_no_finding_names_are_left_alone(faulty):
    examination, book = faulty
    named = {address for finding in examination.findings for address in finding.at}

    quiet = [cell for at, cell in workbook_of(examination.report).cells.items() if at not in named]

    assert len(quiet) > 100
    assert all(book[cell.parent.title][cell.coordinate].comment is None for cell in quiet)


def test_sums_stay_live(faulty):
    _examination, book = faulty

    formulas = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]

    assert len(formulas) > 20
    assert all(formula.startswith("=SUM(") for formula in formulas)


def test_the_last_sheet_lists_every_finding_with_a_link_to_its_cell(faulty):
    examination, book = faulty
    sheet = book["问题"]

    assert book.active is sheet
    assert sheet is book.worksheets[-1]
    for number, finding in enumerate(examination.findings, 1):
        row = [cell.value for cell in sheet[number + 1]]
        assert row[:2] == [number, str(finding.severity.label)]
        assert row[4] == (str(finding.advice) if finding.advice else None)
    linked = [cell for cell in sheet["A"] if cell.hyperlink]
    assert linked
    for cell in linked:
        title, _mark, coordinate = cell.hyperlink.location.rpartition("!")
        assert book[title.strip("'")][coordinate].comment is not None


def test_personal_numbers_are_masked_everywhere(faulty):
    _examination, book = faulty

    said = "".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)

    assert "手机号码" in said
    assert "****" in said
    assert not [word for word in said.split() if word.isdigit() and len(word) == 11]


def test_a_clean_report_says_so_on_its_list():
    examination = examined()
    assert not examination.findings

    sheet = load_workbook(io.BytesIO(marked_workbook(examination)))["问题"]

    assert sheet["C2"].value == "没有发现问题"


def test_the_same_report_gives_the_same_bytes(faulty):
    examination, _book = faulty

    assert marked_workbook(examination) == marked_workbook(examination)


def test_in_english_the_list_is_english(faulty):
    examination, _book = faulty
    with speaking("en"):
        book = load_workbook(io.BytesIO(marked_workbook(examination)))

    assert [cell.value for cell in book.worksheets[-1][1]][:3] == ["No.", "Severity", "Findings"]
