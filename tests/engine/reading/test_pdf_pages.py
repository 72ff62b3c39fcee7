"""Pages put together from glyphs and strokes, as a PDF or a picture gives them: every quirk by itself."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure.blocks import Grid, Paragraph
from disclosure.form import CellKind, Column
from disclosure.language import Label
from disclosure.reading.paged.assembling import document_of
from disclosure.reading.paged.marks import Glyph, PageMarks, Stroke, lines_of
from disclosure.reading.paged.ruled import merged, tables_of_strokes
from disclosure.reading.tables.values import looks_like_value, read_value

SIZE = 10.0
COUNT = Column("natural_person", Label("自然人", "natural person"), "件")


def words(x: float, base: float, text: str, size: float = SIZE) -> list[Glyph]:
    """Characters in a line, letters and figures half as wide as others; a blank is a gap."""
    glyphs = []
    for character in text:
        wide = size / 2 if character.isascii() else size
        if character != " ":
            glyphs.append(Glyph(character, x, base - 0.88 * size, x + wide, base + 0.12 * size, base))
        x += wide
    return glyphs


def centred(x: float, base: float, text: str) -> list[Glyph]:
    return words(x - sum(SIZE / 2 if one.isascii() else SIZE for one in text) / 2, base, text)


def lattice(columns: list[float], rows: list[float]) -> tuple[list[Stroke], list[Stroke]]:
    return [Stroke(y, columns[0], columns[-1]) for y in rows], [Stroke(x, rows[0], rows[-1]) for x in columns]


def page(glyphs: list[Glyph], level: list[Stroke] = [], upright: list[Stroke] = [], number: int = 1) -> PageMarks:  # noqa: B006
    return PageMarks(number, 595, 842, list(glyphs), list(level), list(upright))


def said(*pages: PageMarks) -> list[object]:
    """Paragraphs as their texts, tables as rows of texts without blanks at ends of lines."""
    return [
        block.text if isinstance(block, Paragraph) else [["".join(cell.text.split("\n")) for cell in row] for row in block.rows]
        for block in document_of(pages).blocks
    ]


def matrix_row(base: float, label: str, values: str, number_columns: tuple[int, ...] = (300, 340, 380, 420, 460, 500, 540)):
    found = words(60, base, label)
    for x, value in zip(number_columns, values.split(), strict=True):
        found += [] if value == "_" else centred(x, base, value)
    return found


HEADS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")


def heads(base: float) -> list[Glyph]:
    """The seven headings, the long ones on two lines."""
    found = []
    for x, head in zip((300, 340, 380, 420, 460, 500, 540), HEADS, strict=True):
        if len(head) <= 3:
            found += centred(x, base + 6, head)
        else:
            half = len(head) // 2
            found += [*centred(x, base, head[:half]), *centred(x, base + 12, head[half:])]
    return found


def test_a_label_broken_over_lines_belongs_to_the_values_beside_its_middle():
    glyphs = [
        *heads(100), *matrix_row(136, "4.无正当理由大量反复申请", "1 0 0 0 0 0 1"),
        *words(60, 154, "5.要求行政机关确认或重新"), *matrix_row(160, "", "2 0 0 0 0 0 2"), *words(60, 166, "出具已获取信息"),
        *matrix_row(184, "3.其他", "3 0 0 0 0 0 3"),
    ]  # fmt: skip

    (table,) = said(page(glyphs))

    assert table[-2] == ["5.要求行政机关确认或重新出具已获取信息", *"2000002"]
    assert table[-1] == ["3.其他", *"3000003"]
    assert [cell for cell in table[-4] if cell] == list(HEADS)


def test_a_label_whose_values_stand_beside_its_first_line_keeps_them():
    glyphs = [
        *heads(100), *matrix_row(140, "5.要求行政机关确认或重新", "2 0 0 0 0 0 2"), *words(60, 152, "出具已获取信息"),
        *matrix_row(170, "（七）总计", "2 0 0 0 0 0 2"),
    ]  # fmt: skip

    (table,) = said(page(glyphs))

    assert [row[-8:] for row in table[-2:]] == [
        ["5.要求行政机关确认或重新出具已获取信息", *"2000002"],
        ["（七）总计", *"2000002"],
    ]


def test_a_dropped_value_leaves_its_own_column_empty():
    glyphs = [
        *heads(100),
        *matrix_row(140, "（一）予以公开", "3 0 0 0 0 0 3"),
        *matrix_row(160, "（二）部分公开", "3 _ _ _ _ _ 3"),
    ]

    (table,) = said(page(glyphs))

    assert table[-1][-7:] == ["3", "", "", "", "", "", "3"]


def test_a_row_of_marks_beside_a_label_of_two_lines_is_a_row_of_its_own():
    glyphs = [
        *heads(100), *matrix_row(136, "（一）予以公开", "1 0 0 0 0 0 1"), *words(60, 154, "5.要求行政机关确认或重新"),
        *matrix_row(160, "", "/ / / / / / /"), *words(60, 166, "出具已获取信息"), *matrix_row(184, "3.其他", "3 0 0 0 0 0 3"),
    ]  # fmt: skip

    (table,) = said(page(glyphs))

    assert table[-2] == ["5.要求行政机关确认或重新出具已获取信息", *"///////"]


def test_a_column_that_is_empty_everywhere_is_still_a_column():
    glyphs = [
        *heads(100),
        *matrix_row(140, "（一）予以公开", "3 0 0 _ 0 0 3"),
        *matrix_row(160, "（二）部分公开", "4 0 0 _ 0 0 4"),
    ]

    (table,) = said(page(glyphs))

    assert table[-1][-7:] == ["4", "0", "0", "", "0", "0", "4"]


def test_a_number_broken_over_two_lines_is_not_read_as_its_first_half():
    glyphs = [*heads(100), *matrix_row(140, "（一）予以公开", "1175 0 0 0 0 0 1175"),
              *centred(300, 152, "2"), *centred(540, 152, "2"),
              *matrix_row(180, "（二）部分公开", "4 0 0 0 0 0 4")]  # fmt: skip

    (table,) = said(page(glyphs))

    assert table[-2][-7:] == ["1175 2", "0", "0", "0", "0", "0", "1175 2"]


def test_upright_headings_are_put_together_column_by_column():
    texts = ("结果维持", "结果纠正", "其他结果", "尚未审结")
    xs = [100 + 40 * place for place in range(5)]
    glyphs = [
        glyph
        for x, head in zip(xs, texts, strict=False)
        for row, one in enumerate(head)
        for glyph in centred(x, 100 + 12 * row, one)
    ]
    glyphs += centred(260, 118, "总计") + [glyph for x in xs for glyph in centred(x, 160, "7")]

    (table,) = said(page(glyphs))

    assert [cell for cell in table[-2] if cell] == [*texts, "总计"]
    assert table[-1][-5:] == list("77777")


def test_an_upright_group_label_between_the_rows_disturbs_no_row():
    rows = [
        "1.属于国家秘密",
        "2.其他法律行政法规禁止公开",
        "3.危及“三安全一稳定”",
        "4.保护第三方合法权益",
        "5.属于三类内部事务信息",
    ]
    glyphs = heads(100)
    for number, label in enumerate(rows):
        glyphs += matrix_row(140 + 18 * number, " " * 6 + label, f"{number} 0 0 0 0 0 {number}")
    for number, one in enumerate("三、本年度办理结果"):
        glyphs += words(62, 136 + 10 * number, one, 8)

    (table,) = said(page(glyphs))
    body = [row for row in table if any(cell in rows for cell in row)]

    assert [row[-8:] for row in body] == [[label, str(number), *"00000", str(number)] for number, label in enumerate(rows)]
    assert "三、本年度办理结果" in [cell for row in table for cell in row]


def test_page_numbers_go_wherever_they_stand():
    first = [*words(70, 100, "第一页的文字在这里。"), *words(280, 800, "- 3 -")]
    second = [*words(280, 60, "— 4 —"), *words(70, 100, "第二页的文字在这里。"), *words(280, 810, "第4页 共8页")]

    assert said(page(first), page(second, number=2)) == ["第一页的文字在这里。", "第二页的文字在这里。"]


def test_bare_numbers_that_count_the_pages_go_and_others_stay():
    pages = [page([*words(70, 100, f"第{number}段。"), *words(290, 800, str(number + 6))], number=number) for number in (1, 2, 3)]

    assert said(*pages) == ["第1段。", "第2段。", "第3段。"]
    assert said(page([*words(70, 100, "本年收到"), *words(290, 400, "12")]))[-1] == "12"


def test_a_running_head_goes():
    pages = [
        page([*words(200, 50, "云溪县青禾镇人民政府"), *words(70, 120 + number, f"内容{number}。")], number=number)
        for number in (1, 2, 3)
    ]

    assert said(*pages) == ["内容1。", "内容2。", "内容3。"]


def test_a_paragraph_goes_on_over_lines_and_over_the_end_of_a_page():
    first = [*words(90, 700, "全年主动公开政府信息一百六十八条其中"), *words(70, 718, "办事指南二十三条工作动态二十九条公告公示")]
    second = [*words(70, 80, "一百一十六条。"), *words(90, 98, "新的一段。")]

    assert said(page(first), page(second, number=2)) == [
        "全年主动公开政府信息一百六十八条其中办事指南二十三条工作动态二十九条公告公示一百一十六条。", "新的一段。",
    ]  # fmt: skip


def test_a_merged_cell_reaches_as_far_as_no_line_parts_it():
    level, upright = lattice([70, 120, 220, 320], [100, 130, 160, 190])
    level[1] = Stroke(130, 120, 320)
    level[2] = Stroke(160, 120, 320)
    upright[2] = Stroke(220, 130, 190)
    glyphs = [*words(75, 150, "组"), *words(125, 120, "横跨两格"), *words(125, 150, "甲"), *words(225, 150, "1"),
              *words(125, 180, "乙"),
              *words(225, 180, "2")]  # fmt: skip

    (block,) = document_of([page(glyphs, level, upright)]).blocks

    assert isinstance(block, Grid)
    assert [[(cell.text, cell.row_span, cell.column_span) for cell in row] for row in block.rows] == [
        [("组", 3, 1), ("横跨两格", 1, 2)], [("甲", 1, 1), ("1", 1, 1)], [("乙", 1, 1), ("2", 1, 1)],
    ]  # fmt: skip
    assert block.rows[1][1].place == "page 1 table 1 row 2 cell 2"


def test_sides_that_are_left_open_are_closed():
    level = [Stroke(y, 70, 320) for y in (100, 130, 160)]
    upright = [Stroke(x, 100, 160) for x in (150, 235)]
    glyphs = [
        glyph
        for row, base in enumerate((120, 150))
        for column, x in enumerate((80, 180, 260))
        for glyph in words(x, base, f"{row}{column}")
    ]

    assert said(page(glyphs, level, upright)) == [[["00", "01", "02"], ["10", "11", "12"]]]


def test_a_line_under_words_and_a_frame_around_the_page_rule_no_table():
    level, upright = lattice([20, 575], [20, 820])
    glyphs = [*words(70, 100, "一、总体情况"), *words(70, 130, "说明")]

    assert said(page(glyphs, [*level, Stroke(103, 70, 130)], upright)) == ["一、总体情况", "说明"]


def test_lines_only_between_columns_leave_the_rows_to_the_white_space():
    level, upright = lattice([55, 280, 320, 360, 400, 440, 480, 520, 560], [90, 200])
    glyphs = [*heads(104), *(g for number, label in enumerate(("（一）予以公开", "（二）部分公开", "（七）总计"))
              for g in matrix_row(140 + 18 * number, label, f"{number} 0 0 0 0 0 {number}"))]  # fmt: skip

    (table,) = said(page(glyphs, level, upright))

    assert [row[-8:] for row in table[-3:]] == [
        ["（一）予以公开", *"0000000"], ["（二）部分公开", *"1000001"], ["（七）总计", *"2000002"],
    ]  # fmt: skip


COLUMNS = [60.0, 280, 320, 360, 400, 440, 480, 520, 560]


def part(rows: list[tuple[str, str]], top: float, number: int) -> PageMarks:
    """A page that holds a ruled part of the matrix: rows of a label (lines parted by |) and seven values."""
    edges = [top + 30 * place for place in range(len(rows) + 1)]
    glyphs = []
    for edge, (label, values) in zip(edges, rows, strict=False):
        for row, line in enumerate(label.split("|")):
            glyphs += words(63, edge + 12 + 12 * row, line)
        glyphs += [
            glyph
            for x, value in zip(COLUMNS[1:], values.split(), strict=False)
            if value != "_"
            for glyph in words(x + 8, edge + 18, value)
        ]
    return page(glyphs, *lattice(COLUMNS, edges), number=number)


HEAD = ("申请人情况", "甲 乙 丙 丁 戊 己 庚")


def test_the_head_printed_again_on_the_next_page_is_left_out():
    first = part([HEAD, ("（一）予以公开", "1 0 0 0 0 0 1")], 700, 1)
    second = part([HEAD, ("（二）部分公开", "2 0 0 0 0 0 2")], 80, 2)

    (table,) = said(first, second)

    assert [row[0] for row in table] == ["申请人情况", "（一）予以公开", "（二）部分公开"]


@pytest.mark.parametrize("values_above", [True, False])
def test_a_row_torn_by_the_end_of_a_page_is_one_row(values_above):
    blank, values = "_ _ _ _ _ _ _", "2 0 0 0 0 0 2"
    first = part([HEAD, ("5.要求行政机关确|认或重新", values if values_above else blank)], 700, 1)
    second = part([HEAD, ("出具已获取信息", blank if values_above else values), ("3.其他", "1 0 0 0 0 0 1")], 80, 2)

    (table,) = said(first, second)

    assert table[1:] == [["5.要求行政机关确认或重新出具已获取信息", *"2000002"], ["3.其他", *"1000001"]]


def test_two_rows_that_both_have_values_are_not_taken_for_one():
    first = part([HEAD, ("5.要求行政机关确|认或重新", "2 0 0 0 0 0 2")], 700, 1)
    second = part([HEAD, ("出具已获取信息", "1 0 0 0 0 0 1")], 80, 2)

    (table,) = said(first, second)

    assert [row[1] for row in table[1:]] == ["2", "1"]


def test_rows_that_divide_the_width_otherwise_are_still_the_rest_of_the_table():
    first = page([*words(70, 712, "信息内容"), *words(240, 712, "采购项目数量"), *words(420, 712, "采购总金额")],
                 *lattice([60, 230, 410, 540], [700, 730]))  # fmt: skip
    level, upright = lattice([60, 300, 540], [80, 110])
    second = page([*words(70, 98, "其他主动公开文件"), *words(310, 98, "33")], level, upright, number=2)

    (table,) = said(first, second)

    assert table == [["信息内容", "采购项目数量", "采购总金额"], ["其他主动公开文件", "33"]]


def test_the_next_table_after_a_page_with_other_columns_is_a_table_of_its_own():
    first = part([HEAD, ("（一）予以公开", "1 0 0 0 0 0 1")], 700, 1)
    second = page([*words(70, 110, "甲"), *words(200, 110, "1")], *lattice([60, 190, 333], [90, 120, 150]), number=2)

    assert len(said(first, second)) == 2


def test_a_number_that_sticks_out_of_its_cell_on_one_side_is_not_cut_at_the_line():
    level, upright = lattice([60, 100, 140], [90, 120])
    document = document_of([page([*words(84, 110, "123456"), *words(125, 110, "7")], level, upright)])

    (block,) = document.blocks
    assert isinstance(block, Grid)
    assert [read_value(cell.text, COUNT).kind for cell in block.rows[0]] == [CellKind.UNREADABLE] * 2
    assert all(looks_like_value(cell.text) for cell in block.rows[0])


def test_characters_drawn_twice_to_look_bold_are_read_once():
    glyphs = words(70, 100, "总体情况11")

    assert (
        lines_of([*glyphs, *(glyph._replace(left=glyph.left + 0.4, right=glyph.right + 0.4) for glyph in glyphs)])[0].text
        == "总体情况11"
    )


def test_strokes_in_pieces_become_one():
    pieces = [Stroke(100 + place % 2, 70 + 40 * place, 110 + 40 * place) for place in range(5)]

    (one,) = merged(pieces)
    assert (one.start, one.end) == (70, 270)
    assert tables_of_strokes(pieces, []) == []


numbers = st.floats(-50, 900, allow_nan=False)
glyphs = st.lists(
    st.builds(
        lambda text, x, base, size: Glyph(text, x, base - size, x + size, base + size / 4, base),
        st.sampled_from([*"012年一（）、无-/，三总计", "\ufffd", "总计", "12"]), numbers, numbers, st.floats(0.1, 60),
    ),
    max_size=80,
)  # fmt: skip
strokes = st.lists(
    st.builds(lambda at, one, other: Stroke(at, min(one, other), max(one, other)), numbers, numbers, numbers), max_size=25
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(glyphs, strokes, strokes), min_size=1, max_size=3), st.randoms(use_true_random=False))
def test_any_marks_are_read_and_their_order_in_the_file_changes_nothing(pages, shuffled: random.Random):
    def marks():
        return [page(*parts, number=number) for number, parts in enumerate(pages, 1)]

    mixed = marks()
    for one in mixed:
        one.glyphs.sort()
        shuffled.shuffle(one.level)
        shuffled.shuffle(one.upright)
    assert len(document_of(marks()).blocks) == len(document_of(mixed).blocks)
