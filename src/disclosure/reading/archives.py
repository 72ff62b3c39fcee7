"""Reports inside zip archives: found, named "a.zip!b.docx", and read one at a time, never written to disk under a name of theirs.

What an archive says of itself is checked against its size before anything is unpacked, and counted while it is. An archive in
an archive is opened, one in that is not.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath

from disclosure.errors import UnreadableError, reason
from disclosure.language import Message, _
from disclosure.reading.formats import LARGEST_FILE, too_large
from disclosure.zips import DAMAGED_ZIP

#: Files of one archive: a province has some thousand offices.
MOST_MEMBERS = 20_000
#: Bytes of all files of an archive; and how much more they may be than the archive, beyond what harms nobody.
LARGEST_TOTAL = 8 * 2**30
HIGHEST_RATIO = 200
_RATIO_MATTERS_FROM = 256 * 2**20
_CHUNK = 1 << 20
# No OSError: an archive may be read from a disk, whose own errors are no damage of the file.
_DAMAGED = DAMAGED_ZIP
_UTF8 = 0x800
_ENCRYPTED = 0x1
#: Members by which the kinds of file that are zips themselves are told from archives.
_OF_ONE_FILE = frozenset(("[Content_Types].xml", "mimetype", "OFD.xml", "word/document.xml", "xl/workbook.xml"))
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_JUNK = ("._", "~$", ".DS_Store", "Thumbs.db")


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside an archive: the archive's path, the number of the member in it, and in the archive that this one is, if any.

    ``name`` is as its maker saw it, ``note`` the number of the member that says where it came from, None without one.
    """

    archive: Path
    name: str
    numbers: tuple[int, ...]
    size: int
    checksum: int
    note: tuple[str, tuple[int, ...]] | None = None

    def read(self) -> bytes:
        """The bytes. Raises :class:`UnreadableError` where it is damaged, protected by a password, or too large."""
        return _read(self.archive, self.numbers)

    def read_note(self) -> str:
        """The text that is noted of where it came from, empty where nothing is or it cannot be read."""
        if self.note is None:
            return ""
        try:
            return _read(self.archive, self.note[1])[: 64 * 1024].decode("utf-8-sig", "replace")
        except UnreadableError:
            return ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """An archive, or something in one, that is not opened, and why."""

    message: Message


def is_archive(path: Path) -> bool:
    """Whether a file is a zip of files, by what is in it: Word and Excel files are zips too, and are none."""
    try:
        with path.open("rb") as file:
            if file.read(4) not in (b"PK\x03\x04", b"PK\x05\x06"):
                return False
        with zipfile.ZipFile(path) as archive:
            return _is_of_many(archive)
    except (*_DAMAGED, OSError):
        return False  # what it is instead, and that it is damaged, is said when it is read


def _is_of_many(archive: zipfile.ZipFile) -> bool:
    return _OF_ONE_FILE.isdisjoint(archive.NameToInfo)


