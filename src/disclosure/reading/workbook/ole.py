"""The container of old Office files (.doc, .xls, .wps, .et): a small file system in a file, walked with distrust.

Other libraries follow its chains of sectors as they are written, in circles if they lead in circles. Here every chain is
counted, so that what passes can be handed on.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass

from disclosure.errors import UnreadableError
from disclosure.language import _

#: The stream of a workbook, by its age.
XLS_STREAMS = ("Workbook", "Book")
MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER = 512
_LAST_SECTOR = 0xFFFFFFFA
_ENTRY = 128
_STREAM = 2
_NUMBER = 4


@dataclass(frozen=True, slots=True)
class Ole:
    """A container: the streams that it names (at any depth) with where they begin and how long they are."""

    data: bytes
    sector: int
    fat: tuple[int, ...]
    streams: Mapping[str, tuple[int, int]]

    def read(self, name: str) -> bytes:
        """The bytes of a stream that is no small one. Raises :class:`UnreadableError` where its chain is broken."""
        first, size = self.streams[name]
        return _chain(self.data, self.sector, self.fat, first)[:size]


def opened(data: bytes) -> Ole:
    """The container with its directory. Raises :class:`UnreadableError` where a chain leads nowhere or in a circle."""
    if len(data) < _HEADER or not data.startswith(MAGIC):
        raise damaged()
    shift = struct.unpack_from("<H", data, 0x1E)[0]
    if shift not in (9, 12):
        raise damaged()
    sector = 1 << shift
    fat = _fat(data, sector)
    directory = _chain(data, sector, fat, struct.unpack_from("<I", data, 0x30)[0])
    return Ole(data, sector, fat, dict(_entries(directory)))


def damaged() -> UnreadableError:
    """What is said of an old Office file that cannot be walked through."""
    return UnreadableError(_("旧版 Office 文件损坏，可能没有下载完整。请重新下载，或用 WPS 或 Office 打开，另存后再试。"))


def _fat(data: bytes, sector: int) -> tuple[int, ...]:
    """The table that says which sector follows which, as far as sectors are in the file."""
    most = len(data) // sector + 1
    places = list(struct.unpack_from("<109I", data, 0x4C))
    more, left = struct.unpack_from("<I", data, 0x44)[0], most
    while more < _LAST_SECTOR:
        left -= 1
        block = _sector(data, sector, more)
        if left < 0 or len(block) < sector:
            raise damaged()
        *listed, more = struct.unpack(f"<{sector // _NUMBER}I", block)
        places += listed
    found: list[int] = []
    for place in places:
        if place >= _LAST_SECTOR or len(found) >= most:
            break
        block = _sector(data, sector, place)
        found += struct.unpack(f"<{len(block) // _NUMBER}I", block[: len(block) // _NUMBER * _NUMBER])
    return tuple(found)


def _sector(data: bytes, sector: int, number: int) -> bytes:
    start = (number + 1) * sector
    return data[start : start + sector]


def _chain(data: bytes, sector: int, fat: tuple[int, ...], first: int) -> bytes:
    found: list[bytes] = []
    number = first
    while number < _LAST_SECTOR:
        if number >= len(fat) or len(found) > len(fat):
            raise damaged()
        found.append(_sector(data, sector, number))
        number = fat[number]
    return b"".join(found)


def _entries(directory: bytes) -> list[tuple[str, tuple[int, int]]]:
    found: list[tuple[str, tuple[int, int]]] = []
    for start in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        entry = directory[start : start + _ENTRY]
        length, kind = struct.unpack_from("<HB", entry, 64)
        if kind == _STREAM and 2 <= length <= 64:
            name = entry[: length - 2].decode("utf-16-le", "replace")
            first, size = struct.unpack_from("<II", entry, 116)
            found.append((name, (first, size)))
    return found
