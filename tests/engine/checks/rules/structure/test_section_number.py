"""A part without its number (部分缺序号)."""

from __future__ import annotations

from disclosure.checks.finding import Severity
from engine.checks.reports import damaged, page_of, report_with, said_of_page

RULE = "structure.section_number"


def test_a_heading_without_number():
    (finding,) = said_of_page(RULE, damaged(page_of(report_with()), "六、其他需要", "其他需要"))

    assert finding.severity is Severity.NOTICE
    assert finding.at == ("sections.6",)
    assert "其他需要报告的事项" in str(finding.message)


def test_silent_for_numbered_headings():
    assert said_of_page(RULE, page_of(report_with())) == []
