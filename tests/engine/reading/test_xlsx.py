"""Workbooks (.xlsx) as offices fill them in: merged cells, hidden parts, formulas, days, numbers that are text."""

from __future__ import annotations

import io
from collections.abc import Callable

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.worksheet.worksheet import Worksheet

import hostile_files as hostile
from disclosure.annotating.marked_workbook import marked_workbook
from disclosure.blocks import Grid, Paragraph
from disclosure.errors import UnreadableError
from disclosure.examine import examine_bytes
from disclosure.form import CellKind, Report
from disclosure.reading import read_report
from disclosure.reading.formats import XLSX, format_of
from disclosure.reading.workbook.xlsx import read_xlsx
from disclosure.samples import Layout, generate
from disclosure.writing.formats import write_report
from disclosure.zips import replaced

WORKBOOK = b'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def book(fill: Callable[[Worksheet], object], name: str = "表三") -> bytes:
    """A workbook of one sheet that ``fill`` fills."""
    made = openpyxl.Workbook()
    made.worksheets[0].title = name
    fill(made.worksheets[0])
    return saved(made)


def saved(made: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def rows(*lines: tuple[object, ...]) -> Callable[[Worksheet], None]:
    def fill(sheet: Worksheet) -> None:
        for line in lines:
            sheet.append(line)

    return fill


def texts(data: bytes) -> list[list[list[str]] | str]:
    return [
        [[cell.text for cell in row] for row in block.rows] if isinstance(block, Grid) else block.text
        for block in read_xlsx(data).blocks
    ]


def test_lines_alone_are_text_and_rows_of_cells_a_table_with_the_place_of_each_cell():
    data = book(rows(("标题",), (), ("规章", 3), ("规范性文件", 4)))

    paragraph, grid = read_xlsx(data).blocks

    assert (paragraph.text, paragraph.place) == ("标题", "sheet 表三 A1")
    assert [[(cell.text, cell.place) for cell in row] for row in grid.rows] == [
        [("规章", "sheet 表三 A3"), ("3", "sheet 表三 B3")],
        [("规范性文件", "sheet 表三 A4"), ("4", "sheet 表三 B4")],
    ]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (3, "3"), (3.0, "3"), (0, "0"), (0.1 + 0.2, "0.3"), (4443.19, "4443.19"), (1e9, "1000000000"), (-2, "-2"), ("3", "3"),
        ("'3", "'3"), ("003", "003"), (" 3 ", " 3 "), ("/", "/"), (True, "1"), (1234567.891234, "1234567.891234"),
    ],
)  # fmt: skip
def test_numbers_are_shown_without_what_floats_add(value, shown):
    assert texts(book(rows(("甲", value), ("乙", 1)))) == [[["甲", shown], ["乙", "1"]]]


@pytest.mark.parametrize(
    ("number_format", "shown"),
    [
        ("yyyy-mm-dd", "2022-12-31"), ('yyyy"年"m"月"d"日"', "2022-12-31"), ("[$-804]yyyy年m月", "2022-12-31"),
        ("0.00", "44926"), ('0"件"', "44926"), ("General", "44926"), ("#,##0;[Red]-#,##0", "44926"),
    ],
)  # fmt: skip
def test_a_number_is_a_day_where_its_format_says_so(number_format, shown):
    def fill(sheet: Worksheet) -> None:
        sheet.append(("甲", 44926))
        sheet["B1"].number_format = number_format

    assert texts(book(fill)) == [[["甲", shown]]]


def test_merged_cells_reach_over_what_they_cover():
    def fill(sheet: Worksheet) -> None:
        rows(("三、", "（一）", 1), (None, "（二）", 2), ("合计", None, 3))(sheet)
        sheet.merge_cells("A1:A2")
        sheet.merge_cells("A3:B3")

    (grid,) = read_xlsx(book(fill)).blocks

    assert [[(cell.text, cell.row_span, cell.column_span) for cell in row] for row in grid.rows] == [
        [("三、", 2, 1), ("（一）", 1, 1), ("1", 1, 1)],
        [("（二）", 1, 1), ("2", 1, 1)],
        [("合计", 1, 2), ("3", 1, 1)],
    ]


