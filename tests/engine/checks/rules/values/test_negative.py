"""A count below zero (负数)."""

from __future__ import annotations

from disclosure.checks.finding import Severity
from engine.checks.reports import report_with, said

RULE = "values.negative"


def test_a_count_below_zero():
    (finding,) = said(RULE, report_with(cells={"applications.granted.business": -1}))

    assert finding.severity is Severity.ERROR
    assert finding.at == ("applications.granted.business",)
    assert finding.found == -1
    assert "不能是负数" in str(finding.message)


def test_a_change_may_be_negative():
    """本年增/减 of the form of 2019."""
    assert said(RULE, report_with(edition="2019", year=2020, cells={"article_20.licences.change": -8})) == []


def test_silent_for_zero_and_blanks():
    assert said(RULE, report_with(cells={"applications.granted.business": ""})) == []
