"""Indicators of before 2019 in text without a mark between cells: what labels decide is read, the rest is null with a reason."""

from __future__ import annotations

import pytest

from disclosure.form import CellKind
from disclosure.reading import read_report
from engine.reading.test_indicators import TITLE

HEAD = ("指标名称", "计量单位", "2012年度", "历年累计")
ROWS = (
    ("主动公开信息数", "条", "0", "860"),
    ("其中：1.网站公开", "条", "0", "700"),
    ("2.政府公报公开", "条", "0", "160"),
    ("受理依申请公开信息总数", "条", "5", "20"),
    ("接待来访咨询", "人次", "0", "31"),
    ("收费减免金额", "元", "0", "36.5"),
    ("行政复议数", "件", "/", "1"),
)


def read(table: str, end: str = "\n"):
    return read_report(f"{TITLE}\n\n一、概述\n\n全年工作有序。\n\n二、附表\n{table}{end}".encode(), "a.txt")


def told(report) -> dict[str, tuple[object, object]]:
    return {name.removeprefix("其中："): (facts["year"], facts["cumulative"]) for name, facts in report.indicators.items()}


def lines(*rows: tuple[str, ...]) -> str:
    return "\n".join(cell for row in (HEAD, *rows) for cell in row)


def spaced(*rows: tuple[str, ...]) -> str:
    return "\n".join(" ".join(row) for row in (HEAD, *rows))


def glued(*rows: tuple[str, ...]) -> str:
    return "".join(cell for row in (HEAD, *rows) for cell in row)


@pytest.mark.parametrize("drawn", [lines, spaced, glued])
def test_what_labels_decide_is_read(drawn):
    found = told(read(drawn(*ROWS)))

    assert found["主动公开信息数"] == (0, 860)
    assert found["1.网站公开"] == (0, 700)
    assert found["2.政府公报公开"] == (0, 160)
    assert found["接待来访咨询"] == (0, 31), "a name that no list has"
    assert [str(number) for number in found["收费减免金额"]] == ["0", "36.5"]
    assert found["行政复议数"] == (None, 1)
    assert found["受理依申请公开信息总数"] == ((None, None) if drawn is glued else (5, 20)), "520 is 5 and 20, 52 and 0, or 520"


def test_numbers_that_could_be_parted_otherwise_are_null_with_the_reason():
    cell = read(glued(*ROWS)).cell("indicators.受理依申请公开信息总数.cumulative")

    assert (cell.kind, cell.value, cell.as_printed) == (CellKind.UNREADABLE, None, "520")
    assert "分不清" in str(cell.because)


@pytest.mark.parametrize("digits", ["7", "12", "10", "100", "1000", "20.5"])
def test_a_number_beside_an_empty_cell_is_one_of_the_ways(digits):
    found = told(read(glued(*ROWS[:-1], ("行政诉讼数", "件", digits, ""))))

    assert found["行政诉讼数"] == (None, None)


@pytest.mark.parametrize("drawn", [lines, spaced])
def test_one_number_below_two_columns_is_neither(drawn):
    found = told(read(drawn(*ROWS[:3], ("行政诉讼数", "件", "7"), *ROWS[3:])))

    assert found["行政诉讼数"] == (None, None)
    assert found["主动公开信息数"] == (0, 860)


def test_the_number_of_a_name_is_no_digit_of_the_number_before_it():
    table = "统计指标单位统计数主动公开信息数条4506其中：1.网站公开条45062.政府公报公开条03.政务微博公开条12行政复议数件7"

    assert {name: year for name, (year, _all) in told(read(table)).items()} == {
        "主动公开信息数": 4506,
        "1.网站公开": 4506,
        "2.政府公报公开": 0,
        "3.政务微博公开": 12,
        "行政复议数": 7,
    }


def test_a_number_of_a_name_that_none_expects_leaves_both_open():
    table = "统计指标单位统计数主动公开信息数条4506其中：1.网站公开条45067.村务公开条3行政复议数件7"
    found = told(read(table))

    assert found["1.网站公开"] == (None, None)
    assert found["行政复议数"] == (7, None)


def test_a_count_of_about_so_many_is_no_number():
    found = told(read("统计指标单位统计数主动公开信息数条约5行政复议数件7行政诉讼数件300余行政申诉数件0"))

    assert found == {"主动公开信息数": (None, None), "行政复议数": (7, None), "行政诉讼数": (None, None), "行政申诉数": (0, None)}


def test_codes_of_lines_are_no_numbers_even_where_a_number_looks_like_the_next_code():
    table = "统计指标代码单位统计数甲乙丙1主动公开信息数01条2其中：网站公开02条03政府公报公开03条04行政复议数04件5"
    first, *_others = told(read(table)).items()

    assert first == ("主动公开信息数", (2, None))
    assert told(read(table))["行政复议数"] == (5, None)


def test_a_number_in_which_the_text_ends_may_lack_digits():
    assert told(read(spaced(*ROWS), end=""))["行政复议数"] == (None, None)
    assert told(read(spaced(*ROWS)))["行政复议数"] == (None, 1)
    assert told(read("\n".join("\t".join(row) for row in (HEAD, *ROWS)), end=""))["行政复议数"] == (None, None)


