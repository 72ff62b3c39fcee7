"""Counts given only roughly (约数)."""

from __future__ import annotations

import pytest

from disclosure.checks.finding import Severity
from engine.checks.reports import quoted, report_with, said

RULE = "claims.approximate_number"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("网站发布信息240余条。", "240余条"),
        ("处置事项1500多件。", "1500多件"),
        ("近50条意见得到采纳。", "近50条"),
        ("发布信息100条左右。", "100条左右"),
    ],
)
def test_a_count_with_a_word_of_approximation(text, words):
    report = report_with(text)

    (finding,) = said(RULE, report)

    assert finding.severity is Severity.NOTICE
    assert finding.found == words
    assert quoted(report, finding) == [words]
    assert (finding.at, finding.place) == (("sections.1",), "line 1")


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("网站发布信息240条。", "exact"),
        ("阅读量68.9万次，分享10万余次。", "large numbers are rounded by custom"),
        ("投入资金约20元，参加群众3000余人。", "money and people are no counts of documents"),
        ("近3个月内完成整改，约2个小时办好。", "time"),
        ("每月更新不少于3条，每周至少1条。", "a standard, not a count"),
        ("其余3条，剩余公开事项72条。", "余 in a word"),
        ("累计达到50条。", "达到 an exact number"),
    ],
)
def test_silent(text, because):
    assert said(RULE, report_with(text)) == [], because
