"""What we write we can read: the same cells out of every format, for every edition, whatever the figures."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from disclosure.form import Cell, CellKind, DocumentType, edition_named, editions
from disclosure.reading import read_report
from disclosure.reading.web.html import read_html
from disclosure.reading.word.docx import read_docx
from disclosure.writing import compose
from disclosure.writing.docx import write_docx
from disclosure.writing.html import write_html
from engine.writing.reports import addresses, filled, good_values, report, shape, with_cell, without_row

FORMATS = {"docx": (write_docx, read_docx), "html": (write_html, read_html)}
# Writing and reading one report takes some hundredths of a second: fewer examples than usual, without a deadline.
FEW = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def figures(whole):
    """Kind and value of every cell that the document has."""
    return {cell.at: (cell.kind, cell.value) for cell in whole.cells if cell.kind is not CellKind.ABSENT}


def read_back(whole, name):
    write, _read = FORMATS[name]
    return read_report(write(compose(whole)), f"report.{name}")


@pytest.mark.parametrize("name", FORMATS)
def test_the_good_figures_of_a_city_come_back(name):
    whole = report(values=good_values(), year=2025)
    back = read_back(whole, name)

    assert figures(back) == figures(whole)
    assert (back.edition, back.year, back.agency) == (whole.edition, whole.year, whole.agency)
    assert back.oddities == ()
    assert [(part.number, part.title) for part in back.sections] == [(part.number, part.title) for part in whole.sections]


@pytest.mark.parametrize("name", FORMATS)
def test_a_report_of_nothing_but_zeros_comes_back_as_zeros(name):
    assert figures(read_back(report(), name)) == figures(report())


@pytest.mark.parametrize("name", FORMATS)
def test_a_row_that_was_not_there_is_not_there_again(name):
    whole = without_row(report(), "applications", "not_processed.publication")
    back = read_back(whole, name)

    assert figures(back) == figures(whole)
    assert any(cell.at.startswith("applications.not_processed.publication") for cell in back.cells)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("mark", ["/", "-", "无"])
def test_a_mark_comes_back_as_a_mark(name, mark):
    at = "applications.granted.natural_person"
    back = read_back(with_cell(report(), Cell(at, CellKind.MARK, None, mark)), name)

    assert (back.cell(at).kind, back.cell(at).as_printed) == (CellKind.MARK, mark)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("printed", ["0", None, "3余"])
def test_what_could_not_be_read_does_not_become_a_number_by_being_written(name, printed):
    at = "applications.granted.natural_person"
    back = read_back(with_cell(report(), Cell(at, CellKind.UNREADABLE, None, printed)), name)

    assert back.value(at) is None
    assert back.cell(at) is None or back.cell(at).kind is CellKind.UNREADABLE


@FEW
@given(st.sampled_from(editions()).flatmap(filled))
@pytest.mark.parametrize("name", FORMATS)
def test_words_and_spans_survive_any_figures(name, whole):
    write, read = FORMATS[name]
    document = compose(whole)

    assert shape(read(write(document))) == shape(document)


@FEW
@given(st.sampled_from(editions()).flatmap(filled))
@pytest.mark.parametrize("name", FORMATS)
def test_any_figures_of_any_edition_come_back(name, whole):
    back = read_back(whole, name)

    assert back.edition.key == whole.edition.key
    assert figures(back) == figures(whole)


@pytest.mark.parametrize("edition", ["2021", "2019", "pre_2019"])
def test_a_form_without_any_figures_comes_back_as_blanks_of_its_edition(edition):
    whole = report(edition, dict.fromkeys(addresses(edition_named(edition))))
    back = read_back(whole, "html")

    assert figures(back) == figures(whole)
    assert back.document_type is DocumentType.BLANK_FORM
