"""Reports of other agencies, collected (收集年报): files and zips read in a child process, matched to agencies, examined."""

from __future__ import annotations

import hashlib
import lzma
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO

from django.core.files.base import ContentFile
from django.db import transaction

from disclosure.checks.examination import Examination
from disclosure.errors import DisclosureError
from disclosure.examine import examine_report
from disclosure.form import DocumentType, Report
from disclosure.isolation import Examiner
from disclosure.language import CHINESE, Message, _, speaking
from disclosure.reading.json import read_report_json
from disclosure.writing import report_line
from portal.agencies.models import Agency, Person
from portal.annual.models import ReceivedReport
from portal.annual.signing import keep_figures
from portal.annual.verdicts import as_stored
from portal.audit.log import record
from portal.today import today

#: What a report may come as, and how much may come at once.
SUFFIXES = (
    ".docx", ".docm", ".doc", ".wps", ".rtf", ".odt", ".xlsx", ".xls", ".et", ".ods", ".html", ".htm", ".mht", ".mhtml", ".md",
    ".txt", ".pdf",
)  # fmt: skip
LARGEST_FILE = 10 * 1024 * 1024
MOST_FILES = 200
LARGEST_TOTAL = 60 * 1024 * 1024
#: How much more a member of a zip may say it holds than it takes up.
_MOST_PACKED = 200


class Refused(DisclosureError):
    """An upload that is not taken: too large, too many, not a report's kind of file."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """One file of an upload: its name as shown ("a.zip!b.docx") and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was not taken, and why."""

    name: str
    reason: Message


def unpacked(files: Iterable[tuple[str, IO[bytes]]]) -> tuple[list[Incoming], list[Skipped]]:
    """The reports among uploaded files, those in zips among them; the others with the reason.

    Only kinds of :data:`SUFFIXES` are taken; sizes and counts are bounded while reading, whatever a zip says of itself.
    """
    taken: list[Incoming] = []
    skipped: list[Skipped] = []
    left = LARGEST_TOTAL
    for name, stream in files:
        members = _members(name, stream) if name.lower().endswith(".zip") else [_single(name, stream)]
        for found in members:
            if isinstance(found, Skipped):
                skipped.append(found)
            elif len(taken) >= MOST_FILES or len(found.data) > left:
                skipped.append(Skipped(found.name, _("一次最多{count}个文件、共{size} MB，请分批上传。",
                                                     count=MOST_FILES, size=LARGEST_TOTAL // 2**20)))  # fmt: skip
            else:
                taken.append(found)
                left -= len(found.data)
    return taken, skipped


def _single(name: str, stream: IO[bytes]) -> Incoming | Skipped:
    if not name.lower().endswith(SUFFIXES):
        return Skipped(name, _("只接收 .docx、.pdf、.doc、.wps、.xlsx、.xls、.html、.txt 等文件，或装有这些文件的 .zip。"))
    data = stream.read(LARGEST_FILE + 1)
    return Skipped(name, _too_large()) if len(data) > LARGEST_FILE else Incoming(name, data)


def _too_large() -> Message:
    return _("文件超过{size} MB。", size=LARGEST_FILE // 2**20)


def _members(name: str, stream: IO[bytes]) -> Iterator[Incoming | Skipped]:
    """The files of a zip, read with the bounds of single files; nothing is ever written under a name from the zip."""
    try:
        with zipfile.ZipFile(stream) as archive:
            for member in archive.infolist()[: MOST_FILES * 2]:
                shown = f"{name}!{_member_name(member)}"
                if member.is_dir() or PurePosixPath(shown).name.startswith(("._", ".DS_Store")):
                    continue
                if member.flag_bits & 1:
                    yield Skipped(shown, _("文件有密码，打不开。请去掉密码后再上传。"))
                elif member.file_size > LARGEST_FILE or member.file_size > _MOST_PACKED * max(member.compress_size, 1024):
                    yield Skipped(shown, _too_large())
                else:
                    with archive.open(member) as content:
                        yield _single(shown, content)
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, OSError, EOFError, ValueError) as error:
        yield Skipped(name, _("压缩包损坏，打不开：{reason}。", reason=str(error)[:80]))


def _member_name(member: zipfile.ZipInfo) -> str:
    """A member's name as its maker saw it: older Chinese systems write names in GBK without saying so."""
    if member.flag_bits & 0x800:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("gbk")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return member.filename


def receive(office: Agency, files: Sequence[Incoming], by: Person) -> list[ReceivedReport]:
    """Read, examine and keep uploaded reports, each in a child process with limits."""
    with Examiner() as examiner, speaking(CHINESE):
        examined = [(one, examiner.examine(one.data, one.name)) for one in files]
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
        )  # fmt: skip
    if data:
        kept.file.save(f"{kept.sha256[:16]}{PurePosixPath(name).suffix.lower()}", ContentFile(data))
    kept.candidates.set(candidates if matched is None else [])
    if report.document_type is DocumentType.ANNUAL_REPORT:
        keep_figures(report, received=kept)
    _replace_earlier(kept)
    record(office, by, "report.received", kept, received=kept.pk, whose=matched.pk if matched else None, year=report.year)
    return kept


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@transaction.atomic
def assign(received: ReceivedReport, agency: Agency, by: Person) -> None:
    """Say whose report it is."""
    received.agency = agency
    received.save(update_fields=["agency"])
    received.candidates.clear()
    _replace_earlier(received)
    record(received.office, by, "report.assigned", received, received=received.pk, whose=agency.pk)


def _replace_earlier(kept: ReceivedReport) -> None:
    if kept.agency_id and kept.year:
        same = ReceivedReport.objects.filter(office=kept.office, agency=kept.agency, year=kept.year, replaced=False)
        same.exclude(pk=kept.pk).update(replaced=True)


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
