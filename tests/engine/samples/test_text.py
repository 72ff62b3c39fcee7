"""The three layouts of plain text look like what they stand for."""

from __future__ import annotations

import pytest

from disclosure.samples import Layout, Quirk, Spec, invent, render_txt

FORM = "2021"


def rendered(layout: Layout, *quirks: Quirk, busy: float = 0.2, defects: tuple[str, ...] = ()) -> str:
    return render_txt(truth(layout, *quirks, busy=busy, defects=defects)).decode("utf-8")


def truth(layout: Layout, *quirks: Quirk, busy: float = 0.2, defects: tuple[str, ...] = ()):
    return invent(Spec("青禾镇", 2022, 3, layout=layout, busy=busy, quirks=quirks, defects=defects))


def rows_of_applications(text: str) -> list[list[str]]:
    """The rows of table three from the first row with numbers on."""
    table = text[text.index("一、本年新收") : text.index("四、政府信息公开行政复议")]
    return [line.split("\t") for line in table.splitlines() if line.strip()]


def test_a_dump_from_word_has_one_cell_a_line_behind_a_tab():
    text = rendered(Layout.WORD_DUMP)
    assert "\t规章\n\t0\n\t0\n\t0\n\n\t行政规范性文件\n" in text


def test_in_a_dump_a_cell_covered_from_above_is_a_lone_tab():
    assert "\n\t\n\t\n\t2.其他法律行政法规禁止公开\n" in rendered(Layout.WORD_DUMP)


def test_in_a_dump_a_cell_covered_from_the_left_leaves_nothing():
    assert "\n\n\t四、结转下年度继续办理\n\t" in rendered(Layout.WORD_DUMP)


def test_headers_break_over_two_lines_only_where_asked_for():
    assert "\t商业\n企业\n" in rendered(Layout.WORD_DUMP, Quirk.BROKEN_HEADER)
    assert "\t商业企业\n" in rendered(Layout.WORD_DUMP)


def test_hundreds_of_blanks_may_follow_a_number():
    assert " " * 200 in rendered(Layout.WORD_DUMP, Quirk.TRAILING_BLANKS)
    assert "  " not in rendered(Layout.WORD_DUMP)


def test_hard_spaces_stand_before_numbers_only():
    text = rendered(Layout.WORD_DUMP, Quirk.HARD_SPACES)
    assert "\t\u00a00\n" in text
    assert "0\u00a0" not in text


def test_a_title_may_break_before_its_last_word():
    assert "政府信息公开\n工作年度报告\n" in rendered(Layout.WORD_DUMP, Quirk.BROKEN_TITLE)


@pytest.mark.parametrize(("quirks", "fields"), [((), 10), ((Quirk.NINE_COLUMNS,), 9)])
def test_rows_of_tabs_are_all_of_full_width(quirks, fields):
    assert {len(row) for row in rows_of_applications(rendered(Layout.TAB_ROWS, *quirks))} == {fields}


def test_rows_of_tabs_end_in_the_numbers_of_the_table():
    made = truth(Layout.TAB_ROWS)
    first = rows_of_applications(render_txt(made).decode())[0]
    assert first[-7:] == [cell.as_printed for cell in made.report.cells if cell.at.startswith("applications.received.")]


def test_the_label_of_a_group_is_printed_once():
    assert rendered(Layout.TAB_ROWS).count("三、本年度办理结果") == 1
    assert rendered(Layout.TAB_ROWS, Quirk.NINE_COLUMNS).count("三、本年度办理结果") == 1


def test_a_header_may_lack_the_last_kind_of_applicant():
    whole, lacking = rendered(Layout.BROKEN_ROWS), rendered(Layout.BROKEN_ROWS, Quirk.MISSING_HEADER)
    assert "法律服务机构\t其他\t" in whole
    assert "法律服务机构\t\n" in lacking


def test_shifted_rows_keep_their_width_and_their_numbers():
    plain = rows_of_applications(rendered(Layout.BROKEN_ROWS))
    shifted = rows_of_applications(rendered(Layout.BROKEN_ROWS, Quirk.SHIFTED_ROWS))

    assert plain != shifted
    assert {len(row) for row in shifted} == {10}
    assert [[field for field in row if field] for row in plain] == [[field for field in row if field] for row in shifted]


def test_a_label_may_stand_alone_with_its_numbers_on_the_next_line():
    rows = rows_of_applications(rendered(Layout.BROKEN_ROWS, Quirk.LABEL_ALONE))
    (place,) = [number for number, row in enumerate(rows) if not any(row[-7:])]
    assert any(rows[place][:3])
    assert not any(rows[place + 1][:3])
    assert all(rows[place + 1][3:])


def test_a_page_break_leaves_an_empty_line_and_halves_a_label():
    text = rendered(Layout.BROKEN_ROWS, Quirk.PAGE_BREAK)
    table = text[text.index("一、本年新收") : text.index("四、政府信息公开行政复议")]
    assert table.strip().count("\n\n") == 1
    after = table.split("\n\n")[1].split("\t")
    assert len(after[1]) == 2, "the second half of the group's label"


def test_a_lost_number_leaves_six_for_seven_columns():
    rows = rows_of_applications(rendered(Layout.BROKEN_ROWS, Quirk.NUMBER_LOST, busy=0))
    short = [row for row in rows if sum(field.isdigit() for field in row) == 6]
    assert len(short) == 2
    assert all(row[-1] == "" for row in short)


def test_encodings_and_line_ends():
    plain = truth(Layout.TAB_ROWS)
    text = render_txt(plain).decode("utf-8")

    assert render_txt(truth(Layout.TAB_ROWS, Quirk.GB18030)).decode("gb18030") == text
    assert render_txt(truth(Layout.TAB_ROWS, Quirk.BYTE_ORDER_MARK)) == b"\xef\xbb\xbf" + text.encode()
    assert render_txt(truth(Layout.TAB_ROWS, Quirk.CRLF)) == text.replace("\n", "\r\n").encode()


@pytest.mark.parametrize("layout", [Layout.DOCX, Layout.HTML])
def test_text_is_refused_for_what_is_not_text(layout):
    with pytest.raises(ValueError, match="not a layout of plain text"):
        render_txt(truth(layout))


@pytest.mark.parametrize("layout", [Layout.WORD_DUMP, Layout.TAB_ROWS, Layout.BROKEN_ROWS])
def test_the_same_report_can_be_rendered_in_another_layout(layout):
    made = truth(Layout.HTML)
    assert "青禾镇人民政府2022年" in render_txt(made, layout).decode()


def test_nothing_but_what_the_report_says_is_printed():
    text = rendered(Layout.TAB_ROWS)
    assert "None" not in text
    assert "{" not in text