def members_of(path: Path, kinds: Collection[str], notes: Collection[str] = ()) -> Iterator[tuple[str, Member | Refusal]]:
    """The files in an archive whose names end in one of ``kinds`` (".docx"), by name, with what is noted beside them.

    ``notes`` are the endings of files that say where another came from. A refusal has the name of what is refused, empty for
    the archive itself.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _check(archive, path.stat().st_size)
            yield from _listed(path, archive, "", (), kinds, notes)
    except UnreadableError as error:
        yield "", Refusal(error.message)
    except OSError as error:
        yield "", Refusal(_("打不开文件：{reason}。请检查文件名和权限。", reason=reason(error)))
    except _DAMAGED:
        yield "", Refusal(_damaged())


def _listed(
    path: Path, archive: zipfile.ZipFile, before: str, numbers: tuple[int, ...], kinds: Collection[str], notes: Collection[str]
) -> Iterator[tuple[str, Member | Refusal]]:
    names = [name_of(info) for info in archive.infolist()]
    places = {name: number for number, name in enumerate(names)}
    for name, number in sorted(places.items()):
        info, ending = archive.infolist()[number], PurePosixPath(name).suffix.lower()
        if info.is_dir() or _is_junk(name):
            continue
        if ending == ".zip":
            yield from _nested(path, archive, before + name, (*numbers, number), kinds, notes)
        elif ending in kinds:
            noted = _note_beside(name, places, notes)
            note = (noted, (*numbers, places[noted])) if noted else None
            yield before + name, Member(path, before + name, (*numbers, number), info.file_size, info.CRC, note)


def _nested(
    path: Path, archive: zipfile.ZipFile, name: str, numbers: tuple[int, ...], kinds: Collection[str], notes: Collection[str]
) -> Iterator[tuple[str, Member | Refusal]]:
    if len(numbers) > 1:
        yield name, Refusal(_("压缩包里套着多层压缩包，只打开一层。请先解压这个压缩包。"))
        return
    try:
        data = _unpacked(archive, archive.infolist()[numbers[0]])
        with zipfile.ZipFile(io.BytesIO(data)) as inner:
            _check(inner, len(data))
            yield from _listed(path, inner, f"{name}!", numbers, kinds, notes)
    except UnreadableError as error:
        yield name, Refusal(error.message)
    except _DAMAGED:
        yield name, Refusal(_damaged())


def _check(archive: zipfile.ZipFile, size: int) -> None:
    """That an archive says nothing impossible of itself. Raises :class:`UnreadableError`."""
    infos = archive.infolist()
    if len(infos) > MOST_MEMBERS:
        raise UnreadableError(
            _("压缩包里有 {count} 个文件，超过 {most} 个。请分成几个压缩包。", count=len(infos), most=MOST_MEMBERS)
        )
    total, packed = sum(info.file_size for info in infos), sum(info.compress_size for info in infos)
    is_bomb = total > _RATIO_MATTERS_FROM and total > HIGHEST_RATIO * size
    if total > LARGEST_TOTAL or packed > size or is_bomb:
        raise UnreadableError(
            _("压缩包解压后异常庞大（{size} MB），为安全起见不予打开。请确认来源，解压后再读其中的文件。", size=total // 2**20)
        )


def _is_junk(name: str) -> bool:
    """What systems put into archives by themselves."""
    path = PurePosixPath(name)
    return "__MACOSX" in path.parts or path.name.startswith(_JUNK)


def _note_beside(name: str, places: Collection[str], notes: Collection[str]) -> str | None:
    stem = name[: len(name) - len(PurePosixPath(name).suffix)]
    return next((base + ending for base in (name, stem) for ending in notes if base + ending in places), None)


def name_of(info: zipfile.ZipInfo) -> str:
    """The name of a member as its maker saw it: Chinese Windows writes names in GB 18030 without saying so.

    A name that points out of the archive is only a name here: nothing is written under it.
    """
    name = info.filename
    if not info.flag_bits & _UTF8 and not name.isascii():
        raw = info.orig_filename.encode("cp437", "replace")
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return _CONTROL.sub("", name.replace("\\", "/"))


def _read(path: Path, numbers: tuple[int, ...]) -> bytes:
    try:
        with _opened(path, numbers[:-1]) as archive:
            return _unpacked(archive, archive.infolist()[numbers[-1]])
    except OSError as error:
        raise UnreadableError(_("打不开文件：{reason}。请检查文件名和权限。", reason=reason(error))) from error
    except (*_DAMAGED, IndexError) as error:
        raise UnreadableError(_damaged()) from error


@contextmanager
def _opened(path: Path, numbers: tuple[int, ...]) -> Iterator[zipfile.ZipFile]:
    """The archive that a member stands in: the file, or an archive in it."""
    if not numbers:
        with zipfile.ZipFile(path) as archive:
            yield archive
        return
    with zipfile.ZipFile(io.BytesIO(_inner(path, path.stat().st_mtime_ns, numbers))) as archive:
        yield archive


@lru_cache(maxsize=2)
def _inner(path: Path, _changed: int, numbers: tuple[int, ...]) -> bytes:
    """An archive in an archive, kept while its members are read one after another."""
    return _read(path, numbers)


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """A member's bytes, counted as they come."""
    if info.flag_bits & _ENCRYPTED:
        raise UnreadableError(_("压缩包有密码，打不开。请去掉密码，或解压后再读其中的文件。"))
    found = bytearray()
    try:
        with archive.open(info) as stream:
            while chunk := stream.read(_CHUNK):
                found += chunk
                if len(found) > LARGEST_FILE:
                    raise UnreadableError(too_large(max(info.file_size, len(found))))
    except (*_DAMAGED, OSError) as error:
        raise UnreadableError(_damaged()) from error
    return bytes(found)


def _damaged() -> Message:
    return _("压缩包损坏，可能没有下载完整。请重新下载，或解压后再读其中的文件。")
