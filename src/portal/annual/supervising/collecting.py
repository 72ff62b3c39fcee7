"""Reports of other agencies, collected (收集年报): files and zips read in a child process, matched to agencies, examined."""

from __future__ import annotations

import hashlib
import io
import lzma
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import IO

from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import transaction

from disclosure.checks.examination import Examination
from disclosure.checks.registry import rule_book_mark
from disclosure.errors import DisclosureError, UnreadableError
from disclosure.examine import examine_report
from disclosure.form import DocumentType, Report
from disclosure.isolation import Examiner
from disclosure.language import CHINESE, Message, _, speaking
from disclosure.reading.formats import may_be_scan
from disclosure.reading.json import read_report_json
from disclosure.reading.paged.pictures import picture_type
from disclosure.reading.paged.tesseract import recogniser
from disclosure.reading.sources import NOTE_ENDINGS, Provenance, noted_beside, source_list_of
from disclosure.writing import report_line
from portal.agencies.models import Agency, Person
from portal.annual.models import ReceivedReport
from portal.annual.signing import keep_figures
from portal.annual.supervising.verdicts import as_stored, move_verdicts, subject_of
from portal.audit.log import record
from portal.today import now, today

#: What a report may come as, and how much may come at once.
SUFFIXES = (
    ".docx", ".docm", ".doc", ".wps", ".rtf", ".odt", ".xlsx", ".xls", ".et", ".ods", ".html", ".htm", ".mht", ".mhtml", ".md",
    ".txt", ".pdf",
)  # fmt: skip
#: Pictures of pages, whose words are recognised on request.
PICTURES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp")
_ARCHIVE = ".zip"
#: Notes about sources, and lists of them.
_LIST = ".csv"
NOTES = (*NOTE_ENDINGS, _LIST)
LARGEST_NOTE = 1024 * 1024
LARGEST_FILE = 10 * 1024 * 1024
MOST_FILES = 200
LARGEST_TOTAL = 60 * 1024 * 1024
#: What the reader says of a scan, in whichever words: how its words are recognised.
_SCAN_SAID = "--ocr"
#: The sign that a file is being recognised, and the longest that it stands, in seconds.
_RECOGNISING, _LONGEST = "annual-recognising", 300
#: How much more a member of a zip may say it holds than it takes up.
_MOST_PACKED = 200


class Refused(DisclosureError):
    """An upload that is not taken: too large, too many, not a report's kind of file."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """One file of an upload: its name as shown ("a.zip!b.docx"), its bytes, and what came along about its source."""

    name: str
    data: bytes
    noted: Provenance | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was not taken, and why."""

    name: str
    reason: Message


@dataclass(slots=True)
class _Room:
    """What an upload may still hold: files, bytes, and members of archives that are looked at."""

    files: int = MOST_FILES
    size: int = LARGEST_TOTAL
    members: int = MOST_FILES * 2

    @property
    def is_full(self) -> bool:
        return not (self.files and self.size and self.members)


