"""Workbooks as forms: live sums stay live and show what they give, shared formulas too; hostile files are refused."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import pytest
from openpyxl import Workbook, load_workbook

from disclosure.errors import UnreadableError
from disclosure.filling import fill
from disclosure.filling.formulas import Sums
from disclosure.form import Cell, CellKind, edition_named, editions
from engine.filling.blank_forms import forms, full_report, xlsx
from engine.reading.word_files import zipped

FORM = edition_named("2021")
COLUMNS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
KEYS = [column.key for column in FORM.tables["applications"].blocks[0].columns]
ROWS = {
    "received": "一、本年新收政府信息公开申请数量",
    "carried_over": "二、上年结转政府信息公开申请数量",
    "granted": "（一）予以公开",
}


def form(total="=SUM(B{row}:G{row})"):
    """A sheet with three rows whose totals are formulas."""
    book = Workbook()
    sheet = book.active
    sheet.title = "表 三"
    sheet.append(["", *COLUMNS])
    for row, label in enumerate(ROWS.values(), 2):
        sheet.append([label, *[None] * 6, total.format(row=row)])
        for cell in sheet[row]:
            cell.number_format = "0"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def report(*numbers, total=None):
    """A report with these numbers in each row, and their sum unless ``total`` is another."""
    row = [*numbers, sum(numbers) if total is None else total]
    cells = tuple(
        Cell(f"applications.{key}.{column}", CellKind.NUMBER, value)
        for key in ROWS
        for column, value in zip(KEYS, row, strict=True)
    )
    return replace(full_report(FORM), cells=cells)


def shown(data):
    """What the cells show before anything is computed."""
    sheet = load_workbook(io.BytesIO(data), data_only=True).active
    return [[cell.value for cell in row[1:]] for row in sheet.iter_rows(min_row=2, max_row=4)]


@pytest.mark.parametrize(
    "formula", ["=SUM(B{row}:G{row})", "=B{row}+C{row}+SUM(D{row},E{row}:G{row})", "=SUM($B{row}:$G{row})-0"]
)
def test_a_sum_stays_and_shows_what_it_gives(formula):
    made = fill(form(formula), report(1, 2, 3, 4, 5, 6), editions())

    assert shown(made.data) == [[1, 2, 3, 4, 5, 6, 21]] * 3
    assert load_workbook(io.BytesIO(made.data)).active["H2"].value == formula.format(row=2)
    assert (len(made.placed), made.left) == (21, ())


def test_a_sum_that_gives_another_number_is_named_and_kept():
    made = fill(form(), report(1, 2, 3, 4, 5, 6, total=22), editions(), overwrite=True)

    assert shown(made.data)[0][-1] == 21
    assert {str(one.why) for one in made.left} == {"表样此格是公式，算得21，报告是22，没有改写"}
    assert len(made.left) == 3


def test_a_formula_that_is_no_sum_is_left_to_the_program():
    made = fill(form("=ROUND(B{row}*1.5,0)"), report(1, 2, 3, 4, 5, 6), editions())

    assert load_workbook(io.BytesIO(made.data)).active["H2"].value == "=ROUND(B2*1.5,0)"
    assert {str(one.why) for one in made.left} == {"表样此格是公式，由打开文件的程序计算，没有改写"}


def test_programs_are_asked_to_compute_when_they_open_it():
    with zipfile.ZipFile(io.BytesIO(fill(form(), report(1, 0, 0, 0, 0, 0), editions()).data)) as archive:
        workbook = archive.read("xl/workbook.xml")

    assert re.search(rb'<(\w+:)?calcPr[^>]*fullCalcOnLoad="1"', workbook)


def test_a_formula_that_cells_share_is_moved_to_where_it_stands():
    data = form()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    sheet = members["xl/worksheets/sheet1.xml"]
    sheet = sheet.replace(b"<f>SUM(B2:G2)</f>", b'<f t="shared" ref="H2:H4" si="0">SUM(B2:G2)</f>')
    sheet = re.sub(rb"<f>SUM\(B[34]:G[34]\)</f>", b'<f t="shared" si="0"/>', sheet)
    members["xl/worksheets/sheet1.xml"] = sheet

    made = fill(zipped(members), report(1, 2, 3, 4, 5, 6), editions())

    assert [row[-1] for row in shown(made.data)] == [21, 21, 21]


@pytest.mark.parametrize(
    ("formulas", "expected"),
    [
        ({"A1": "SUM(B1:B3)"}, 6), ({"A1": "B1+B2-B3"}, 0), ({"A1": "SUM(B1,C1)", "C1": "SUM(B2:B3)"}, 6),
        ({"A1": "A1+1"}, None), ({"A1": "B1*2"}, None), ({"A1": "SUM(B1:B3)B2"}, None), ({"A1": "'表二'!B1"}, None),
        ({"A1": ""}, None), ({"A1": "B9+B1"}, 1), ({"A1": "SUM(A1:XFD1048576)"}, None), ({"A1": "D1+B1"}, None),
        ({"A1": "sum( b1 : b3 )"}, 6),
    ],
)  # fmt: skip
def test_what_a_sum_gives(formulas, expected):
    assert Sums(formulas, {"B1": "1", "B2": "2", "B3": "3", "D1": "字"}).value("A1") == expected


def test_filling_in_twice_changes_nothing_more():
    once = fill(form(), report(1, 2, 3, 4, 5, 6), editions())
    twice = fill(once.data, report(1, 2, 3, 4, 5, 6), editions())

    assert shown(twice.data) == shown(once.data)
    assert (twice.same, twice.left) == (18, ())


def test_marks_become_words_in_the_cell():
    cells = (Cell("applications.received.natural_person", CellKind.MARK, None, "/"),)
    made = fill(form(), replace(full_report(FORM), cells=cells), editions())

    assert shown(made.data)[0][0] == "/"


def changed(data, name, change):
    """A workbook with one part changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {entry: archive.read(entry) for entry in archive.namelist()}
    members[name] = change(members[name])
    return zipped(members)


