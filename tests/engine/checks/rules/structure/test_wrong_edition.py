"""Tables of another edition than the year requires (格式版本不符)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from disclosure.checks.finding import Severity
from engine.checks.reports import report_with, said

RULE = "structure.wrong_edition"


@pytest.mark.parametrize(
    ("edition", "year", "required"),
    [
        ("2019", 2022, "2021"),
        ("2021", 2020, "2019"),
        ("2019", 2017, "pre_2019"),
        ("pre_2019", 2019, "2019"),
        ("pre_2019", 2022, "2021"),
    ],
)
def test_tables_of_another_year(edition, year, required):
    (finding,) = said(RULE, report_with(edition=edition, year=year))

    assert finding.severity is Severity.ERROR
    assert (finding.expected, finding.found) == (required, edition)
    assert str(year) in str(finding.message)


@pytest.mark.parametrize(
    ("edition", "year"), [("2019", 2019), ("2019", 2020), ("2021", 2021), ("2021", 2025), ("pre_2019", 2012)]
)
def test_silent_in_the_years_of_an_edition(edition, year):
    assert said(RULE, report_with(edition=edition, year=year)) == []


def test_silent_for_years_without_a_known_edition():
    assert said(RULE, report_with(edition="2019", year=2007)) == []


def test_silent_where_the_year_is_not_known():
    assert said(RULE, report_with(year=None)) == []


def test_a_table_that_both_editions_share_proves_nothing():
    """Of a scan only table four may be readable: it is the same in both."""
    whole = report_with(year=2020)
    shared = tuple(cell for cell in whole.cells if cell.at.startswith("disputes."))

    assert said(RULE, replace(whole, cells=shared)) == []
