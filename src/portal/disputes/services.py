"""What this room does, and what other rooms ask of it. Every act is one transaction, checked by the engine and logged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q

from disclosure.clock import DisputeDay, dispute_days, record_at
from disclosure.errors import CalendarError, CaseError, LawError
from disclosure.language import _ as said
from disclosure.records import (
    Decided,
    DisputeCase,
    DisputeEvent,
    DisputeKind,
    DisputeRecord,
    DisputeStruck,
    Reopened,
    dispute_event_to,
)
from portal.agencies.models import Agency, Person
from portal.applications import services as applications
from portal.applications.models import Application, ApplicationEvent
from portal.audit.log import record as log
from portal.disputes.models import Dispute, DisputeFile, Part
from portal.disputes.models import DisputeEvent as KeptEvent
from portal.law.calendars import calendar_of, readings_of
from portal.today import today

#: Facts of the register, which are no events: a slip of the pen in them is corrected and logged.
FACTS = ("kind", "application", "organ", "case_number", "part", "reconsideration", "party")


@transaction.atomic
def enter(agency: Agency, facts: Mapping[str, Any], first: DisputeEvent, by: Person | None, *, note: str = "") -> Dispute:
    """Register a dispute with the event it begins with. Raises :class:`CaseError`, also where it is registered already."""
    Agency.objects.select_for_update().get(pk=agency.pk)  # a form that is sent twice at once is entered once
    if _entered_before(agency, facts, first):
        raise CaseError(said("这件案件已经登记，请在列表中查看；确是另一件的，请填写不同的案号"))
    dispute = Dispute.objects.create(agency=agency, created_by=by, **facts)
    log(agency, by, "dispute.entered", dispute, kind=dispute.kind, part=dispute.part)
    record(dispute, first, by, note=note)
    return dispute


def _entered_before(agency: Agency, facts: Mapping[str, Any], first: DisputeEvent) -> bool:
    """Whether a case is registered: by its number, or where it has none yet by what it is about, who brought it and its day.

    Table four would count it twice.
    """
    number = facts.get("case_number", "")
    alike = Dispute.objects.filter(agency=agency, kind=facts["kind"], organ=facts["organ"], case_number=number)
    if number:
        return alike.exists()
    alike = alike.filter(application=facts.get("application"), events__sequence=1, events__on=first.on)
    return any(each.party == facts.get("party", "") for each in alike.select_related("case_key"))


@transaction.atomic
def change(dispute: Dispute, facts: Mapping[str, Any], by: Person) -> list[str]:
    """Correct facts of the register; the names of those that changed. An application that it reopened wrongly is closed again.

    Raises :class:`CaseError` where the events do not fit, the application has gone on since, or it was erased.
    """
    _hold(dispute)
    changed = [name for name in FACTS if name in facts and getattr(dispute, name) != facts[name]]
    moved = "application" in changed or "part" in changed
    former, reopened = dispute.application, reopenings(dispute) if moved else []
    for name in changed:
        setattr(dispute, name, facts[name])
    if changed:
        dispute.save(update_fields=changed)
        _fresh(dispute).check(today())
        _refresh(dispute)
        log(dispute.agency, by, "dispute.changed", dispute, fields=changed)
    for sequence, _event in reopened:
        applications.take_back(former, sequence, str(dispute), by)  # type: ignore[arg-type] # what it reopened is there
    if moved:
        _follow(dispute, by)
    return changed


@transaction.atomic
def record(
    dispute: Dispute, event: DisputeEvent, by: Person | None, *, note: str = "", organ: str = "", case_number: str = ""
) -> KeptEvent:
    """Add an event; a new reply that is ordered reopens the application from the day on which the document was received.

    Raises :class:`CaseError` where the event may not follow or lies in the future, or the application contradicts it.
    """
    _hold(dispute)
    case = _fresh(dispute, event)
    case.check(today())
    payload = dispute_event_to(event)
    added = KeptEvent(
        dispute=dispute, sequence=len(case.events), kind=payload["event"], on=event.on, note=note, organ=organ,
        case_number=case_number, by=by,
    ).say(payload)  # fmt: skip
    added.save()
    facts = {name: value for name, value in payload.items() if name not in ("event", "reason") and value is not None}
    log(dispute.agency, by, f"dispute.{payload['event']}", dispute, event=added.sequence, **facts)
    _refresh(dispute)
    _follow(dispute, by)
    return added


def _hold(dispute: Dispute) -> None:
    """Hold the dispute until the act is over. Raises :class:`CaseError` where it was erased."""
    if Dispute.objects.select_for_update().get(pk=dispute.pk).is_erased:
        raise CaseError(said("内容已经删除，不能再办理"))


def take_back(dispute: Dispute, sequence: int, reason: str, by: Person) -> KeptEvent:
    """Take back a wrongly keyed event by a counter-event; what it did to the application is taken back with it.

    Raises :class:`CaseError`, also where the application has gone on since.
    """
    return record(dispute, DisputeStruck(today(), sequence, reason), by)


def orders(dispute: Dispute) -> list[tuple[date, Decided]]:
    """The orders to reply anew that the agency has received, each with the day of receipt."""
    return [
        (each.received_on, each.decided)
        for each in _fresh(dispute).instances()
        if each.decided is not None and each.decided.redo and each.received_on is not None
    ]


def reopenings(dispute: Dispute) -> list[tuple[int, Reopened]]:
    """The events of the application that this dispute brought about and that count, with their numbers."""
    return [] if dispute.application is None else list(_reopened(dispute.application, dispute.record_id))


def _reopened(application: Application, record_id: str) -> Iterator[tuple[int, Reopened]]:
    events = list(ApplicationEvent.objects.filter(application=application))
    struck = {kept.payload["sequence"] for kept in events if kept.kind == "struck"}
    for kept in events:
        event = kept.engine_event()
        if isinstance(event, Reopened) and event.dispute == record_id and kept.sequence not in struck:
            yield kept.sequence, event


def _follow(dispute: Dispute, by: Person | None) -> None:
    """Bring the application in step: reopened by every order, and not by one that was taken back."""
    if dispute.application is None or not dispute.counts:
        return
    wanted = dict(orders(dispute))
    there = {event.on: sequence for sequence, event in reopenings(dispute)}
    for on in sorted(there.keys() - wanted.keys()):
        applications.take_back(dispute.application, there[on], str(dispute), by)  # type: ignore[arg-type] # only somebody takes back
    for on in sorted(wanted.keys() - there.keys()):
        # An application without a reply needs no reopening: it is open, and the task of the desk names the day.
        if Reopened in dispute.application.case().open_events():
            applications.record(dispute.application, Reopened(on, wanted[on].redo_by, dispute.record_id), by)


def _refresh(dispute: Dispute) -> None:
    """Bring the copies for lists up to the events."""
    case = _fresh(dispute)
    found = case.record()
    dispute.filed_on, dispute.closed_on, dispute.outcome = found.filed_on, found.closed_on, str(found.outcome or "")
    dispute.stage = str(case.stage())
    dispute.save(update_fields=["filed_on", "closed_on", "outcome", "stage"])


def _fresh(dispute: Dispute, *more: DisputeEvent) -> DisputeCase:
    """The dispute as the database has it now, whatever was fetched before, with ``more`` after."""
    events = (kept.engine_event() for kept in KeptEvent.objects.filter(dispute=dispute))
    return DisputeCase(dispute.record_id, DisputeKind(dispute.kind), (*events, *more))


@transaction.atomic
def attach(dispute: Dispute, name: str, content: bytes, by: Person) -> DisputeFile:
    """Add a document; its name and content are encrypted. Raises :class:`CaseError` where the dispute was erased."""
    _hold(dispute)
    kept = DisputeFile(dispute=dispute, by=by)
    kept.put(name, content)
    kept.save()
    log(dispute.agency, by, "dispute.file_added", dispute, file=kept.pk, size=kept.size)
    return kept


def days_of(dispute: Dispute) -> tuple[DisputeDay, ...]:
    """The days of a dispute by its agency's working days; none where law or calendar do not reach."""
    try:
        return dispute_days(dispute.case(), calendar_of(dispute.agency), readings_of(dispute.agency))
    except (CaseError, CalendarError, LawError):
        return ()


