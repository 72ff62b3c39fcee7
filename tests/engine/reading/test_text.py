"""Plain text: how tables survive in it, and what is a table and what is prose."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure.blocks import Grid, Paragraph
from disclosure.errors import UnreadableError
from disclosure.reading.plain.text import LONGEST_TEXT, decode, read_text


def shape(text: str | bytes) -> list[object]:
    """Paragraphs as their text, grids as rows of texts."""
    blocks = read_text(text if isinstance(text, bytes) else text.encode()).blocks
    return [[[cell.text for cell in row] for row in block.rows] if isinstance(block, Grid) else block.text for block in blocks]


def places(text: str) -> list[list[str | None]]:
    (grid,) = read_text(text.encode()).blocks
    assert isinstance(grid, Grid)
    return [[cell.place for cell in row] for row in grid.rows]


@pytest.mark.parametrize(
    ("data", "because"),
    [
        ("公开1件\n".encode(), "UTF-8"),
        (codecs.BOM_UTF8 + "公开1件\n".encode(), "UTF-8 with a mark"),
        ("公开1件\n".encode("gb18030"), "GB 18030, as Windows in China writes"),
        ("公开1件\n".encode("utf-16"), "UTF-16 with a mark, as Notepad calls Unicode"),
        (codecs.BOM_UTF16_BE + "公开1件\n".encode("utf-16-be"), "UTF-16 the other way round"),
    ],
)
def test_the_encodings_of_office_files_are_told_apart(data, because):
    assert decode(data) == "公开1件\n", because


@pytest.mark.parametrize("data", [b"\xff\xff\xff\xff", b"GIF89a\x01\x00\x00", "公开".encode("utf-16-le") + b"\x00\x01"])
def test_what_is_no_text_is_refused_with_what_to_do(data):
    with pytest.raises(UnreadableError, match="另存为"):
        decode(data)


def test_line_ends_of_all_systems_count_as_one():
    assert shape("甲\r\n乙\r丙\n丁") == ["甲", "乙", "丙", "丁"]
    assert [block.place for block in read_text("甲\r\n\r\n乙".encode()).blocks] == ["line 1", "line 3"]


def test_one_cell_a_line_with_an_empty_line_after_each_row():
    assert shape("\t规章\n\t1\n\t2\n\n\t行政许可\n\t3\n") == [[["规章", "1", "2"], ["行政许可", "3"]]]
    assert places("\t规章\n\t1\n\n\t行政许可\n\t3\n") == [["line 1", "line 2"], ["line 4", "line 5"]]


def test_a_line_without_a_tab_goes_on_with_the_cell_before_it():
    assert shape("\t商业\n企业\n\t科研\n机构\n\n\t1\n\t2\n") == [[["商业\n企业", "科研\n机构"], ["1", "2"]]]


def test_a_tab_alone_is_an_empty_cell():
    assert shape("\t\n\t（二）部分公开\n\t0\n") == [[["", "（二）部分公开", "0"]]]


def test_two_empty_lines_end_a_table_of_one_cell_a_line():
    assert shape("\t规章\n\t1\n\n\n\t行政许可\n\t3\n") == [[["规章", "1"]], [["行政许可", "3"]]]


def test_the_heading_right_after_a_table_is_not_the_rest_of_its_last_number():
    assert shape("\t行政复议\n\t0\n五、存在的主要问题\n") == [[["行政复议", "0"]], "五、存在的主要问题"]


def test_one_row_a_line_with_its_cells_between_tabs():
    assert shape("信息内容\t件数\n规章\t0\n") == [[["信息内容", "件数"], ["规章", "0"]]]
    assert places("信息内容\t件数\n规章\t0\n") == [["line 1", "line 1"], ["line 2", "line 2"]]


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\n \n\u3000\n"])
def test_empty_lines_between_rows_are_a_page_break(gap):
    assert shape(f"行政处罚\t1\n{gap}行政强制\t2\n") == [[["行政处罚", "1"], ["行政强制", "2"]]]


def test_prose_between_rows_ends_the_table():
    assert shape("行政处罚\t1\n（续表）\n行政强制\t2\n") == [[["行政处罚", "1"]], "（续表）", [["行政强制", "2"]]]


@pytest.mark.parametrize(
    "line",
    [
        "\t今年以来，我镇公开信息。",
        "\t\t今年以来，我镇公开信息。",
        "今年以来，我镇公开信息。\t\t",
        "\t \t今年以来，我镇公开信息。",
    ],
)
def test_prose_indented_with_tabs_is_prose(line):
    assert shape(f"一、总体情况\n{line}\n") == ["一、总体情况", "今年以来，我镇公开信息。"]


@pytest.mark.parametrize("line", ["一、\t总体情况", "（一）\t主动公开", "1.\t加强领导"])
def test_a_number_and_a_tab_before_words_is_a_numbered_paragraph(line):
    assert shape(line) == [line.replace("\t", " ")]


def test_a_number_with_values_after_it_is_a_row():
    assert shape("1.\t属于国家秘密\t0\t0") == [[["1.", "属于国家秘密", "0", "0"]]]


def test_a_file_of_more_cells_than_any_report_is_refused():
    with pytest.raises(UnreadableError, match="单元格"):
        read_text(b"0\t" * 200_001)


def test_a_file_longer_than_any_report_is_refused():
    with pytest.raises(UnreadableError, match="万字"):
        read_text(b"a" * (LONGEST_TEXT + 1))


@given(st.text(st.sampled_from("\t\n 01甲一、（）"), max_size=80))
@settings(max_examples=200, deadline=None)
def test_no_word_of_a_text_is_lost_and_every_block_has_a_line(text):
    blocks = read_text(text.encode()).blocks
    kept = "".join(
        block.text if isinstance(block, Paragraph) else "".join(cell.text for row in block.rows for cell in row)
        for block in blocks
    )

    assert sorted("".join(kept.split())) == sorted("".join(text.split()))
    assert all(block.place and block.place.startswith("line ") for block in blocks)


def test_the_number_of_a_page_below_an_empty_cell_is_no_figure_of_it():
    data = "\t规章\n\t\n3\n\f\n\t行政规范性文件\n\t4\n"
    grids = [block for block in read_text(data.encode()).blocks if isinstance(block, Grid)]

    assert "3" not in [cell.text for grid in grids for row in grid.rows for cell in row]
