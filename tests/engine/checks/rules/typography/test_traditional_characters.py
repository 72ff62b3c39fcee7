"""Single traditional characters in a simplified text (繁体字混用)."""

from __future__ import annotations

import pytest

from disclosure.checks.finding import Severity
from disclosure.checks.rules.typography.traditional_characters import _TRADITIONAL
from disclosure.reading.traditional import simplified_text
from engine.checks.reports import quoted, report_with, said

RULE = "typography.traditional_characters"


def test_a_single_traditional_character_with_its_neighbours():
    report = report_with("凡是重大決定，集体讨论。")

    (finding,) = said(RULE, report)

    assert finding.severity is Severity.NOTICE
    assert finding.found == "決"
    assert quoted(report, finding) == ["決"]
    assert "重大決定" in str(finding.message)


@pytest.mark.parametrize(
    "text", ["乾隆年间的碑刻，沈某、于某、范某、钟某，凭借著名景点。", "后、里、台、余、于、面、系、征、干。"]
)
def test_silent_for_characters_that_simplified_writing_has_too(text):
    assert said(RULE, report_with(text)) == []


def test_each_character_is_one_that_the_reader_knows():
    for character in _TRADITIONAL:
        assert simplified_text(character) != character


def test_silent_for_a_text_in_traditional_characters_throughout():
    text = "政府信息公開年度報告，應當寫明辦理結果、實際費用、問題與說明。" * 2

    assert said(RULE, report_with(text)) == []
