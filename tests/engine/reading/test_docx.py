"""Word files as offices make them: merges, nested tables, text boxes, corrections."""

import pytest

from disclosure.blocks import Grid
from disclosure.errors import UnreadableError
from disclosure.reading.docx import read_docx
from engine.reading.word_files import GO_ON, START, p, span, tbl, tc, word, zipped


def blocks(body):
    return read_docx(word(body)).blocks


def texts(body):
    return [block.text for block in blocks(body)]


def cells(grid):
    return [[(cell.text, cell.row_span, cell.column_span) for cell in row] for row in grid.rows]


def test_paragraphs_have_places_and_empty_ones_do_not_count():
    assert [(block.text, block.place) for block in blocks(p("甲") + "<w:p/>" + p("乙"))] == [
        ("甲", "paragraph 1"),
        ("乙", "paragraph 2"),
    ]


@pytest.mark.parametrize(
    ("properties", "style"),
    [
        ('<w:pStyle w:val="a3"/>', "title"),
        ('<w:pStyle w:val="1"/>', "heading"),
        ('<w:pStyle w:val="own"/>', "heading"),
        ('<w:outlineLvl w:val="0"/>', "heading"),
        ('<w:pStyle w:val="unknown"/>', "body"),
        ("", "body"),
    ],
)
def test_styles_say_what_is_title_and_heading_in_every_language(properties, style):
    assert blocks(p("一、总体情况", properties))[0].style == style


def test_pieces_of_a_word_are_joined_and_tabs_kept():
    assert texts("<w:p><w:r><w:t>申请人情</w:t></w:r><w:r><w:t>况</w:t><w:tab/><w:t>总计</w:t></w:r></w:p>") == [
        "申请人情况\t总计"
    ]


def test_a_line_break_makes_two_paragraphs_of_one_place():
    broken = blocks("<w:p><w:r><w:t>第一行</w:t><w:br/><w:t>第二行</w:t></w:r></w:p>")

    assert [(block.text, block.place) for block in broken] == [("第一行", "paragraph 1"), ("第二行", "paragraph 1")]


def test_inserted_text_is_read_and_deleted_text_is_not():
    body = (
        "<w:p><w:r><w:t>收到</w:t></w:r>"
        "<w:del><w:r><w:delText>3</w:delText></w:r></w:del><w:ins><w:r><w:t>4</w:t></w:r></w:ins>"
        "<w:moveFrom><w:r><w:t>搬走</w:t></w:r></w:moveFrom><w:r><w:t>件</w:t></w:r></w:p>"
    )

    assert texts(body) == ["收到4件"]


def test_a_deleted_row_is_not_read():
    row = f"<w:tr><w:trPr><w:del/></w:trPr>{tc('9')}</w:tr>"
    (grid,) = blocks(f"<w:tbl>{row}<w:tr>{tc('1')}</w:tr></w:tbl>")

    assert cells(grid) == [[("1", 1, 1)]]


def test_codes_of_fields_are_not_text_but_their_results_are():
    body = "<w:p><w:r><w:instrText> PAGE </w:instrText></w:r><w:r><w:t>7</w:t></w:r></w:p>"

    assert texts(body) == ["7"]


def test_a_text_box_follows_its_paragraph_once():
    box = f"<w:txbxContent>{p('框中')}</w:txbxContent>"
    both = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"

    assert texts(f"<w:p><w:r><w:t>框外</w:t></w:r><w:r>{both}</w:r></w:p>") == ["框外", "框中"]


def test_content_controls_are_opened():
    assert texts(f"<w:sdt><w:sdtPr/><w:sdtContent>{p('正文')}</w:sdtContent></w:sdt>") == ["正文"]


def test_merged_cells_are_resolved():
    (grid,) = blocks(
        tbl(
            tc("三、", START) + tc("（三）", START) + tc("1."),
            tc("", GO_ON) + tc("", GO_ON) + tc("2."),
            tc("", GO_ON) + tc("（七）总计", span(2)),
            tc("四、", span(3)),
        )
    )

    assert cells(grid) == [
        [("三、", 3, 1), ("（三）", 2, 1), ("1.", 1, 1)],
        [("2.", 1, 1)],
        [("（七）总计", 1, 2)],
        [("四、", 1, 3)],
    ]


