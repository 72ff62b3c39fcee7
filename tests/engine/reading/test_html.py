"""Web pages as they are saved: layout tables, split words, wrong encodings, pages cut in the middle."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.blocks import Grid
from disclosure.errors import UnreadableError
from disclosure.reading.web.html import DEEPEST, LARGEST_PAGE, decode_page, read_html


def blocks(body):
    return read_html(f"<html><body>{body}</body></html>".encode()).blocks


def texts(body):
    return [block.text for block in blocks(body)]


def cells(grid):
    return [[(cell.text, cell.row_span, cell.column_span) for cell in row] for row in grid.rows]


def test_paragraphs_have_places_and_headings_their_style():
    page = blocks("<h1>年度报告</h1><h2>一、总体情况</h2><p>正文。</p>")

    assert [(block.text, block.place, block.style) for block in page] == [
        ("年度报告", "paragraph 1", "title"),
        ("一、总体情况", "paragraph 2", "heading"),
        ("正文。", "paragraph 3", "body"),
    ]


def test_words_split_into_pieces_are_joined():
    assert texts("<p><span>申请人情</span><font>况</font>：<span>20</span><span>23</span>年<o:p></o:p></p>") == [
        "申请人情况：2023年"
    ]


def test_blanks_of_the_source_are_one_blank_and_hard_blanks_are_blanks():
    assert texts("<p>\n  自&nbsp;&nbsp;\n  2022年  </p>") == ["自 2022年"]


def test_a_break_ends_a_line():
    assert texts("<div>甲<br>乙<br/><br>丙</div>") == ["甲", "乙", "丙"]


def test_text_around_blocks_is_not_lost():
    assert texts("前<p>甲</p>中<div>乙<p>丙</p>丁</div>后") == ["前", "甲", "中", "乙", "丙", "丁", "后"]


def test_scripts_styles_and_comments_are_not_text():
    assert texts("<style>p{}</style><p>甲<!-- 3 --></p><script>var a = '<p>乙</p>'</script><noscript>请打开脚本</noscript>") == [
        "甲"
    ]


def test_the_title_of_the_page_is_that_of_the_document():
    assert read_html("<title> 白石镇\n年报 </title><p>甲</p>".encode()).title == "白石镇 年报"


def test_spans_are_kept_and_covered_cells_do_not_stand_in_their_rows():
    (grid,) = blocks("<table><tr><td rowspan=2>三、</td><td colspan='2'>（一）</td></tr><tr><td>1</td><th>2</th></tr></table>")

    assert cells(grid) == [[("三、", 2, 1), ("（一）", 1, 2)], [("1", 1, 1), ("2", 1, 1)]]
    assert [cell.header for cell in grid.rows[1]] == [False, True]
    assert grid.rows[1][1].place == "table 1 row 2 cell 2"


def test_head_body_and_foot_are_one_table():
    (grid,) = blocks(
        "<table><thead><tr><th>甲</th></tr></thead><tbody><tr><td>1</td></tr></tbody><tfoot><tr><td>2</td></tr></tfoot></table>"
    )

    assert cells(grid) == [[("甲", 1, 1)], [("1", 1, 1)], [("2", 1, 1)]]


@pytest.mark.parametrize(
    ("attributes", "spans"),
    [
        ("rowspan=99", (2, 1)),
        ("rowspan=0", (2, 1)),
        ("rowspan=x colspan=-2", (1, 1)),
        ("colspan=0", (1, 1)),
        ('rowspan=" 2 "', (2, 1)),
        ("rowspan=٣", (1, 1)),
    ],
)
def test_absurd_spans_end_with_the_table(attributes, spans):
    (grid,) = blocks(f"<table><tr><td {attributes}>甲</td><td>1</td></tr><tr><td>2</td></tr></table>")

    assert (grid.rows[0][0].row_span, grid.rows[0][0].column_span) == spans


def test_a_width_of_millions_is_cut():
    (grid,) = blocks("<table><tr><td colspan=999999>甲</td></tr></table>")

    assert grid.rows[0][0].column_span < 1000


def test_a_label_over_several_paragraphs_is_lines_of_one_cell():
    (grid,) = blocks("<table><tr><td><p>法律服</p><p>&nbsp;务机构&nbsp;</p></td><td>结果<br>维持</td></tr></table>")

    assert [cell.text for cell in grid.rows[0]] == ["法律服\n务机构", "结果\n维持"]


def test_tables_that_arrange_the_page_are_opened():
    page = blocks(
        "<table><tr><td>导航</td><td><p>一、总体情况</p><table><tr><td>规章</td><td>0</td></tr></table><p>二、</p></td></tr></table>"
    )

    assert [block.text if not isinstance(block, Grid) else cells(block) for block in page] == [
        "导航",
        "一、总体情况",
        [[("规章", 1, 1), ("0", 1, 1)]],
        "二、",
    ]
    assert page[2].place == "table 1"


def test_a_caption_is_a_paragraph_unless_it_repeats_a_heading():
    table = "<table><caption>{}</caption><tr><td>1</td></tr></table>"

    assert [block.text for block in blocks(f"<h2>二、</h2>{table.format('单位：件')}")[:2]] == ["二、", "单位：件"]
    assert len(blocks(f"<h2>二、</h2><p>表：</p>{table.format('二、')}")) == 3


def test_a_page_cut_in_the_middle_of_a_tag_is_read_to_where_it_goes():
    (before, grid) = read_html("<html><body><p>甲</p><table><tr><td>规章</td><td>1</td><td sty".encode()).blocks

    assert before.text == "甲"
    assert cells(grid)[0][:2] == [("规章", 1, 1), ("1", 1, 1)]


PAGE = '<html><head><meta charset="{}"></head><body><p>政府信息公开䶮</p></body></html>'


@pytest.mark.parametrize(
    ("declared", "written"),
    [
        ("utf-8", "utf-8"),
        ("gb2312", "gb18030"),
        ("gbk", "gb18030"),
        ("utf-8", "gb18030"),
        ("gb2312", "utf-8"),
        ("nonsense", "utf-8"),
        ("nonsense", "gb18030"),
        ("base64", "gb18030"),
        ("utf-8", "utf-8-sig"),
        ("gb2312", "utf-16"),
    ],
)
def test_pages_are_read_whatever_they_declare(declared, written):
    assert read_html(PAGE.format(declared).encode(written)).blocks[0].text == "政府信息公开䶮"


def test_traditional_pages_are_read_as_declared():
    data = '<meta charset="big5"><p>政府資訊公開</p>'.encode("big5")

    assert read_html(data).blocks[0].text == "政府資訊公開"


def test_a_character_cut_at_the_end_is_dropped_and_the_rest_read():
    assert decode_page("公开".encode()[:-1]) == "公"
    assert decode_page("<meta charset=gbk>公开".encode("gb18030")[:-1]) == "<meta charset=gbk>公"


def test_one_damaged_byte_does_not_lose_the_page():
    data = PAGE.format("utf-8").encode().replace("信息".encode(), b"\xff\xff")

    assert "公开" in read_html(data).blocks[0].text


@pytest.mark.parametrize("data", [b"", b"   ", b"<!-- -->"])
def test_a_page_without_content_is_refused_or_empty(data):
    try:
        assert read_html(data).blocks == ()
    except UnreadableError as error:
        assert "网页" in str(error)  # noqa: PT017 - both answers are right


def test_nesting_without_end_never_crashes():
    try:
        assert read_html(b"<div>" * 100_000 + b"x").blocks is not None
    except UnreadableError as error:
        assert str(error)  # noqa: PT017 - which of the two depends on the parser's build


@pytest.mark.parametrize("tag", ["span", "table><tr><td"])
def test_deep_nesting_is_read_or_refused(tag):
    try:
        read_html(f"<{tag}>".encode() * (DEEPEST + 50) + b"x")
    except UnreadableError as error:
        assert "嵌套" in str(error)  # noqa: PT017 - which of the two depends on the parser's build


def test_an_enormous_page_is_refused():
    with pytest.raises(UnreadableError, match="MB"):
        read_html(b"<p>" + b"x" * LARGEST_PAGE)


def test_entities_of_a_document_type_are_not_expanded():
    page = read_html(b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><p>a&x;b</p>')

    assert any("a&x;b" in block.text for block in page.blocks)


@given(st.binary(max_size=300))
def test_any_bytes_give_blocks_or_a_message(data):
    try:
        assert read_html(data).blocks is not None
    except UnreadableError as error:
        assert str(error)  # noqa: PT017 - both answers are right
