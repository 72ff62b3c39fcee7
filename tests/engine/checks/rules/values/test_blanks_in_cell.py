"""A run of blanks in a cell (单元格里有大量空格)."""

from __future__ import annotations

import pytest

from disclosure.checks.finding import Severity
from disclosure.examine import examine_bytes

RULE = "values.blanks_in_cell"
TABLE_TWO = """青溪县白石镇人民政府2022年政府信息公开工作年度报告

二、主动公开政府信息情况

第二十条第（五）项\t
信息内容\t本年处理决定数量
行政许可\t11752{blanks}
第二十条第（六）项\t
信息内容\t本年处理决定数量
行政处罚\t9
行政强制\t0

三、收到和处理政府信息公开申请情况
"""


def examined(blanks: int):
    return examine_bytes(TABLE_TWO.format(blanks=" " * blanks).encode(), "report.txt")


def test_a_number_followed_by_hundreds_of_blanks_is_read_and_named():
    examination = examined(300)

    (finding,) = [finding for finding in examination.findings if finding.rule == RULE]

    assert examination.report.value("article_20.licences.decisions") == 11752
    assert finding.severity is Severity.NOTICE
    assert finding.at == ("article_20.licences.decisions",)
    assert finding.message.facts["count"] == 300


@pytest.mark.parametrize("blanks", [0, 3])
def test_silent_for_a_few(blanks):
    assert RULE not in {finding.rule for finding in examined(blanks).findings}
