"""The register of agencies below an office (机关名录) as the CSV file of the engine: out, and in again.

A file can change only what is below the office that sends it. Nothing is taken away: an agency that ends gets its last day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from disclosure.agencies import Agency as Entry
from disclosure.agencies import Register, register_csv
from disclosure.agencies.files import decoded, entries_of
from disclosure.errors import DisclosureError
from disclosure.language import _
from portal.agencies.models import Agency, Level, Person
from portal.audit.log import record

#: A county has some hundred agencies below it, a province some ten thousand.
LARGEST = 4 * 1024 * 1024
_LONGEST = {"code": 32, "name": 100}
_LONGEST_SHORT = 40


class NotTakenError(DisclosureError):
    """A register that says something of agencies that are not below the office, or that cannot be."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What a register changed: agencies that are new, and those of which something is another now."""

    new: int
    changed: int


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


@transaction.atomic
def take_register(office: Agency, data: bytes, name: str, on: date, by: Person) -> Taken:
    """Enter the agencies of a register below an office: new ones, and what is another of those that are known by their code.

    Of several entries of one code that of the day holds, else the newest. All of it or nothing. Raises :class:`NotTakenError`, or
    what the engine says of a register that contradicts itself.
    """
    if len(data) > LARGEST:
        raise NotTakenError(_("名录 {file} 太大，不像是机关名录。", file=name))
    read = entries_of(decoded(data), name)
    named = {entry.code for entry in read}
    # What the file leaves out stays as it is, and may be named in it as parent or successor.
    register = Register([*read, *(entry for entry in _known(office) if entry.code not in named)])
    known = {one.code: one for one in (office, *Agency.objects.below(office))}
    before = {code: _facts(agency) for code, agency in known.items()}
    codes = dict.fromkeys(entry.code for entry in read if entry.code != office.code)
    entries = [entry for code in codes if (entry := register.agency(code, on) or register.agency(code))]
    for entry in entries:
        agency = known.get(entry.code) or _new(office, entry)
        _fill(agency, entry)
        agency.save()
        known[entry.code] = agency
    # Whom they are below, and who comes after them, may stand further down in the file.
    for entry in entries:
        agency = known[entry.code]
        agency.parent = known[entry.parent] if entry.parent else office
        agency.successor = known[entry.successor] if entry.successor else None
        agency.save(update_fields=["parent", "successor"])
    new = len(known) - len(before)
    changed = sum(_facts(known[code]) != facts for code, facts in before.items())
    record(office, by, "agencies.register_taken", office, new=new, changed=changed)
    return Taken(new, changed)


def _new(office: Agency, entry: Entry) -> Agency:
    """An agency that is not known yet, under a free name for its addresses."""
    if Agency.objects.filter(code=entry.code).exists():
        raise NotTakenError(_("机构代码 {code}（{name}）属于不在本机关之下的机关，没有导入。", code=entry.code, name=entry.name))
    number = Agency.objects.count() + 1
    while Agency.objects.filter(slug=f"office-{number}").exists():
        number += 1
    return Agency(slug=f"office-{number}", code=entry.code, hosting=False, parent=office)


def _fill(agency: Agency, entry: Entry) -> None:
    for column, longest in _LONGEST.items():
        if len(getattr(entry, column)) > longest:
            raise NotTakenError(_("{name} 的 {column} 超过{count}个字。", name=entry.name[:20], column=column, count=longest))
    if entry.level and entry.level not in Level.values:
        raise NotTakenError(_("{name} 的层级“{level}”在这里没有。", name=entry.name, level=entry.level))
    agency.name = entry.name
    agency.short_name = (entry.short_names[0] if entry.short_names else entry.name)[:_LONGEST_SHORT]
    agency.level = entry.level or agency.level
    agency.valid_from, agency.valid_to = entry.valid_from, entry.valid_to


def _facts(agency: Agency) -> tuple[object, ...]:
    above, after = agency.parent_id, agency.successor_id
    return (agency.name, agency.short_name, agency.level, agency.valid_from, agency.valid_to, above, after)
