"""The register of agencies below an office (机关名录) as the CSV file of the engine: out, and what it would change coming in.

A file can change only what is below the office that sends it, and of an agency only what it has a column for. Nothing is taken
away: an agency that ends gets its last day.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from datetime import date

from disclosure.agencies import Agency as Entry
from disclosure.agencies import Register, register_csv
from disclosure.agencies.files import COLUMNS, decoded, entries_of
from disclosure.errors import DisclosureError
from disclosure.language import _
from portal.agencies.models import Agency, Level

#: A county has some hundred agencies below it, a province some ten thousand.
LARGEST, MOST = 4 * 1024 * 1024, 20_000
_LONGEST = {"code": 32, "name": 100}
_LONGEST_SHORT = 40


class NotTakenError(DisclosureError):
    """A register that says something of agencies that are not below the office, or that cannot be."""


@dataclass(frozen=True, slots=True)
class Fact:
    """What is to be another of an agency: the column of the table of agencies, what stands there, what will.

    Agencies are told by their codes, days as YYYY-MM-DD; None: nothing.
    """

    column: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """An agency that is new, or of which something is to be another."""

    code: str
    name: str
    is_new: bool
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a register would change, in its order; columns that it has not, and headings that mean nothing here.

    ``names`` are the agencies that it may speak of, by code, as they are called now.
    """

    text: str
    changes: tuple[Change, ...]
    absent: tuple[str, ...]
    unknown: tuple[str, ...]
    names: Mapping[str, str]

    @property
    def new(self) -> list[Change]:
        """The agencies that are not known yet."""
        return [change for change in self.changes if change.is_new]

    @property
    def changed(self) -> list[Change]:
        """The agencies that are known."""
        return [change for change in self.changes if not change.is_new]

    @property
    def digest(self) -> str:
        """The same for the same changes, and for no others."""
        return hashlib.sha256(json.dumps([astuple(change) for change in self.changes]).encode()).hexdigest()


def register_of_office(office: Agency) -> str:
    """The office and the agencies below it as the text of a CSV file."""
    return register_csv(Register(_known(office)))


def _known(office: Agency) -> list[Entry]:
    """The office and the agencies below it as entries; whom the office itself is below is not said."""
    found = [office, *Agency.objects.below(office).order_by("code")]
    codes = {one.pk: one.code for one in found}
    return [
        Entry(
            one.code,
            one.name,
            (one.short_name,) if one.short_name and one.short_name != one.name else (),
            codes.get(one.parent_id or 0),
            one.level,
            one.valid_from,
            one.valid_to,
            codes.get(one.successor_id or 0),
        )
        for one in found
    ]


def text_of(data: bytes, name: str) -> str:
    """The text of an uploaded register. Raises :class:`NotTakenError` where it cannot be one."""
    if len(data) > LARGEST:
        raise NotTakenError(_("名录 {file} 太大，不像是机关名录。", file=name))
    text = decoded(data)
    if "\0" in text:
        raise NotTakenError(_("名录 {file} 不是文本文件。请另存为 .csv 后再导入。", file=name))
    return text


def looked_through(office: Agency, text: str, name: str, on: date) -> Plan:
    """What a register would change: new agencies, and what is another of those that are known by their code. Nothing is changed.

    Of several entries of one code that of the day holds, else the newest. What the file has no column for stays as it is. Raises
    :class:`NotTakenError`, or what the engine says of a register that contradicts itself.
    """
    read, header = entries_of(text, name), _header(text)
    if len(read) > MOST:
        raise NotTakenError(_("名录一次最多导入{most}行，请分成几个文件。", most=MOST))
    known = {entry.code: entry for entry in _known(office)}
    absent = tuple(column for column in COLUMNS if column not in header)
    read = [_with_what_is_known(entry, known.get(entry.code), absent) for entry in read]
    named = {entry.code for entry in read}
    # What the file leaves out stays as it is, and may be named in it as parent or successor.
    register = Register([*read, *(entry for entry in known.values() if entry.code not in named)])
    codes = dict.fromkeys(entry.code for entry in read if entry.code != office.code)
    entries = [entry for code in codes if (entry := register.agency(code, on) or register.agency(code))]
    _refuse_strangers(entries, known)
    agencies = {one.code: one for one in Agency.objects.below(office)}
    changes = [_change(office, entry, known.get(entry.code), agencies.get(entry.code), absent) for entry in entries]
    names = {entry.code: entry.name for entry in entries} | {code: entry.name for code, entry in known.items()}
    unknown = tuple(heading for heading in header if heading and heading not in COLUMNS)
    return Plan(text, tuple(change for change in changes if change.facts), absent, unknown, names)


def _header(text: str) -> Sequence[str]:
    """The headings, as the engine's reader sees them."""
    return tuple(csv.DictReader(io.StringIO(text, newline="")).fieldnames or ())


def _with_what_is_known(entry: Entry, known: Entry | None, absent: Sequence[str]) -> Entry:
    if known is None:
        return entry
    return replace(entry, **{column: getattr(known, column) for column in absent})


def _refuse_strangers(entries: Sequence[Entry], known: Mapping[str, Entry]) -> None:
    new = {entry.code: entry for entry in entries if entry.code not in known}
    for one in Agency.objects.filter(code__in=new).order_by("code")[:1]:
        raise NotTakenError(
            _("机构代码 {code}（{name}）属于不在本机关之下的机关，没有导入。", code=one.code, name=new[one.code].name)
        )


def _change(office: Agency, entry: Entry, known: Entry | None, agency: Agency | None, absent: Sequence[str]) -> Change:
    _refuse_impossible(entry)
    new = dict(_facts(office, entry))
    if agency is None or known is None:
        new["level"] = new["level"] or Level.TOWNSHIP.value
        return Change(entry.code, entry.name, True, tuple(Fact(column, None, value) for column, value in new.items() if value))
    old = dict(_facts(office, known)) | {"short_name": agency.short_name}
    if "short_names" in absent and agency.short_name != agency.name:
        new["short_name"] = agency.short_name  # one that has no name but its own keeps none when that becomes another
    new["level"] = new["level"] or old["level"]
    facts = (Fact(column, old[column], value) for column, value in new.items() if value != old[column])
    return Change(entry.code, agency.name, False, tuple(facts))


def _facts(office: Agency, entry: Entry) -> Iterator[tuple[str, str | None]]:
    """What an entry says of an agency, by column of the table of agencies."""
    yield "name", entry.name
    yield "short_name", (entry.short_names[0] if entry.short_names else entry.name)[:_LONGEST_SHORT]
    yield "level", entry.level
    yield "parent", entry.parent or office.code
    yield "valid_from", entry.valid_from.isoformat() if entry.valid_from else None
    yield "valid_to", entry.valid_to.isoformat() if entry.valid_to else None
    yield "successor", entry.successor


def _refuse_impossible(entry: Entry) -> None:
    for column, longest in _LONGEST.items():
        if len(getattr(entry, column)) > longest:
            raise NotTakenError(_("{name} 的 {column} 超过{count}个字。", name=entry.name[:20], column=column, count=longest))
    if entry.level and entry.level not in Level.values:
        raise NotTakenError(_("{name} 的层级“{level}”在这里没有。", name=entry.name, level=entry.level))