def test_places_count_the_cells_that_are_printed():
    (grid,) = blocks(tbl(tc("甲", START) + tc("1"), tc("", GO_ON) + tc("2")))

    assert grid.place == "table 1"
    assert grid.rows[1][0].place == "table 1 row 2 cell 1"


def test_two_merges_below_each_other_stay_two():
    (grid,) = blocks(tbl(tc("甲", START), tc("", GO_ON), tc("乙", START), tc("", GO_ON)))

    assert cells(grid) == [[("甲", 2, 1)], [], [("乙", 2, 1)], []]


def test_a_cell_that_continues_nothing_is_a_cell():
    (grid,) = blocks(tbl(tc("甲") + tc("乙", GO_ON)))

    assert cells(grid) == [[("甲", 1, 1), ("乙", 1, 1)]]


def test_the_old_way_to_merge_sideways_is_understood():
    (grid,) = blocks(tbl(tc("甲", '<w:hMerge w:val="restart"/>') + tc("", "<w:hMerge/>") + tc("乙")))

    assert cells(grid) == [[("甲", 1, 2), ("乙", 1, 1)]]


def test_a_row_that_begins_further_right_still_finds_the_cell_above():
    shifted = f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{tc("", GO_ON)}</w:tr>'
    (grid,) = blocks(f"<w:tbl><w:tr>{tc('甲')}{tc('乙', START)}</w:tr>{shifted}</w:tbl>")

    assert cells(grid)[0][1] == ("乙", 2, 1)


@pytest.mark.parametrize("count", ["99999999999", "-3", "0", "x", "²"])
def test_an_absurd_span_does_no_harm(count):
    (grid,) = blocks(tbl(tc("甲", f'<w:gridSpan w:val="{count}"/>')))

    assert grid.rows[0][0].column_span == 1


def test_paragraphs_of_a_cell_are_lines_of_its_text():
    (grid,) = blocks(f"<w:tbl><w:tr><w:tc>{p('结果')}{p('维持')}</w:tc></w:tr></w:tbl>")

    assert grid.rows[0][0].text == "结果\n维持"


def test_a_table_in_a_cell_follows_as_a_table_of_its_own():
    inner = tbl(tc("内"))
    outer, found = blocks(f"<w:tbl><w:tr>{tc('外')}<w:tc>{p('旁')}{inner}{p('')}</w:tc></w:tr></w:tbl>")

    assert cells(outer) == [[("外", 1, 1), ("旁", 1, 1)]]
    assert (cells(found), found.place) == ([[("内", 1, 1)]], "table 2")


def test_a_frame_of_one_cell_around_everything_is_not_a_table():
    inner = tbl(tc("内"))
    first, grid, last = blocks(f"<w:tbl><w:tr><w:tc>{p('一、')}{inner}{p('二、')}</w:tc></w:tr></w:tbl>")

    assert (first.text, last.text) == ("一、", "二、")
    assert isinstance(grid, Grid)


def test_a_text_box_in_a_cell_is_not_lost():
    box = f"<w:p><w:r><w:pict><v:textbox><w:txbxContent>{p('框')}</w:txbxContent></v:textbox></w:pict></w:r></w:p>"
    _grid, found = blocks(f"<w:tbl><w:tr><w:tc>{box}</w:tc></w:tr></w:tbl>")

    assert found.text == "框"


def test_the_strict_dialect_is_read():
    data = word(p("正文")).__class__(
        zipped(
            {
                "word/document.xml": '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main">'
                f"<w:body>{p('正文')}</w:body></w:document>"
            }
        )
    )

    assert read_docx(data).blocks[0].text == "正文"


def test_a_part_that_is_no_document_is_refused():
    with pytest.raises(UnreadableError, match="不是文档"):
        read_docx(zipped({"word/document.xml": "<html/>"}))


def test_a_document_without_a_body_has_no_blocks():
    empty = f'<w:document xmlns:w="{"http://schemas.openxmlformats.org/wordprocessingml/2006/main"}"/>'

    assert read_docx(zipped({"word/document.xml": empty})).blocks == ()
