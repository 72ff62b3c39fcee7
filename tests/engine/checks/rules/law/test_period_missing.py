"""A report that does not say which days it covers (没有写明统计期限)."""

from __future__ import annotations

from disclosure.checks.finding import Severity
from engine.checks.reports import report_with, said

RULE = "law.period_missing"


def test_no_period_is_a_question():
    (finding,) = said(RULE, report_with(period=None))

    assert finding.severity is Severity.NOTICE
    assert finding.at == ("preamble",)
    assert finding.law_key == "disclosure_regulations:49"


def test_silent_where_it_is_printed():
    assert said(RULE, report_with()) == []


def test_silent_where_no_part_of_the_form_was_met():
    assert said(RULE, report_with(period=None, sections=())) == []
