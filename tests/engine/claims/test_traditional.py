"""Prose in traditional characters says the same as in simplified ones: the same claims, the same findings, each at its place."""

from __future__ import annotations

from dataclasses import replace

import pytest

from disclosure.checks.fingerprint import quoted_words
from disclosure.examine import examine_across, examine_report
from disclosure.form import Report, Section
from disclosure.reading import read_report
from disclosure.reading.traditional import _characters, is_traditional
from disclosure.samples import Layout, generate
from engine.checks.reports import report_with, said

_BACK = {ord(usual): chr(other) for other, usual in reversed(_characters().items())}


def in_traditional(text: str) -> str:
    """A text as sites serve it in traditional characters, with the words that their converters use."""
    return text.translate(_BACK).replace("規範性文件", "規範性檔案").replace("信息", "資訊")


def traditional(report: Report) -> Report:
    """The report with all its prose in traditional characters."""

    def of(part: Section) -> Section:
        lines = tuple(replace(line, text=in_traditional(line.text)) for line in part.lines)
        return replace(part, lines=lines)

    return replace(report, preamble=of(report.preamble), sections=tuple(map(of, report.sections)))


@pytest.fixture(scope="module")
def pairs():
    reports = [read_report(data, name) for name, data, _truth in generate(120, 17, (Layout.TAB_ROWS, Layout.HTML))]
    return [(examine_report(report), examine_report(traditional(report))) for report in reports]


def test_the_claims_are_the_same_number_by_number(pairs):
    compared = [(usual.claims, other.claims) for usual, other in pairs if is_traditional(_prose(other.report))]

    assert len(compared) > 100
    assert sum(len(usual) for usual, _other in compared) > 500
    for usual, other in compared:
        assert other == usual


def test_the_findings_are_the_same_and_quote_the_words_as_printed(pairs):
    met = 0
    for usual, other in pairs:
        rules = ("claims.", "privacy.", "structure.", "law.")
        here = [one for one in usual.findings if one.rule.startswith(rules)]
        there = [one for one in other.findings if one.rule.startswith(rules)]
        assert [(one.rule, one.at, one.quotes) for one in there] == [(one.rule, one.at, one.quotes) for one in here]
        for one, two in zip(here, there, strict=True):
            met += len(one.quotes)
            assert [in_traditional(words) for words in quoted_words(usual.report, one)] == list(quoted_words(other.report, two))
    assert met > 20, "there is something to compare"


def test_a_contradiction_in_traditional_prose_is_found():
    text = "全年共收到政府資訊公開申請9件。關於權責清單、機構職能、財政預決算、應急預案的資訊已經發布。"
    (finding,) = said("claims.applications_received", report_with(text))

    assert (finding.expected, finding.found) == (0, 9)


def test_last_years_number_is_held_against_traditional_prose():
    cells = {"applications.carried_forward.total": 3, "applications.carried_forward.natural_person": 3}
    text = "各單位認真執行條例，關於權責清單、機構職能、財政預決算、應急預案的資訊已經發布。上年結轉申請2件。"
    now, _before = examine_across([report_with(text), report_with(year=2021, cells=cells)])

    assert "years.carried_over" in {finding.rule for finding in now.findings}
    assert now.report.sections[0].text == text, "the report stays as it was printed"


def _prose(report: Report) -> str:
    return "".join(part.text for part in report.all_sections())
