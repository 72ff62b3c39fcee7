"""A denial and a number of the same thing in one report (说没有又说有)."""

from __future__ import annotations

import pytest

from disclosure.checks.finding import Severity
from engine.checks.reports import quoted, report_with, said

RULE = "claims.none_and_some"


def test_both_places_are_quoted():
    report = report_with("全年未收到政府信息公开申请。收到政府信息公开申请2件。", cells={"applications.received.total": ""})

    (finding,) = said(RULE, report)

    assert finding.severity is Severity.WARNING
    assert quoted(report, finding) == ["未收到政府信息公开申请", "2件"]
    assert (finding.expected, finding.found) == (0, 2)


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("全年未收到政府信息公开申请。收到政府信息公开申请0件。", "0 is none"),
        ("2021年未收到政府信息公开申请。收到政府信息公开申请2件。", "another year"),
        ("未发生行政复议败诉情形。被申请行政复议2件。", "none lost"),
        ("未收到新的政府信息公开申请，上年结转2件。", "carried over"),
        ("没有收到涉及商业秘密的政府信息公开申请。收到政府信息公开申请2件。", "none of one matter"),
        ("未收到网上政府信息公开申请。收到政府信息公开申请2件。", "none by one channel"),
    ],
)
def test_silent(text, because):
    assert said(RULE, report_with(text)) == [], because
