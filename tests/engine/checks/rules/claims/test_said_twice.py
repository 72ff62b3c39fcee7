"""Two numbers of the prose for the same thing (前后两处数字不同)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from disclosure.checks.finding import Severity
from engine.checks.reports import quoted, report_with, said

RULE = "claims.said_twice"


def test_both_places_are_quoted_across_parts():
    report = report_with("承办热线事项1200宗。")
    other = report_with("全年承办热线事项1300宗，没有其他需要报告的事项，没有产生信息处理费。", part=6)
    both = replace(report, sections=(*report.sections[:5], other.sections[5]))

    (finding,) = said(RULE, both)

    assert finding.severity is Severity.NOTICE
    assert finding.at == ("sections.1", "sections.6")
    assert quoted(both, finding) == ["1200宗", "1300宗"]


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("承办热线事项1200宗。全年承办热线事项1200宗。", "the same"),
        ("承办热线事项1200宗。上半年承办热线事项700宗。", "half the year"),
        ("承办热线事项1200宗。2021年承办热线事项900宗。", "another year"),
        ("承办热线事项约1200宗。承办热线事项1250宗。", "approximate"),
        ("收到政府信息公开申请5件。收到政府信息公开申请4件。", "the table has it: another rule"),
    ],
)
def test_silent(text, because):
    assert said(RULE, report_with(text)) == [], because