def test_a_formula_shows_the_result_that_was_saved_and_itself_where_there_is_none():
    data = book(rows(("甲", 1, 2, "=B1+C1")))
    with_result = patched(data, b"<f>B1+C1</f><v></v>", b"<f>B1+C1</f><v>3</v>")

    assert texts(with_result) == [[["甲", "1", "2", "3"]]]
    assert texts(data) == [[["甲", "1", "2", "=B1+C1"]]]


def test_a_total_that_nobody_computed_is_not_taken_for_blank():
    lines = (("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"), ("规章", 1, 2, "=B2+C2"), ("行政规范性文件", 1, 2, 3))
    report = read_report(book(rows(*lines)), "a.xlsx")

    cell = report.cell("article_20.regulations.in_force")
    assert (cell.kind, cell.value) == (CellKind.UNREADABLE, None)


def patched(data: bytes, old: bytes, new: bytes, part: str = "xl/worksheets/sheet1.xml") -> bytes:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        members = {name: package.read(name) for name in package.namelist()}
    members[part] = members[part].replace(old, new).replace(old.replace(b"<v></v>", b"<v />"), new)
    assert new in members[part]
    return hostile.zipped(members)


def test_hidden_sheets_rows_and_columns_are_not_read_and_do_not_part_a_table():
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    rows(("甲", 7, 1), ("底稿", 8, 2), ("乙", 9, 3))(sheet)
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["B"].hidden = True
    made.create_sheet("底稿").append(("丙", 4))
    made.worksheets[1].sheet_state = "hidden"
    made.create_sheet("更深的底稿").append(("丁", 5))
    made.worksheets[2].sheet_state = "veryHidden"

    assert texts(saved(made)) == [[["甲", "1"], ["乙", "3"]]]


def test_a_merged_label_whose_first_row_is_hidden_is_still_there():
    def fill(sheet: Worksheet) -> None:
        rows(("（三）不予公开", "1.", 1), (None, "2.", 2), (None, "3.", 3))(sheet)
        sheet.merge_cells("A1:A3")
        sheet.row_dimensions[1].hidden = True

    (grid,) = read_xlsx(book(fill)).blocks
    assert [[cell.text for cell in row] for row in grid.rows] == [["（三）不予公开", "2.", "2"], ["3.", "3"]]
    assert grid.rows[0][0].row_span == 2


def test_a_text_of_several_lines_in_one_cell_is_several_paragraphs():
    assert texts(book(rows(("一、总体情况\n正文。\n\n又一段。",)))) == ["一、总体情况", "正文。", "又一段。"]


def test_a_used_range_of_the_whole_sheet_costs_nothing():
    def fill(sheet: Worksheet) -> None:
        rows(("甲", 1))(sheet)
        sheet.cell(1_048_576, 16_384, "x")

    assert texts(book(fill)) == [[["甲", "1"]], "x"]


@pytest.mark.parametrize("kind", ["bomb", "entities", "many", "password", "no parts"])
def test_hostile_workbooks_are_refused_with_what_to_do(kind):
    entity = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>'
    made = {
        "bomb": lambda: {"xl/workbook.xml": b" " * 50_000_000},
        "entities": lambda: {"xl/workbook.xml": entity},
        "many": lambda: {"xl/workbook.xml": WORKBOOK, **{f"{number}": b"" for number in range(6000)}},
        "password": lambda: {"xl/workbook.xml": WORKBOOK},
        "no parts": lambda: {"xl/workbook.xml": b"<workbook"},
    }[kind]()
    data = bytearray(hostile.zipped(made))
    if kind == "password":
        for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
            data[data.index(mark) + offset] |= 1

    with pytest.raises(UnreadableError):
        read_xlsx(bytes(data))


