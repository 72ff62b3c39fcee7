"""Fingerprints of findings: the same for the same evidence, another as soon as the evidence is another."""

from __future__ import annotations

from dataclasses import replace

from disclosure.checks.finding import Beside, Finding, Severity
from disclosure.checks.fingerprint import fingerprints, quoted_words
from disclosure.examine import examine_report
from disclosure.form import Report
from disclosure.language import Message
from engine.checks.reports import report_with

CONTRADICTION = "全年新收政府信息公开申请9件。"
RULE = "claims.applications_received"


def print_of(report: Report, rule: str = RULE) -> str:
    """The fingerprint of the one finding of a rule."""
    findings = examine_report(report).findings
    (found,) = [mark for finding, mark in zip(findings, fingerprints(report, findings), strict=True) if finding.rule == rule]
    return found


def received(count: int, *, text: str = CONTRADICTION) -> Report:
    return report_with(text, cells={"applications.received.total": count, "applications.received.natural_person": count})


def test_it_is_the_same_when_the_report_is_examined_again():
    assert print_of(received(3)) == print_of(received(3))
    assert len(print_of(received(3))) == 64


def test_what_else_was_edited_does_not_change_it():
    """Other sentences come before it, and other findings."""
    assert print_of(received(3)) == print_of(received(3, text="近50条意见被采纳。另起一句。\n" + CONTRADICTION))


def test_it_changes_with_the_quoted_words_and_with_the_cells():
    changed = {print_of(received(3)), print_of(received(4)), print_of(received(3, text=CONTRADICTION.replace("9", "8")))}

    assert len(changed) == 3


def test_a_cell_that_the_sum_hides_is_evidence_too():
    """Two cells changed so that the sums stay what they were: somebody should look again."""

    def sums(person: int, business: int) -> Report:
        return report_with(
            cells={
                "applications.received.natural_person": person,
                "applications.received.business": business,
                "applications.received.total": 9,
            }
        )  # fmt: skip

    rule = "arithmetic.applications.row_total"

    assert print_of(sums(3, 4), rule) != print_of(sums(4, 3), rule)


def test_wording_severity_law_and_line_of_a_finding_are_no_evidence():
    """A later version of a rule says it better, and a verdict still holds."""
    report = received(3)
    (finding,) = [one for one in examine_report(report).findings if one.rule == RULE]
    reworded = replace(
        finding, message=Message("另一种说法"), advice=None, severity=Severity.NOTICE, law=None, law_key=None, place="line 99"
    )

    assert fingerprints(report, [finding]) == fingerprints(report, [reworded])


def test_the_same_misprint_twice_is_two_findings():
    report = report_with("近50条意见被采纳。近50条意见被采纳。")
    found = fingerprints(report, examine_report(report).findings)

    assert len(found) == len(set(found)) == 2


def test_what_another_report_says_is_evidence():
    report = report_with()
    finding = Finding("years.carried_over", Severity.ERROR, Message("x"), beside=(Beside("某镇", 2021, "a.docx", "x.y.z", "4"),))
    other = replace(finding, beside=(replace(finding.beside[0], words="5"),))
    renamed = replace(finding, beside=(replace(finding.beside[0], file="b.docx"),))

    assert fingerprints(report, [finding]) != fingerprints(report, [other])
    assert fingerprints(report, [finding]) == fingerprints(report, [renamed]), "the same report in a file of another name"


def test_personal_numbers_are_masked_in_what_is_quoted():
    report = report_with("联系人手机13800000000。")
    (finding,) = [one for one in examine_report(report).findings if one.rule == "privacy.personal_number"]

    assert quoted_words(report, finding) == ("138****0000",)
