"""A row of the form that a table leaves out (缺行)."""

from __future__ import annotations

from dataclasses import replace

from disclosure.checks.finding import Severity
from disclosure.form import Cell, CellKind
from engine.checks.reports import page_of, report_with, said, said_of_page, without

RULE = "structure.missing_row"


def without_row(page: str, label: str) -> str:
    start = page.rindex("<tr", 0, page.index(label))
    return page[:start] + page[page.index("</tr>", start) + len("</tr>") :]


def test_a_row_that_is_not_printed():
    (finding,) = said_of_page(RULE, without_row(page_of(report_with()), "重复申请"))

    assert finding.severity is Severity.WARNING
    assert finding.at == ("applications.not_processed.duplicate",)
    assert "重复申请" in str(finding.message)


def test_silent_for_all_rows():
    assert said_of_page(RULE, page_of(report_with())) == []


def test_silent_for_a_table_that_is_missing_altogether():
    """That is for structure.missing_table to say, once."""
    whole = report_with()
    cells = tuple(cell for cell in whole.cells if not cell.at.startswith("disputes."))

    assert said(RULE, replace(whole, cells=(*cells, Cell("disputes", CellKind.ABSENT)))) == []


def test_silent_for_rows_that_another_row_stands_for():
    """（六）其他处理 as one row: structure.collapsed_row speaks of it."""
    whole = report_with(cells={"applications.other_combined.total": 0})

    assert said(RULE, without(whole, *(cell.at for cell in whole.cells if ".other." in cell.at))) == []
