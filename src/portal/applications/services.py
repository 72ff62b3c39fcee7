"""What this room does, and what other rooms ask of it. Every act is one transaction, checked by the engine and logged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q

from disclosure.clock import Timeline, reply_timeline
from disclosure.errors import CalendarError, CaseError
from disclosure.language import _ as said
from disclosure.law import receipt_rule
from disclosure.records import ApplicationEvent as EngineEvent
from disclosure.records import CaseRecord, Channel, Confirmed, Received, Status, Struck, event_to
from portal.agencies.models import Agency, Person
from portal.applications.choices import REVEAL_REASONS, applicant_kinds
from portal.applications.intake.numbers import hashed, new_token, next_receipt_number, secret_for, token_hash
from portal.applications.intake.repeats import put_marks
from portal.applications.letters import KINDS, Additions, make
from portal.applications.models import Application, ApplicationEvent, Attachment
from portal.audit.log import record as log
from portal.law.calendars import calendar_of, readings_of
from portal.today import today


@dataclass(frozen=True, slots=True)
class Submitted:
    """An application that was taken in, and the secret that lets its applicant follow it (shown once, never stored)."""

    application: Application
    secret: str


@transaction.atomic
def submit(
    agency: Agency,
    answers: Mapping[str, Any],
    *,
    form: str | None = None,
    channel: Channel = Channel.ONLINE,
    arrived_on: date | None = None,
    by: Person | None = None,
    files: Sequence[tuple[str, bytes] | tuple[str, bytes, str]] = (),
) -> Submitted:
    """Take in an application; the same ``form`` (its token) sent twice gives the same application and secret.

    ``answers`` are fields of :class:`Application`, ``files`` names and contents with, where known, their kind. ``by`` is None
    for an applicant on the public site. Where the agency confirms by itself, an application that came online is confirmed at
    once (第三十一条第三项). Raises :class:`CaseError`, and :class:`ValueError` for a kind of applicant that the statutory form
    does not have.
    """
    if answers["applicant_kind"] not in dict(applicant_kinds()):
        raise ValueError(f"unknown applicant_kind: {answers['applicant_kind']!r}")
    token = form or new_token()
    # The lock lets two requests with one token pass one after the other, and gives numbers in order.
    Agency.objects.select_for_update().get(pk=agency.pk)
    known = Application.objects.filter(agency=agency, form_token=token_hash(token)).first()
    if known is not None:
        return Submitted(known, secret_for(token))
    day = arrived_on or today()
    secret = secret_for(token)
    application = Application.objects.create(
        agency=agency, receipt_number=next_receipt_number(agency, day), form_token=token_hash(token),
        secret_hash=hashed(secret), channel=channel, arrived_on=day, created_by=by, **answers,
    )  # fmt: skip
    for name, content, *kind in files:
        attach(application, name, content, by, kind=kind[0] if kind else "other")
    put_marks(application)
    log(agency, by, "application.submitted", application, channel=str(channel), kind=application.applicant_kind)
    record(application, Received(day, channel), by)
    if channel is Channel.ONLINE and agency.confirms_automatically:
        record(application, Confirmed(day), None)
    return Submitted(application, secret)


def attach(
    application: Application, name: str, content: bytes, by: Person | None, *, for_applicant: bool = False, kind: str = "other"
) -> Attachment:
    """Add a file to the case; its name and content are encrypted. ``kind``: a key of ``FILE_KINDS``."""
    attachment = Attachment(application=application, by=by, for_applicant=for_applicant, kind=kind)
    attachment.put(name, content)
    attachment.save()
    log(application.agency, by, "application.file_added", application, file=attachment.pk, size=attachment.size)
    return attachment


def record(application: Application, event: EngineEvent, by: Person | None, *, note: str = "") -> ApplicationEvent:
    """Add an event to the case. Raises :class:`CaseError` where it may not follow, or lies in the future."""
    return record_together(application, [event], by, note=note)[0]


@transaction.atomic
def record_together(
    application: Application, events: Sequence[EngineEvent], by: Person | None, *, note: str = ""
) -> list[ApplicationEvent]:
    """Add several events that only together make sense: a counter-event and what it should have been.

    Raises :class:`CaseError`; then nothing was added.
    """
    locked = Application.objects.select_for_update().get(pk=application.pk)
    if locked.is_erased:
        raise CaseError(said("这件申请的内容已经删除，不能再办理"))
    so_far = locked.engine_events()
    case = CaseRecord(locked.record_id, locked.applicant_kind, (*so_far, *events))
    case.check(today())
    timeline = timeline_of(case, locked.agency)
    added = [_add(locked, len(so_far) + place, event, by, note) for place, event in enumerate(events, start=1)]
    _refresh(application, case, timeline)
    return added


def _add(application: Application, sequence: int, event: EngineEvent, by: Person | None, note: str) -> ApplicationEvent:
    payload = event_to(event)
    added = ApplicationEvent(application=application, sequence=sequence, kind=payload["event"], on=event.on, note=note, by=by)
    added.say(payload).save()
    facts = {name: value for name, value in payload.items() if name in _LOGGED and value is not None}
    log(application.agency, by, f"application.{payload['event']}", application, event=sequence, **facts)
    return added


@transaction.atomic
def handle(
    application: Application,
    event: EngineEvent,
    by: Person | None,
    additions: Additions | None = None,
    *,
    note: str = "",
    paper_signer: str = "",
) -> ApplicationEvent:
    """Add an event together with the letter that goes with it, where one does.

    ``paper_signer`` signed it on paper. Raises :class:`CaseError` as :func:`record`, and where the letter misses something.
    """
    recorded = record(application, event, by, note=note)
    if type(event) in KINDS:
        made = make(application, recorded, additions or Additions(), by, paper_signer=paper_signer)
        log(application.agency, by, "application.letter_made", application, letter=made.pk, number=made.document_number)
    return recorded


@transaction.atomic
def take_back(
    application: Application, sequence: int, reason: str, by: Person, *, instead: EngineEvent | None = None
) -> list[ApplicationEvent]:
    """Take back a wrongly keyed event by a counter-event (更正误录), with what it should have been. Raises :class:`CaseError`."""
    events: list[EngineEvent] = [Struck(today(), sequence, reason)]
    return record_together(application, events + ([instead] if instead else []), by)


def timeline_of(case: CaseRecord, agency: Agency) -> Timeline | None:
    """The clock of a case by its agency's working days and readings; None where the law or the calendar does not reach.

    Raises :class:`CaseError`.
    """
    try:
        return reply_timeline(case.events, calendar=calendar_of(agency), readings=readings_of(agency))
    except CalendarError:
        return None


def due_of(case: CaseRecord, timeline: Timeline | None) -> tuple[date | None, bool]:
    """The day on which the reply is due, and whether it is provisional: not confirmed yet, or past the announced calendar."""
    if timeline is None or timeline.due is None:
        return None, True
    return timeline.due.on, timeline.due.provisional or case.status() is Status.UNCONFIRMED


def _refresh(application: Application, case: CaseRecord, timeline: Timeline | None) -> None:
    """Bring the copies for lists up to the events."""
    application.status = case.status()
    application.received_on = case.received_on
    application.due_on, application.due_is_provisional = due_of(case, timeline)
    application.closed_on = case.closed_on
    application.outcome = case.outcome or ""
    application.save(update_fields=["status", "received_on", "due_on", "due_is_provisional", "closed_on", "outcome"])


def refresh(application: Application) -> bool:
    """Fold the events again, for a new calendar or after a restore; whether the due day moved."""
    before = application.due_on
    case = application.case()
    _refresh(application, case, timeline_of(case, application.agency))
    return application.due_on != before


def needs_confirmation(application: Application) -> bool:
    """Whether receipt is confirmed with the applicant by this channel (第三十一条)."""
    return receipt_rule(application.channel, application.arrived_on).by_confirmation


@transaction.atomic
def reveal(application: Application, field: str, by: Person, reason: str) -> str:
    """One masked field in plain, with an entry in the log of who looked and why (a key of ``REVEAL_REASONS``).

    Raises :class:`KeyError` for any other field or reason.
    """
    if field not in MASKED or reason not in dict(REVEAL_REASONS):
        raise KeyError(field, reason)
    log(application.agency, by, "application.revealed", application, field=field, reason=reason)
    return str(getattr(application, field))


#: What of an event goes into the log: days, keys and numbers, no words that somebody typed.
_LOGGED = (
    "on",
    "confirmed_on",
    "answer_by",
    "due_on",
    "delivered_on",
    "channel",
    "consulted",
    "days",
    "outcome",
    "decision",
    "sequence",
)
#: Fields that the case file shows masked until somebody asks.
MASKED = ("name", "contact_person", "agent", "identity_number", "phone", "address", "email", "agent_identity", "agent_phone")


def is_masked(application: Application, name: str) -> bool:
    """Whether a detail of who applied is masked: an organisation's name is no secret, that of a person is."""
    return name in MASKED and (name != "name" or application.applicant_kind == "natural_person")


