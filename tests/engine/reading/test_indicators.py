"""Tables of indicators of before 2019: their own names, units and columns, whatever else stands in them."""

from __future__ import annotations

import pytest

from disclosure.examine import examine_bytes
from disclosure.form import CellKind, DocumentType, edition_named
from disclosure.form.listing import name_key
from disclosure.isolation import Examiner
from disclosure.reading import read_report
from disclosure.samples import Layout, Spec, invent, render

TITLE = "青溪县白石镇人民政府2012年政府信息公开工作年度报告"
LOCAL = """
指标名称	计量单位	2012年度	历年累计
主动公开信息数	条	120	860
其中：1.网站公开	条	100	700
2.政府公报公开	条	20	160
受理依申请公开信息总数	条	5	20
其中：当面申请数	条	1	5
网上申请数	条	3	14
其它形式申请数	条	1	1
对申请的答复总数	条	5	20
其中：同意公开答复数	条	4	15
否决公开答复数	条	1	4
其他类型答复数	条	0	1
政府信息公开收费减免金额	元	36.5	36.5
行政复议数	件	/	1
接待来访咨询	人次	31	{}
""".format("")


def text(table: str, title: str = TITLE) -> bytes:
    return f"{title}\n\n一、概述\n\n全年工作有序。\n\n二、附表\n{table}\n".encode()


def read(table: str, title: str = TITLE):
    return read_report(text(table, title), "report.txt")


def page(rows: str) -> bytes:
    parts = f"<h1>{TITLE}</h1><p>一、概述</p><p>全年工作有序。</p><p>二、附表</p>"
    return f"<html><body>{parts}<table>{rows}</table></body></html>".encode()


def cells(*texts: str) -> str:
    return "<tr>" + "".join(one if one.startswith("<td") else f"<td>{one}</td>" for one in texts) + "</tr>"


def years(report) -> dict[str, object]:
    return {name: facts["year"] for name, facts in report.indicators.items()}


def test_indicators_are_kept_by_their_printed_names_with_unit_year_and_all_years():
    report = read(LOCAL)

    assert (report.document_type, report.edition.key, report.year) == (DocumentType.ANNUAL_REPORT, "pre_2019", 2012)
    assert report.indicators["主动公开信息数"] == {"unit": "条", "year": 120, "cumulative": 860}
    assert report.indicators["接待来访咨询"] == {"unit": "人次", "year": 31, "cumulative": None}, "a name that no list has"
    assert str(report.indicators["政府信息公开收费减免金额"]["year"]) == "36.5"
    assert report.cell("indicators.行政复议数.year").kind is CellKind.MARK
    assert report.cell("indicators.接待来访咨询.cumulative").kind is CellKind.BLANK, "a blank is not 0"
    assert len(report.indicators) == 14
    assert {cell.at.partition(".")[0] for cell in report.cells} == {"indicators"}, "nothing is forced into the later tables"


def test_which_rows_are_parts_of_which_is_told_by_words_numbers_and_the_known_lists():
    (table,) = read(LOCAL).edition.tables.values()

    assert {row.key: row.part_of for row in table.rows if row.part_of} == {
        "其中：1.网站公开": "主动公开信息数",
        "2.政府公报公开": "主动公开信息数",
        "其中：当面申请数": "受理依申请公开信息总数",
        "网上申请数": "受理依申请公开信息总数",
        "其它形式申请数": "受理依申请公开信息总数",
        "其中：同意公开答复数": "对申请的答复总数",
        "否决公开答复数": "对申请的答复总数",
        "其他类型答复数": "对申请的答复总数",
    }


