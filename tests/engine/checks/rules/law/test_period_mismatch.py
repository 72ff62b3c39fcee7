"""A title and a period that speak of different years (年度不一致)."""

from __future__ import annotations

from datetime import date

import pytest

from disclosure.checks.finding import Severity
from disclosure.form import Period
from engine.checks.reports import report_with, said

RULE = "law.period_mismatch"


def test_a_period_of_another_year():
    report = report_with(period=Period(date(2021, 1, 1), date(2021, 12, 31)))

    (finding,) = said(RULE, report)

    assert finding.severity is Severity.WARNING
    assert (finding.expected, finding.found) == (2022, 2021)
    assert finding.at == ("preamble",)
    assert "2021-01-01" in str(finding.message)


def test_a_period_that_runs_over_two_years():
    assert said(RULE, report_with(period=Period(date(2021, 1, 1), date(2022, 12, 31))))


@pytest.mark.parametrize("period", [None, Period(date(2022, 1, 1), date(2022, 12, 31))])
def test_silent_where_it_is_the_same_year_or_not_printed(period):
    assert said(RULE, report_with(period=period)) == []


def test_silent_where_the_year_is_not_known():
    assert said(RULE, report_with(year=None, period=Period(date(2021, 1, 1), date(2021, 12, 31)))) == []
