"""Cells left empty or marked instead of filled with a number (空格)."""

from __future__ import annotations

from disclosure.checks.finding import Severity
from engine.checks.reports import report_with, said

RULE = "values.blank_cells"


def test_blank_and_marked_cells_of_a_table_are_one_finding_that_names_the_rows():
    cells = {"applications.granted.total": "", "applications.granted.business": "/", "applications.received.other": "/"}

    (finding,) = said(RULE, report_with(cells=cells))

    assert finding.severity is Severity.WARNING
    assert set(finding.at) == set(cells)
    assert "3格" in str(finding.message)
    assert "予以公开" in str(finding.message)


def test_many_rows_are_counted():
    rows = ("granted", "partly_granted", "carried_over", "carried_forward")
    (finding,) = said(RULE, report_with(cells={f"applications.{row}.total": "" for row in rows}))

    assert "4行" in str(finding.message)


def test_each_table_is_a_finding():
    cells = {"applications.granted.total": "", "disputes.reconsideration.total": "/"}

    assert [finding.at for finding in said(RULE, report_with(cells=cells))] == [(at,) for at in cells]


def test_silent_for_zeros():
    assert said(RULE, report_with()) == []


def test_silent_for_what_cannot_be_read():
    """That is for values.unreadable_cell to say."""
    assert said(RULE, report_with(cells={"applications.granted.total": "若干"})) == []
