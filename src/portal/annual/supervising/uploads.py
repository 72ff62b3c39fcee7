"""What people upload: the reports in it, also those in zips, with bounds on everything, and notes about their sources."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import IO

from disclosure.errors import DisclosureError
from disclosure.language import Message, _
from disclosure.reading.paged.tesseract import recogniser
from disclosure.reading.sources import NOTE_ENDINGS, Provenance, noted_beside, source_list_of
from disclosure.zips import DAMAGED_ZIP

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
LARGEST_NOTES = 8 * 1024 * 1024
LARGEST_FILE = 10 * 1024 * 1024
MOST_FILES = 200
LARGEST_TOTAL = 60 * 1024 * 1024
#: How much more a member of a zip may say it holds than it takes up.
_MOST_PACKED = 200


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
    """What an upload may still hold: files, bytes of them and of notes, and members of archives that are looked at."""

    files: int = MOST_FILES
    size: int = LARGEST_TOTAL
    notes: int = LARGEST_NOTES
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
                if len(found.data) > room.notes:
                    skipped.append(Skipped(found.name, _("来源说明一次最多共{size} MB，这一份没有读。请分批上传。",
                                                         size=LARGEST_NOTES // 2**20)))  # fmt: skip
                else:
                    notes[found.name] = found.data
                    room.notes -= len(found.data)
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
    # Of what lists say only that is kept which is about these files: a list may name any number of others.
    names = {part for one in taken for part in _names_of(one)}
    for name, data in notes.items():
        if name.lower().endswith(_LIST):
            try:
                listed |= {key: noted for key, noted in source_list_of(data, name).items() if key in names}
            except DisclosureError as error:
                skipped.append(Skipped(name, error.message))
    found = []
    for one in taken:
        noted = next((listed[part] for part in _names_of(one) if part in listed), None)
        try:
            noted = noted or noted_beside(one.name, notes)
        except DisclosureError as error:
            skipped.append(Skipped(one.name, error.message))
        found.append(replace(one, noted=noted))
    return found


def _names_of(one: Incoming) -> tuple[str, str]:
    """Under which names a list may speak of a file: its path in the archive, its name alone."""
    inside = one.name.rpartition("!")[2]
    return inside, PurePosixPath(inside).name


def _single(name: str, stream: IO[bytes]) -> Incoming | Skipped:
    lower = name.lower()
    if lower.endswith(PICTURES) and not can_recognise():
        return Skipped(name, _("这是图片，没有可读的文字，本站没有安装文字识别。请上传生成它的 Word 文件。"))
    if lower.endswith(NOTES):
        return _bounded(name, stream, LARGEST_NOTE)
    if not lower.endswith(SUFFIXES + PICTURES):
        return Skipped(name, _("只接收 .docx、.pdf、.doc、.wps、.xlsx、.xls、.html、.txt 等文件，或装有这些文件的 .zip。"))
    return _bounded(name, stream, LARGEST_FILE)


def _bounded(name: str, stream: IO[bytes], largest: int) -> Incoming | Skipped:
    data = stream.read(largest + 1)
    if not data:
        return Skipped(name, _("文件是空的，没有内容，没有收。请重新导出或者重新下载后再上传。"))
    return Skipped(name, _too_large(largest)) if len(data) > largest else Incoming(name, data)


def can_recognise() -> bool:
    """Whether words in pictures of pages can be recognised here."""
    return recogniser() is not None


def _too_large(largest: int = LARGEST_FILE) -> Message:
    return _("文件超过{size} MB。", size=largest // 2**20)


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
    except (*DAMAGED_ZIP, OSError) as error:
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
