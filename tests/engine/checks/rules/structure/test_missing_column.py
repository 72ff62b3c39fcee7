"""A column that the header of a table leaves out (缺列)."""

from __future__ import annotations

from disclosure.checks.finding import Severity
from engine.checks.reports import damaged, page_of, report_with, said_of_page

RULE = "structure.missing_column"


def test_a_header_without_one_kind_of_organisation():
    page = damaged(page_of(report_with()), "科研机构", "")

    (finding,) = said_of_page(RULE, page)

    assert finding.severity is Severity.ERROR
    assert finding.at == ("applications",)
    assert "科研机构" in str(finding.message)


def test_silent_for_a_whole_header():
    assert said_of_page(RULE, page_of(report_with())) == []


def test_silent_for_a_column_under_another_name():
    """That is for structure.label_variant to say."""
    assert said_of_page(RULE, damaged(page_of(report_with()), "社会公益组织", "社会组织")) == []
