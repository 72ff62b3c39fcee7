"""A column that the header of a table leaves out (缺列)."""

from __future__ import annotations

from dataclasses import replace

from disclosure.checks.finding import Severity
from disclosure.form import Oddity
from engine.checks.reports import damaged, page_of, read, report_with, said, said_of_page

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


def test_what_the_recogniser_may_have_missed_in_a_scan_is_no_certain_error():
    report = read(damaged(page_of(report_with()), "科研机构", "")).report
    recognised = Oddity("recognised", ("document",), None, {"cells": 200, "unknown": 14, "least": 60})

    (finding,) = said(RULE, replace(report, oddities=(*report.oddities, recognised)))

    assert finding.severity is Severity.WARNING
