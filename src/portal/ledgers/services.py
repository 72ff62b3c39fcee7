"""What the other rooms may ask of the ledgers, and the acts on entries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from disclosure.language import Label
from portal.agencies.models import Agency, Person
from portal.audit.log import record
from portal.ledgers.kind import FieldType, FigureDefinition, Kind
from portal.ledgers.loading import kind as kind_with
from portal.ledgers.loading import kinds
from portal.ledgers.models import Entry, EntryFile

__all__ = [
    "LedgerFigure",
    "Sentence",
    "change",
    "enter",
    "figures_of",
    "kind_with",
    "kinds",
    "public_entries",
    "withdraw",
    "year_figures",
    "year_sentences",
]


@dataclass(frozen=True, slots=True)
class LedgerFigure:
    """A number of a year with the entries behind it; ``key`` is ``training.held``, ids are ``ledger:9``."""

    key: str
    label: Label
    unit: Label
    value: int
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence for the narrative, in Chinese, the figures that stand in it in their order, and its kind of ledger."""

    text: str
    figures: tuple[LedgerFigure, ...]
    kind: str = ""
    #: The sentence as its definition has it, with the figures' keys in braces: ``组织培训{training.held}次``.
    template: str = ""


def _counted(entries: Iterable[Entry], kind: Kind, figure: FigureDefinition) -> LedgerFigure:
    behind = [entry for entry in entries if figure.takes(entry.data)]
    value = sum(int(entry.data[figure.sum]) for entry in behind) if figure.sum else len(behind)
    ids = tuple(entry.record_id for entry in behind)
    return LedgerFigure(f"{kind.key}.{figure.key}", figure.label, figure.unit, value, ids)


def _entries(agency: Agency, kind: Kind, year: int) -> list[Entry]:
    return list(Entry.objects.filter(agency=agency, kind=kind.key).in_force().of_year(year).order_by("day", "pk"))


def figures_of(agency: Agency, kind: Kind, year: int) -> list[LedgerFigure]:
    """The figures of one kind for a year; none where nothing was entered, because nothing entered is not nothing done."""
    entries = _entries(agency, kind, year)
    return [_counted(entries, kind, figure) for figure in kind.figures] if entries else []


def year_figures(agency: Agency, year: int) -> list[LedgerFigure]:
    """The figures of all kinds for a year."""
    return [figure for kind in kinds() for figure in figures_of(agency, kind, year)]


def year_sentences(agency: Agency, year: int) -> list[Sentence]:
    """A sentence for each kind that has one and has entries in the year."""
    return [said for kind in kinds() if kind.sentence and (said := _said(kind, figures_of(agency, kind, year)))]


def _said(kind: Kind, figures: list[LedgerFigure]) -> Sentence | None:
    if not figures:
        return None
    by_key = {figure.key.removeprefix(f"{kind.key}."): figure for figure in figures}
    text = kind.sentence.format(**{key: figure.value for key, figure in by_key.items()})
    template = kind.sentence.format(**{key: f"{{{figure.key}}}" for key, figure in by_key.items()})
    used = sorted(
        (figure for figure in figures if f"{{{figure.key}}}" in template), key=lambda one: template.index(f"{{{one.key}}}")
    )
    return Sentence(text, tuple(used), kind.key, template)


def public_entries(agency: Agency, kind: Kind) -> Iterable[Entry]:
    """The entries that everybody may see, newest first; none where the kind is not public. Show only its public fields."""
    found = Entry.objects.filter(agency=agency, kind=kind.key).in_force()
    return found if kind.public else found.none()


def json_data(kind: Kind, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a form as JSON; fields left blank are left out, because blank is not zero."""
    found: dict[str, Any] = {}
    for field in kind.data_fields:
        value = values.get(field.key)
        if value is not None and value != "":
            found[field.key] = value.isoformat() if isinstance(value, date) else value
    return found


@transaction.atomic
def enter(agency: Agency, kind: Kind, values: Mapping[str, Any], by: Person | None, **how: str) -> Entry:
    """Add an entry. ``values`` come from a valid form; ``how`` is added to the log (``source="import"``)."""
    data = json_data(kind, values)
    entry = Entry.objects.create(
        agency=agency, kind=kind.key, day=values[kind.day], title=str(values[kind.title])[:200], data=data, entered_by=by
    )
    record(agency, by, "ledger.entered", f"{kind.label.zh}：{entry.title}", entry=entry.pk, **how)
    return entry


@transaction.atomic
def change(entry: Entry, kind: Kind, values: Mapping[str, Any], by: Person) -> list[str]:
    """Change an entry; what stood there before goes into the log. Returns the keys of the fields that changed."""
    entry = Entry.objects.select_for_update().get(pk=entry.pk)
    before, after = entry.data, json_data(kind, values)
    changed = [field for field in kind.data_fields if before.get(field.key) != after.get(field.key)]
    if not changed:
        return []
    entry.data, entry.day, entry.title = after, values[kind.day], str(values[kind.title])[:200]
    entry.save()
    facts = {
        field.key: "*" if field.type is FieldType.PEOPLE else [before.get(field.key), after.get(field.key)] for field in changed
    }
    record(entry.agency, by, "ledger.changed", f"{kind.label.zh}：{entry.title}", entry=entry.pk, changes=facts)
    return [field.key for field in changed]


@transaction.atomic
def attach(entry: Entry, field: str, uploaded: UploadedFile, by: Person) -> EntryFile:
    """Add a file to a field of an entry."""
    added = EntryFile.objects.create(entry=entry, field=field, file=uploaded, name=(uploaded.name or "")[:200])
    record(entry.agency, by, "ledger.file_added", entry.title, entry=entry.pk, file=added.pk, name=added.name)
    return added


@transaction.atomic
def withdraw(entry: Entry, reason: str, on: date, by: Person) -> None:
    """Withdraw an entry: it stays to be seen with the reason, and counts no more. Done once."""
    moved = Entry.objects.filter(pk=entry.pk, withdrawn_on=None).update(withdrawn_on=on, withdrawn_reason=reason)
    if moved:
        record(entry.agency, by, "ledger.withdrawn", entry.title, entry=entry.pk, reason=reason)
