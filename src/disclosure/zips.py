"""A zip of which some members are replaced while all others stay byte for byte as they were, never even unpacked.

Word and Excel files are zips. Who writes into a stranger's file touches only the parts that must change; and what is not
unpacked cannot explode.
"""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

#: What the zip library raises on damaged input: besides its own error whatever its parts stumble over.
DAMAGED_ZIP = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, EOFError, ValueError, OverflowError)

#: The zip format begins its years in 1980; new members carry its first day, so that equal content gives equal bytes.
_FIRST_DAY = 1 << 5 | 1
_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_VERSION = 20
#: Flag: sizes stand behind the data instead of before it. We write them before.
_SIZES_BEHIND = 0x08
_UTF8 = 0x800


@dataclass(frozen=True, slots=True)
class _Member:
    """A member as it lies in a zip: packed bytes with what the format says of them."""

    name: bytes
    flags: int
    method: int
    time: int
    day: int
    checksum: int
    size: int
    packed: bytes

    def local(self) -> bytes:
        return (
            _LOCAL.pack(
                b"PK\x03\x04", _VERSION, self.flags, self.method, self.time, self.day, self.checksum, len(self.packed), self.size,
                len(self.name), 0,
            )
            + self.name
            + self.packed
        )  # fmt: skip

    def central(self, offset: int) -> bytes:
        return (
            _CENTRAL.pack(
                b"PK\x01\x02", _VERSION, _VERSION, self.flags, self.method, self.time, self.day, self.checksum, len(self.packed),
                self.size, len(self.name), 0, 0, 0, 0, 0, offset,
            )
            + self.name
        )  # fmt: skip


def replaced(data: bytes, members: Mapping[str, bytes]) -> bytes:
    """The zip ``data`` with ``members`` in place of those of the same name; new names come at the end.

    Raises :class:`zipfile.BadZipFile` where it is no zip.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        kept = {info.filename: info for info in archive.infolist()}
    found = [_packed(name, members[name]) if name in members else _as_it_is(data, info) for name, info in kept.items()]
    found += [_packed(name, content) for name, content in members.items() if name not in kept]
    out = io.BytesIO()
    directory = []
    for member in found:
        directory.append(member.central(out.tell()))
        out.write(member.local())
    start = out.tell()
    out.write(b"".join(directory))
    out.write(_END.pack(b"PK\x05\x06", 0, 0, len(found), len(found), out.tell() - start, start, 0))
    return out.getvalue()


def _packed(name: str, content: bytes) -> _Member:
    """A new member, deflated."""
    squeeze = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    packed = squeeze.compress(content) + squeeze.flush()
    flags = 0 if name.isascii() else _UTF8
    return _Member(name.encode(), flags, zipfile.ZIP_DEFLATED, 0, _FIRST_DAY, zlib.crc32(content), len(content), packed)


def _as_it_is(data: bytes, info: zipfile.ZipInfo) -> _Member:
    """A member with its packed bytes untouched, found by its local header."""
    header = data[info.header_offset : info.header_offset + _LOCAL.size]
    if len(header) < _LOCAL.size or not header.startswith(b"PK\x03\x04"):
        raise zipfile.BadZipFile(f"no member at {info.header_offset}")
    *_facts, name_length, extra_length = _LOCAL.unpack(header)
    start = info.header_offset + _LOCAL.size
    begin = start + name_length + extra_length
    year, month, day, hour, minute, second = info.date_time
    return _Member(
        name=data[start : start + name_length],
        flags=info.flag_bits & ~_SIZES_BEHIND,
        method=info.compress_type,
        time=hour << 11 | minute << 5 | second // 2,
        day=(year - 1980) << 9 | month << 5 | day,
        checksum=info.CRC,
        size=info.file_size,
        packed=data[begin : begin + info.compress_size],
    )
