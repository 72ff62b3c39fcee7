"""Reports of other agencies, collected (收集年报): examined in a child process, matched to agencies, kept."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import PurePosixPath

from django.core.files.base import ContentFile
from django.db import transaction

from disclosure.checks.examination import Examination
from disclosure.checks.registry import rule_book_mark
from disclosure.errors import DisclosureError
from disclosure.examine import examine_report
from disclosure.form import DocumentType, Report
from disclosure.isolation import Examiner
from disclosure.language import CHINESE, _, speaking
from disclosure.reading.json import read_report_json
from disclosure.writing import report_line
from portal.agencies.models import Agency, Person
from portal.annual.models import ReceivedReport
from portal.annual.signing import keep_figures
from portal.annual.supervising.uploads import Incoming
from portal.annual.supervising.verdicts import as_stored, move_verdicts, subject_of
from portal.audit.log import record
from portal.today import today


class ReplacedError(DisclosureError):
    """A file is to be worked on whose place a newer one has taken."""

    def __init__(self) -> None:
        super().__init__(_("这个文件已被新文件替换，不再核对、识别或归入。请看新文件。"))


class RemovedError(DisclosureError):
    """A file is to be worked on that somebody has removed."""

    def __init__(self) -> None:
        super().__init__(_("这个文件已被移除。"))


def receive(office: Agency, files: Sequence[Incoming], by: Person) -> list[ReceivedReport]:
    """Read, examine and keep uploaded reports, each in a child process with limits."""
    with Examiner() as examiner, speaking(CHINESE):
        examined = [(one, examiner.examine(one.data, one.name, one.noted)) for one in files]
    return [keep(office, one.name, one.data, examination, by) for one, examination in examined]


@transaction.atomic
def keep(
    office: Agency, name: str, data: bytes, examination: Examination, by: Person | None, agency: Agency | None = None
) -> ReceivedReport:
    """Keep a received report with its figures and findings; an earlier one of the same agency and year is replaced."""
    report = examination.report
    candidates = [agency] if agency else matching(office, report.agency)
    matched = candidates[0] if len(candidates) == 1 else None
    with speaking(CHINESE):
        kept = ReceivedReport.objects.create(
            office=office, name=name[:200], sha256=_sha256(data) if data else report.source.sha256, agency=matched,
            printed_name=(report.agency or "")[:200], year=report.year, document_type=report.document_type.value,
            content=report_line(report, include_findings=False), findings=as_stored(examination), uploaded_by=by,
            rules=rule_book_mark(),
        )  # fmt: skip
    if data:
        kept.file.save(f"{kept.sha256[:16]}{PurePosixPath(name).suffix.lower()}", ContentFile(data))
    kept.candidates.set(candidates if matched is None else [])
    if report.document_type is DocumentType.ANNUAL_REPORT:
        keep_figures(report, received=kept)
    replace_earlier(kept)
    record(office, by, "report.received", kept, received=kept.pk, whose=matched.pk if matched else None, year=report.year)
    return kept


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@transaction.atomic
def assign(received: ReceivedReport, agency: Agency, by: Person, year: int | None = None) -> None:
    """Say whose report it is, and of which year where it does not tell; verdicts on its findings go with it.

    Raises :class:`ReplacedError` where a newer file has taken its place.
    """
    kept = to_be_changed(received)
    before = subject_of(kept.agency, kept.year, kept.pk)
    kept.agency = agency
    kept.year = kept.year or year
    kept.save(update_fields=["agency", "year"])
    move_verdicts(kept.office, before, subject_of(agency, kept.year, kept.pk), kept.findings)
    kept.candidates.clear()
    replace_earlier(kept)
    record(kept.office, by, "report.assigned", kept, received=kept.pk, whose=agency.pk)


def to_be_changed(received: ReceivedReport) -> ReceivedReport:
    """The row of a received file as it stands now, kept from others until the transaction ends.

    Raises :class:`ReplacedError` where a newer file has taken its place, :class:`RemovedError` where it is gone.
    """
    kept = ReceivedReport.objects.select_for_update().filter(pk=received.pk).first()
    if kept is None:
        raise RemovedError
    if kept.replaced:
        raise ReplacedError
    return kept


def replace_earlier(kept: ReceivedReport) -> None:
    """Put away what an office had of the same agency and year before.

    Only a report that counts takes another's place: none that was replaced itself, and no paper that is no annual report.
    """
    if kept.agency_id and kept.year and not kept.replaced and kept.document_type == DocumentType.ANNUAL_REPORT.value:
        same = ReceivedReport.objects.filter(office=kept.office, agency=kept.agency, year=kept.year, replaced=False)
        same.exclude(pk=kept.pk).update(replaced=True)


def replaced_by(kept: ReceivedReport) -> ReceivedReport | None:
    """The file that took the place of a replaced one; None of one that counts."""
    if not kept.replaced:
        return None
    same = ReceivedReport.objects.filter(office=kept.office, agency=kept.agency, year=kept.year, replaced=False)
    return same.order_by("pk").last()


def matching(office: Agency, name: str | None) -> list[Agency]:
    """The agencies below an office that a printed name may mean: by the name in full, else by what it ends with."""
    if not name:
        return []
    below = list(Agency.objects.below(office).filter(pk__in=Agency.objects.on(today())))
    exact = [agency for agency in below if name in (agency.name, agency.short_name)]
    if exact:
        return exact
    core = _core(name)
    return [agency for agency in below if core and (_core(agency.name).endswith(core) or core.endswith(_core(agency.name)))]


def _core(name: str) -> str:
    """A name without the words that reports leave out: 青禾镇人民政府 is 青禾镇."""
    for ending in ("人民政府", "政府", "办事处"):
        name = name.removesuffix(ending)
    return name


def report_of(received: ReceivedReport) -> Report:
    """The report as it was read."""
    return read_report_json(received.content)


def keep_own_report(agency: Agency, report: Report) -> ReceivedReport:
    """Keep an agency's own former report, so that its figures can be shown as last year's."""
    return keep(agency, PurePosixPath(report.source.file).name, b"", examine_report(report), None, agency)
