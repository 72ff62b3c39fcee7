"""Tables drawn in another order than the form's are read by their headings, or as they always were where that is in doubt."""

from __future__ import annotations

from dataclasses import replace

import pytest

from disclosure.blocks import Grid, GridCell
from disclosure.form import CellKind, edition_named, editions
from disclosure.reading import read_report
from disclosure.reading.tables.ordering import in_official_order
from disclosure.samples import WHOLE_LAYOUTS, Spec, invent, render
from disclosure.samples.grids import grid_of
from engine.filling.blank_forms import (
    docx,
    form,
    full_report,
    html,
    key,
    on_two_pages,
    reordered_columns,
    reordered_rows,
    split_headings,
    strip_as_rows,
)  # fmt: skip

FORM = edition_named("2021")
ODD = {
    "columns": form("columns", "2021", reordered_columns),
    "rows": form("rows", "2021", reordered_rows),
    "columns of 2019": form("columns of 2019", "2019", reordered_columns),
    "strip": form("strip", "2021", None, strip_as_rows),
    "torn": form("torn", "2021", None, split_headings, on_two_pages),
    "columns on two pages": form("columns on two pages", "2021", reordered_columns, on_two_pages),
}


def filled(entry, make):
    """A form with a number in each cell that no other cell has, written by nothing of ours."""
    report = full_report(entry.edition)
    return report, make(entry, lambda cell: str(report.value(cell.at)) if cell.at else cell.text)


@pytest.mark.parametrize("make", [docx, html])
@pytest.mark.parametrize("name", ODD)
def test_every_number_is_read_as_what_its_heading_says(name, make):
    report, data = filled(ODD[name], make)

    read = read_report(data, "a")

    assert read.edition is not None
    assert read.edition.key == report.edition.key
    assert {at: read.value(at) for at in ODD[name].addresses()} == {at: report.value(at) for at in ODD[name].addresses()}
    assert {cell.kind for cell in read.cells} == {CellKind.NUMBER}


@pytest.mark.parametrize("name", ODD)
def test_nothing_is_said_to_be_missing_that_only_stands_elsewhere(name):
    _report, data = filled(ODD[name], docx)

    kinds = {oddity.kind for oddity in read_report(data, "a").oddities}

    assert not kinds & {"missing_column", "row_unreadable", "values_without_label", "label_unknown"}


def test_a_key_in_each_cell_tells_that_the_forms_are_what_they_say():
    for entry in ODD.values():
        assert docx(entry, key).count(b"PK") > 1


@pytest.mark.parametrize("edition", [form for form in editions() if form.is_prescribed], ids=lambda edition: edition.key)
def test_a_table_in_the_official_order_stays_as_it_is(edition):
    report = full_report(edition)
    for table in edition.tables.values():
        grids = [grid_of(report, table)]
        assert in_official_order(table, grids) == grids
        assert in_official_order(table, grids)[0] is grids[0]


@pytest.mark.parametrize("layout", list(WHOLE_LAYOUTS))
def test_reports_in_the_usual_order_read_as_ever(layout, monkeypatch):
    truths = [invent(Spec("青禾镇", year, year, layout, busy=0.5)) for year in (2020, 2022)]
    read = [read_report(render(truth), "a") for truth in truths]
    monkeypatch.setattr("disclosure.reading.report.in_official_order", lambda _table, grids: list(grids))

    assert [one.cells for one in read] == [read_report(render(truth), "a").cells for truth in truths]


def rows(*lines):
    return Grid(tuple(tuple(GridCell(text) for text in line) for line in lines))


HEAD = ("", "总计", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
RECEIVED = "一、本年新收政府信息公开申请数量"


def test_where_columns_cannot_be_counted_nothing_is_moved():
    grids = [rows(HEAD, (RECEIVED, "1", "2", "3", "4", "5", "6", "7"), ("（一）予以公开", "1", "2", "3"))]

    assert in_official_order(FORM.tables["applications"], grids) == grids


def test_where_a_row_is_drawn_twice_nothing_is_moved():
    line = (RECEIVED, "1", "2", "3", "4", "5", "6", "7")
    grids = [rows(HEAD, line, line)]

    assert in_official_order(FORM.tables["applications"], grids) == grids


def test_rows_that_the_form_does_not_have_stay():
    more = ("五、备查", "7", "1", "2", "3", "4", "5", "6")
    grids = [rows(HEAD, (RECEIVED, "27", "1", "2", "3", "4", "5", "12"), more)]

    (grid,) = in_official_order(FORM.tables["applications"], grids)

    assert [cell.text for cell in grid.rows[1]] == [RECEIVED, "1", "2", "3", "4", "5", "12", "27"]
    assert [cell.text for cell in grid.rows[-1]] == list(more)


def test_places_are_those_of_the_file():
    head = tuple(GridCell(text) for text in HEAD)
    line = tuple(replace(GridCell(text), place=f"row 2 cell {number}") for number, text in enumerate((RECEIVED, *"1234567"), 1))

    (grid,) = in_official_order(FORM.tables["applications"], [Grid((head, line))])

    assert {cell.text: cell.place for cell in grid.rows[-1]} == {cell.text: cell.place for cell in line}
