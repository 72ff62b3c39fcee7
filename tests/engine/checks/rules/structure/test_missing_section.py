"""A part of the form that the report does not have (缺部分)."""

from __future__ import annotations

from dataclasses import replace

from disclosure.checks.finding import Severity
from disclosure.form import Section
from engine.checks.reports import report_with, said

RULE = "structure.missing_section"


def test_five_parts_of_six():
    whole = report_with()

    (finding,) = said(RULE, replace(whole, sections=whole.sections[:5]))

    assert finding.severity is Severity.WARNING
    assert finding.at == ("document",)
    assert finding.message.facts["number"] == 6
    assert finding.law_key == "disclosure_regulations:50"


def test_silent_for_six_parts():
    assert said(RULE, report_with()) == []


def test_silent_for_six_parts_and_one_more():
    whole = report_with()
    extra = Section("sections.extra1", None, "其他", "七、其他")

    assert said(RULE, replace(whole, sections=(*whole.sections, extra))) == []


def test_silent_where_no_part_was_met_at_all():
    assert said(RULE, report_with(sections=())) == []
