"""The tables on paper look as the statute prints them (国办公开办函〔2021〕30号)."""

from dataclasses import replace

import pytest

from disclosure.form import Cell, CellKind, ExtraRow, edition_named
from disclosure.spans import slots
from disclosure.writing.tables import draw
from engine.writing.reports import addresses, report, table_of, texts, with_cell, without_row


def drawn(whole, key):
    (grid,) = draw(table_of(whole, key), whole)
    return grid


def find(grid, text):
    return next(cell for row in grid.rows for cell in row if cell.text.startswith(text))


def test_table_two_is_one_grid_of_four_columns():
    rows = texts(drawn(report(), "article_20"))

    assert rows[:4] == [
        ["第二十条第（一）项"],
        ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
        ["规章", "0", "0", "0"],
        ["行政规范性文件", "0", "0", "0"],
    ]
    assert rows[4:7] == [["第二十条第（五）项"], ["信息内容", "本年处理决定数量"], ["行政许可", "0"]]


def test_a_part_with_fewer_columns_fills_the_width_with_its_last_cell():
    grid = drawn(report(), "article_20")

    assert {sum(cell.column_span for cell in row) for row in grid.rows} == {4}
    assert [cell.column_span for cell in grid.rows[6]] == [1, 3]


def test_parts_of_two_columns_of_the_2019_form_fill_the_width_too():
    last = drawn(report("2019"), "article_20").rows[-1]

    assert [(cell.text, cell.column_span) for cell in last] == [("政府集中采购", 1), ("0", 1), ("0", 2)]


def test_the_head_of_table_three_has_three_levels_beside_the_note_of_the_form():
    grid = drawn(report(), "applications")
    corner, applicants = grid.rows[0]

    assert corner.text == "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    assert (corner.row_span, corner.column_span) == (3, 3)
    assert (applicants.text, applicants.column_span) == ("申请人情况", 7)
    assert [(cell.text, cell.row_span, cell.column_span) for cell in grid.rows[1]] == [
        ("自然人", 2, 1),
        ("法人或其他组织", 1, 5),
        ("总计", 2, 1),
    ]
    assert texts(grid)[2] == ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]


@pytest.mark.parametrize(
    ("label", "rows"),
    [
        ("三、本年度办理结果", 22),
        ("（三）不予公开", 8),
        ("（四）无法提供", 3),
        ("（五）不予处理", 5),
        ("（六）其他处理", 3),
    ],
)
def test_groups_of_table_three_span_their_rows(label, rows):
    assert find(drawn(report(), "applications"), label).row_span == rows


@pytest.mark.parametrize(
    ("label", "columns"), [("一、本年新收", 3), ("（二）部分公开", 2), ("1.属于国家秘密", 1), ("（七）总计", 2), ("四、结转", 3)]
)
def test_labels_of_table_three_fill_the_label_columns_that_groups_leave(label, columns):
    assert find(drawn(report(), "applications"), label).column_span == columns


def test_the_note_of_a_row_is_printed_behind_its_label():
    assert find(drawn(report(), "applications"), "（二）").text == "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"


