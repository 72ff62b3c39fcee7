"""Case histories drawn by a seed: whatever may follow what, over some years. The same seed gives the same history."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from disclosure.records import (
    ApplicationEvent,
    CaseRecord,
    Channel,
    Confirmed,
    ConsultationAnswered,
    ConsultationSent,
    Consulted,
    DelaySet,
    Delivered,
    DeliveryWay,
    Extended,
    FeeNoticed,
    Opinion,
    ReasonsGiven,
    Received,
    Reopened,
    Replied,
    Status,
    Struck,
    Transferred,
    Withdrawn,
    effective,
    outcomes,
)

KINDS = (
    "natural_person",
    "business",
    "research_institution",
    "public_welfare_organisation",
    "legal_service_organisation",
    "other",
)
FIRST, LAST = date(2019, 5, 15), date(2024, 6, 30)
#: Before this day no fee could be asked for.
FEES_FROM = date(2021, 1, 1)
#: No event lies after this day, so that every due day lies within the calendar that is known.
END = date(2026, 6, 30)
#: Steps between events in days: mostly within a period, sometimes over a year's end.
_STEPS = (0, 0, 1, 1, 2, 2, 3, 3, 4, 5, 5, 6, 7, 8, 10, 13, 17, 21, 28, 34, 55, 120, 250)


def history(seed: int) -> CaseRecord:
    """One application with up to fourteen events; now and then one is taken back."""
    random = Random(seed)  # noqa: S311 - a reproducible draw
    on = FIRST + timedelta(random.randrange((LAST - FIRST).days))
    channel = random.choice(list(Channel))
    events: tuple[ApplicationEvent, ...] = (Received(on, channel, misaddressed=random.random() < 0.1),)
    for _step in range(random.randrange(1, 14)):
        on += timedelta(random.choice(_STEPS))
        case = CaseRecord(f"application:{seed}", "other", events)
        allowed = tuple(kind for kind in case.open_events() if kind is not FeeNoticed or on >= FEES_FROM)
        if on > END or not allowed:
            break
        events = (*events, _event(random, case, _kind(random, allowed), on))
        if random.random() < 0.05 and not isinstance(events[-1], Received):
            events = (*events, Struck(on, len(events), "记错"))
    return CaseRecord(f"application:{seed}", random.choice(KINDS), events)


#: How often a kind of event is drawn beside the others (1): what closes a case comes seldom, so that histories grow.
_WEIGHTS = {Withdrawn: 0.06, Replied: 0.3, Transferred: 0.3, ReasonsGiven: 4, DelaySet: 4, Confirmed: 2, Reopened: 2}


def _kind(random: Random, allowed: tuple[type, ...]) -> type:
    return random.choices(allowed, [_WEIGHTS.get(kind, 1) for kind in allowed])[0]


def _event(random: Random, case: CaseRecord, kind: type, on: date) -> ApplicationEvent:
    status = case.status()
    later = on + timedelta(random.randrange(1, 60))
    if kind is Replied:
        waiting = status in (Status.CORRECTION, Status.PAYMENT)
        fitting = [key for key, each in outcomes().items() if (each.only_while == status if waiting else each.only_while is None)]
        return Replied(on, random.choice(fitting))
    if kind is ConsultationSent:
        delivered = random.choice((None, on, on + timedelta(random.randrange(8))))
        return ConsultationSent(on, random.choice(list(Consulted)), str(len(case.events)), delivered)
    if kind is ConsultationAnswered:
        return ConsultationAnswered(on, random.choice(_awaited(case)), random.choice((None, *Opinion)))
    if kind is Extended:
        told = random.choice((None, on + timedelta(random.randrange(30))))
        return Extended(on, random.choice((None, random.randrange(1, 21))), told)
    if kind is DelaySet:
        return DelaySet(on, later)
    if kind is Reopened:
        return Reopened(on, random.choice((None, later)))
    if kind is Delivered:
        return Delivered(on, random.choice((None, *DeliveryWay)))
    event: ApplicationEvent = kind(on)
    return event


def _awaited(case: CaseRecord) -> list[str]:
    """The names of the consultations that wait for an answer."""
    names: list[str] = []
    for event in sorted(effective(case.events), key=lambda each: each.on):
        if isinstance(event, ConsultationSent):
            names.append(event.name)
        elif isinstance(event, ConsultationAnswered):
            names.remove(event.name)
        elif isinstance(event, Replied | Withdrawn):
            names = []
    return names


def histories(first: int, number: int) -> Iterator[CaseRecord]:
    """Histories of consecutive seeds."""
    return (history(seed) for seed in range(first, first + number))