@pytest.mark.parametrize(
    ("old", "new", "rule", "cell"),
    [
        (
            "网上申请数	条	3",
            "网上申请数	条	4",
            "arithmetic.indicators.applications_by_channel",
            "indicators.网上申请数.year",
        ),
        (
            "否决公开答复数	条	1	4",
            "否决公开答复数	条	1	5",
            "arithmetic.indicators.answers_by_kind",
            "indicators.对申请的答复总数.cumulative",
        ),
        ("网站公开	条	100", "网站公开	条	121", "values.indicator_part", "indicators.其中：1.网站公开.year"),
        (
            "信息数	条	120	860",
            "信息数	条	120	86",
            "values.indicator_cumulative",
            "indicators.主动公开信息数.cumulative",
        ),
    ],
)
def test_what_does_not_add_up_is_found(old, new, rule, cell):
    assert old in LOCAL
    found = examine_bytes(text(LOCAL.replace(old, new)), "report.txt").findings

    assert any(finding.rule == rule and cell in finding.at for finding in found), [finding.rule for finding in found]
    assert not [finding for finding in examine_bytes(text(LOCAL), "report.txt").findings if finding.rule == rule]


def test_rules_of_the_later_form_are_silent_about_a_report_that_had_none():
    spoken = {finding.rule for finding in examine_bytes(text(LOCAL), "report.txt").findings}

    assert not {rule for rule in spoken if rule.startswith(("structure.missing", "structure.extra", "structure.section", "law."))}


NATIONAL = """
统计指标	代码	单位	统计数
甲	乙	丙	1
一、主动公开情况	01	——	——
（一）主动公开政府信息数	02	条	350
其中：主动公开规范性文件数	03	条	12
二、回应解读情况	04	——	——
1.参加或举办新闻发布会总次数	05	次	3
其中：主要负责同志参加新闻发布会次数	06	次	1
三、依申请公开情况	07	——	——
（一）收到申请数	08	件	7
1.当面申请数	09	件	2
2.传真申请数	10	件	0
3.网络申请数	11	件	5
4.信函申请数	12	件	0
四、行政复议数量	13	件	2
（一）维持具体行政行为数	14	件	1
（二）被依法纠错数	15	件	1
（三）其他情形数	16	件	0
五、行政诉讼数量	17	件	1
（一）维持具体行政行为或者驳回原告诉讼请求数	18	件	0
（二）被依法纠错数	19	件	1
（三）其他情形数	20	件	0
七、依申请公开信息收取的费用	21	万元	0.02
"""


def test_codes_of_lines_and_columns_are_no_values():
    report = read(NATIONAL)

    assert report.edition.key == "pre_2019"
    assert years(report)["（一）主动公开政府信息数"] == 350
    assert years(report)["（一）收到申请数"] == 7
    assert str(years(report)["七、依申请公开信息收取的费用"]) == "0.02"
    assert "一、主动公开情况" not in years(report), "a heading is no indicator"
    assert "甲" not in years(report)
    assert all(facts["cumulative"] is None for facts in report.indicators.values())


def test_one_name_below_two_rows_is_told_apart_by_the_row_above():
    found = years(read(NATIONAL))

    assert found["四、行政复议数量/（二）被依法纠错数"] == 1
    assert found["五、行政诉讼数量/（三）其他情形数"] == 0
    assert not [finding for finding in examine_bytes(text(NATIONAL), "a.txt").findings if finding.rule.startswith("arithmetic")]
    wrong = NATIONAL.replace("（二）被依法纠错数	19	件	1", "（二）被依法纠错数	19	件	2")
    rules = [finding.rule for finding in examine_bytes(text(wrong), "a.txt").findings]
    assert "arithmetic.national_indicators.litigation_by_outcome" in rules
    assert "arithmetic.national_indicators.reconsideration_by_outcome" not in rules


def test_a_blank_form_with_codes_is_a_blank_form():
    empty = "\n".join(
        "\t".join(line.split("\t")[:-1]) + "\t" if line.count("\t") == 3 and "甲" not in line else line
        for line in NATIONAL.split("\n")
    )
    report = read(empty.replace("丙\t\n", "丙\t1\n").replace("单位\t", "单位\t统计数"), "政府信息公开情况统计表")

    assert (report.document_type, report.edition.key) == (DocumentType.BLANK_FORM, "pre_2019")
    assert {cell.kind for cell in report.cells} <= {CellKind.BLANK, CellKind.MARK}


