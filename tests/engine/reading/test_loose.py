"""Plain text of which little more than the words and numbers of a table is left."""

from __future__ import annotations

import pytest

from disclosure.form import Cell, CellKind, DocumentType, Report
from disclosure.reading import read_report

TITLE = "青禾镇人民政府2022年政府信息公开工作年度报告\n\n二、主动公开政府信息情况\n\n"
PARTS = "\n\n五、存在的主要问题及改进情况\n\n人手不够。\n"
HEAD = "申请人情况\n自然人\n商业企业\n科研机构\n社会公益组织\n法律服务机构\n其他\n总计\n"
RECEIVED, CARRIED = "一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量"


def read(text: str, end: str = PARTS) -> Report:
    return read_report((TITLE + text + end).encode(), "a.txt")


def row(report: Report, key: str) -> list[object]:
    table = report.edition.table(key.partition(".")[0])
    return [report.value(f"{key}.{column.key}") for column in table.columns_of(key.partition(".")[2])]


def cell(report: Report, at: str) -> Cell:
    found = report.cell(at)
    assert found is not None, at
    return found


ARTICLE_20 = [
    "第二十条第（五）项",
    "信息内容",
    "本年处理决定数量",
    "行政许可",
    "12",
    "第二十条第（六）项",
    "行政处罚",
    "7",
    "行政强制",
    "0",
]


@pytest.mark.parametrize(
    "between", ["\n", "\n\n", "\n|\n", " |\n", "\n \n\n"], ids=["alone", "empty line", "bar", "bar after", "blanks"]
)
@pytest.mark.parametrize("end", ["", "\n||", "\n|||||||||"], ids=["no row ends", "two bars", "nine bars"])
def test_one_cell_a_line(between, end):
    rows = [ARTICLE_20[:3], ARTICLE_20[3:5], ARTICLE_20[5:6], ARTICLE_20[6:8], ARTICLE_20[8:]]
    report = read((between + end).join(between.join(cells) + end for cells in rows) if end else between.join(ARTICLE_20))

    assert [report.value(f"article_20.{key}.decisions") for key in ("licences", "penalties", "coercive_measures")] == [12, 7, 0]
    assert cell(report, "article_20.licences.decisions").kind is CellKind.NUMBER


def test_rows_between_bars_with_empty_columns_at_the_end():
    report = read(
        "信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 | |\n规章 | 0 | 0 | 0 | |\n行政规范性文件 | 5 | 1 | 45 | |\n"
    )

    assert row(report, "article_20.normative_documents") == [5, 1, 45]


def test_digits_without_separators_are_cut_by_the_sum_of_the_row_and_say_so():
    report = read(f"{HEAD.replace(chr(10), '')}{RECEIVED}120300015{CARRIED}0000000四、结转下年度继续办理0000000")

    assert row(report, "applications.received") == [12, 0, 3, 0, 0, 0, 15]
    assert cell(report, "applications.received.total").kind is CellKind.INFERRED
    assert cell(report, "applications.received.total").because
    assert cell(report, "applications.carried_over.total").kind is CellKind.NUMBER


def test_where_two_cuts_add_up_the_cells_that_differ_are_null():
    """1 10 0 0 10 0 21 and 11 0 0 0 10 0 21: both add up."""
    report = read(f"{HEAD.replace(chr(10), '')}{RECEIVED}110001002{1}{CARRIED}0000000")

    assert row(report, "applications.received") == [None, None, 0, 0, 10, 0, 21]
    assert cell(report, "applications.received.natural_person").kind is CellKind.UNREADABLE
    assert "切分" in str(cell(report, "applications.received.natural_person").because)


def test_an_item_number_is_no_part_of_the_value_before_it():
    report = read(
        f"{RECEIVED}0000000（三）不予公开1.属于国家秘密00000002.其他法律行政法规禁止公开10000013.危及“三安全一稳定”0000000"
    )

    assert row(report, "applications.refused.state_secret") == [0] * 7
    assert row(report, "applications.refused.prohibited_by_law") == [1, 0, 0, 0, 0, 0, 1]


def test_three_numbers_of_which_no_sum_speaks_cannot_be_cut():
    report = read("信息内容本年制发件数本年废止件数现行有效件数规章000行政规范性文件1234第二十条第（五）项行政许可9")

    assert row(report, "article_20.regulations") == [0, 0, 0]
    assert row(report, "article_20.normative_documents") == [None] * 3


def test_where_empty_cells_left_no_trace_the_last_number_is_the_total():
    report = read(f"{HEAD}{RECEIVED}\n3\n3\n{CARRIED}\n0\n0\n0\n0\n0\n0\n0\n")

    assert row(report, "applications.received") == [None] * 6 + [3]
    assert cell(report, "applications.received.business").kind is CellKind.UNREADABLE
    assert cell(report, "applications.received.total").kind is CellKind.INFERRED


def test_where_repeated_lines_were_removed_nothing_is_taken_for_nought():
    report = read(
        f"第二十条第（五）项\n信息内容\n本年处理决定数量\n行政许可\n12\n行政处罚\n0\n行政强制\n{HEAD}{RECEIVED}\n3\n{CARRIED}\n（一）予以公开\n2\n"
    )

    assert report.value("article_20.licences.decisions") == 12
    assert report.value("article_20.penalties.decisions") == 0
    assert cell(report, "article_20.coercive_measures.decisions").kind is CellKind.UNREADABLE
    assert row(report, "applications.received") == [None] * 7
    assert row(report, "applications.carried_over") == [None] * 7


