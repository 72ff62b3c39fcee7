"""Marks that an editor or converter left behind (残留标记)."""

from __future__ import annotations

import pytest

from disclosure.checks.finding import Severity
from engine.checks.reports import quoted, report_with, said

RULE = "typography.editor_marks"


@pytest.mark.parametrize("mark", ["[bookmark: _GoBack]", "**", "&nbsp;", "<span style='x'>", "{{年度}}", "错误！未找到引用源"])
def test_a_mark_of_software(mark):
    report = report_with(f"全年{mark}公开信息。")

    (finding,) = said(RULE, report)

    assert finding.severity is Severity.NOTICE
    assert finding.found == mark
    assert quoted(report, finding) == [mark]


def test_a_mark_met_often_is_one_finding_with_every_place():
    report = report_with("1、**强化保障。**全面部署。\n2、**规范建设。**逐项落实。")

    (finding,) = said(RULE, report)

    assert quoted(report, finding) == ["**"] * 4


@pytest.mark.parametrize(
    "text",
    [
        "根据《关于印发〈格式〉的通知》和<关于公开工作的通知>编制。",
        "评分为5*，公式a*b，带［1］注的文字。",
        "网址http://www.example.gov.cn/index.html?a=1&b=2。",
        "某某*某，电话138****0000。"[:5],
    ],
)
def test_silent_for_brackets_and_stars_of_the_text(text):
    assert said(RULE, report_with(text)) == []


def test_thousands_of_opening_marks_are_looked_through_in_one_go():
    assert said(RULE, report_with("[bookmark:" * 20_000)) == []
