"""Well-known slips of typing and of text recognition (错别字)."""

from __future__ import annotations

import pytest

from disclosure.checks.finding import Severity
from engine.checks.reports import quoted, report_with, said

RULE = "typography.misprints"


@pytest.mark.parametrize(
    ("text", "printed", "instead"),
    [
        ("统一安排。名部门继续公开。", "名", "各"),
        ("人员积极引做好收集整理。", "引", "引导"),
        ("周密布署公开工作。", "布署", "部署"),
        ("截止2022年底，栏目更新完毕。", "截止", "截至"),
        ("申请己办结。", "己", "已"),
        ("收到信息公开申清表。", "申清", "申请"),
    ],
)
def test_a_known_misprint_with_what_was_meant(text, printed, instead):
    report = report_with(text)

    (finding,) = said(RULE, report)

    assert finding.severity is Severity.NOTICE
    assert (finding.found, finding.expected) == (printed, instead)
    assert quoted(report, finding) == [printed]
    assert finding.place == "line 1"


@pytest.mark.parametrize(
    "text",
    [
        "配备专职人员1名，部门之间、名村名镇互相学习，5名单位代表参加。",
        "报名截止日期为1月31日，申请截止后公布。",
        "自己办结，知己知彼，己方答复。",
        "积极引导做好公开，按照指引做好登记，积极引进人才。",
        "各部门部署公开工作，信息公开申请已办结，即使没有也要填0。",
    ],
)
def test_silent_for_good_words(text):
    assert said(RULE, report_with(text)) == []
