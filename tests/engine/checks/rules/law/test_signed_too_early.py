"""A report dated before the year that it covers was over (落款日期早于年末)."""

from __future__ import annotations

from datetime import date

import pytest

from disclosure.checks.finding import Severity
from engine.checks.reports import report_with, said

RULE = "law.signed_too_early"


@pytest.mark.parametrize("day", [date(2022, 1, 20), date(2022, 12, 30)])
def test_a_day_before_the_last_of_the_year(day):
    (finding,) = said(RULE, report_with(published_on=day))

    assert finding.severity is Severity.WARNING
    assert finding.found == day.isoformat()
    assert "2022年" in str(finding.message)


@pytest.mark.parametrize("day", [None, date(2022, 12, 31), date(2023, 1, 9)])
def test_silent_from_the_last_day_on(day):
    assert said(RULE, report_with(published_on=day)) == []


def test_silent_where_the_year_is_not_known():
    assert said(RULE, report_with(year=None, published_on=date(2022, 1, 20))) == []