def cases(agency: Agency) -> list[CaseRecord]:
    """All cases of an agency."""
    return [each.case() for each in Application.objects.filter(agency=agency).prefetch_related("events").order_by("pk")]


def case_records(agency: Agency, year: int) -> list[CaseRecord]:
    """The cases that touch a year: received by its end and not closed before it began (a reopened case may be among them)."""
    start, end = date(year, 1, 1), date(year, 12, 31)
    alone = readings_of(agency).of("split_counting") == "once"
    touching = Application.objects.filter(
        Q(split_from=None) if alone else Q(),
        Q(closed_on=None) | Q(closed_on__gte=start), agency=agency, received_on__lte=end
    )  # fmt: skip
    return [application.case() for application in touching.prefetch_related("events").order_by("pk")]


def by_record_id(agency: Agency, record_ids: Sequence[str]) -> list[Application]:
    """The applications behind a figure, in order of their numbers."""
    keys = [int(each.partition(":")[2]) for each in record_ids if each.startswith("application:")]
    return list(Application.objects.filter(agency=agency, pk__in=keys).order_by("receipt_number"))


__all__ = [
    "MASKED", "Submitted", "attach", "by_record_id", "case_records", "cases", "due_of", "handle", "needs_confirmation",
    "record", "record_together", "refresh", "reveal", "submit", "take_back", "timeline_of",
]  # fmt: skip
