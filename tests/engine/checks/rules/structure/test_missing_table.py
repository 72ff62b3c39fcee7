"""A table of the form that the report does not print (缺表)."""

from __future__ import annotations

from dataclasses import replace

from disclosure.checks.finding import Severity
from disclosure.form import Cell, CellKind
from engine.checks.reports import page_of, report_with, said, said_of_page

RULE = "structure.missing_table"


def test_a_report_without_table_four():
    page = page_of(report_with())
    start = page.rindex("<table", 0, page.index("结果维持"))
    page = page[:start] + page[page.index("</table>", start) + len("</table>") :]

    (finding,) = said_of_page(RULE, page)

    assert finding.severity is Severity.ERROR
    assert finding.at == ("disputes",)
    assert "行政复议" in str(finding.message)


def test_silent_for_all_tables():
    assert said_of_page(RULE, page_of(report_with())) == []


def test_silent_for_an_optional_table():
    """信息处理费统计情况 is asked for in some provinces only."""
    assert [finding.at for finding in said(RULE, report_with())] == []


def test_silent_for_a_table_that_lacks_one_row():
    whole = report_with()

    assert said(RULE, replace(whole, cells=(*whole.cells, Cell("applications.granted", CellKind.ABSENT)))) == []
