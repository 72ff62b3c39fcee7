"""The reply clock of an application (答复期限): every day from receipt to the due day, and why it counts or does not.

第三十三条: the period runs from receipt; 征求意见 takes days out of it, 延长 adds to it. 第三十条: 补正 starts it again.
办法第六条: so does payment of the fee. 第三十五条: for excessive applications the agency may set a later day. A demand for a new
reply after review or judgment begins a phase of its own. The day of receipt is day zero.
Nothing here knows what day it is: the same events always give the same answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from disclosure.clock.case import Case, case_of
from disclosure.clock.consultation import Exclusion, exclusions
from disclosure.clock.counting import Ending, after_working_days
from disclosure.law import (
    DEFAULT_READINGS,
    Citation,
    Day,
    Period,
    Readings,
    WorkCalendar,
    cite,
    doubtful_point,
    method,
    period,
    receipt_rule,
    work_calendar,
)
from disclosure.records import (
    ApplicationEvent,
    ConsultationAnswered,
    ConsultationSent,
    Corrected,
    CorrectionAsked,
    DelaySet,
    Extended,
    FeeNoticed,
    Paid,
)


class Standing(StrEnum):
    """How a day stands in the count."""

    DAY_ZERO = "day_zero"
    COUNTED = "counted"
    REST = "rest"
    CONSULTATION = "consultation"
    CORRECTION = "correction"
    PAYMENT = "payment"
    DELAY = "delay"


@dataclass(frozen=True, slots=True)
class TimelineDay:
    """One day of the clock. ``count`` is the number of days counted with it, 0 on day zero. ``law`` says why it is not counted.

    Within a delay that was set the count goes on past the period's length, for an extension told meanwhile.

    ``events`` are what happened to the application on it.
    """

    day: Day
    standing: Standing
    count: int
    law: Citation | None = None
    events: tuple[ApplicationEvent, ...] = ()


@dataclass(frozen=True)
class Timeline:
    """The clock of an application, day by day, and the day on which the reply is due.

    ``due`` is None while the clock stands still: a correction or a payment is awaited (``waiting``). ``without_effect`` are
    events that can't move the due day: they lie after it, or a doubtful point is read so. ``length`` counts the days of the
    period with any extension. ``set_day`` is a due day that was set as such: by the agency for excessive applications, or by a
    decision or judgment.
    """

    case: Case
    period: Period
    length: int
    days: tuple[TimelineDay, ...]
    due: Ending | None
    waiting: Standing | None
    without_effect: tuple[ApplicationEvent, ...]
    exclusions: tuple[Exclusion, ...]
    set_day: date | None = None


_WAITING_FOR = {Standing.CORRECTION: Corrected, Standing.PAYMENT: Paid}
_STOPPED_BY = {CorrectionAsked: Standing.CORRECTION, FeeNoticed: Standing.PAYMENT}
#: Events that move the due day; a reply, its delivery or a withdrawal does not.
_ACTING = (CorrectionAsked, Corrected, ConsultationSent, ConsultationAnswered, Extended, DelaySet, FeeNoticed, Paid)
_RESTARTS = {Corrected: "application.correction_restart", Paid: "fees.payment_restart"}


@dataclass
class _Clock:
    """The state of the count while the days go by. ``set_day`` holds the due day back until it comes.

    ``fixed``: a decision or judgment set the day, and nothing moves it. ``acting`` are the events by the day on which they act.
    """

    case: Case
    length: int
    longest_extension: int | None
    exclusions: Sequence[Exclusion]
    acting: Sequence[tuple[date, ApplicationEvent]]
    fixed: bool = False
    count: int = 0
    waiting: Standing | None = None
    stopped_by: Citation | None = None
    set_day: date | None = None
    due: Day | None = None
    days: list[TimelineDay] = field(default_factory=list)

    def pass_day(self, day: Day) -> None:
        """Let a day go by: count it or say why not, then let its events act."""
        acting = [event for on, event in self.acting if on == day.on]
        self._extend(acting)
        entry = replace(self._standing(day), events=self.case.on(day.on))
        for event in acting:
            entry = self._act(event, entry)
        self.days.append(replace(entry, count=self.count))
        if self.waiting is None and self.count >= self.length and (self.set_day is None or day.on >= self.set_day):
            self.due = day

    def _standing(self, day: Day) -> TimelineDay:
        if self.waiting is not None:
            return TimelineDay(day, self.waiting, self.count, self.stopped_by)
        if not day.is_working:
            return TimelineDay(day, Standing.REST, self.count)
        consulting = next((each for each in self.exclusions if each.first <= day.on <= each.last), None)
        if consulting is not None and not self.fixed:
            return TimelineDay(day, Standing.CONSULTATION, self.count, consulting.citation)
        self.count += 1
        if self.count > self.length and not self.fixed:
            return TimelineDay(day, Standing.DELAY, self.count, cite("disclosure_regulations:35", on=day.on))
        return TimelineDay(day, Standing.COUNTED, self.count)

    def _extend(self, events: Sequence[ApplicationEvent]) -> None:
        """An extension decided on the last day is still in time, so it acts before the day is counted."""
        for event in events:
            if isinstance(event, Extended) and not self.fixed:
                self.length += event.days or self.longest_extension or 0

    def _act(self, event: ApplicationEvent, entry: TimelineDay) -> TimelineDay:
        """Stop the clock from tomorrow, start it again with today as day zero, or hold the due day back."""
        kind = type(event)
        if self.fixed:
            return entry
        if kind in _STOPPED_BY:
            self.waiting = _STOPPED_BY[kind]
            self.stopped_by = _stopping_law(self.waiting, event.on)
        elif kind in _RESTARTS:
            rule = method(_RESTARTS[kind], event.on, known="restart")
            self.count, self.waiting, self.set_day = 0, None, None
            return replace(entry, standing=Standing.DAY_ZERO, law=rule.citation)
        elif isinstance(event, DelaySet):
            self.set_day = event.until
        return entry

    def stands_still(self, on: date) -> bool:
        """Whether the clock waits for something that the events up to the end do not bring."""
        if self.waiting is None:
            return False
        awaited = _WAITING_FOR[self.waiting]
        return not any(isinstance(event, awaited) and acts > on for acts, event in self.acting)


def _stopping_law(standing: Standing, on: date) -> Citation:
    by_standing = {Standing.CORRECTION: "disclosure_regulations:30", Standing.PAYMENT: "fee_measures:6"}
    return cite(by_standing[standing], on=on)


def reply_timeline(
    events: Iterable[ApplicationEvent],
    *,
    calendar: WorkCalendar | None = None,
    length: int | None = None,
    readings: Readings = DEFAULT_READINGS,
) -> Timeline:
    """The clock of an application by its events so far, day by day up to the due day: of its last phase, if it was reopened.

    ``length`` replaces the reply period of the law (working days). Without ``calendar`` all notices known to the program count;
    ``readings`` are the doubtful points as the agency reads them.
    Raises :class:`CaseError` for events that contradict each other, :class:`LawError` for days before the law,
    :class:`CalendarError` outside the calendar.
    """
    return _timeline(case_of(events).phases[-1], calendar or work_calendar(), length, readings)


def reply_timelines(
    events: Iterable[ApplicationEvent], *, calendar: WorkCalendar | None = None, readings: Readings = DEFAULT_READINGS
) -> tuple[Timeline, ...]:
    """The clocks of all phases of an application, from receipt on. Raises as :func:`reply_timeline`."""
    return tuple(_timeline(phase, calendar or work_calendar(), None, readings) for phase in case_of(events).phases)


def _timeline(case: Case, calendar: WorkCalendar, length: int | None, readings: Readings) -> Timeline:
    allowed = _allowed(case, readings)
    clock = _started(case, length or allowed.length, calendar, readings)
    for day in calendar.days_after(case.day_zero):
        if clock.due is not None or clock.stands_still(clock.days[-1].day.on):
            break
        clock.pass_day(day)
    return _result(clock, allowed)


def _allowed(case: Case, readings: Readings) -> Period:
    """The reply period of the law; after a demand that sets no day, that of the agency's reading."""
    allowed = period("application.reply_period", case.received_on)
    if case.reopened is None:
        return allowed
    point = doubtful_point("reopened_days")
    return replace(allowed, term=point.term, length=readings.days(point.key), confidence=point.confidence)


