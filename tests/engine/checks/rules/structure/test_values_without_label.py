"""A line of numbers in a table that no label owns (无名数字)."""

from __future__ import annotations

from disclosure.checks.finding import Severity
from engine.checks.reports import page_of, report_with, said_of_page

RULE = "structure.values_without_label"


def test_numbers_that_nothing_names():
    page = page_of(report_with())
    row = page.rindex("<tr", 0, page.index("四、结转下年度继续办理"))

    (finding,) = said_of_page(RULE, page[:row] + "<tr>" + "<td>3</td>" * 10 + "</tr>" + page[row:])

    assert finding.severity is Severity.ERROR
    assert finding.at == ("applications",)
    assert "3" in str(finding.message)


def test_silent_for_empty_rows():
    page = page_of(report_with())
    row = page.rindex("<tr", 0, page.index("四、结转下年度继续办理"))

    assert said_of_page(RULE, page[:row] + "<tr>" + "<td></td>" * 10 + "</tr>" + page[row:]) == []


def test_silent_for_a_page_in_order():
    assert said_of_page(RULE, page_of(report_with())) == []
