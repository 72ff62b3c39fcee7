"""A rate of answers that leaves out what was carried forward (答复率与结转)."""

from __future__ import annotations

import pytest

from disclosure.checks.finding import Severity
from engine.checks.reports import quoted, report_with, said

RULE = "claims.answer_rate"
OPEN = {"applications.carried_forward.total": 1}


def test_all_answered_while_one_is_carried_forward_needs_a_definition():
    report = report_with("收到政府信息公开申请4件，答复率100%。", cells=OPEN)

    (finding,) = said(RULE, report)

    assert finding.severity is Severity.NOTICE
    assert finding.at == ("sections.1", "applications.carried_forward.total")
    assert quoted(report, finding) == ["100%"]
    assert finding.message.facts["open"] == 1


@pytest.mark.parametrize(
    "text",
    [
        "收到政府信息公开申请4件，答复率75%。",
        "12345热线办理及时，办结率100%。",
        "办理代表建议、政协提案6件，答复率100%。",
        "收到申请4件，均在期限内答复。",
    ],
)
def test_silent_for_other_rates_and_other_work(text):
    assert said(RULE, report_with(text, cells=OPEN)) == []


def test_silent_where_nothing_was_carried_forward():
    assert said(RULE, report_with("收到政府信息公开申请4件，答复率100%。")) == []
