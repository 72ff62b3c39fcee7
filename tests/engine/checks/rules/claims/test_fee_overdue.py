"""Applications dropped for unpaid fees in a report that says no fee arose (费用说明与表三矛盾)."""

from __future__ import annotations

import pytest

from disclosure.checks.finding import Severity
from engine.checks.reports import report_with, said

RULE = "claims.fee_overdue"
DROPPED = {"applications.other.fee_overdue.total": 2}


def test_no_fee_arose_but_two_applications_lapsed_unpaid():
    (finding,) = said(RULE, report_with("本年度没有产生信息处理费。", part=6, cells=DROPPED))

    assert finding.severity is Severity.WARNING
    assert finding.at == ("applications.other.fee_overdue.total",)
    assert finding.found == 2
    assert finding.law_key == "fee_measures"


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("本年度发出收费通知2件，收费通知金额300元，实际收取信息处理费0元。", "notices were sent"),
        ("本年度未收取信息处理费。", "nothing received says nothing of notices"),
        ("没有其他需要报告的事项。", "the report does not say"),
    ],
)
def test_silent(text, because):
    assert said(RULE, report_with(text, part=6, cells=DROPPED)) == [], because


def test_silent_where_none_lapsed():
    assert said(RULE, report_with("本年度没有产生信息处理费。", part=6)) == []