SHEET = "xl/worksheets/sheet1.xml"
MERGES = b'<mergeCells><mergeCell ref="%s"/></mergeCells>'


def merged(xml, *ranges):
    """A sheet with these merged cells and no others."""
    cells = b'"/><mergeCell ref="'.join(ranges)
    return re.sub(rb"<mergeCells.*</mergeCells>", b"", xml).replace(b"</sheetData>", b"</sheetData>" + MERGES % cells)


def whole(xml):
    return merged(xml, b"A1:XFD1048576")


def many(xml):
    return merged(xml, *(b"A%d:CV%d" % (row, row + 1_999) for row in range(1, 40_000, 2_000)))


def far(xml):
    return xml.replace(b"</sheetData>", b'<row r="9"><c r="A9"><v>1</v></c><c r="XFD9"><v>1</v></c></row></sheetData>')


HOSTILE = {
    "entities": lambda xml: b'<!DOCTYPE x [<!ENTITY a "b">]>' + xml,
    "cut": lambda xml: xml[: len(xml) // 2],
    "bomb": lambda _xml: b"<worksheet>" + b" " * (20 * 2**20) + b"</worksheet>",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_workbook_is_refused_with_a_reason(kind):
    data = changed(xlsx(forms()[0]), SHEET, HOSTILE[kind])

    with pytest.raises(UnreadableError, match="Excel 文件"):
        fill(data, full_report(FORM), editions())


def test_a_merge_of_the_whole_sheet_is_none():
    made = fill(changed(xlsx(forms()[0]), SHEET, whole), full_report(FORM), editions())

    assert 180 < len(made.placed) <= 203


@pytest.mark.parametrize("change", [far, many])
def test_a_sheet_with_impossibly_many_cells_is_refused(change):
    with pytest.raises(UnreadableError, match="200000"):
        fill(changed(xlsx(forms()[0]), SHEET, change), full_report(FORM), editions())


def test_a_zip_that_is_neither_is_refused():
    with pytest.raises(UnreadableError):
        fill(zipped({"a.txt": "x"}), full_report(FORM), editions())
