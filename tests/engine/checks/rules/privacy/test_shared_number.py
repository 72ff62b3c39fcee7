"""One personal number for two people (一号多人)."""

from __future__ import annotations

import pytest

from disclosure.checks.finding import Severity
from engine.checks.reports import quoted, report_with, said

RULE = "privacy.shared_number"


def test_two_rows_of_a_list_with_one_number():
    report = report_with("姓名\t电话\n田某\t13800000000\n禾某\t13700000000\n舟某\t13800000000")

    (finding,) = said(RULE, report)

    assert finding.severity is Severity.NOTICE
    assert finding.found == "138****0000"
    assert finding.message.facts["count"] == 2
    assert quoted(report, finding) == ["13800000000", "13800000000"]


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("姓名\t电话\n田某\t13800000000\n禾某\t13700000000", "two people, two numbers"),
        ("手机13800000000，请拨13800000000。", "prose may repeat a number"),
        ("姓名\t电话\n田某\t0000-7654321\n禾某\t0000-7654321", "an office telephone is shared by nature"),
    ],
)
def test_silent(text, because):
    assert said(RULE, report_with(text)) == [], because


def test_two_names_in_running_text():
    report = report_with("联系人：田某某，手机：13800000000；禾某某，手机：13800000000。")

    (finding,) = said(RULE, report)

    assert quoted(report, finding) == ["13800000000", "13800000000"]


@pytest.mark.parametrize(
    "text",
    [
        "联系人：田某某，手机：13800000000；田某某，电话：13800000000。",
        "办公室，电话：13800000000；监督，电话：13800000000。",
    ],
)
def test_one_person_or_no_person_at_all(text):
    assert said(RULE, report_with(text)) == []