def unpacked(files: Iterable[tuple[str, IO[bytes]]]) -> tuple[list[Incoming], list[Skipped]]:
    """The reports among uploaded files, those in zips among them; the others with the reason.

    Only kinds of :data:`SUFFIXES` are taken, pictures of pages where they can be recognised. Sizes and counts are bounded while
    reading, whatever a zip says of itself. A zip inside a zip is opened, one inside that is not. Notes about sources that came
    along (``a.docx.source.json``, ``a.url``; ``来源清单.csv`` with file,url,captured_on,published_on) go to their files.
    """
    taken: list[Incoming] = []
    skipped: list[Skipped] = []
    notes: dict[str, bytes] = {}
    room = _Room()
    for name, stream in files:
        members = _members(name, stream, room) if name.lower().endswith(_ARCHIVE) else [_single(name, stream)]
        for found in members:
            if isinstance(found, Skipped):
                skipped.append(found)
            elif found.name.lower().endswith(NOTES):
                notes[found.name] = found.data
            elif not room.files or len(found.data) > room.size:
                skipped.append(Skipped(found.name, _("一次最多{count}个文件、共{size} MB，请分批上传。",
                                                     count=MOST_FILES, size=LARGEST_TOTAL // 2**20)))  # fmt: skip
            else:
                taken.append(found)
                room.files -= 1
                room.size -= len(found.data)
    return _with_sources(taken, notes, skipped), skipped


def _with_sources(taken: Sequence[Incoming], notes: Mapping[str, bytes], skipped: list[Skipped]) -> list[Incoming]:
    """The files with what notes and lists say of them; a note that cannot be understood is named, and its file taken without."""
    listed: dict[str, Provenance] = {}
    for name, data in notes.items():
        if name.lower().endswith(_LIST):
            try:
                listed |= source_list_of(data, name)
            except DisclosureError as error:
                skipped.append(Skipped(name, error.message))
    found = []
    for one in taken:
        inside = one.name.rpartition("!")[2]
        noted = listed.get(inside) or listed.get(PurePosixPath(inside).name)
        try:
            noted = noted or noted_beside(one.name, notes)
        except DisclosureError as error:
            skipped.append(Skipped(one.name, error.message))
        found.append(replace(one, noted=noted))
    return found


def _single(name: str, stream: IO[bytes]) -> Incoming | Skipped:
    lower = name.lower()
    if lower.endswith(PICTURES) and not can_recognise():
        return Skipped(name, _("这是图片，没有可读的文字，本站没有安装文字识别。请上传生成它的 Word 文件。"))
    if lower.endswith(NOTES):
        return Incoming(name, stream.read(LARGEST_NOTE))
    if not lower.endswith(SUFFIXES + PICTURES):
        return Skipped(name, _("只接收 .docx、.pdf、.doc、.wps、.xlsx、.xls、.html、.txt 等文件，或装有这些文件的 .zip。"))
    data = stream.read(LARGEST_FILE + 1)
    return Skipped(name, _too_large()) if len(data) > LARGEST_FILE else Incoming(name, data)


def can_recognise() -> bool:
    """Whether words in pictures of pages can be recognised here."""
    return recogniser() is not None


def _too_large() -> Message:
    return _("文件超过{size} MB。", size=LARGEST_FILE // 2**20)


def _members(name: str, stream: IO[bytes], room: _Room, *, inside: bool = False) -> Iterator[Incoming | Skipped]:
    """The files of a zip, read with the bounds of single files; nothing is ever written under a name from the zip."""
    try:
        with zipfile.ZipFile(stream) as archive:
            for member in archive.infolist():
                shown = f"{name}!{_member_name(member)}"
                if member.is_dir() or PurePosixPath(shown).name.startswith(("._", ".DS_Store")):
                    continue
                if room.is_full:
                    yield Skipped(name, _("压缩包里的文件太多，后面的没有读。请分批上传。"))
                    return
                room.members -= 1
                if member.flag_bits & 1:
                    yield Skipped(shown, _("文件有密码，打不开。请去掉密码后再上传。"))
                elif member.file_size > LARGEST_FILE or member.file_size > _MOST_PACKED * max(member.compress_size, 1024):
                    yield Skipped(shown, _too_large())
                elif shown.lower().endswith(_ARCHIVE):
                    yield from _nested(shown, archive, member, room, inside=inside)
                else:
                    with archive.open(member) as content:
                        yield _single(shown, content)
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, OSError, EOFError, ValueError) as error:
        yield Skipped(name, _("压缩包损坏，打不开：{reason}。", reason=str(error)[:80]))


def _nested(
    name: str, archive: zipfile.ZipFile, member: zipfile.ZipInfo, room: _Room, *, inside: bool
) -> Iterator[Incoming | Skipped]:
    """The files of a zip inside a zip; one that is inside such a one again is refused."""
    if inside:
        yield Skipped(name, _("压缩包里套着多层压缩包，只打开一层。请先解压这个压缩包再上传。"))
        return
    with archive.open(member) as content:
        data = content.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        yield Skipped(name, _too_large())
    else:
        yield from _members(name, io.BytesIO(data), room, inside=True)


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
    _replace_earlier(kept)
    record(office, by, "report.received", kept, received=kept.pk, whose=matched.pk if matched else None, year=report.year)
    return kept


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def is_scan(received: ReceivedReport) -> bool:
    """Whether a file could not be read since it is made of pictures of pages."""
    if received.document_type != DocumentType.UNREADABLE.value or not received.file:
        return False
    try:
        data = _file_of(received) or b""
    except UnreadableError:
        return False
    return picture_type(data) is not None or (may_be_scan(data) and _SCAN_SAID in str(received.findings))


def recognise(received: ReceivedReport, by: Person) -> None:
    """Have the words of a scan or picture recognised, and examine what they say: seconds a page, one file at a time.

    Raises :class:`DisclosureError` where that cannot be done here or now; then all stays as it was.
    """
    if not can_recognise():
        raise UnreadableError(_("本站没有安装文字识别。请上传生成它的 Word 文件。"))
    if not cache.add(_RECOGNISING, received.pk, _LONGEST):
        raise Refused(_("正在识别另一个文件，请等几分钟再试。"))
    try:
        check_again(received, by, recognised=True)
    finally:
        cache.delete(_RECOGNISING)


def check_again(received: ReceivedReport, by: Person, *, recognised: bool | None = None) -> None:
    """Read and examine a received report anew, by the reader and the rules of today; verdicts stay where their evidence does.

    Its own file is read in a child process; what has none is examined from what was kept. ``recognised``: words in pictures are
    recognised; by default where they were before. Raises :class:`UnreadableError` where the file cannot be read: then all stays
    as it was.
    """
    received.recognised = received.recognised if recognised is None else recognised
    data = _file_of(received)
    with speaking(CHINESE):
        if data is None:
            examination = examine_report(report_of(received))
        else:
            with Examiner(recognise=received.recognised) as examiner:
                examination = examiner.examine(data, received.name, _noted(received))
    if examination.report.document_type is DocumentType.UNREADABLE:
        raise UnreadableError(examination.findings[0].message)
    _keep_again(received, examination, by)


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
def _keep_again(received: ReceivedReport, examination: Examination, by: Person) -> None:
    report = examination.report
    before = subject_of(received.agency, received.year, received.pk)
    with speaking(CHINESE):
        received.content = report_line(report, include_findings=False)
        received.findings = as_stored(examination)
    received.printed_name, received.year = (report.agency or "")[:200], report.year or received.year
    received.document_type, received.rules, received.checked_at = report.document_type.value, rule_book_mark(), now()
    received.save()
    received.figures.all().delete()
    if report.document_type is DocumentType.ANNUAL_REPORT:
        keep_figures(report, received=received)
    if received.agency is None:
        candidates = matching(received.office, report.agency)
        received.agency = candidates[0] if len(candidates) == 1 else None
        received.save(update_fields=["agency"])
        received.candidates.set(candidates if received.agency is None else [])
    move_verdicts(received.office, before, subject_of(received.agency, received.year, received.pk), received.findings)
    _replace_earlier(received)
    record(received.office, by, "report.checked_again", received, received=received.pk, rules=received.rules)


@transaction.atomic
def assign(received: ReceivedReport, agency: Agency, by: Person, year: int | None = None) -> None:
    """Say whose report it is, and of which year where it does not tell; verdicts on its findings go with it."""
    before = subject_of(received.agency, received.year, received.pk)
    received.agency = agency
    received.year = received.year or year
    received.save(update_fields=["agency", "year"])
    move_verdicts(received.office, before, subject_of(agency, received.year, received.pk), received.findings)
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
