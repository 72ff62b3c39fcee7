"""Reports as workbooks: figures as numbers, the sums of the form as formulas, the same bytes each time."""

import io
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest

from disclosure.form import Cell, CellKind, Line, Section, editions
from disclosure.writing.xlsx import workbook_of, write_xlsx
from engine.writing.reports import addresses, good_values, numbers, report, with_cell

RECEIVED = "applications.received.total"


def opened(whole, *, results=False):
    return openpyxl.load_workbook(io.BytesIO(write_xlsx(whole)), data_only=results)


def at(book, whole, address):
    """The cell of an opened workbook that shows a figure."""
    place = workbook_of(whole).cells[address]
    return book[place.parent.title][place.coordinate]


@pytest.mark.parametrize("edition", [edition.key for edition in editions()])
def test_every_figure_of_the_form_has_its_cell(edition):
    whole = report(edition)

    assert set(workbook_of(whole).cells) == set(addresses(whole.edition))


def test_a_total_is_a_formula_with_its_result():
    whole = report(values=good_values())

    assert at(opened(whole), whole, RECEIVED).value.startswith("=SUM(")
    assert at(opened(whole, results=True), whole, RECEIVED).value == 14069


def test_the_results_of_a_year_add_up_over_the_column():
    whole = report(values=good_values())
    column = at(opened(whole), whole, "applications.total.natural_person")

    # Twenty-one rows below one another, from （一）予以公开 to （六）3.其他, are one range.
    assert column.value == f"=SUM(${column.column_letter}${column.row - 21}:${column.column_letter}${column.row - 1})"


def test_a_total_that_is_wrong_stays_as_it_was_printed():
    whole = with_cell(report(values=good_values()), Cell(RECEIVED, CellKind.NUMBER, 14068))

    assert at(opened(whole), whole, RECEIVED).value == 14068


def test_a_blank_total_is_not_computed():
    whole = with_cell(report(values=good_values()), Cell(RECEIVED, CellKind.BLANK))

    assert at(opened(whole), whole, RECEIVED).value is None


def test_a_broken_sum_turns_red_while_it_is_broken():
    whole = report(values=good_values())
    place = workbook_of(whole).cells[RECEIVED]
    rules = opened(whole)[place.parent.title].conditional_formatting

    formulas = [rule.formula[0] for span in rules if place.coordinate in str(span.sqref).split() for rule in span.rules]
    # Its row, and the balance of what came in with what went out.
    assert len(formulas) == 2
    assert all("SUM(" in formula for formula in formulas)


def test_text_is_never_a_formula():
    section = Section("sections.1", 1, "总体情况", "", (Line('=HYPERLINK("http://x.example","x")'),))
    whole = replace(report(), sections=(section,))
    cells = [cell for sheet in opened(whole) for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]

    assert all(cell.value.startswith("=SUM(") for cell in cells)


def test_an_amount_with_more_digits_than_excel_keeps_is_written_as_text():
    amount = Decimal("1234567890123.456789")
    whole = report(values={**good_values(), "article_20.fees.amount": amount})

    assert at(opened(whole), whole, "article_20.fees.amount").value == "1234567890123.456789"


def test_marks_and_blanks_are_no_numbers():
    mark = "applications.granted.natural_person"
    whole = with_cell(report(values=good_values()), Cell(mark, CellKind.MARK, None, "/"))

    assert at(opened(whole), whole, mark).value == "/"


def test_headings_that_differ_only_in_what_a_sheet_may_not_be_called_have_sheets_of_their_own():
    parts = tuple(Section(f"sections.extra{n}", None, "x", "七、其他[说明]/附：" + "很长" * 20, (Line("文"),)) for n in (1, 2))
    names = opened(replace(report(), sections=parts, cells=numbers({}))).sheetnames

    assert len(set(names)) == 3
    assert all(len(name) <= 31 for name in names)


def test_the_same_report_gives_the_same_bytes():
    assert write_xlsx(report(values=good_values())) == write_xlsx(report(values=good_values()))