def _started(case: Case, length: int, calendar: WorkCalendar, readings: Readings) -> _Clock:
    """The clock on day zero: nothing counted, the events of that day acting from the next."""
    extended = any(isinstance(event, Extended) for event in case.events)
    longest = period("application.extension", case.received_on).length if extended else None
    set_day = case.reopened.due_on if case.reopened else None
    clock = _Clock(
        case,
        0 if set_day else length,
        longest,
        tuple(exclusions(case, calendar, readings)),
        _acting(case, calendar, readings),
        fixed=set_day is not None,
        set_day=set_day,
    )
    acting = [event for on, event in clock.acting if on == case.day_zero]
    clock._extend(acting)
    opened = case.reopened or case.received
    law = None if case.reopened else receipt_rule(case.received.rule, case.received.on).citation
    entry = TimelineDay(calendar.day(case.day_zero), Standing.DAY_ZERO, 0, law, (opened, *case.on(case.day_zero)))
    for event in acting:
        entry = clock._act(event, entry)
    clock.days.append(entry)
    return clock


def _acting(case: Case, calendar: WorkCalendar, readings: Readings) -> Sequence[tuple[date, ApplicationEvent]]:
    """The events that move the due day, each with the day on which it does.

    An extension acts when the applicant is told of it; a request for correction that came too late does not act at all where
    the agency reads the law so, and neither does the correction that answers it.
    """
    told = readings.of("extension_told") == "told_by_due"
    late = readings.of("late_correction") == "no_effect" and any(_asked_late(case, event, calendar) for event in case.events)
    found: list[tuple[date, ApplicationEvent]] = []
    for event in case.events:
        if not isinstance(event, _ACTING) or (late and isinstance(event, CorrectionAsked | Corrected)):
            continue
        acts = event.told_on if told and isinstance(event, Extended) and event.told_on else event.on
        found.append((acts, event))
    return sorted(found, key=lambda each: each[0])