def dispute_records(agency: Agency, year: int) -> list[DisputeRecord]:
    """The disputes that touch a year, each as it stood at the year's end by the agency's readings; without those of co-defendants
    that the other agency counts.
    """
    end, calendar, readings = date(year, 12, 31), calendar_of(agency), readings_of(agency)
    # A judgment that was not in force yet may count in a later year than it was made in, so nothing closed is left out early.
    touching = Dispute.objects.filter(
        Q(closed_on=None) | Q(closed_on__gte=date(year - 1, 1, 1)), agency=agency, part=Part.ACTING, filed_on__lte=end
    ).prefetch_related("events")
    found = (record_at(dispute.case(), end, calendar, readings) for dispute in touching.order_by("pk"))
    return [each for each in found if each.closed_on is None or each.closed_on.year >= year]


def counted_as(dispute: Dispute) -> list[tuple[int, str]]:
    """In each year up to this one the column of table four in which it counts: an outcome, or pending."""
    if not dispute.counts or dispute.filed_on is None:
        return []
    found = []
    for year in range(dispute.filed_on.year, today().year + 1):
        end = date(year, 12, 31)
        record_then = record_at(dispute.case(), end, calendar_of(dispute.agency), readings_of(dispute.agency))
        if record_then.closed_on is None:
            found.append((year, "pending"))
        elif record_then.closed_on.year == year:
            found.append((year, str(record_then.outcome)))
    return found
