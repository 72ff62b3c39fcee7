"""The few figures by which a report is told at a glance."""

from __future__ import annotations

import pytest

from disclosure.examine import examine_bytes
from disclosure.writing.main_figures import main_figure

RECEIVED, FINISHED = ("applications.received.total",), ("applications.total.total",)
LITIGATION = ("disputes.litigation_direct.total", "disputes.litigation_after_reconsideration.total")


def of_2015(*rows: tuple[str, str, str]):
    body = "".join(f"<tr><td>{name}</td><td>{unit}</td><td>{number}</td></tr>" for name, unit, number in rows)
    page = (
        "<h1>柳溪县柳溪镇2015年政府信息公开工作年度报告</h1><p>统计期限为2015年1月1日至12月31日。</p><h2>一、概述</h2><p>全年公开信息120条。</p>"
        f"<h2>附表：政府信息公开情况统计表</h2><table><tr><td>统计指标</td><td>单位</td><td>统计数</td></tr>{body}</table>"
    )
    return examine_bytes(page.encode(), "2015.html").report


ROWS = (
    ("（一）主动公开政府信息数", "条", "120"),
    ("（一）收到申请数", "件", "7"),
    ("1.当面申请数", "件", "3"),
    ("2.传真申请数", "件", "0"),
    ("3.网络申请数", "件", "4"),
    ("（二）申请办结数", "件", "6"),
    ("1.按时办结数", "件", "6"),
    ("五、行政诉讼数量", "件", "2"),
)


@pytest.mark.parametrize(("cells", "number"), [(RECEIVED, 7), (FINISHED, 6), (LITIGATION, 2)])
def test_before_2019_the_indicator_is_shown_that_says_the_same(cells, number):
    assert main_figure(of_2015(*ROWS), cells) == number


def test_an_indicator_that_is_not_printed_is_no_nought():
    assert main_figure(of_2015(ROWS[0]), RECEIVED) is None
    assert main_figure(of_2015(*ROWS), ("applications.carried_forward.total",)) is None
