"""Word files as offices make them: merges, nested tables, text boxes, corrections."""

import pytest

from disclosure.blocks import Grid
from disclosure.errors import UnreadableError
from disclosure.reading.word.docx import read_docx
from engine.reading.word_files import GO_ON, START, W, document_xml, p, span, tbl, tc, word, zipped


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


RUN = "<w:r><w:t>{}</w:t></w:r>"


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        (f"<w:moveFrom w:id='1'>{RUN.format('旧')}</w:moveFrom><w:moveTo w:id='2'>{RUN.format('新')}</w:moveTo>", "新"),
        (RUN.format("3件") + "<w:r><w:footnoteReference w:id='2'/></w:r>" + RUN.format("。"), "3件。"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>" + RUN.format("见"), "见"),
        ("<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>不藏</w:t></w:r>", "不藏"),
        (
            "<w:r><w:ruby><w:rt><w:r><w:t>xiàng</w:t></w:r></w:rt>"
            "<w:rubyBase><w:r><w:t>项</w:t></w:r></w:rubyBase></w:ruby></w:r>", "项",
        ),
        (f"<w:smartTag>{RUN.format('2022')}</w:smartTag><w:hyperlink>{RUN.format('年')}</w:hyperlink>", "2022年"),
        (
            f"{RUN.format('见')}<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
            f"<w:sdtContent>{RUN.format('单击此处')}</w:sdtContent></w:sdt>", "见",
        ),
        (
            f"<mc:AlternateContent><mc:Choice Requires='w14'>{RUN.format('甲')}</mc:Choice>"
            f"<mc:Fallback>{RUN.format('甲')}</mc:Fallback></mc:AlternateContent>", "甲",
        ),
        (f"<w:fldSimple w:instr='PAGE'>{RUN.format('3')}</w:fldSimple>", "3"),
    ],
)  # fmt: skip
def test_only_what_is_seen_on_paper_is_read(inside, said):
    assert [block.text for block in blocks(f"<w:p>{inside}</w:p>")] == [said]


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next():
    deleted = f"<w:p><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>{RUN.format('一、总体')}</w:p>"

    assert [(block.text, block.place) for block in blocks(deleted + p("情况") + p("正文"))] == [
        ("一、总体情况", "paragraph 1"),
        ("正文", "paragraph 2"),
    ]
    assert [block.text for block in blocks(deleted)] == ["一、总体"]
    (grid,) = blocks(f"<w:tbl><w:tr><w:tc>{deleted}{p('情况')}</w:tc><w:tc>{p('1')}</w:tc></w:tr></w:tbl>")
    assert [cell.text for cell in grid.rows[0]] == ["一、总体情况", "1"]


def test_a_deleted_cell_is_none_and_a_hint_in_a_cell_leaves_it_empty():
    deleted = f"<w:tc><w:tcPr><w:cellDel w:id='1'/></w:tcPr>{p('9')}</w:tc>"
    control = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{RUN.format('填数')}</w:sdtContent></w:sdt>"
    hint = f"<w:tc><w:p>{control}</w:p></w:tc>"
    (grid,) = blocks(f"<w:tbl><w:tr><w:tc>{p('甲')}</w:tc>{deleted}{hint}<w:tc>{p('1')}</w:tc></w:tr></w:tbl>")

    assert [cell.text for cell in grid.rows[0]] == ["甲", "", "1"]


NUMBERING = f"""<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="7">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
</w:numbering>"""


def numbered(text: str, level: int = 0, number: int = 1) -> str:
    return p(text, f"<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{number}'/></w:numPr>")


def test_numbers_that_word_puts_before_paragraphs_are_read():
    body = (
        numbered("总体情况")
        + numbered("甲", 1)
        + numbered("乙", 1)
        + numbered("点", 2)
        + numbered("主动公开")
        + numbered("丙", 1)
    )
    body += "".join(numbered("") for _time in range(8)) + numbered("其他") + numbered("新的", number=2) + p("正文")
    data = zipped({"word/document.xml": document_xml(body), "word/numbering.xml": NUMBERING})

    assert [block.text for block in read_docx(data).blocks] == [
        "一、总体情况", "（1）甲", "（2）乙", "点", "二、主动公开", "（1）丙", "十一、其他", "一、新的", "正文",
    ]  # fmt: skip


def test_a_heading_that_word_numbers_is_no_heading_without_a_number():
    from disclosure.reading import read_report

    titles = ("总体情况", "主动公开政府信息情况", "收到和处理政府信息公开申请情况", "政府信息公开行政复议、行政诉讼情况")
    body = p("青禾镇2022年政府信息公开工作年度报告") + "".join(numbered(title) + p("正文。") for title in titles)
    report = read_report(zipped({"word/document.xml": document_xml(body), "word/numbering.xml": NUMBERING}), "a.docx")

    assert [part.printed for part in report.sections][:2] == ["一、总体情况", "二、主动公开政府信息情况"]
    assert not any(oddity.kind == "number_missing" for oddity in report.oddities)
