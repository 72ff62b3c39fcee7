"""What people said of findings (核实结论): a verdict holds over re-runs until the evidence of its finding changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from disclosure.checks.examination import Examination
from disclosure.checks.finding import Severity
from disclosure.checks.fingerprint import fingerprints, quoted_words
from disclosure.examine import IN_PICTURES
from disclosure.language import CHINESE, ENGLISH
from disclosure.privacy import mask
from portal.agencies.models import Agency, Person
from portal.annual.models import FindingVerdict, Verdict
from portal.annual.unread import is_in_pictures
from portal.audit.log import record


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding as pages show it, with the verdict that holds (None: open) and an earlier one whose evidence changed."""

    fingerprint: str
    rule: str
    severity: str
    message: str
    advice: str
    at: tuple[str, ...]
    quoted: tuple[str, ...]
    law: str
    #: Where the quoted words stand: section, first character, the one after the last.
    quotes: tuple[tuple[str, int, int], ...] = ()
    verdict: FindingVerdict | None = None
    earlier: FindingVerdict | None = None

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to look at it."""
        return self.verdict is None

    @property
    def colour(self) -> str:
        """The class of its tag."""
        return {Severity.ERROR: "red", Severity.WARNING: "amber"}.get(Severity(self.severity), "")

    @property
    def severity_words(self) -> str:
        """How sure it is, in words."""
        return Severity(self.severity).label.text()


def as_stored(examination: Examination) -> list[dict[str, Any]]:
    """The findings as JSON values in both languages, for keeping beside a received report.

    Of a file that could not be read since its pages are pictures, that is kept too (``in_pictures``).
    """
    sign = {IN_PICTURES: True} if is_in_pictures(examination) else {}
    return [
        {
            "fingerprint": fingerprint,
            "rule": finding.rule,
            "severity": finding.severity.value,
            "message": {language: finding.message.text(language) for language in (CHINESE, ENGLISH)},
            "advice": {language: finding.advice.text(language) if finding.advice else "" for language in (CHINESE, ENGLISH)},
            "at": list(finding.at),
            "quoted": list(quoted_words(examination.report, finding)),
            "quotes": [[quote.section, quote.start, quote.end] for quote in finding.quotes],
            "law": finding.law or "",
            **sign,
        }
        for finding, fingerprint in zip(examination.findings, fingerprints(examination.report, examination.findings), strict=True)
    ]


def judged(office: Agency, subject: str, findings: Sequence[dict[str, Any]], language: str = CHINESE) -> list[Judged]:
    """Findings with the verdicts of an office; open ones first, in the order of the report."""
    kept = list(FindingVerdict.objects.filter(office=office, subject=subject).select_related("by").order_by("pk"))
    by_print = {verdict.fingerprint: verdict for verdict in kept}
    by_place = {verdict.rule: verdict for verdict in kept if verdict.fingerprint not in {one["fingerprint"] for one in findings}}
    found = [
        Judged(
            fingerprint=one["fingerprint"],
            rule=one["rule"],
            severity=one["severity"],
            message=mask(one["message"][language]),
            advice=one["advice"][language],
            at=tuple(one["at"]),
            quoted=tuple(one["quoted"]),
            law=one["law"],
            quotes=tuple((section, start, end) for section, start, end in one.get("quotes", ())),
            verdict=by_print.get(one["fingerprint"]),
            earlier=None if one["fingerprint"] in by_print else by_place.get(one["rule"]),
        )
        for one in findings
    ]
    return sorted(found, key=lambda one: not one.is_open)


@transaction.atomic
def give(
    office: Agency, subject: str, finding: dict[str, Any], verdict: Verdict, reason: str, by: Person, about: object
) -> FindingVerdict:
    """Say of a finding that it is so, is not, or goes back to be corrected. A later verdict takes the place of an earlier one."""
    given = FindingVerdict.objects.create(
        office=office, subject=subject, fingerprint=finding["fingerprint"], rule=finding["rule"], verdict=verdict,
        reason=reason, by=by,
    )  # fmt: skip
    record(office, by, f"finding.{verdict.value}", about, rule=finding["rule"], reason=reason)
    return given


def subject_of(agency: Agency | None, year: int | None, received: int | None = None) -> str:
    """Whose report of which year a verdict is about; the file itself where that isn't known."""
    if agency is not None and year is not None:
        return f"agency:{agency.pk}:{year}"
    return f"received:{received}"


def move_verdicts(office: Agency, before: str, after: str, findings: Sequence[dict[str, Any]]) -> None:
    """Let the verdicts on a report's findings go along where it turns out to be another agency's, or of another year."""
    if before != after:
        prints = [one["fingerprint"] for one in findings]
        FindingVerdict.objects.filter(office=office, subject=before, fingerprint__in=prints).update(subject=after)


def returned_to(agency: Agency, year: int, since: datetime | None) -> list[FindingVerdict]:
    """What offices above returned to an agency on its report of a year, after ``since``: the last word on each finding counts."""
    given = FindingVerdict.objects.filter(subject=subject_of(agency, year)).exclude(office=agency).order_by("pk")
    last = {(one.office_id, one.fingerprint): one for one in given.select_related("office")}
    return [one for one in last.values() if one.verdict == Verdict.RETURNED and (since is None or one.at > since)]


def count(findings: Iterable[Judged]) -> tuple[int, int]:
    """How many findings are open, and how many were returned to be corrected."""
    listed = list(findings)
    returned = sum(one.verdict is not None and one.verdict.verdict == Verdict.RETURNED for one in listed)
    return sum(one.is_open for one in listed), returned
