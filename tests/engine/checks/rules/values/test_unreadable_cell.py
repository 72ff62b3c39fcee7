"""A cell that holds something else than a number (不是数字)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from disclosure.checks.finding import Severity
from disclosure.form import Oddity
from engine.checks.reports import report_with, said

RULE = "values.unreadable_cell"


@pytest.mark.parametrize("printed", ["若干", "约20", "1２.3件"])
def test_words_in_place_of_a_number(printed):
    (finding,) = said(RULE, report_with(cells={"applications.granted.total": printed}))

    assert finding.severity is Severity.ERROR
    assert finding.at == ("applications.granted.total",)
    assert finding.found == printed
    assert printed in str(finding.message)


def test_silent_for_a_row_that_is_unreadable_as_a_whole():
    """That is for structure.row_unreadable to say, once."""
    report = report_with(cells={"applications.granted.total": "?", "applications.granted.natural_person": "?"})
    whole = replace(report, oddities=(Oddity("row_unreadable", ("applications.granted",), None, {"count": 6, "columns": 7}),))

    assert len(said(RULE, report)) == 2
    assert said(RULE, whole) == []


@pytest.mark.parametrize("printed", ["", "/", 0])
def test_silent_for_blanks_and_numbers(printed):
    assert said(RULE, report_with(cells={"applications.granted.total": printed})) == []
