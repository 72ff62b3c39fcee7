"""Taking a table of applications in: looked through first, then all of it or nothing; what is here already stays as it is."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from disclosure.errors import CaseError
from disclosure.isolation.errand import run
from disclosure.language import _ as said
from disclosure.records import Replied, event_to
from portal.agencies.models import Agency, Person
from portal.applications.beside.reading import Found, columns, find_table
from portal.applications.beside.rows import Planned, Wrong, course_of, planned
from portal.applications.intake.numbers import hashed, new_token, secret_for
from portal.applications.models import Application, ApplicationEvent, ColumnNames, ImportFile, Mark
from portal.applications.sealing.fields import seal, unseal
from portal.applications.sealing.keys import CaseKey, stored_key
from portal.applications.sealing.marks import marks
from portal.applications.services import due_of
from portal.audit.log import record as log
from portal.law.calendars import calendar_of, readings_of
from portal.today import today

#: Bytes of one upload, and the most applications taken at once.
LARGEST, MOST_ROWS = 10 * 2**20, 5000
_COMPARED = ("asked", "name", "identity_number", "phone", "address", "email")


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a row says another thing than the case that is here under its number: heading, here, there."""

    column: str
    here: str
    there: str


@dataclass(frozen=True, slots=True)
class Known:
    """A row whose number is here already, and how it differs."""

    row: int
    application: Application
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """A table looked through: what would be taken in, what is wrong by row, what is here already."""

    found: Found | None
    new: tuple[Planned, ...] = ()
    wrong: tuple[Planned, ...] = ()
    known: tuple[Known, ...] = ()

    @property
    def may_be_taken(self) -> bool:
        """Whether there is something to be taken in and nothing wrong."""
        return self.found is not None and not self.found.missing and not self.wrong and bool(self.new)

    @property
    def differing(self) -> tuple[Known, ...]:
        """What is here already and says another thing."""
        return tuple(each for each in self.known if each.differences)


def keep(agency: Agency, content: bytes, by: Person) -> ImportFile:
    """Keep an uploaded table, sealed, until it is taken in. Raises :class:`UnreadableError` where it is none."""
    run("tables", content)
    ImportFile.objects.filter(agency=agency, by=by).delete()
    return ImportFile.objects.create(agency=agency, content=seal(content), by=by)


def remember(agency: Agency, names: Mapping[str, str]) -> None:
    """Keep what somebody said the headings mean, for this and later imports; "" says that a column is not wanted."""
    for heading, field in names.items():
        if field == "" or field in columns():
            ColumnNames.objects.update_or_create(agency=agency, heading=heading[:100], defaults={"field": field})


def looked_through(upload: ImportFile) -> Looked:
    """What would become of a table. Nothing is changed. Raises :class:`UnreadableError`."""
    agency, day = upload.agency, today()
    remembered = dict(ColumnNames.objects.filter(agency=agency).values_list("heading", "field"))
    found = find_table(run("tables", unseal(bytes(upload.content))), remembered)
    if found is None or found.missing:
        return Looked(found)
    if len(found.rows) > MOST_ROWS:
        raise CaseError(said("一次最多导入{most}件，请分成几个文件", most=MOST_ROWS))
    calendar, readings = calendar_of(agency), readings_of(agency)
    plans = [planned(row, cells, day, calendar, readings) for row, cells in found.rows]
    return _sorted_out(agency, found, plans)


def _sorted_out(agency: Agency, found: Found, plans: Sequence[Planned]) -> Looked:
    numbers = Counter(plan.fields.get("other_number", "") for plan in plans)
    here = {
        each.other_number: each
        for each in Application.objects.filter(agency=agency, other_number__in=[*numbers]).exclude(other_number="")
        .prefetch_related("events")
    }  # fmt: skip
    new, wrong, known = [], [], []
    for plan in plans:
        number = plan.fields.get("other_number", "")
        if number and numbers[number] > 1:
            words = _("编号%(number)s在表中出现了%(count)s次") % {"number": number, "count": numbers[number]}
            plan.wrong.append(Wrong(columns()["other_number"].label, words))
        if plan.wrong:
            wrong.append(plan)
        elif number in here:
            known.append(Known(plan.row, here[number], tuple(_differences(plan, here[number]))))
        else:
            new.append(plan)
    return Looked(found, tuple(new), tuple(wrong), tuple(known))


