"""A row whose numbers cannot all be assigned to columns (数列对不上)."""

from __future__ import annotations

from disclosure.checks.finding import Severity
from engine.checks.reports import page_of, read, report_with, said_of_page

RULE = "structure.row_unreadable"


def short_of_one(page: str, label: str) -> str:
    """The page with one number of a row gone, and nothing in its place."""
    cell = page.rindex("<td", 0, page.index("</tr>", page.index(label)))
    return page[:cell] + page[page.index("</td>", cell) + len("</td>") :]


def test_six_numbers_for_seven_columns():
    page = short_of_one(page_of(report_with()), "予以公开")

    (finding,) = said_of_page(RULE, page)

    assert finding.severity is Severity.ERROR
    assert (finding.expected, finding.found) == ("7", "6")
    assert finding.at
    assert all(at.startswith("applications.granted.") for at in finding.at)
    assert all(read(page).report.value(at) is None for at in finding.at), "not guessed"


def test_silent_for_whole_rows():
    assert said_of_page(RULE, page_of(report_with())) == []
