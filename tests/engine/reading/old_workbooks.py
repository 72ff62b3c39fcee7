"""Old Excel files (.xls) of our own making: an OLE container with one stream of BIFF8 records, as its documents describe it."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

_SECTOR = 512
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_BOF, _EOF, _BOUNDSHEET, _LABEL, _NUMBER, _FORMULA, _STRING, _MERGED, _XF, _FORMAT, _DIMENSIONS = (
    0x809, 0x0A, 0x85, 0x204, 0x203, 0x06, 0x207, 0xE5, 0xE0, 0x41E, 0x200,
)  # fmt: skip
#: A style of the number format 14, a day.
DAY = 1


@dataclass
class OldSheet:
    """A sheet: values by row and column from zero; a tuple is the result of a formula, ``days`` are cells shown as days."""

    name: str
    values: Mapping[tuple[int, int], object]
    merged: Sequence[tuple[int, int, int, int]] = ()
    hidden: bool = False
    days: frozenset[tuple[int, int]] = field(default_factory=frozenset)


def old_workbook(sheets: Sequence[OldSheet]) -> bytes:
    """The bytes of an .xls."""
    return ole({"Workbook": _stream(sheets)})


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _text(text: str, length: str = "<H") -> bytes:
    return struct.pack(length, len(text)) + b"\x01" + text.encode("utf-16-le")


def _stream(sheets: Sequence[OldSheet]) -> bytes:
    bodies = [_body(sheet) for sheet in sheets]
    head = _record(_BOF, struct.pack("<HHHHII", 0x600, 0x05, 0x0DBB, 0x07CC, 0, 6))
    head += _record(_XF, struct.pack("<HH16x", 0, 0)) + _record(_XF, struct.pack("<HH16x", 0, 14))
    entries = [struct.pack("<BB", sheet.hidden, 0) + _text(sheet.name, "<B") for sheet in sheets]
    start = len(head) + sum(8 + len(entry) for entry in entries) + 4
    for sheet, entry, body in zip(sheets, entries, bodies, strict=True):
        head += _record(_BOUNDSHEET, struct.pack("<I", start) + entry)
        start += len(body)
        assert sheet.name
    return head + _record(_EOF, b"") + b"".join(bodies)


def _body(sheet: OldSheet) -> bytes:
    rows, columns = (max((place[side] for place in sheet.values), default=0) + 1 for side in (0, 1))
    out = _record(_BOF, struct.pack("<HHHHII", 0x600, 0x10, 0x0DBB, 0x07CC, 0, 6))
    out += _record(_DIMENSIONS, struct.pack("<IIHHH", 0, rows, 0, columns, 0))
    for (row, column), value in sorted(sheet.values.items()):
        place = struct.pack("<HHH", row, column, DAY if (row, column) in sheet.days else 0)
        if isinstance(value, str):
            out += _record(_LABEL, place + _text(value))
        elif isinstance(value, tuple):
            (result,) = value
            out += _record(_FORMULA, place + struct.pack("<dHIH", float(result), 0, 0, 3) + b"\x1e\x01\x00")
        else:
            out += _record(_NUMBER, place + struct.pack("<d", float(value)))  # type: ignore[arg-type]
    for top, bottom, left, right in sheet.merged:
        out += _record(_MERGED, struct.pack("<HHHHH", 1, top, bottom, left, right))
    return out + _record(_EOF, b"")


def ole(streams: Mapping[str, bytes]) -> bytes:
    """An OLE container of streams, each at least 4096 bytes long, so that none goes into the small ones."""
    names = list(streams)
    bodies = [_padded(data.ljust(4096, b"\0")) for data in streams.values()]
    entries = [_entry("Root Entry", 5, _END, 0, child=1 if names else _FREE)]
    first = 0
    chains: list[int] = []
    for place, (name, body) in enumerate(zip(names, bodies, strict=True), 1):
        count = len(body) // _SECTOR
        entries.append(_entry(name, 2, first, max(len(streams[name]), 4096), right=place + 1 if place < len(names) else _FREE))
        chains += [*range(first + 1, first + count), _END]
        first += count
    directory = _padded(b"".join(entries))
    start_of_directory, count = first, len(directory) // _SECTOR
    chains += [*range(first + 1, first + count), _END]
    fat_sectors = 1
    while len(chains) + fat_sectors > fat_sectors * 128:
        fat_sectors += 1
    start_of_fat = len(chains)
    chains += [_FAT] * fat_sectors
    chains += [_FREE] * (fat_sectors * 128 - len(chains))
    places = [start_of_fat + number if number < fat_sectors else _FREE for number in range(109)]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, fat_sectors, start_of_directory, 0, 4096, _END, 0, _END, 0)
    header += struct.pack("<109I", *places)
    return header + b"".join(bodies) + directory + struct.pack(f"<{len(chains)}I", *chains)


def _padded(data: bytes) -> bytes:
    return data + b"\0" * (-len(data) % _SECTOR)


def _entry(name: str, kind: int, start: int, size: int, *, right: int = _FREE, child: int = _FREE) -> bytes:
    encoded = (name + "\0").encode("utf-16-le")
    links = struct.pack("<III", _FREE, right, child)
    return (
        encoded.ljust(64, b"\0")
        + struct.pack("<HBB", len(encoded), kind, 1)
        + links
        + b"\0" * 36
        + struct.pack("<IQ", start, size)
    )