def _differences(plan: Planned, application: Application) -> list[Difference]:
    """What a row says and the case doesn't; an empty cell says nothing. Of an erased case only its course is compared."""
    labels, found = columns(), []
    if not application.is_erased:
        for key in _COMPARED:
            there, here = str(plan.fields.get(key, "")), str(getattr(application, key))
            if there and there != here:
                masked = key not in ("asked",)
                found.append(
                    Difference(labels[key].label, _hidden(here) if masked else here, _hidden(there) if masked else there)
                )
    course = course_of(application.engine_events())
    for event_key, said_there in course_of(plan.events).items():
        if course.get(event_key, "") != said_there:
            found.append(Difference(labels[event_key].label, course.get(event_key, "—"), said_there))
    return found


def _hidden(text: str) -> str:
    return f"{text[:1]}{'*' * min(8, max(1, len(text) - 1))}" if text else "—"


@transaction.atomic
def take(upload: ImportFile, by: Person) -> list[Application]:
    """Take in what is new in a table that nothing is wrong with: all of it, or nothing. Raises :class:`CaseError`."""
    agency = Agency.objects.select_for_update().get(pk=upload.agency_id)
    looked = looked_through(upload)
    if not looked.may_be_taken:
        raise CaseError(said("表格里还有要改的地方，没有导入"))
    made = [_application(agency, plan, by) for plan in looked.new]
    _number(agency, made)
    CaseKey.objects.bulk_create([each.case_key for each in made])
    Application.objects.bulk_create(made)
    _add_events(made, looked.new, by)
    key = stored_key("marks")
    Mark.objects.bulk_create(
        [
            Mark(application=each, kind=kind, value=value)
            for each in made
            for kind, value in marks(agency.pk, _said_of(each), key)
        ],
        batch_size=2000,
    )  # fmt: skip
    remember(agency, dict(looked.found.headings if looked.found else ()))
    digest = hashlib.sha256(unseal(bytes(upload.content))).hexdigest()
    numbers = [made[0].receipt_number, made[-1].receipt_number]
    log(agency, by, "application.imported", agency, count=len(made), known=len(looked.known), numbers=numbers, digest=digest)
    upload.delete()
    return made


def _said_of(application: Application) -> dict[str, str]:
    return {
        name: str(getattr(application, name)) for name in ("applicant_kind", "name", "identity_number", "phone", "email", "asked")
    }


def _application(agency: Agency, plan: Planned, by: Person) -> Application:
    """The case with its folds; no letters: they were made in the other system."""
    case = plan.case()
    due_on, provisional = due_of(case, plan.timeline)
    return Application(
        **plan.fields, agency=agency, case_key=CaseKey(), secret_hash=hashed(secret_for(new_token())), created_by=by,
        status=case.status(), received_on=case.received_on, due_on=due_on, due_is_provisional=provisional,
        closed_on=case.closed_on, outcome=case.outcome or "",
    )  # fmt: skip


def _number(agency: Agency, made: Sequence[Application]) -> None:
    """Receipt numbers of our own, in the order of the table, after those that each day has. The agency's row is locked."""
    taken: dict[date, int] = {}
    numbers = Application.objects.filter(agency=agency, arrived_on__in={each.arrived_on for each in made})
    for number in numbers.values_list("receipt_number", flat=True):
        day, _dash, serial = number.partition("-")
        if serial.isdecimal() and len(day) == 8:
            on = date(int(day[:4]), int(day[4:6]), int(day[6:]))
            taken[on] = max(taken.get(on, 0), int(serial))
    for each in made:
        taken[each.arrived_on] = taken.get(each.arrived_on, 0) + 1
        each.receipt_number = f"{each.arrived_on:%Y%m%d}-{taken[each.arrived_on]:03}"


def _add_events(made: Sequence[Application], plans: Sequence[Planned], by: Person) -> None:
    """The events, without the notices that go out when something happens now."""
    added = []
    for application, plan in zip(made, plans, strict=True):
        for sequence, event in enumerate(plan.events, start=1):
            payload: dict[str, Any] = event_to(event)
            note = plan.reply_note if isinstance(event, Replied) else ""
            one = ApplicationEvent(
                application=application, sequence=sequence, kind=payload["event"], on=event.on, note=note, by=by
            )
            one.say(payload)
            added.append(one)
    ApplicationEvent.objects.bulk_create(added, batch_size=1000)


__all__ = ["LARGEST", "Difference", "Known", "Looked", "keep", "looked_through", "remember", "take"]
