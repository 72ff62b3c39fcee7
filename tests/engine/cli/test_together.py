"""``gongkai report check`` and ``examine`` on several years and several agencies: what one report alone cannot show."""

from __future__ import annotations

import pytest

from disclosure.checks.examination import Examination
from disclosure.writing import write_report
from engine.checks.reports import report_with
from engine.cli.command_line import gongkai

FORWARD = {"applications.received.natural_person": 3, "applications.received.total": 3,
           "applications.carried_forward.natural_person": 3, "applications.carried_forward.total": 3}  # fmt: skip
PROBLEMS = (
    "栏目更新不够及时，政策解读形式单一，增加图解、视频和问答，安排专人每周检查栏目。对村级公开指导不足，档案整理不够规范，"
    "村民反映查询不便，编印村级公开指南，逐村培训，建立台账，按月通报。业务培训偏少，新进人员不熟悉答复文书，每季度组织一次案例学习。"
    "热线答复口径不一，统一口径，回访群众，公开办理结果。"
)


@pytest.fixture
def folder(tmp_path):
    """Two years of one town, and another town that wrote the same problems."""
    reports = {
        "a-2021.html": report_with(year=2021, cells=FORWARD),
        "a-2022.html": report_with(PROBLEMS, part=5),
        "b-2022.html": report_with(PROBLEMS, part=5, agency="青溪县黑水镇人民政府"),
    }
    for name, report in reports.items():
        other = name.startswith("b")
        page = write_report(Examination(report, (), ()), ".html", unmasked=True).decode()
        (tmp_path / name).write_text(page.replace("白石", "黑水") if other else page, encoding="utf-8")
    return tmp_path


def test_two_years_show_what_was_not_carried_over(folder):
    ran = gongkai("report", "check", str(folder / "a-2022.html"), str(folder / "a-2021.html"))

    assert ran.status == 1
    assert "“总计”上年结转0件，2021年报告结转下年度3件。" in ran.out
    assert "对照" in ran.out
    assert "years.carried_over" in ran.out


def test_two_agencies_show_who_wrote_the_same(folder):
    ran = gongkai("report", "check", str(folder / "a-2022.html"), str(folder / "b-2022.html"))

    assert ran.out.count("agencies.near_duplicate") == 2
    assert "“存在的主要问题及改进情况”与青溪县黑水镇人民政府的报告有100%相同" in ran.out


def test_one_file_alone_is_compared_with_nothing(folder):
    ran = gongkai("report", "check", str(folder / "a-2022.html"))

    assert ran.status == 0
    assert "years." not in ran.out
    assert "agencies." not in ran.out


def test_the_page_quotes_both_sides(folder):
    out = folder / "page.html"
    ran = gongkai("report", "examine", str(folder), "-o", str(out))
    page = out.read_text(encoding="utf-8")

    assert ran.status == 1
    assert "对照：" in page
    assert "青溪县白石镇人民政府2021年" in page


def test_places_and_counts_are_said_in_words(folder):
    """第7行, not line 7; and a blank before the number."""
    page = folder / "a-2022.html"
    page.write_text(page.read_text(encoding="utf-8").replace("重复申请", "重 复申请X"), encoding="utf-8")
    ran = gongkai("report", "check", str(page))

    assert "原文第" in ran.out
    assert "table " not in ran.out
    assert "  需核对 2\n" in ran.out
