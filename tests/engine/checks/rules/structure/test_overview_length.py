"""A first part longer than the form recommends (总体情况过长)."""

from __future__ import annotations

from disclosure.checks.finding import Severity
from engine.checks.reports import report_with, said

RULE = "structure.overview_length"


def test_one_character_too_many():
    (finding,) = said(RULE, report_with("公" * 1001))

    assert finding.severity is Severity.NOTICE
    assert finding.at == ("sections.1",)
    assert (finding.expected, finding.found) == (1000, 1001)


def test_a_thousand_are_allowed():
    assert said(RULE, report_with("公" * 1000)) == []


def test_blanks_and_rows_of_a_list_do_not_count():
    assert said(RULE, report_with("公" * 600 + "\u3000 " * 500 + "\n" + "名\t单" * 300)) == []


def test_only_the_first_part_is_measured():
    assert said(RULE, report_with("公" * 3000, part=5)) == []


def test_the_form_of_2019_sets_no_length():
    assert said(RULE, report_with("公" * 3000, edition="2019", year=2020)) == []