def test_table_four_is_one_line_of_fifteen_figures_under_three_levels():
    values = dict(zip(addresses(edition_named("2021"), "disputes"), range(15), strict=True))
    grid = drawn(report(values=values), "disputes")

    assert [(cell.text, cell.column_span) for cell in grid.rows[0]] == [("行政复议", 5), ("行政诉讼", 10)]
    assert [(cell.text, cell.row_span, cell.column_span) for cell in grid.rows[1]] == [
        *[(text, 2, 1) for text in ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")],
        ("未经复议直接起诉", 1, 5),
        ("复议后起诉", 1, 5),
    ]
    assert len(grid.rows[2]) == 10
    assert texts(grid)[3] == [str(value) for value in range(15)]


@pytest.mark.parametrize("edition", ["2021", "2019"])
@pytest.mark.parametrize("key", ["article_20", "applications", "disputes"])
def test_every_row_of_every_table_covers_all_columns_once(edition, key):
    for line in slots(drawn(report(edition), key)):
        taken = [column for slot in line for column in range(slot.column, slot.column + slot.cell.column_span)]
        assert taken == list(range(len(taken)))


def test_a_row_that_the_report_does_not_have_is_not_drawn_and_its_group_shrinks():
    grid = drawn(without_row(report(), "applications", "refused.state_secret"), "applications")

    assert "1.属于国家秘密" not in [text for row in texts(grid) for text in row]
    assert find(grid, "（三）不予公开").row_span == 7
    assert find(grid, "三、本年度办理结果").row_span == 21


def test_other_handling_as_a_single_row_is_drawn_as_one():
    whole = report()
    for row in ("other.correction_overdue", "other.fee_overdue", "other.other"):
        whole = without_row(whole, "applications", row)
    columns = table_of(whole, "applications").columns_of("other_combined")
    cells = [Cell(f"applications.other_combined.{column.key}", CellKind.NUMBER, 0) for column in columns]
    grid = drawn(replace(whole, cells=(*whole.cells, *cells)), "applications")
    cell = find(grid, "（六）其他处理")

    assert (cell.row_span, cell.column_span) == (1, 2)
    assert find(grid, "三、本年度办理结果").row_span == 20


def test_a_table_without_any_row_is_not_drawn():
    whole = report(values={})

    assert [draw(table, whole) for table in whole.edition.tables.values()] == [(), (), (), ()]


def test_blanks_and_marks_stay_what_they_are():
    whole = with_cell(report(), Cell("disputes.reconsideration.total", CellKind.BLANK))
    whole = with_cell(whole, Cell("disputes.reconsideration.upheld", CellKind.MARK, None, "/"))

    assert texts(drawn(whole, "disputes"))[3][:5] == ["/", "0", "0", "0", ""]


def placed(whole, table):
    """Cells with places, ten lines a row."""
    rows = {row.key: 10 * index for index, row in enumerate(table_of(whole, table).rows)}
    return replace(
        whole,
        cells=tuple(
            replace(cell, place=f"line {rows[whole.edition.split(cell.at)[1].key]}") if cell.at.startswith(f"{table}.") else cell
            for cell in whole.cells
        ),
    )


def test_an_extra_row_is_drawn_behind_the_row_after_which_it_stood():
    extra = ExtraRow("article_20", "其他对外管理服务事项", (4,), "line 25")
    rows = texts(drawn(replace(placed(report(), "article_20"), extra_rows=(extra,)), "article_20"))

    assert rows[rows.index(["行政许可", "0"]) + 1] == ["其他对外管理服务事项", "4"]


def test_an_extra_row_of_unknown_place_stands_in_the_part_where_an_earlier_form_had_it():
    rows = texts(drawn(report(extra_rows=(ExtraRow("article_20", "其他对外管理服务事项", (4,)),)), "article_20"))

    assert rows[rows.index(["行政许可", "0"]) + 1] == ["其他对外管理服务事项", "4"]


def test_an_extra_row_of_unknown_place_and_name_is_not_put_under_a_heading_that_may_be_wrong():
    _form, own = draw(table_of(report(), "article_20"), report(extra_rows=(ExtraRow("article_20", "某事项", (4,)),)))

    assert texts(own) == [["某事项", "4"]]


def test_an_extra_row_inside_a_group_belongs_to_the_group():
    whole = placed(report(), "applications")
    extra = ExtraRow("applications", "（二之一）部分提供", (1, 0, 0, 0, 0, 0, 1), "line 35")
    grid = drawn(replace(whole, extra_rows=(extra,)), "applications")

    assert find(grid, "（二之一）").column_span == 2
    assert find(grid, "三、本年度办理结果").row_span == 23


def test_an_extra_row_that_fits_nowhere_follows_as_a_table_of_its_own():
    extra = ExtraRow("disputes", "行政赔偿", (1, None, 3))
    _form, own = draw(table_of(report(), "disputes"), report(extra_rows=(extra,)))

    assert texts(own) == [["行政赔偿", "1", "", "3"]]


def test_the_fee_table_prints_each_field_with_its_label():
    values = {"processing_fees.notices": 2, "processing_fees.noticed_amount": 400, "processing_fees.received_amount": None}
    rows = texts(drawn(report(values=values), "processing_fees"))

    assert rows[0] == ["本年度发出收费通知"]
    assert [row[1] for row in rows[1:]] == ["2", "400", ""]