@pytest.mark.parametrize(
    ("behind", "first"),
    [("12345热线受理数次5", None), ("2014年受理依申请公开信息总数件53", None), ("热线受理数次5", None), ("行政复议数件5", 12),
     ("二、热线受理情况热线受理数次5", 12), ("其中：热线受理数次5", 12)],
)  # fmt: skip
def test_digits_that_may_begin_the_name_behind_a_number_leave_it_open(behind, first):
    found = read(f"指标名称单位2014年\n主动公开信息数条12{behind}\n行政诉讼数件7\n行政申诉数件0")
    cell = found.cell("indicators.主动公开信息数.year")

    assert cell.value == first
    assert first or (cell.kind is CellKind.UNREADABLE and "连在一起" in str(cell.because))
    assert told(found)["行政诉讼数"] == (7, None)


def test_a_number_before_another_mark_of_a_name_that_none_expects_is_open_below_one_column_too():
    table = "统计指标单位统计数主动公开信息数条4506其中：1.网站公开条45067、村务公开条3行政复议数件7"

    assert told(read(table))["1.网站公开"] == (None, None)


def pages(*cells: str) -> dict[str, tuple[object, object]]:
    return told(read("\n".join(("指标名称", "单位", "2014年", *cells, "行政诉讼数", "件", "0"))))


def test_a_number_at_the_edge_of_a_page_is_no_figure_of_a_row_that_may_be_blank():
    blank = ("主动公开信息数", "条", "12", "受理依申请公开信息总数", "件", "", "3", "\f行政复议数", "件", "1")

    assert pages(*blank)["受理依申请公开信息总数"] == (None, None)
    assert pages(*blank)["行政复议数"] == (1, None)
    assert pages(*blank[:5], "3\f", *blank[7:])["受理依申请公开信息总数"] == (None, None)
    assert pages(*blank[:5], "\f3", "行政复议数", "件", "1")["受理依申请公开信息总数"] == (None, None)
    assert pages(*blank[:5], "5", "", "3", *blank[7:])["受理依申请公开信息总数"] == (5, None), "the row is whole without it"
    assert pages(*blank[:5], "0", *blank[7:])["受理依申请公开信息总数"] == (0, None), "no page has this number"


def test_the_number_of_a_page_between_the_figures_of_a_row_is_none_of_them():
    table = "\n".join(
        ("指标名称", "单位", "2014年", "历年累计", "主动公开信息数", "条", "5", "3", "\f20", "行政复议数", "件", "1", "0")
    )

    assert told(read(table)) == {"主动公开信息数": (None, None), "行政复议数": (1, 0)}, "3 and 20 stand at edges of pages"
    assert told(read(table.replace("\f20", "\f—4—\n20")))["主动公开信息数"] == (5, 20)


def test_numbers_that_count_pages_from_prose_on_are_no_figures_without_marks_of_pages_too():
    prose = "全镇依照条例的规定公开政府信息，工作平稳有序。"
    lines = [prose] * 9 + ["2", prose, "指标名称", "单位", "2014年", *("主动公开信息数", "条", "12") * 6]
    lines += ["受理依申请公开信息总数", "件", "3", "行政复议数", "件", "1", "行政诉讼数", "件", "3"]
    found = read("\n".join(lines))

    assert found.value("indicators.受理依申请公开信息总数.year") is None
    assert found.value("indicators.行政复议数.year") == 1
    assert read("\n".join(lines).replace("\n2\n", "\n")).value("indicators.受理依申请公开信息总数.year") == 3


def test_lines_of_one_paragraph_of_a_word_file_are_all_used():
    from engine.reading.word_files import p, word

    rows = "".join(
        f"{cell}</w:t><w:br/><w:t>"
        for cell in ("指标名称", "单位", "2014年", "主动公开信息数", "条", "12", "行政复议数", "件", "1")
    )
    report = read_report(word(p(TITLE) + p("二、附表") + p(rows.removesuffix("</w:t><w:br/><w:t>"))), "a.docx")

    assert told(report) == {"主动公开信息数": (12, None), "行政复议数": (1, None)}
    assert not any("行政复议数" in line.text for part in report.sections for line in part.lines if not line.is_table_row)


def test_a_long_line_is_looked_through_once():
    from time import process_time

    before = process_time()
    for filling in ("1.", "1.申", "12)", "申", "条", "条1"):
        read("\n".join(["统计指标单位统计数" + filling * (5900 // len(filling))] * 40))
    assert process_time() - before < 10


def test_the_table_ends_where_text_begins():
    report = read(spaced(*ROWS) + "\n三、其他需要报告的事项\n无。\n青溪县白石镇人民政府\n2013年1月18日")

    assert len(report.indicators) == len(ROWS)
    assert report.sections[-1].text.startswith("无。")


def test_lines_that_only_begin_like_a_table_stay_text():
    for text in ("项目 数量\n建成公开栏 3 处\n更新 12 次", "指标名称是怎样定的，见上级的通知。", "项目\n数量\n村\n12\n"):
        assert read(text).cells == ()


def test_very_many_beginnings_end_in_time():
    read("指标名称 计量单位 本年度\n甲 条 1\n" * 5_000)
    read("指标名称\n计量单位\n本年度\n甲\n条\n1\n" * 3_000)
    read("统计指标单位统计数" + "主动公开信息数条1" * 20_000)
