"""OpenDocument workbooks: read like those of Excel, without LibreOffice, and never more than they hold."""

from __future__ import annotations

import io
from datetime import date

import pytest

from disclosure.blocks import Grid
from disclosure.errors import UnreadableError
from disclosure.isolation import Examiner
from disclosure.reading import read_report
from disclosure.reading.formats import format_of
from disclosure.reading.workbook.ods import is_ods, read_ods, sheets_of
from disclosure.reading.workbook.package import Package
from disclosure.reading.workbook.tabular import tables
from disclosure.reading.workbook.xlsx import sheets_of as sheets_of_xlsx
from disclosure.samples import Layout, generate
from engine.reading.open_workbooks import MEDIA_TYPE, book, book_of, content, empty, number, packed, row, table, words

REPORTS = [(data, truth) for _name, data, truth in generate(12, 5, (Layout.XLSX,))]


@pytest.mark.parametrize("at", range(len(REPORTS)))
def test_a_report_is_read_like_the_same_workbook_of_excel(at):
    data, truth = REPORTS[at]
    same = book_of(sheets_of_xlsx(Package(data)))
    report, expected = read_report(same, "年报.ods"), read_report(data, "年报.xlsx")

    assert report.source.media_type == MEDIA_TYPE
    assert report.cells == expected.cells
    assert {cell.at: cell.value for cell in report.cells} == {cell.at: cell.value for cell in truth.report.cells}
    assert (report.agency, report.year, report.sections) == (expected.agency, expected.year, expected.sections)


def test_another_reader_of_the_same_files_sees_the_same_numbers():
    from python_calamine import CalamineWorkbook

    for data, _truth in REPORTS[:4]:
        same = book_of(sheets_of_xlsx(Package(data)))
        other = CalamineWorkbook.from_filelike(io.BytesIO(same))
        compared = 0
        for sheet in sheets_of(same):
            seen = other.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
            for at, line in enumerate(seen, 1):
                for column, value in enumerate(line, 1):
                    if isinstance(value, int | float):
                        assert float(sheet.texts[at, column]) == value
                        compared += 1
        assert compared > 100


def grid(*rows: str) -> list[list[str]]:
    (found,) = (block for block in read_ods(book(table("".join(rows)))).blocks if isinstance(block, Grid))
    return [[cell.text for cell in line] for line in found.rows]


def test_a_cell_or_row_that_stands_several_times_is_read_as_often():
    twice = ' table:number-columns-repeated="3"'

    assert grid(row(words("行政许可"), number("0", more=twice))) == [["行政许可", "0", "0", "0"]]
    assert len(grid(row(words("甲"), number("1"), more=' table:number-rows-repeated="4"'))) == 4


def test_places_are_counted_over_what_is_empty():
    (found,) = (
        block
        for block in read_ods(
            book(table(row(empty(1024), more=' table:number-rows-repeated="5"') + row(empty(2), words("甲"), number("7"))))
        ).blocks
    )

    assert [cell.place for cell in found.rows[0]] == ["sheet 表 C6", "sheet 表 D6"]


def test_a_number_is_what_it_is_and_not_as_it_is_rounded_for_the_eye():
    day = '<table:table-cell office:value-type="date" office:date-value="{}"><text:p>x</text:p></table:table-cell>'

    assert grid(
        row(number("4443.19", "4443"), number("3.0"), number("1e3"), day.format("2023-01-31"), day.format("2023-01-31T00:00:00"))
    ) == [["4443.19", "3", "1000", str(date(2023, 1, 31)), "2023-01-31"]]


def test_a_formula_shows_its_result_and_without_one_stands_as_it_is():
    formula = ' table:formula="of:=SUM([.A1:.B1])"'

    assert grid(row(words("甲"), number("7", more=formula), f"<table:table-cell{formula}/>")) == [["甲", "7", "=SUM([.A1:.B1])"]]


def test_words_keep_their_lines_and_blanks_and_lose_comments():
    cell = (
        '<table:table-cell office:value-type="string"><office:annotation><text:p>请核对</text:p></office:annotation>'
        '<text:p>其他<text:s text:c="2"/>处<text:span>理</text:span></text:p><text:p>总计</text:p></table:table-cell>'
    )

    assert grid(row(cell, number("1"))) == [["其他  处理\n总计", "1"]]


