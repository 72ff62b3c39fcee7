"""A bracket or quotation mark without its other half (括号、引号、书名号不成对)."""

from __future__ import annotations

import pytest

from disclosure.checks.finding import Severity
from engine.checks.reports import quoted, report_with, said

RULE = "typography.unpaired_brackets"


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("印发《公开指南，明确责任。", "《"),
        ("做到“应公开尽公开。", "“"),
        ("（一组织领导。", "（"),
        ("青政办〔2022号。", "〔"),
        ("责任到人）。", "）"),
    ],
)
def test_the_sign_is_quoted(text, sign):
    report = report_with(text)

    (finding,) = said(RULE, report)

    assert finding.severity is Severity.NOTICE
    assert quoted(report, finding) == [sign]


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("《关于印发〈办法〉的通知》（青政办〔2022〕3号）。", "brackets inside brackets"),
        ("印发《关于加强\n信息公开的通知》。", "a title on two lines"),
        ("1）组织领导。\n2）制度建设。\n三）监督保障。", "numbering"),
        ("（一) 混用半角和全角。", "one of each"),
    ],
)
def test_silent(text, because):
    assert said(RULE, report_with(text)) == [], because


def test_a_long_text_of_brackets_takes_no_longer_than_its_length():
    (finding,) = said(RULE, report_with("《" * 20_000))

    assert len(finding.quotes) == 20_000
