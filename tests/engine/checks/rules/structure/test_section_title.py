"""A part under another title than the form's (部分名称不规范)."""

from __future__ import annotations

import pytest

from disclosure.checks.finding import Severity
from engine.checks.reports import damaged, page_of, report_with, said_of_page

RULE = "structure.section_title"


def retitled(printed: str) -> str:
    """The page with another title above part two, and above its table."""
    return damaged(page_of(report_with()), "二、主动公开政府信息情况", printed, times=2)


def test_the_wording_of_the_earlier_form():
    (finding,) = said_of_page(RULE, retitled("二、行政机关主动公开政府信息情况"))

    assert finding.severity is Severity.NOTICE
    assert finding.at == ("sections.2",)
    assert (finding.expected, finding.found) == ("主动公开政府信息情况", "二、行政机关主动公开政府信息情况")


@pytest.mark.parametrize("printed", ["(二) 主动公开政府信息情况", "二．主动公开政府信息情况", "二、 主动公开政府信息情况："])
def test_silent_for_other_numbering_and_punctuation(printed):
    assert said_of_page(RULE, retitled(printed)) == []
