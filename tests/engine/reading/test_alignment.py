"""Grids of any shape into the rows and columns of the form."""

from __future__ import annotations

import pytest

from disclosure.blocks import Grid, GridCell
from disclosure.form import Cell, CellKind, edition_named
from disclosure.reading.tables.aligned import Aligned
from disclosure.reading.tables.alignment import align, tables_of

FORM = edition_named("2021")
APPLICATIONS = FORM.table("applications")
ARTICLE_20 = FORM.table("article_20")
DISPUTES = FORM.table("disputes")
HEADER = "\t自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计"
NOUGHTS = "\t0" * 7


def grid(text: str) -> Grid:
    """A grid of lines and tabs, its places "row R cell C"."""
    rows = [line.split("\t") for line in text.strip("\n").split("\n")]
    return Grid(
        tuple(tuple(GridCell(cell, f"row {r} cell {c}") for c, cell in enumerate(row, 1)) for r, row in enumerate(rows, 1)),
        "table",
    )


def applications(*texts: str) -> Aligned:
    return align(APPLICATIONS, [grid(text) for text in texts])


def row(aligned: Aligned, key: str, table: str = "applications") -> list[object]:
    return [cell.value for cell in aligned.cells if cell.at.startswith(f"{table}.{key}.") and cell.kind is not CellKind.ABSENT]


def kinds(aligned: Aligned) -> list[str]:
    return [oddity.kind for oddity in aligned.oddities]


def absent(aligned: Aligned) -> set[str]:
    return {cell.at for cell in aligned.cells if cell.kind is CellKind.ABSENT}


def cell(aligned: Aligned, at: str) -> Cell:
    return next(cell for cell in aligned.cells if cell.at == at)


def test_a_row_is_found_by_its_label_and_keeps_the_place_of_each_cell():
    found = applications(f"{HEADER}\n一、本年新收政府信息公开申请数量\t3\t1\t0\t0\t0\t0\t4")

    assert row(found, "received") == [3, 1, 0, 0, 0, 0, 4]
    assert cell(found, "applications.received.total").place == "row 2 cell 8"


def test_labels_in_front_of_groups_do_not_shift_the_values():
    text = f"{HEADER}\n三、本年度办理结果\t（三）不予公开\t1.属于国家秘密\t1\t0\t0\t0\t0\t0\t1\n"
    text += "\t\t7.属于行政执法案卷\t2\t0\t0\t0\t0\t0\t2"
    found = applications(text)

    assert row(found, "refused.state_secret") == [1, 0, 0, 0, 0, 0, 1]
    assert row(found, "refused.enforcement_file") == [2, 0, 0, 0, 0, 0, 2]


def test_a_header_without_a_column_is_noted_and_the_row_is_not_shifted_by_guess():
    found = applications(f"{HEADER.replace(chr(9) + '其他', '')}\n一、本年新收政府信息公开申请数量\t3\t1\t0\t0\t0\t4")

    assert "missing_column" in kinds(found)
    assert row(found, "received") == [None] * 7, "six numbers, seven columns: nothing says which is missing"


def test_values_in_the_next_line_belong_to_the_label_before_them():
    found = applications(f"{HEADER}\n（三）不予公开\t1.属于国家秘密\t\t\t\t\t\t\t\n\t\t1\t0\t0\t0\t0\t0\t1")

    assert row(found, "refused.state_secret") == [1, 0, 0, 0, 0, 0, 1]
    assert "values_apart" in kinds(found)


def test_values_without_any_label_are_not_given_to_a_row():
    found = applications(f"{HEADER}\n一、本年新收政府信息公开申请数量{NOUGHTS}\n{'9' + chr(9) + '9'}")

    assert "values_without_label" in kinds(found)
    assert all(cell.value != 9 for cell in found.cells)


def test_other_handling_as_one_row_stands_for_its_three():
    found = applications(f"{HEADER}\n（六）其他处理\t1\t0\t0\t0\t0\t0\t1\n（七）总计\t1\t0\t0\t0\t0\t0\t1")

    assert row(found, "other_combined") == [1, 0, 0, 0, 0, 0, 1]
    assert not {at for at in absent(found) if at.startswith("applications.other.")}


def test_other_handling_as_a_group_is_not_the_one_row():
    found = applications(f"{HEADER}\n（六）其他处理\t3.其他{NOUGHTS}")

    assert row(found, "other.other") == [0] * 7
    assert row(found, "other_combined") == []


def test_the_header_word_for_total_is_not_the_row_of_totals():
    """总计 stands above the last column and in front of row (7)."""
    found = applications(f"（勾稽关系）\t申请人情况\t\t\t\t\t\t总计\n{HEADER}\n（七）总计\t1\t0\t0\t0\t0\t0\t1")

    assert row(found, "total") == [1, 0, 0, 0, 0, 0, 1]


