"""The findings on five published reports equal a reviewed table: nothing more, nothing less, nothing accused wrongly.

The reports themselves are not part of the project. They lie in a folder beside it where the whole is developed and tested.
The table (``real_findings.yaml``) holds addresses, lines and severities; every row was compared with the text of the report.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from disclosure.checks.examination import Examination
from disclosure.checks.finding import Finding, Severity
from disclosure.data import load_yaml
from disclosure.examine import examine_bytes

REPORTS = Path(__file__).parents[3].parent / "shared" / "reports"
REVIEWED = load_yaml(Path(__file__).with_name("real_findings.yaml"))
#: How certain a defect is by the review of the five reports: certain, almost certain, may have a good reason.
SEVERITY_OF_MARK = {"E": Severity.ERROR, "W": Severity.WARNING, "N": Severity.NOTICE}

pytestmark = pytest.mark.skipif(
    not REPORTS.is_dir(),
    reason="the five published reports are not beside the project",
)


@cache
def examined(name: str) -> Examination:
    return examine_bytes((REPORTS / f"{name}.txt").read_bytes(), f"{name}.txt")


def line_of(finding: Finding, examination: Examination) -> int | None:
    """The line of the source on which a finding stands, by its place or by its first quotation."""
    place = finding.place
    if place is None and finding.quotes:
        section = examination.report.section(finding.quotes[0].section)
        place = section.place_at(finding.quotes[0].start) if section else None
    return int(place.removeprefix("line ")) if place else None


def where(finding: Finding) -> str:
    """The addresses of a finding in short: a whole row as ``table.row.*``."""
    rows = {at.rpartition(".")[0] for at in finding.at}
    return f"{rows.pop()}.*" if len(rows) == 1 and len(finding.at) > 2 else " ".join(finding.at)


def row_of(finding: Finding, examination: Examination) -> tuple[object, ...]:
    return finding.rule, finding.severity.value, where(finding), line_of(finding, examination)


@pytest.mark.parametrize("name", REVIEWED)
def test_the_findings_are_those_of_the_reviewed_table(name):
    examination = examined(name)
    reviewed = [(row["rule"], row["severity"], row["at"], row.get("line")) for row in REVIEWED[name]]

    found = [row_of(finding, examination) for finding in examination.findings]

    assert sorted(found, key=str) == sorted(reviewed, key=str)


@pytest.mark.parametrize("name", REVIEWED)
def test_nothing_arithmetical_is_said(name):
    """All sums hold in all five."""
    assert [finding for finding in examined(name).findings if finding.rule.startswith("arithmetic.")] == []


@pytest.mark.parametrize("name", REVIEWED)
def test_a_known_defect_is_as_severe_as_it_is_certain(name):
    for row in REVIEWED[name]:
        if "known" in row:
            assert Severity(row["severity"]) is SEVERITY_OF_MARK[row["known"]], row


def test_every_known_defect_that_is_certain_or_almost_certain_is_found():
    """Counted by report: what the review marked E or W."""
    grave = {name: sum(row.get("known") in ("E", "W") for row in rows) for name, rows in REVIEWED.items()}

    assert grave == {"baihe-2021": 5, "guanqian-2021": 1, "jinling-2022": 6, "zhangmutou-2022": 3, "zhongzhou-2022": 1}


def test_personal_numbers_are_masked_in_all_that_is_said():
    report = examined("jinling-2022")
    numbers = [finding for finding in report.findings if finding.rule.startswith("privacy.")]

    assert numbers
    assert all("****" in str(finding.message) for finding in numbers)


def test_the_contradiction_about_applications_names_both_sides():
    (finding,) = [f for f in examined("zhangmutou-2022").findings if f.rule == "claims.applications_received"]

    assert (finding.expected, finding.found) == (5, 6)


def test_the_list_that_contradicts_its_total():
    (finding,) = [f for f in examined("guanqian-2021").findings if f.rule == "claims.parts"]

    assert (finding.expected, finding.found) == (5, 10)