def test_merged_cells_reach_as_far_as_they_say():
    span = ' table:number-columns-spanned="2" table:number-rows-spanned="2"'
    covered = "<table:covered-table-cell/>"
    (found,) = read_ods(book(table(row(words("甲", span), covered, number("1")) + row(covered, covered, number("2"))))).blocks

    assert [(cell.text, cell.row_span, cell.column_span) for cell in found.rows[0]] == [("甲", 2, 2), ("1", 1, 1)]
    assert [cell.text for cell in found.rows[1]] == ["2"]


def test_what_is_hidden_is_not_read():
    hidden = ' table:visibility="collapse"'
    columns = f'<table:table-column table:number-columns-repeated="2"/><table:table-column{hidden}/>'
    rows = (
        row(words("甲"), number("1"), number("9"))
        + row(words("藏"), number("9"), more=hidden)
        + row(words("乙"), number("2"), number("9"))
    )
    blocks = read_ods(book(table(columns + rows), table(row(words("暗"), number("8")), "暗表", ' table:style-name="ta2"'))).blocks

    assert [[cell.text for cell in line] for block in blocks for line in block.rows] == [["甲", "1"], ["乙", "2"]]


def test_rows_in_groups_are_rows():
    head = f"<table:table-header-rows>{row(words('甲'), number('1'))}</table:table-header-rows>"
    inner = f"{head}<table:table-row-group>{row(words('乙'), number('2'))}</table:table-row-group>"

    assert grid(inner) == [["甲", "1"], ["乙", "2"]]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (packed({"content.xml": b"<broken"}), "损坏"),
        (packed({}), "损坏"),
        (book(table(row(words("甲"))))[:-60], "损坏"),
        (packed({"content.xml": b"x", "META-INF/manifest.xml": b"<manifest:encryption-data/>"}), "密码"),
        (packed({"content.xml": b'<!DOCTYPE d [<!ENTITY a "1">]>' + content("").partition(b"?>")[2]}), "实体"),
        (book(table(row(number("1"), more=' table:number-rows-repeated="1048576"'))), "单元格"),
        (
            book(
                table(row(number("1", more=' table:number-columns-repeated="16384"'), more=' table:number-rows-repeated="100"'))
            ),
            "单元格",
        ),
        (book(table(row(number("1", more=' table:number-columns-repeated="9999999"')))), "单元格"),
    ],
)
def test_what_cannot_be_read_says_why(data, said):
    assert is_ods(data)
    with pytest.raises(UnreadableError, match=said):
        format_of(data).read(data)


def test_a_look_of_the_whole_sheet_takes_nothing():
    look = '<table:table-cell table:style-name="ce1" table:number-columns-repeated="16384"/>'
    data = book(table(row(words("甲"), number("1"), look) + row(look, more=' table:number-rows-repeated="1048575"')))

    assert len(sheets_of(data)[0].present) == 2


def test_one_that_broke_off_is_known_by_its_beginning():
    whole = book(table(row(words("甲" * 900), number("1"))))

    with Examiner() as examiner:
        for end in range(80, len(whole), 40):
            (finding,) = examiner.examine(whole[:end], "年报.ods").findings
            assert "损坏" in str(finding.message), end


def test_lists_are_imported_out_of_them():
    assert tables(book(table(row(words("姓名"), words("电话")) + row(words("某"), number("12345")), "名单"))) == [
        ("名单", [["姓名", "电话"], ["某", "12345"]])
    ]


@pytest.mark.parametrize(
    ("position", "shown"), [("super 58%", "12¹"), ("33% 58%", "12¹"), ("sub 58%", "121"), ("-33%", "121"), ("0% 100%", "121")]
)
def test_digits_that_are_set_high_are_no_digits_of_the_number_before_them(position, shown):
    look = f'<style:style style:name="T1"><style:text-properties style:text-position="{position}"/></style:style>'
    span = '<text:span text:style-name="T1">1</text:span>'
    high = f'<table:table-cell office:value-type="string"><text:p>12{span}</text:p></table:table-cell>'
    part = content(table(row(words("新收"), high) + row(words("结转"), number("3")))).replace(
        b"</office:automatic-styles>", look.encode() + b"</office:automatic-styles>"
    )
    (found,) = (block for block in read_ods(packed({"content.xml": part})).blocks if isinstance(block, Grid))

    assert found.rows[0][1].text == shown
