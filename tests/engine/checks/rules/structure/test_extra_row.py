"""A row that this edition of the form does not have (多行)."""

from __future__ import annotations

from disclosure.checks.finding import Severity
from disclosure.form import ExtraRow
from engine.checks.reports import page_of, report_with, said, said_of_page

RULE = "structure.extra_row"


def test_a_row_of_the_form_of_2019_is_named_as_such():
    row = ExtraRow("article_20", "其他对外管理服务事项", (0,), "line 81")

    (finding,) = said(RULE, report_with(extra_rows=(row,)))

    assert finding.severity is Severity.WARNING
    assert (finding.at, finding.place) == (("article_20",), "line 81")
    assert finding.found == "其他对外管理服务事项"
    assert "2019年格式" in str(finding.message)


def test_a_row_of_nobodys_form():
    (finding,) = said(RULE, report_with(extra_rows=(ExtraRow("article_20", "便民事项", (3,)),)))

    assert "不是格式规定的行" in str(finding.message)


def test_a_row_added_to_a_page_is_met():
    page = page_of(report_with())
    row = page.rindex("<tr", 0, page.index("行政处罚"))

    (finding,) = said_of_page(RULE, page[:row] + "<tr><td>其他对外管理服务事项</td><td colspan='3'>7</td></tr>" + page[row:])

    assert finding.found == "其他对外管理服务事项"


def test_silent_for_the_rows_of_the_form():
    assert said_of_page(RULE, page_of(report_with())) == []