def test_a_row_the_form_does_not_have_is_kept_beside_it():
    found = align(ARTICLE_20, [grid("信息内容\t本年处理决定数量\n行政许可\t5\n其他对外管理服务事项\t7")])

    assert [(extra.label, extra.values, extra.place) for extra in found.extra_rows] == [
        ("其他对外管理服务事项", (7,), "row 3 cell 1")
    ]
    assert row(found, "licences", "article_20") == [5]


def test_words_where_a_number_should_stand_make_the_cell_unreadable_not_absent():
    found = align(ARTICLE_20, [grid("信息内容\t本年处理决定数量\n行政许可\t详见附件\n行政处罚\t300余")])

    assert cell(found, "article_20.licences.decisions").kind is CellKind.UNREADABLE
    assert cell(found, "article_20.penalties.decisions").kind is CellKind.UNREADABLE
    assert found.extra_rows == []


def test_a_table_over_several_grids_is_one_table_and_its_repeated_header_no_row():
    found = applications(f"{HEADER}\n一、本年新收政府信息公开申请数量{NOUGHTS}", f"{HEADER}\n四、结转下年度继续办理{NOUGHTS}")

    assert row(found, "received") == row(found, "carried_forward") == [0] * 7
    assert found.extra_rows == []


def test_a_labelled_row_without_values_is_blank():
    found = applications(f"{HEADER}\n一、本年新收政府信息公开申请数量\t\t\t\t\t\t\t\n二、上年结转政府信息公开申请数量{NOUGHTS}")

    assert {cell(found, f"applications.received.{column.key}").kind for column in APPLICATIONS.columns_of("received")} == {
        CellKind.BLANK
    }


def test_a_row_that_is_not_there_is_absent_once():
    found = applications(f"{HEADER}\n一、本年新收政府信息公开申请数量{NOUGHTS}")

    assert "applications.carried_over" in absent(found)
    assert len([at for at in absent(found) if at == "applications.carried_over"]) == 1


def test_the_label_of_a_group_broken_over_two_rows_is_noted_once():
    found = applications(f"{HEADER}\n（三）不予\t1.属于国家秘密{NOUGHTS}\n公开\t3.危及“三安全一稳定”{NOUGHTS}")

    assert kinds(found).count("label_broken") == 1
    assert row(found, "refused.security_and_stability") == [0] * 7


def test_a_variant_of_a_label_is_the_row_and_is_noted():
    found = applications(f"{HEADER}\n2.其他法律法规禁止公开{NOUGHTS}")

    assert row(found, "refused.prohibited_by_law") == [0] * 7
    assert "label_variant" in kinds(found)


def test_the_fifteen_values_of_disputes_stand_in_one_line():
    header = (
        "行政复议\t\t\t\t\t行政诉讼"
        + "\t" * 9
        + "\n结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t未经复议直接起诉\t\t\t\t\t复议后起诉\t\t\t\t"
    )
    below = "\n" + "\t" * 5 + "\t".join(["结果维持\t结果纠正\t其他结果\t尚未审结\t总计"] * 2)
    found = align(DISPUTES, [grid(header + below + "\n1\t2\t3\t4\t10\t1\t0\t0\t0\t1\t0\t0\t0\t5\t5")])

    assert row(found, "reconsideration", "disputes") == [1, 2, 3, 4, 10]
    assert row(found, "litigation_direct", "disputes") == [1, 0, 0, 0, 1]
    assert row(found, "litigation_after_reconsideration", "disputes") == [0, 0, 0, 5, 5]
    assert kinds(found) == []


def test_a_table_of_something_else_belongs_to_no_table():
    staff = grid("姓名\t职务\t职责\n某某\t科员\t公开")
    assert all(grids == [] for grids in tables_of([staff], FORM).values())


def test_two_tables_that_ran_into_each_other_are_cut():
    both = grid(
        f"信息内容\t本年处理决定数量\n行政许可\t5\n行政处罚\t2\n{HEADER}\n一、本年新收政府信息公开申请数量{NOUGHTS}\n二、上年结转政府信息公开申请数量{NOUGHTS}"
    )
    owned = tables_of([both], FORM)

    assert row(align(ARTICLE_20, owned["article_20"]), "licences", "article_20") == [5]
    assert row(align(APPLICATIONS, owned["applications"]), "received") == [0] * 7


@pytest.mark.parametrize("text", ["", "\t", "\t\t\t\n\t", "0\t0", "甲"])
def test_empty_and_strange_grids_are_no_trouble(text):
    for table in FORM.tables.values():
        assert isinstance(align(table, [grid(text), Grid(()), Grid(((),))]), Aligned)


def test_an_unnumbered_other_after_its_group_s_first_rows_is_the_group_s_last_row():
    labels = ("1.申请人无正当理由逾期不补正", "2.申请人逾期未按收费通知要求缴纳费用", "其他", "（七）总计")
    rows = tuple(tuple(map(GridCell, (label, *str(number) * 7))) for number, label in enumerate(labels, 1))
    aligned = align(edition_named("2021").table("applications"), [Grid(rows)])
    values = {cell.at: cell.value for cell in aligned.cells}

    assert values["applications.other.other.total"] == 3
    assert values.get("applications.other_combined.total") is None
