"""A report that was received, checked again (重新核对): by the rules of today, or with the words of its pictures recognised."""

from __future__ import annotations

from django.core.cache import cache
from django.db import transaction

from disclosure.checks.examination import Examination
from disclosure.checks.registry import rule_book_mark
from disclosure.errors import DisclosureError, UnreadableError
from disclosure.examine import IN_PICTURES, examine_report
from disclosure.form import DocumentType
from disclosure.isolation import Examiner
from disclosure.language import CHINESE, _, speaking
from disclosure.reading.sources import Provenance
from disclosure.writing import report_line
from portal.agencies.models import Person
from portal.annual.models import ReceivedReport
from portal.annual.signing import keep_figures
from portal.annual.supervising.collecting import ReplacedError, matching, replace_earlier, report_of, to_be_changed
from portal.annual.supervising.uploads import can_recognise
from portal.annual.supervising.verdicts import as_stored, move_verdicts, subject_of
from portal.annual.unread import unread
from portal.audit.log import record
from portal.today import now

#: The sign that a file is being recognised, and the longest that it stands, in seconds.
_RECOGNISING, _LONGEST = "annual-recognising", 300

#: What is another after a file was read again. Who sent it, when, and that it was replaced are not.
_FOUND = ("content", "findings", "printed_name", "agency", "year", "document_type", "rules", "checked_at", "recognised")


class BusyError(DisclosureError):
    """Something that cannot be done now: another file is being recognised."""


def is_scan(received: ReceivedReport) -> bool:
    """Whether a file could not be read since it is made of pictures of pages."""
    if received.document_type != DocumentType.UNREADABLE.value or not received.file:
        return False
    return any(one.get(IN_PICTURES) for one in received.findings)


def recognise(received: ReceivedReport, by: Person) -> None:
    """Have the words of a scan or picture recognised, and examine what they say: seconds a page, one file at a time.

    Raises :class:`DisclosureError` where that cannot be done here or now; then all stays as it was.
    """
    if not can_recognise():
        raise UnreadableError(_("本站没有安装文字识别。请上传生成它的 Word 文件。"))
    if not cache.add(_RECOGNISING, received.pk, _LONGEST):
        raise BusyError(_("正在识别另一个文件，请等几分钟再试。"))
    try:
        check_again(received, by, recognised=True)
    finally:
        cache.delete(_RECOGNISING)


def check_again(received: ReceivedReport, by: Person, *, recognised: bool | None = None) -> None:
    """Read and examine a received report anew, by the reader and the rules of today; verdicts stay where their evidence does.

    Its own file is read in a child process; what has none is examined from what was kept. ``recognised``: words in pictures are
    recognised; by default where they were before. Raises :class:`UnreadableError` where the file cannot be read, and
    :class:`ReplacedError` where a newer one took its place, also meanwhile: then all stays as it was.
    """
    if received.replaced:
        raise ReplacedError
    recognised = received.recognised if recognised is None else recognised
    data = _file_of(received)
    with speaking(CHINESE):
        if data is None:
            examination = examine_report(report_of(received))
        else:
            with Examiner(recognise=recognised) as examiner:
                examination = examiner.examine(data, received.name, _noted(received))
    if examination.report.document_type is DocumentType.UNREADABLE:
        raise unread(examination)
    _keep_again(received, examination, by, recognised=recognised)


def _noted(received: ReceivedReport) -> Provenance:
    """What was noted of its source when it came."""
    source = report_of(received).source
    return Provenance(source.url, source.captured_on, source.published_on)


def _file_of(received: ReceivedReport) -> bytes | None:
    """The file as it was sent; None where there is none (an agency's own former report)."""
    if not received.file:
        return None
    try:
        with received.file.open("rb") as stream:
            return bytes(stream.read())
    except OSError as error:
        raise UnreadableError(_("原文件已经不在，不能重新核对。请重新上传。")) from error


@transaction.atomic
def _keep_again(read: ReceivedReport, examination: Examination, by: Person, *, recognised: bool) -> None:
    """Keep what was found, on the row as it stands now: while the file was read, somebody may have said whose report it is."""
    received, report = to_be_changed(read), examination.report
    before = subject_of(received.agency, received.year, received.pk)
    with speaking(CHINESE):
        received.content = report_line(report, include_findings=False)
        received.findings = as_stored(examination)
    received.printed_name, received.year = (report.agency or "")[:200], report.year or received.year
    received.document_type, received.rules, received.checked_at = report.document_type.value, rule_book_mark(), now()
    received.recognised = recognised
    if received.agency is None:
        candidates = matching(received.office, report.agency)
        received.agency = candidates[0] if len(candidates) == 1 else None
        received.candidates.set(candidates if received.agency is None else [])
    received.save(update_fields=_FOUND)
    received.figures.all().delete()
    if report.document_type is DocumentType.ANNUAL_REPORT:
        keep_figures(report, received=received)
    move_verdicts(received.office, before, subject_of(received.agency, received.year, received.pk), received.findings)
    replace_earlier(received)
    record(received.office, by, "report.checked_again", received, received=received.pk, rules=received.rules)
