"""Very few items disclosed in a whole year (公开信息很少)."""

from __future__ import annotations

import pytest

from disclosure.checks.finding import Severity
from engine.checks.reports import quoted, report_with, said

RULE = "claims.few_items"


def test_less_than_one_a_month_is_named():
    report = report_with("全年发布各类信息11条。")

    (finding,) = said(RULE, report)

    assert finding.severity is Severity.NOTICE
    assert finding.found == 11
    assert quoted(report, finding) == ["11条"]


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("全年发布各类信息12条。", "one a month"),
        ("首页公开信息5条，全年主动公开政府信息321条。", "the largest number counts"),
        ("全年公开信息约5条。", "an approximate number"),
        ("栏目每周更新。", "no number at all"),
    ],
)
def test_silent(text, because):
    assert said(RULE, report_with(text)) == [], because
