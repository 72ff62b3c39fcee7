"""Agency, year, period and parts as real reports print them: damaged dates, lost numerals, misprints, names left out."""

from __future__ import annotations

from datetime import date

import pytest

from disclosure.examine import examine_bytes
from disclosure.form import Period

TITLE = "青溪县白石镇人民政府2023年政府信息公开工作年度报告"
PARTS = (
    "一、总体情况\n我镇依法公开政府信息，栏目每周更新。\n二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n"
    "四、政府信息公开行政复议、行政诉讼情况\n五、存在的主要问题及改进情况\n更新不勤，今后按月检查。\n六、其他需要报告的事项\n没有收取信息处理费。"
)
WHOLE = Period(date(2023, 1, 1), date(2023, 12, 31))


def examined(title: str = TITLE, opening: str = "我局编制本报告。", parts: str = PARTS):
    return examine_bytes("\n\n".join([title, opening, *parts.split("\n")]).encode(), "report.txt")


@pytest.mark.parametrize(
    "damaged", ["统计期限自202311日起至20231231日止。", "统计期限自20241月1日起至12月31日止。", "本报告的统计期限自至。"]
)
def test_a_damaged_period_is_none_and_said(damaged):
    examination = examined(opening=damaged)

    assert examination.report.period is None
    assert examination.report.year == 2023, "the year is the title's"
    assert "typography.damaged_date" in {finding.rule for finding in examination.findings}


@pytest.mark.parametrize(
    "printed",
    [
        "统计期限自2023年1月1日起至2023年12月31日止。",
        "统计期限自2023年1月1日至12月31日。",
        "数据统计时限为2023年01月01日至12月31日",
        "所列数据的统计期限为2023.1.1-2023.12.31",
        "统计期限为2023年1月1日00:00至12月31日24时",
    ],
)
def test_a_period_in_whatever_spelling(printed):
    assert examined(opening=printed).report.period == WHOLE


def test_a_title_and_a_period_of_two_years_are_both_kept_and_the_difference_said():
    examination = examined(opening="统计期限为2024年1月1日至12月31日。")

    assert (examination.report.year, examination.report.period.first.year) == (2023, 2024)
    assert "law.period_mismatch" in {finding.rule for finding in examination.findings}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("三、收到", "三是收到"),
        ("二、主动公开政府信息情况", "、主动公开政府信息情况"),
        ("二、主动公开政府信息情况", "二、主动公开政府政府情况"),
        ("四、政府信息公开行政复议", "四、政府信息公开行政法复议"),
        ("六、其他需要报告的事项", "其他需要报告的事项"),
        ("三、收到", "（三） 收到"),
        ("一、总体情况", "第一部分 总体情况"),
        ("一、总体情况", "1、总体情况"),
        ("五、存在的主要问题及改进情况", "五、政府信息公开工作存在的主要问题及改进措施"),
    ],
)
def test_parts_are_found_by_their_words(old, new):
    assert old in PARTS
    assert [part.number for part in examined(parts=PARTS.replace(old, new)).report.sections] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    ("title", "agency", "year"),
    [
        ("2023年政府信息公开工作年度报告", None, 2023),
        ("政府信息公开工作年度报告", None, None),
        ("区统计局2023年政府信息公开工作年度报告", "区统计局", 2023),
        ("审计局2023年度政府信息公开工作年度报告", "审计局", 2023),
        ("关于青溪县民政局2023年政府信息公开工作年度报告", "青溪县民政局", 2023),
        ("2023年青溪县民政局政府信息公开年度报告", "青溪县民政局", 2023),
        ("青溪县民政局 2023 年度政府信息公开工作年度报告", "青溪县民政局", 2023),
    ],
)
def test_what_the_text_does_not_name_is_none(title, agency, year):
    """Neither 我局, nor the outlook on another year, nor an index number is a name or a year."""
    opening = "我局编制本报告。2024年，我局将继续努力。索引号000014349/2022-00012，发布日期2024年1月20日。"
    report = examined(title, opening).report

    assert (report.agency, report.year) == (agency, year)


def test_seven_parts_with_fees_and_waivers_are_the_six_and_one_of_the_place():
    """The structure of before 2019, kept in later years: its part on fees moves those behind it by one."""
    seven = PARTS.replace("四、政府", "四、政府信息公开的收费及减免情况\n没有收费。\n五、政府")
    seven = seven.replace("五、存在", "六、存在").replace("六、其他", "七、其他")
    examination = examined(parts=seven)

    assert [part.number for part in examination.report.sections] == [1, 2, 3, None, 4, 5, 6]
    assert "structure.extra_section" in {finding.rule for finding in examination.findings}


@pytest.mark.parametrize("row", ["其他主动公开文件", "其他对外管理服务事项"])
def test_rows_of_the_place_are_kept_beside_the_form_s(row):
    head = "信息内容\t本年处理决定数量"
    table = f"{head}\n行政许可\t12\n{row}\t7\n{head}\n行政处罚\t3\n行政强制\t0"
    report = examined(parts=PARTS.replace("三、收到", f"{table}\n三、收到")).report

    assert [(extra.label, extra.values) for extra in report.extra_rows] == [(row, (7,))]
    assert report.value("article_20.licences.decisions") == 12
