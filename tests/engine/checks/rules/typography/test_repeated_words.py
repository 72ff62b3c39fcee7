"""Words or clauses written twice in a row (文字重复)."""

from __future__ import annotations

import pytest

from disclosure.checks.finding import Severity
from engine.checks.reports import quoted, report_with, said

RULE = "typography.repeated_words"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("同时，新增新增了一台查询机。", "新增"),
        ("推进政府信息公开政府信息公开工作。", "政府信息公开"),
        ("用户可浏览办理进度等历史信息，方便用户可浏览办理进度等历史信息。", "用户可浏览办理进度等历史信息"),
    ],
)
def test_words_sent_twice(text, words):
    report = report_with(text)

    finding = said(RULE, report)[0]

    assert finding.severity is Severity.NOTICE
    assert finding.found == words
    assert quoted(report, finding)[0].count(words) == 2
    assert finding.place == "line 1"


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("层层落实，人人参与，时时关注，事事公开。", "single characters doubled"),
        ("认认真真、方方面面、清清楚楚、时时刻刻。", "pairs doubled one by one"),
        ("一件一件办，一项一项抓，逐条逐条梳理，每月每月更新。", "one after the other"),
        ("一级抓一级，谁主管谁负责，谁发布谁负责。", "parallel phrases"),
        ("问政于民、问需于民、问计于民，应公开尽公开。", "parallel phrases"),
        ("以公开为常态、以不公开为例外。", "parallel phrases"),
        ("加强公开，公开为常态。", "the same word on both sides of a comma"),
        ("发布2022条2022条目录。", "figures are no words"),
    ],
)
def test_silent_for_good_chinese(text, because):
    assert said(RULE, report_with(text)) == [], because


def test_silent_for_rows_of_a_list():
    assert said(RULE, report_with("科员科员\t办公室办公室")) == []


def test_a_very_long_line_without_a_comma_is_looked_through_in_one_go():
    assert said(RULE, report_with("".join(chr(0x4E00 + place % 5000) for place in range(60_000)))) == []
