"""How the statutory days of a case were spent, in figures: the line of a case in the year's ledger of periods (期限台账).

Every working day from receipt to the decision (or to the day asked about) stands in exactly one column: counted, taken out for a
consultation, awaiting a correction, awaiting a payment, within a delay that was set, late, or before the period (days of zero).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from disclosure.clock.counting import Ending, working_days_between
from disclosure.clock.timeline import Standing, Timeline, reply_timelines
from disclosure.law import DEFAULT_READINGS, Readings, WorkCalendar
from disclosure.records import CaseRecord, Delivered, Extended, Replied, Status, Withdrawn

_OPEN_UNTIL_DECIDED = (Replied, Withdrawn)


@dataclass(frozen=True, slots=True)
class CaseDays:
    """One phase of a case in the ledger. All numbers are working days (工作日).

    ``spent`` is the days of the period used by the end of the phase or the day asked about, ``length`` the days it has with any
    extension (``extended``). ``left`` counts from the day asked about to the due day, negative when it has passed, and is None
    where the clock stands still or the phase is decided. ``in_time``: decided no later than the due day; None while open.
    """

    case_id: str
    phase: int
    day_zero: date
    due: Ending | None
    length: int
    spent: int
    extended: int
    consultation: int
    correction: int
    payment: int
    delay: int
    late: int
    decided_on: date | None
    delivered_on: date | None
    in_time: bool | None
    left: int | None


def case_days(case: CaseRecord, on: date, calendar: WorkCalendar, readings: Readings = DEFAULT_READINGS) -> Iterator[CaseDays]:
    """The lines of a case as it stands at the end of a day, one for each phase (receipt; each demand for a new reply).

    Raises :class:`CaseError`, :class:`LawError` and :class:`CalendarError` as the clock does.
    """
    events = tuple(event for event in case.events if event.on <= on)
    for number, timeline in enumerate(reply_timelines(events, calendar=calendar, readings=readings), start=1):
        yield _line(case.id, number, timeline, on, calendar)


def _line(case_id: str, number: int, timeline: Timeline, on: date, calendar: WorkCalendar) -> CaseDays:
    phase = timeline.case
    decided = next((event.on for event in phase.events if isinstance(event, _OPEN_UNTIL_DECIDED)), None)
    delivered = next((event.on for event in phase.events if isinstance(event, Delivered)), None)
    end = decided or on
    passed = [each for each in timeline.days if each.day.on <= end and each.day.is_working]
    spent = _last_count(timeline, end)
    due = timeline.due
    late = working_days_between(due.on, end, calendar) if due else 0
    waiting = working_days_between(timeline.days[-1].day.on, end, calendar) if due is None else 0
    return CaseDays(
        case_id=case_id,
        phase=number,
        day_zero=phase.day_zero,
        due=due,
        length=timeline.length,
        spent=spent,
        extended=sum(event.days or 0 for event in phase.events if isinstance(event, Extended)),
        consultation=sum(each.standing is Standing.CONSULTATION for each in passed),
        correction=sum(each.standing is Standing.CORRECTION for each in passed)
        + (waiting if timeline.waiting is Standing.CORRECTION else 0),
        payment=sum(each.standing is Standing.PAYMENT for each in passed)
        + (waiting if timeline.waiting is Standing.PAYMENT else 0),
        delay=sum(each.standing is Standing.DELAY for each in passed),
        late=late,
        decided_on=decided,
        delivered_on=delivered,
        in_time=None if decided is None else late == 0,
        left=_left(due, on, calendar) if decided is None and due else None,
    )


def _last_count(timeline: Timeline, end: date) -> int:
    """The days counted by a day, since the clock last started."""
    counted = next((each.count for each in reversed(timeline.days) if each.day.on <= end), 0)
    return min(counted, timeline.length)


def _left(due: Ending, on: date, calendar: WorkCalendar) -> int:
    return working_days_between(on, due.on, calendar) if on <= due.on else -working_days_between(due.on, on, calendar)


def year_ledger(
    cases: Iterable[CaseRecord], year: int, on: date, calendar: WorkCalendar, readings: Readings = DEFAULT_READINGS
) -> Iterator[CaseDays]:
    """The lines of all phases that touch a year: begun by its end, and not decided before it began.

    What was received but never confirmed has no period yet and is left out. Raises as :func:`case_days`.
    """
    start, end = date(year, 1, 1), date(year, 12, 31)
    for case in cases:
        if case.status() is Status.UNCONFIRMED or case.received_on is None or case.received_on > min(on, end):
            continue
        for line in case_days(case, on, calendar, readings):
            if line.day_zero <= end and (line.decided_on is None or line.decided_on >= start):
                yield line


__all__ = ["CaseDays", "case_days", "year_ledger"]
