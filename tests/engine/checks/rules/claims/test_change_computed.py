"""A growth that the two numbers beside it do not give (增幅算错)."""

from __future__ import annotations

import pytest

from disclosure.checks.finding import Severity
from engine.checks.reports import quoted, report_with, said

RULE = "claims.change_computed"


@pytest.mark.parametrize(
    ("text", "expected", "found"),
    [
        ("承办热线事项12宗，上年为8宗，同比增长60%。", "50.0", "60"),
        ("承办热线事项12宗，比上年的16宗下降20%。", "25.0", "20"),
        ("承办热线事项12宗，比上年增加4宗，同比增长33%。", "50.0", "33"),
        ("承办热线事项12宗，比去年减少4宗，同比下降33%。", "25.0", "33"),
        ("承办热线事项3.6万宗，去年同期3万宗，同比增长25%。", "20.0", "25"),
    ],
)
def test_the_change_is_computed_again(text, expected, found):
    report = report_with(text)

    (finding,) = said(RULE, report)

    assert finding.severity is Severity.WARNING
    assert (finding.expected, finding.found) == (expected, found)
    assert quoted(report, finding) == [f"{found}%"]


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("承办热线事项12宗，上年为8宗，同比增长50%。", "12 over 8"),
        ("承办热线事项12宗，比上年增加4宗，同比增长50%。", "4 over 8"),
        ("承办热线事项1234宗，上年为1100宗，同比增长12%。", "rounded"),
        ("承办热线事项12宗，其中办结8宗，同比增长60%。", "the number before is no number of last year"),
        ("承办热线事项12宗，上年约8宗，同比增长60%。", "approximate"),
        ("承办热线事项12宗，上年为0宗，同比增长100%。", "nothing to compare with"),
        ("承办热线事项12宗，召开会议8次，同比增长60%。", "another unit"),
        ("承办热线事项12宗，比上年增加12宗，同比增长100%。", "last year there was none"),
    ],
)
def test_silent(text, because):
    assert said(RULE, report_with(text)) == [], because
