"""The registry: rules are found where they stand, their ids are their places, their findings come in order of the report."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from disclosure.checks import rules
from disclosure.checks.citing import citation_for
from disclosure.checks.finding import Severity
from disclosure.checks.registry import all_rules, findings_of, written_rules
from disclosure.checks.subject import Subject
from disclosure.claims.reading import read_claims, sentences_of
from disclosure.examine import examine_bytes, examine_report
from disclosure.form import DocumentType
from disclosure.law import cite
from disclosure.samples import sample_files
from engine.checks.reports import page_of, read, report_with

FOLDER = Path(rules.__path__[0])
TESTS = Path(__file__).with_name("rules")


def modules(folder: Path, prefix: str = "") -> set[str]:
    files = [path for path in folder.glob(f"*/{prefix}*.py") if path.stem != "__init__"]
    return {f"{path.parent.name}.{path.stem.removeprefix(prefix)}" for path in files}


def test_the_id_of_a_rule_is_its_place():
    assert {rule.id for rule in written_rules()} == modules(FOLDER)


def test_every_test_file_is_of_a_rule():
    """What every rule has are its examples (test_examples); rules with more to say have a test file of their own."""
    assert modules(TESTS, "test_") <= modules(FOLDER)


def test_ids_are_unique():
    ids = [rule.id for rule in all_rules()]

    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.id)
def test_the_law_behind_a_rule_can_be_cited(rule):
    assert rule.law is None or cite(rule.law).text()


def test_a_report_in_order_is_accused_of_nothing():
    assert examine_report(report_with()).findings == ()
    assert examine_report(report_with(edition="2019", year=2020)).findings == ()


def test_a_report_in_order_is_accused_of_nothing_when_it_was_read_either():
    assert read(page_of(report_with())).findings == ()
    assert read(page_of(report_with(edition="2019", year=2020))).findings == ()


def test_findings_come_in_the_order_of_the_report():
    report = report_with(
        "全年发布信息5条，近50条意见被采纳。",
        preamble="根据国办公开办函〔2019〕60号编制，统计期限自至2022年12月31日。",
        cells={"applications.received.total": 1, "disputes.reconsideration.total": 1},
    )

    at = [finding.at[0].partition(".")[0] for finding in examine_report(report).findings]

    order = ["preamble", "sections", "applications", "disputes"]
    assert [key for key in at if key in order] == sorted((key for key in at if key in order), key=order.index)


def test_of_an_empty_form_only_that_is_said_and_what_concerns_people():
    report = report_with("电话13800000000，新增新增。", document_type=DocumentType.BLANK_FORM)

    assert [finding.rule for finding in examine_report(report).findings] == [
        "structure.not_an_annual_report",
        "privacy.personal_number",
    ]


def test_a_citation_is_of_the_version_that_governs_the_year():
    assert str(citation_for("annual_report_format", 2020)) != str(citation_for("annual_report_format", 2022))
    assert citation_for("fee_measures", 2020) is None, "not yet in force"
    assert citation_for(None, 2022) is None
    assert citation_for("annual_report_format", None) == cite("annual_report_format")


def test_findings_are_counted_by_severity():
    examination = examine_report(report_with("近50条意见被采纳。"))

    assert [examination.count(severity) for severity in Severity] == [0, 0, 1]


@pytest.mark.parametrize(
    "words",
    [
        "承办热线事项12宗，同比增长5%，",
        "其中9999件，占5%，",
        "（请填写",
        "《",
        "一是",
        "家庭住址：甲",
        "白石镇",
        "政务各类",
        "13800000000，",
        "超过",
    ],
)
def test_a_hostile_text_takes_no_longer_than_its_length(words):
    """Forty thousand characters of the worst that a rule could meet: seconds, and not minutes."""
    report = report_with(words * (40_000 // len(words)))
    started = time.process_time()

    examine_report(report)

    assert time.process_time() - started < 8


@pytest.mark.deep
def test_all_rules_together_take_less_than_two_milliseconds():
    """On the longest of the built-in samples, claims read anew each time; the best of many runs, since others work here too."""
    reports = [examine_bytes(data, name).report for name, data in sample_files()]
    longest = max(reports, key=lambda report: sum(len(section.text) for section in report.all_sections()))
    spent = []
    for _round in range(50):
        sentences_of.cache_clear()
        subject = Subject(longest, read_claims(longest))
        started = time.perf_counter()
        findings_of(subject)
        spent.append(time.perf_counter() - started)

    print(f"all rules on one report: {min(spent) * 1000:.2f} ms")
    assert min(spent) < 0.002