def test_a_workbook_is_known_by_what_is_in_it():
    assert format_of(book(rows(("甲", 1)))) is XLSX


# --- whole reports ---------------------------------------------------------------------------------------------


def outcome(report: Report) -> dict[str, tuple[CellKind, object]]:
    return {cell.at: (cell.kind, cell.value) for cell in report.cells}


def said(report: Report) -> list[tuple[int | None, str, list[str]]]:
    return [(part.number, part.title, [line.text for line in part.lines]) for part in report.sections]


def lost(count: int, seed: int) -> list[str]:
    """The reports that read otherwise out of the workbooks that were written of them."""
    found = []
    for name, data, _truth in generate(count, seed, (Layout.DOCX, Layout.HTML, Layout.TAB_ROWS)):
        examination = examine_bytes(data, name)
        before = examination.report
        plain = read_report(write_report(examination, ".xlsx", unmasked=True), "a.xlsx")
        marked = read_report(marked_workbook(examination), "b.xlsx")
        facts = [(one.agency, one.year, one.period, one.contact, one.edition) for one in (before, plain)]
        if not outcome(before) == outcome(plain) == outcome(marked) or said(before) != said(plain) or facts[0] != facts[1]:
            found.append(name)
    return found


def test_a_report_written_as_a_workbook_reads_the_same_marked_or_not():
    assert lost(12, 21) == []


@pytest.mark.deep
@pytest.mark.parametrize("seed", range(22, 26))
def test_very_many_reports_written_as_workbooks_read_the_same(seed):
    assert lost(300, seed) == []


def test_the_list_of_findings_of_a_marked_workbook_is_no_part_of_the_report():
    examination = next(
        one for name, data, _truth in generate(20, 6, (Layout.DOCX,)) if (one := examine_bytes(data, name)).findings
    )

    read = read_xlsx(marked_workbook(examination))

    assert not any("程度" in block.text for block in read.blocks if isinstance(block, Paragraph))
    assert not any(cell.text == "程度" for block in read.blocks if isinstance(block, Grid) for row in block.rows for cell in row)


def test_tables_alone_are_a_report_without_text():
    name, data, truth = next(entry for entry in generate(40, 2, (Layout.XLSX,)) if not read_report(entry[1], entry[0]).sections)

    report = read_report(data, name)

    assert (report.document_type, report.sections, report.agency) == ("annual_report", (), truth.report.agency)
    assert outcome(report).items() >= {at: (cell.kind, cell.value) for at, cell in truth.expected.items() if cell.value}.items()


def test_digits_that_are_set_high_are_no_digits_of_the_number_before_them():
    high = CellRichText("12", TextBlock(InlineFont(vertAlign="superscript"), "1"))
    low = CellRichText("CO", TextBlock(InlineFont(vertAlign="subscript"), "2"))

    assert texts(book(rows(("新收", high), ("结转", low), ("办结", 21)))) == [[["新收", "12¹"], ["结转", "CO2"], ["办结", "21"]]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_so_are_those_of_strings_that_stand_in_the_sheet_or_are_shared(encoding):
    item = '<r><t>12</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>1</t></r>'
    shared = f'<sst xmlns="{MAIN}"><si>{item}</si></sst>'
    cells = f'<c r="A1" t="inlineStr"><is>{item}</is></c><c r="B1" t="s"><v>0</v></c>'
    rows_of_it = f'<row r="1">{cells}</row><row r="2"><c r="A2"><v>3</v></c></row>'
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{rows_of_it}</sheetData></worksheet>'
    data = replaced(
        book(rows(("甲", "乙"), (1, 2))),
        {"xl/sharedStrings.xml": shared.encode(encoding), "xl/worksheets/sheet1.xml": sheet.encode(encoding)},
    )

    assert texts(data)[0][0] == ["12¹", "12¹"]
