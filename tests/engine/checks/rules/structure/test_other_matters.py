"""A last part that holds plans instead of other matters (第六部分写成了打算)."""

from __future__ import annotations

import pytest

from disclosure.checks.finding import Severity
from engine.checks.reports import quoted, report_with, said

RULE = "structure.other_matters"


def test_nothing_but_plans():
    report = report_with("新的一年，我镇将进一步完善制度。", part=6)

    (finding,) = said(RULE, report)

    assert finding.severity is Severity.NOTICE
    assert finding.at == ("sections.6",)
    assert quoted(report, finding) == ["新的一年"]


@pytest.mark.parametrize(
    "text",
    ["没有其他需要报告的事项。", "本年度未收取信息处理费。下一步将继续推进。", "代表建议4件均已办结，今后将提前沟通。", "无。"],
)
def test_silent_where_a_matter_is_named(text):
    assert said(RULE, report_with(text, part=6)) == []


def test_plans_belong_in_part_five():
    assert said(RULE, report_with("下一步，我镇将进一步完善制度。", part=5)) == []