def test_among_them_in_a_merged_cell_of_its_own():
    rows = (
        cells("<td colspan='2'>指标名称</td>", "计量单位", "2012年度")
        + cells("<td colspan='2'>主动公开信息数</td>", "条", "40")
        + cells("<td rowspan='2'>其中</td>", "网站公开", "条", "30")
        + cells("政府公报公开", "条", "50")
        + cells("<td colspan='2'>行政复议数</td>", "件", "0")
    )
    examination = examine_bytes(page(rows), "report.html")

    assert years(examination.report) == {"主动公开信息数": 40, "网站公开": 30, "政府公报公开": 50, "行政复议数": 0}
    (finding,) = (one for one in examination.findings if one.rule == "values.indicator_part")
    assert finding.at == ("indicators.政府公报公开.year", "indicators.主动公开信息数.year")


def test_the_last_of_several_years_is_the_report_s():
    report = read(LOCAL.replace("2012年度	历年累计", "2011年度	2012年度"))

    assert years(report)["主动公开信息数"] == 860
    assert years(report)["对申请的答复总数"] == 20


def test_a_table_that_goes_on_after_a_page_break_with_or_without_its_head():
    lines = LOCAL.strip("\n").split("\n")
    for head in ([], [lines[0]]):
        halves = "\n".join(["", *lines[:6], "", "- 7 -", "", *head, *lines[6:], ""])
        assert read(halves).indicators == read(LOCAL).indicators


def test_fewer_figures_than_columns_are_not_guessed_at():
    torn = LOCAL.replace("行政复议数	件	/	1", "行政复议数	件	1")
    report = read(torn)

    assert report.indicators["行政复议数"] == {"unit": "件", "year": None, "cumulative": None}
    assert report.cell("indicators.行政复议数.year").kind is CellKind.UNREADABLE
    assert report.indicators["主动公开信息数"]["cumulative"] == 860


def test_units_in_brackets_behind_the_name():
    report = read("\n指标名称\t2012年度\n主动公开信息数（条）\t12\n受理依申请公开信息总数（条）\t3\n行政复议数（件）\t0\n")

    assert report.indicators["主动公开信息数（条）"] == {"unit": "条", "year": 12, "cumulative": None}


def test_the_year_of_the_column_is_the_year_where_the_text_names_none():
    assert read(LOCAL, "白石镇政府信息公开工作年度报告").year == 2012


def test_words_in_a_cell_are_unreadable_and_said():
    examination = examine_bytes(text(LOCAL.replace("人次	31", "人次	约31")), "report.txt")

    assert examination.report.indicators["接待来访咨询"]["year"] is None
    assert any(finding.rule == "values.unreadable_cell" for finding in examination.findings)


def test_a_table_of_other_things_is_none_of_indicators():
    other = "\n项目\t单位\t数量\n树苗\t株\t120\n化肥\t袋\t40\n种子\t公斤\t25\n"

    assert read(other).edition is None


def test_a_report_of_the_later_form_stays_one_whatever_other_table_it_has():
    truth = invent(Spec("青禾镇", 2022, 3, Layout.TAB_ROWS, busy=0.3))
    report = read_report(render(truth) + b"\n" + LOCAL.encode(), "report.txt")

    assert report.edition is edition_named("2021")
    assert "applications.received.total" in report.by_address


def test_a_number_of_a_person_in_a_name_is_masked():
    report = read(LOCAL.replace("接待来访咨询", "接待来访（联系13800000000）"))

    assert not [name for name in report.indicators if "13800000000" in name]


def test_the_rows_come_back_from_the_child_process():
    with Examiner() as examiner:
        assert examiner.examine(text(LOCAL), "report.txt").report.indicators == read(LOCAL).indicators


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("其中：1.网站公开", "网站公开"),
        ("（一）收到申请数", "收到申请数"),
        ("其它形式申请数", "6、其他形式申请数"),
        ("主动公开信息数(条)", "主动公开信息数"),
    ],
)
def test_names_are_the_same_whatever_their_numbers_and_marks(one, other):
    assert name_key(one) == name_key(other)
