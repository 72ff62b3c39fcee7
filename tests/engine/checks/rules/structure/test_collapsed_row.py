"""Several rows of the form printed as one (合并成一行)."""

from __future__ import annotations

from disclosure.checks.finding import Severity
from engine.checks.reports import report_with, said, without

RULE = "structure.collapsed_row"


def collapsed():
    """A report of 2022 that prints （六）其他处理 as the single row of the form of 2019."""
    whole = report_with(cells={f"applications.other_combined.{column}": 0 for column in COLUMNS})
    return without(whole, *(cell.at for cell in whole.cells if cell.at.startswith("applications.other.")))


COLUMNS = [column.key for column in report_with().edition.table("applications").columns_of("received")]


def test_three_rows_printed_as_one():
    (finding,) = said(RULE, collapsed())

    assert finding.severity is Severity.WARNING
    assert finding.at[0] == "applications.other_combined.natural_person"
    assert len(finding.at) == 7
    assert "其他处理" in str(finding.message)


def test_silent_for_the_rows_of_the_form():
    assert said(RULE, report_with()) == []


def test_the_form_of_2019_has_a_single_row():
    assert said(RULE, report_with(edition="2019", year=2020)) == []
