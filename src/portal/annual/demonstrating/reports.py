"""Reports on the first page of a demonstration: examined once, shown as cards, each a beginning for an office."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from disclosure.checks.examination import Examination
from disclosure.checks.finding import Severity
from disclosure.examine import examine_bytes
from disclosure.isolation import examine_files
from disclosure.samples import sample_files
from disclosure.writing.checkup.totals import totals
from portal.agencies.models import Agency
from portal.annual.models import ReceivedReport
from portal.annual.supervising.uploads import MOST_FILES, SUFFIXES
from portal.annual.unread import said_here

_CARD_FINDINGS = 3


@dataclass(frozen=True, slots=True)
class ReportCard:
    """A report as the first page shows it."""

    number: int
    agency: str
    year: int | None
    edition: str
    file: str
    totals: tuple[tuple[str, str], ...]
    counts: tuple[tuple[str, str, int], ...]
    findings: tuple[tuple[str, str], ...]
    more: int
    can_start: bool


def report_examinations() -> tuple[Examination, ...]:
    """The examined reports of the demonstration's folder, or the built-in samples; kept until the folder changes."""
    folder = settings.DEMO_REPORTS
    files = _files(folder)
    return _examined(folder, tuple((path.name, path.stat().st_mtime_ns) for path in files))


def _files(folder: str) -> list[Path]:
    if not folder or not Path(folder).is_dir():
        return []
    return sorted(path for path in Path(folder).iterdir() if path.suffix.lower() in SUFFIXES)[:MOST_FILES]


@lru_cache(maxsize=2)
def _examined(folder: str, _state: tuple[tuple[str, int], ...]) -> tuple[Examination, ...]:
    files = _files(folder)
    if not files:
        return tuple(examine_bytes(data, name) for name, data in sample_files())
    return tuple(map(said_here, examine_files([(path.name, path) for path in files])))


def shows_folder() -> bool:
    """Whether the first page shows the reports of a folder, which nobody here invented."""
    return bool(_files(settings.DEMO_REPORTS))


def opened_from_a_report(agency: Agency) -> bool:
    """Whether an agency's office was opened from a report that is none of the invented samples."""
    own = ReceivedReport.objects.filter(office=agency, file="", uploaded_by=None)
    return any(digest not in _samples() for digest in own.values_list("sha256", flat=True))


@lru_cache(maxsize=1)
def _samples() -> frozenset[str]:
    """The digests of the invented samples."""
    return frozenset(hashlib.sha256(data).hexdigest() for _name, data in sample_files())


def cards() -> list[ReportCard]:
    """The cards, in the order of the reports."""
    return [_card(number, one) for number, one in enumerate(report_examinations())]


def _card(number: int, examination: Examination) -> ReportCard:
    report = examination.report
    colours = {Severity.ERROR: "red", Severity.WARNING: "amber"}
    worst = sorted(examination.findings, key=lambda finding: list(Severity).index(finding.severity))
    return ReportCard(
        number=number,
        agency=report.agency or report.source.file,
        year=report.year,
        edition=report.edition.title.text() if report.edition else "",
        file=Path(report.source.file).name,
        totals=tuple((one.label.text(), one.value or "—") for one in totals(examination)),
        counts=tuple(
            (one.label.text(), colours.get(one, ""), examination.count(one)) for one in Severity if examination.count(one)
        ),
        findings=tuple((colours.get(one.severity, ""), one.message.text()) for one in worst[:_CARD_FINDINGS]),
        more=max(0, len(worst) - _CARD_FINDINGS),
        can_start=report.agency is not None and report.year is not None,
    )
