"""A document cited as in force that had been replaced (引用已被取代的文件)."""

from __future__ import annotations

import pytest

from disclosure.checks.finding import Severity
from engine.checks.reports import quoted, report_with, said

RULE = "law.superseded_citation"


def test_the_notice_of_the_earlier_form():
    report = report_with(preamble="根据格式通知（国办公开办函〔2019〕60号）要求编制。")

    (finding,) = said(RULE, report)

    assert finding.severity is Severity.WARNING
    assert finding.at == ("preamble",)
    assert (finding.expected, finding.found) == ("国办公开办函〔2021〕30号", "国办公开办函〔2019〕60号")
    assert quoted(report, finding) == ["国办公开办函〔2019〕60号"]
    assert finding.law == "国办公开办函〔2021〕30号"


@pytest.mark.parametrize("printed", ["国办公开办函[2019]60号", "国办公开办函（2019）60 号"])
def test_other_brackets_are_the_same_number(printed):
    report = report_with(preamble=f"根据{printed}编制。")

    assert [quoted(report, finding) for finding in said(RULE, report)] == [[printed]]


def test_the_law_behind_it_is_the_successor_of_what_was_cited():
    (finding,) = said(RULE, report_with("依据《条例》（国务院令第492号）开展工作。"))

    assert finding.law_key == "disclosure_regulations_2019"


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("根据国办公开办函〔2021〕30号编制。", "in force"),
        ("国办公开办函〔2019〕60号同时废止。", "said to be repealed"),
        ("按照青政办〔2019〕60号要求编制。", "a local document with the same number"),
        ("依据《条例》（国务院令第711号）。", "the Regulations in force"),
    ],
)
def test_silent(text, because):
    assert said(RULE, report_with(text)) == [], because


def test_the_earlier_notice_was_right_for_its_years():
    assert said(RULE, report_with("根据国办公开办函〔2019〕60号编制。", edition="2019", year=2020)) == []


def test_silent_where_the_year_is_not_known():
    assert said(RULE, report_with("根据国办公开办函〔2019〕60号编制。", year=None)) == []