def _asked_late(case: Case, event: ApplicationEvent, calendar: WorkCalendar) -> bool:
    return isinstance(event, CorrectionAsked) and event.on > correction_notice_due(case, calendar).on


def _result(clock: _Clock, allowed: Period) -> Timeline:
    last = clock.days[-1].day
    acting = {id(event): acts for acts, event in clock.acting}
    return Timeline(
        case=clock.case,
        period=allowed,
        length=clock.count if clock.fixed else clock.length,
        days=tuple(clock.days),
        due=Ending(last.on, last.on, _provisional(clock)) if clock.due is not None else None,
        waiting=clock.waiting,
        without_effect=tuple(
            event
            for event in clock.case.events
            if isinstance(event, _ACTING) and (clock.fixed or id(event) not in acting or acting[id(event)] > last.on)
        ),
        exclusions=() if clock.fixed else tuple(clock.exclusions),
        set_day=clock.set_day,
    )


def _provisional(clock: _Clock) -> bool:
    return any(not each.day.announced for each in clock.days)


def reply_due(
    events: Iterable[ApplicationEvent], *, calendar: WorkCalendar | None = None, readings: Readings = DEFAULT_READINGS
) -> date | None:
    """The day on which the reply is due, None while the clock stands still. Raises as :func:`reply_timeline`."""
    due = reply_timeline(events, calendar=calendar, readings=readings).due
    return due.on if due else None


def correction_notice_due(case: Case, calendar: WorkCalendar) -> Ending:
    """The last day for asking the applicant to correct (第三十条). Raises :class:`LawError` before there was one."""
    allowed = period("application.correction_notice_period", case.received_on)
    return after_working_days(case.day_zero, allowed.length, calendar)


def payment_due(noticed: FeeNoticed, calendar: WorkCalendar) -> Ending:
    """The last day for paying the fee, from the day after the notice was received (办法第六条). Raises :class:`LawError`."""
    return after_working_days(noticed.on, period("fees.payment_period", noticed.on).length, calendar)
