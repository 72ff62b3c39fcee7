"""The register as a CSV file: one entry a line, with the header below; several short names are separated by ``；``."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from disclosure.agencies.register import LEVELS, Agency, Register, RegisterError
from disclosure.errors import reason
from disclosure.language import _

COLUMNS = ("code", "name", "short_names", "parent", "level", "valid_from", "valid_to", "successor")
_NEEDED = ("code", "name")
_SEPARATOR = "；"
_SEPARATORS = re.compile(r"[；;、|]")
#: A register of the whole country has about 100,000 lines.
_LARGEST = 64 * 2**20


def read_register(path: Path) -> Register:
    """The register in a CSV file (UTF-8 with or without byte order mark, or GB 18030 as Excel on Windows saves it).

    Raises :class:`RegisterError` naming the line that cannot be understood.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise RegisterError(_("名录 {file} 太大，不像是机关名录。", file=path.name))
        data = path.read_bytes()
    except OSError as error:
        raise RegisterError(_("打不开名录 {file}：{reason}。", file=path.name, reason=reason(error))) from error
    return register_of(decoded(data), path.name)


def register_of(text: str, where: str) -> Register:
    """The register in the text of a CSV file; ``where`` names it in complaints. Raises :class:`RegisterError`."""
    return Register(entries_of(text, where))


def entries_of(text: str, where: str) -> list[Agency]:
    """The entries in the text of a CSV file, not yet held against each other. Raises :class:`RegisterError`."""
    rows = csv.DictReader(io.StringIO(text, newline=""))
    header = tuple(rows.fieldnames or ())
    missing = [name for name in _NEEDED if name not in header]
    if missing:
        raise RegisterError(_("名录 {file} 的首行缺少 {columns}；应为 {all}。",
                              file=where, columns=missing, all=",".join(COLUMNS)))  # fmt: skip
    return list(_entries(rows, where))


def _entries(rows: Iterable[Mapping[str, str | None]], where: str) -> Iterator[Agency]:
    line = 1
    try:
        for row in rows:
            line += 1
            if any(row.values()):
                yield _entry({key: (text or "").strip() for key, text in row.items() if isinstance(key, str)})
    except (ValueError, csv.Error) as error:
        raise RegisterError(_("名录 {file} 第{line}行读不懂：{reason}。", file=where, line=line, reason=error)) from error


def _entry(row: Mapping[str, str]) -> Agency:
    for name in _NEEDED:
        if not row[name]:
            raise ValueError(_("{column} 是空的", column=name))
    level = row.get("level") or None
    if level not in (None, *LEVELS):
        raise ValueError(_("level 的“{level}”不认识；有：{known}", level=level, known=list(LEVELS)))
    return Agency(
        code=row["code"],
        name=row["name"],
        short_names=tuple(name.strip() for name in _SEPARATORS.split(row.get("short_names", "")) if name.strip()),
        parent=row.get("parent") or None,
        level=level,
        valid_from=_day(row.get("valid_from", "")),
        valid_to=_day(row.get("valid_to", "")),
        successor=row.get("successor") or None,
    )


def _day(text: str) -> date | None:
    """A day written 2024-09-10 or, as Excel makes of it, 2024/9/10. Raises :class:`ValueError`."""
    if not text:
        return None
    try:
        year, month, day = map(int, text.replace("/", "-").split("-"))
        return date(year, month, day)
    except ValueError:
        raise ValueError(_("“{text}”不是日期，应写作 2024-09-10", text=text)) from None


def decoded(data: bytes) -> str:
    """The text of a CSV file in UTF-8, with or without byte order mark, or GB 18030."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")


def register_csv(register: Register) -> str:
    """The register as the text of a CSV file, in the order of its entries; reading it gives the same register."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for entry in register.entries:
        writer.writerow(
            (
                entry.code,
                entry.name,
                _SEPARATOR.join(entry.short_names),
                entry.parent or "",
                entry.level or "",
                entry.valid_from or "",
                entry.valid_to or "",
                entry.successor or "",
            )
        )
    return out.getvalue()
