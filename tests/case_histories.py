"""Any history that an application may have: drawn step by step from what may follow."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from disclosure.records import (
    ApplicationEvent,
    CaseRecord,
    Channel,
    Confirmed,
    ConsultationAnswered,
    ConsultationSent,
    Consulted,
    Corrected,
    CorrectionAsked,
    DelaySet,
    Delivered,
    DeliveryWay,
    Extended,
    FeeNoticed,
    Opinion,
    Paid,
    ReasonsAsked,
    ReasonsGiven,
    Received,
    Reopened,
    Replied,
    Status,
    Struck,
    Transferred,
    Withdrawn,
    outcomes,
)

KINDS = (
    "natural_person", "business", "research_institution", "public_welfare_organisation", "legal_service_organisation", "other",
)  # fmt: skip
FIRST, LAST = date(2021, 1, 1), date(2025, 12, 31)
_SIMPLE = (Confirmed, CorrectionAsked, Corrected, Delivered, FeeNoticed, Paid, ReasonsAsked, ReasonsGiven, Transferred, Withdrawn)


def outcomes_open_to(status: Status) -> list[str]:
    """The outcomes that a reply may have in a status."""
    waiting = status in (Status.CORRECTION, Status.PAYMENT)
    return [key for key, each in outcomes().items() if (each.only_while == status if waiting else each.only_while is None)]


@st.composite
def events_after(draw: st.DrawFn, events: tuple[ApplicationEvent, ...], on: date) -> ApplicationEvent:
    """One event that may follow on a day."""
    case = CaseRecord("application:0", "other", events)
    status = case.status()
    kind = draw(st.sampled_from(case.open_events()))
    if kind is Replied:
        return Replied(on, draw(st.sampled_from(outcomes_open_to(status))))
    if kind is ConsultationSent:
        delivered = draw(st.none() | st.integers(0, 5).map(lambda later: on + timedelta(days=later)))
        return ConsultationSent(on, draw(st.sampled_from(Consulted)), str(len(events)), delivered)
    if kind is ConsultationAnswered:
        reopened = [place for place, event in enumerate(events) if isinstance(event, Reopened)]
        names = [event.name for event in events[max(reopened, default=0) :] if isinstance(event, ConsultationSent)]
        answered = [event.name for event in events if isinstance(event, ConsultationAnswered)]
        open_names = [name for name in names if name not in answered]
        return ConsultationAnswered(on, draw(st.sampled_from(open_names)), draw(st.none() | st.sampled_from(Opinion)))
    if kind is Extended:
        told = draw(st.none() | st.integers(0, 4).map(lambda later: on + timedelta(days=later)))
        return Extended(on, draw(st.none() | st.integers(1, 20)), told)
    if kind is DelaySet:
        return DelaySet(on, on + timedelta(days=draw(st.integers(1, 90))))
    if kind is Delivered:
        return Delivered(on, draw(st.none() | st.sampled_from(DeliveryWay)))
    if kind is Reopened:
        return Reopened(on, draw(st.none() | st.integers(1, 60).map(lambda later: on + timedelta(days=later))))
    event: ApplicationEvent = kind(on)
    return event


@st.composite
def cases(draw: st.DrawFn, number: int = 0) -> CaseRecord:
    """An application with a history of up to nine events over some years; some of them taken back."""
    on = draw(st.dates(FIRST, LAST))
    events: tuple[ApplicationEvent, ...] = (Received(on, draw(st.sampled_from(Channel))),)
    for _step in range(draw(st.integers(0, 8))):
        on += timedelta(days=draw(st.integers(0, 250)))
        if not CaseRecord("application:0", "other", events).open_events():
            break
        event = draw(events_after(events, on))
        events = (*events, event)
        if isinstance(event, _SIMPLE) and draw(st.booleans()) and draw(st.booleans()):
            events = (*events, Struck(on, len(events), "记错"))
    return CaseRecord(f"application:{number}", draw(st.sampled_from(KINDS)), events)


@st.composite
def registers(draw: st.DrawFn) -> list[CaseRecord]:
    """Some applications of one agency."""
    return [draw(cases(number)) for number in range(1, draw(st.integers(0, 8)) + 1)]