def test_a_label_torn_around_its_numbers_is_put_together():
    report = read(f"{HEAD}5.要求行政机关确认或重新\n1\n0\n0\n0\n0\n0\n1\n出具已获取信息\n（七）总计\n0\n0\n0\n0\n0\n0\n0\n")

    assert row(report, "applications.not_processed.confirmation") == [1, 0, 0, 0, 0, 0, 1]
    assert report.extra_rows == ()


def test_half_a_label_is_not_the_row_that_it_looks_like():
    """「2.其他」 is the first half of 「2.其他法律行政法规禁止公开」."""
    report = read(f"{HEAD}2.其他\n1\n0\n0\n0\n0\n0\n1\n法律行政法规禁止公开\n3.危及“三安全一稳定”\n0\n0\n0\n0\n0\n0\n0\n")

    assert row(report, "applications.refused.prohibited_by_law") == [1, 0, 0, 0, 0, 0, 1]
    assert report.value("applications.other_combined.total") is None
    assert report.value("applications.other.other.total") is None


def test_the_end_of_the_text_inside_a_row_makes_it_unreadable():
    report = read(f"{HEAD}{CARRIED}\n0\n0\n0\n0\n0\n0\n0\n{RECEIVED}\n3\n3", end="")

    assert row(report, "applications.received") == [None] * 7
    assert "断了" in str(cell(report, "applications.received.total").because)


def test_a_number_in_which_the_text_ends_counts_only_where_a_sum_confirms_it():
    rows = f"{HEAD.replace(chr(10), ' ')}\n{CARRIED} 0 0 0 0 0 0 0\n{RECEIVED} 3 0 9 0 0 0 "

    assert read(rows + "12", end="").value("applications.received.total") == 12
    assert read(rows + "1", end="").value("applications.received.total") is None
    assert read(rows + "1", end="\n").value("applications.received.total") == 1


def test_page_numbers_stand_in_no_row():
    report = read(f"{HEAD}{RECEIVED}\n3\n0\n- 3 -\n0\n0\n0\n0\n— 4 —\n3\n{CARRIED}\n0\n0\n0\n0\n0\n0\n0\n")

    assert row(report, "applications.received") == [3, 0, 0, 0, 0, 0, 3]


def test_a_page_break_inside_a_row_with_the_head_printed_again():
    report = read(f"{HEAD}{RECEIVED}\n3\n0\n1\n{HEAD}0\n0\n0\n4\n{CARRIED}\n0\n0\n0\n0\n0\n0\n0\n")

    assert row(report, "applications.received") == [3, 0, 1, 0, 0, 0, 4]


def test_headings_without_tables_and_prose_are_no_tables():
    report = read(
        "",
        end="本年新收申请12件，行政许可3件。\n三、收到和处理政府信息公开申请情况\n（一）行政许可\n没有。\n规章 12 件\n" + PARTS,
    )

    assert {cell.kind for cell in report.cells} <= {CellKind.ABSENT}


def test_a_form_of_labels_without_any_number_is_a_blank_form():
    labels = "信息内容\n本年制发件数\n本年废止件数\n现行有效件数\n规章\n行政规范性文件\n行政许可\n行政处罚\n"

    assert read(f"{labels}{HEAD}{RECEIVED}\n{CARRIED}\n").document_type is DocumentType.BLANK_FORM


def test_other_tables_in_the_narrative_are_none_of_the_form():
    report = read("姓名\n电话\n甲\n0000-0000001\n乙\n0000-0000002\n")

    assert all(cell.kind is CellKind.ABSENT for cell in report.cells)


ZERO = ("0",) * 7


@pytest.mark.parametrize(
    ("values", "seen"),
    [
        # The number of the page makes up for a cell that left no line; the sum does not hold with it.
        (("2", "1", "0", "0", "0", "3", "3"), [2, 1, 0, 0, 0, None, 3]),
        (("2", "1", "0", "0", "0", "0", "3"), [2, 1, 0, 0, 0, 0, 3]),
        (("2", "1", "0", "0", "0", "0", "3", "4"), [2, 1, 0, 0, 0, 0, 3]),
    ],
)
def test_a_number_at_the_end_of_a_page_is_a_figure_only_where_a_sum_says_so(values, seen):
    rows = [*HEAD.split(), RECEIVED, *values, "\f" + CARRIED, *ZERO, "（七）总计", *values[:7], "四、结转下年度继续办理", *ZERO]

    assert row(read("\n".join(rows)), "applications.received") == seen


def test_a_number_at_the_end_of_a_page_is_no_figure_of_the_row_of_one_before_it():
    lines = [*ARTICLE_20[:4], "", "3", "\f行政处罚", "7", "行政强制", "0"]
    report = read("\n".join(lines))
    found = cell(report, "article_20.licences.decisions")

    assert (found.kind, found.value) == (CellKind.UNREADABLE, None)
    assert "页码" in str(found.because)
    assert report.value("article_20.penalties.decisions") == 7
    assert cell(read("\n".join([*lines[:4], "12", *lines[4:]])), "article_20.licences.decisions").value == 12
