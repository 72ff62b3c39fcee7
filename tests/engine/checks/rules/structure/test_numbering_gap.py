"""Numbering that leaves out a number or gives it twice (序号跳号、重号)."""

from __future__ import annotations

import pytest

from disclosure.checks.finding import Severity
from engine.checks.reports import quoted, report_with, said

RULE = "structure.numbering_gap"


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("一是领导。二是制度。四是监督。", "四是", 3),
        ("一是领导。\n二是制度。\n二是监督。", "二是", 3),
        ("一是领导；三是监督。", "三是", 2),
    ],
)
def test_the_number_out_of_order_is_quoted(text, words, expected):
    report = report_with(text)

    (finding,) = said(RULE, report)

    assert finding.severity is Severity.NOTICE
    assert quoted(report, finding) == [words]
    assert finding.expected == expected


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("一是领导。二是制度。三是监督。\n一是更新慢。二是形式单一。", "a second list"),
        ("其中一是领导，二是制度。", "begins inside a clause"),
        ("三是监督。", "nothing began before it"),
        ("九是领导，十是制度，十一是监督。", "goes on past ten"),
        ("一是领导。（一是指负责人）二是制度。", "a remark between"),
    ],
)
def test_silent(text, because):
    assert said(RULE, report_with(text)) == [], because
