"""Markdown as converters write it: rules of tables, bold marks, HTML tables, merged cells said again and again."""

from __future__ import annotations

import pytest

from disclosure.blocks import Grid
from disclosure.errors import UnreadableError
from disclosure.reading import read_report
from disclosure.reading.formats import HTML, MARKDOWN, TEXT, format_of
from disclosure.reading.plain.markdown import read_markdown


def shown(text: str) -> list[object]:
    return [
        [[cell.text for cell in row] for row in block.rows] if isinstance(block, Grid) else (block.text, block.style)
        for block in read_markdown(text.encode()).blocks
    ]


def test_headings_text_and_tables_have_their_lines_as_places():
    blocks = read_markdown("# 年度报告\n\n## 一、总体情况\n正文。\n\n| 规章 | 3 |\n| --- | --- |\n| 其他 | 4 |\n".encode()).blocks

    assert [(block.text, block.place, block.style) for block in blocks[:3]] == [
        ("年度报告", "line 1", "title"), ("一、总体情况", "line 3", "heading"), ("正文。", "line 4", "body"),
    ]  # fmt: skip
    assert [[(cell.text, cell.place) for cell in row] for row in blocks[3].rows] == [
        [("规章", "line 6"), ("3", "line 6")], [("其他", "line 8"), ("4", "line 8")],
    ]  # fmt: skip


def test_a_table_without_bars_that_breaks_off_in_a_number_is_not_sure_of_it():
    table = "# 年报\n## 附表\n指标名称 单位 2014年\n主动公开信息数 条 12\n行政复议数 件 1\n行政诉讼数 件 0"

    assert read_report(table.encode(), "a.md").value("indicators.行政诉讼数.year") is None
    assert read_report(f"{table}\n".encode(), "a.md").value("indicators.行政诉讼数.year") == 0
    assert not read_markdown(b"| 1 | 2 |\n| --- | --- |\n| 3 | 4 |").broken_off


@pytest.mark.parametrize("mark", ["<sup>1</sup>", "<SUP class=a><b>1</b></SUP>", "<sup>[1]</sup>", "**<sup>1</sup>**", "<sup>1"])
def test_digits_that_are_set_high_are_no_digits_of_a_number(mark):
    high = "[¹]" if "[" in mark else "¹"

    assert shown(f"| 规章 | 12{mark} |\n| --- | --- |\n| 其他 | 4 |\n") == [[["规章", f"12{high}"], ["其他", "4"]]]
    assert shown(f"受理12{mark}\n") == [(f"受理12{high}", "body")]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("**受理**申请3件", "受理申请3件"), ("***受理***", "受理"), ("__受理__申请", "受理申请"), ("第*一*季度", "第一季度"),
        ("2\\. 申请", "2. 申请"), ("见[公告](http://a.example/1)", "见公告"),
        ("甲&nbsp;&lt;乙", "甲 <乙"), ("![图](a.png)正文", "正文"),
        ("<b>受理</b>3件", "受理3件"), ("增加5 * 3 * 2", "增加5 * 3 * 2"), ("> 引文", "引文"),
    ],
)  # fmt: skip
def test_marks_of_looks_are_not_text(written, said):
    assert shown(f"{written}\n") == [(said, "body")]


def test_a_row_may_lack_its_bars_at_the_edges_and_have_empty_cells():
    assert shown("规章 | 3 | |\n---|---|---|\n其他 | | 4 |\n") == [[["规章", "3", ""], ["其他", "", "4"]]]


def test_a_bar_in_a_word_parts_nothing():
    assert shown("| 甲\\|乙 | 3 |\n|---|---|\n") == [[["甲|乙", "3"]]]


def test_a_merged_cell_said_again_and_again_is_one_cell():
    (grid,) = read_markdown(
        "| 内容 | 决定数量 | 决定数量 |\n|---|---|---|\n| 行政许可 | 5 | 5 |\n| 甲 | 乙 | 丙 |\n| 丁 | 5 | 5 |\n".encode()
    ).blocks

    assert [[(cell.text, cell.column_span) for cell in row] for row in grid.rows] == [
        [("内容", 1), ("决定数量", 2)], [("行政许可", 1), ("5", 2)], [("甲", 1), ("乙", 1), ("丙", 1)],
        [("丁", 1), ("5", 1), ("5", 1)],
    ]  # fmt: skip


def test_a_table_of_html_in_the_text_is_read_with_its_spans():
    text = '正文\n\n<table>\n<tr><td rowspan="2">三、</td><td>1</td></tr>\n<tr><td>2</td></tr>\n</table>\n\n后文\n'
    before, grid, after = read_markdown(text.encode()).blocks

    assert (before.text, after.text) == ("正文", "后文")
    assert [[(cell.text, cell.row_span, cell.place) for cell in row] for row in grid.rows] == [
        [("三、", 2, "line 4"), ("1", 1, "line 4")], [("2", 1, "line 5")],
    ]  # fmt: skip


def test_a_table_that_breaks_off_is_read_as_far_as_it_goes():
    assert shown("<table><tr><td>规章</td><td>3</td></tr><tr><td>其") == [[["规章", "3"], ["其"]]]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("| 甲 | 1 |\n| --- | --- |\n", MARKDOWN), ("甲|1\n:--|--:\n", MARKDOWN),
        ("正文\n<table><tr><td>甲</td></tr></table>", MARKDOWN),
        ("<table><tr><td>甲</td></tr></table>", HTML), ("正文\n- 3 -\n---\n", TEXT), ("甲 | 1 |\n乙 | 2 |\n", TEXT),
        ("------\n", TEXT),
    ],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_markdown_is_known_by_its_tables(text, kind, encoding):
    assert format_of(text.encode(encoding)) is kind


def test_far_too_many_cells_are_refused():
    with pytest.raises(UnreadableError, match="单元格"):
        read_markdown(b"|" * 300_000)


@pytest.mark.parametrize(
    "data", [b"| --- |" * 50_000, b"*" * 200_000, b"[" * 200_000, b"<table " * 30_000, b"_a" * 200_000, b"![](" * 50_000]
)
def test_text_made_to_run_away_ends_soon(data):
    import time

    began = time.monotonic()
    format_of(data)
    try:
        read_markdown(data)
    except UnreadableError as error:
        assert str(error)  # noqa: PT017 - both answers are right
    assert time.monotonic() - began < 8
