"""The reply clock of an application (答复期限): every day from receipt to the due day, and why it counts or does not.

第三十三条: the period runs from receipt; 征求意见 takes days out of it, 延长 adds to it. 第三十条: 补正 starts it again.
办法第六条: so does payment of the fee. The day of receipt is day zero.
Nothing here knows what day it is: the same events always give the same answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from disclosure.clock.case import Case, Exclusion, case_of, exclusions
from disclosure.clock.counting import Ending, after_working_days
from disclosure.law import Citation, Day, Period, WorkCalendar, cite, method, period, receipt_rule, work_calendar
from disclosure.records import (
    ApplicationEvent,
    ConsultationAnswered,
    ConsultationSent,
    Corrected,
    CorrectionAsked,
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


@dataclass(frozen=True, slots=True)
class TimelineDay:
    """One day of the clock. ``count`` is the number of days counted with it, 0 on day zero. ``law`` says why it is not counted.

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
    events after the due day; they can't bring it back. ``length`` counts the days of the period with any extension.
    """

    case: Case
    period: Period
    length: int
    days: tuple[TimelineDay, ...]
    due: Ending | None
    waiting: Standing | None
    without_effect: tuple[ApplicationEvent, ...]
    exclusions: tuple[Exclusion, ...]


_WAITING_FOR = {Standing.CORRECTION: Corrected, Standing.PAYMENT: Paid}
_STOPPED_BY = {CorrectionAsked: Standing.CORRECTION, FeeNoticed: Standing.PAYMENT}
#: Events that move the due day; a reply, its delivery or a withdrawal does not.
_ACTING = (CorrectionAsked, Corrected, ConsultationSent, ConsultationAnswered, Extended, FeeNoticed, Paid)
_RESTARTS = {Corrected: "application.correction_restart", Paid: "fees.payment_restart"}


@dataclass
class _Clock:
    """The state of the count while the days go by."""

    case: Case
    length: int
    longest_extension: int | None
    exclusions: Sequence[Exclusion]
    count: int = 0
    waiting: Standing | None = None
    stopped_by: Citation | None = None
    due: Day | None = None
    days: list[TimelineDay] = field(default_factory=list)

    def pass_day(self, day: Day) -> None:
        """Let a day go by: count it or say why not, then let its events act."""
        events = self.case.on(day.on)
        self._extend(events)
        entry = replace(self._standing(day), events=events)
        for event in events:
            entry = self._act(event, entry)
        self.days.append(replace(entry, count=self.count))
        if self.waiting is None and self.count >= self.length:
            self.due = day

    def _standing(self, day: Day) -> TimelineDay:
        if self.waiting is not None:
            return TimelineDay(day, self.waiting, self.count, self.stopped_by)
        if not day.is_working:
            return TimelineDay(day, Standing.REST, self.count)
        consulting = next((each for each in self.exclusions if each.first <= day.on <= each.last), None)
        if consulting is not None:
            return TimelineDay(day, Standing.CONSULTATION, self.count, consulting.citation)
        self.count += 1
        return TimelineDay(day, Standing.COUNTED, self.count)

    def _extend(self, events: Sequence[ApplicationEvent]) -> None:
        """An extension decided on the last day is still in time, so it acts before the day is counted."""
        for event in events:
            if isinstance(event, Extended):
                self.length += event.days or self.longest_extension or 0

    def _act(self, event: ApplicationEvent, entry: TimelineDay) -> TimelineDay:
        """Stop the clock from tomorrow, or start it again with today as day zero."""
        kind = type(event)
        if kind in _STOPPED_BY:
            self.waiting = _STOPPED_BY[kind]
            self.stopped_by = _stopping_law(self.waiting, event.on)
        elif kind in _RESTARTS:
            rule = method(_RESTARTS[kind], event.on, known="restart")
            self.count, self.waiting = 0, None
            return replace(entry, standing=Standing.DAY_ZERO, law=rule.citation)
        return entry

    def stands_still(self, on: date) -> bool:
        """Whether the clock waits for something that the events up to the end do not bring."""
        if self.waiting is None:
            return False
        awaited = _WAITING_FOR[self.waiting]
        return not any(isinstance(event, awaited) and event.on > on for event in self.case.events)


def _stopping_law(standing: Standing, on: date) -> Citation:
    by_standing = {Standing.CORRECTION: "disclosure_regulations:30", Standing.PAYMENT: "fee_measures:6"}
    return cite(by_standing[standing], on=on)


def reply_timeline(
    events: Iterable[ApplicationEvent], *, calendar: WorkCalendar | None = None, length: int | None = None
) -> Timeline:
    """The clock of an application by its events so far, day by day up to the due day.

    ``length`` replaces the reply period of the law (working days). Without ``calendar`` all notices known to the program count.
    Raises :class:`CaseError` for events that contradict each other, :class:`LawError` for days before the law,
    :class:`CalendarError` outside the calendar.
    """
    calendar = calendar or work_calendar()
    case = case_of(events)
    allowed = period("application.reply_period", case.day_zero)
    clock = _started(case, length or allowed.length, calendar)
    for day in calendar.days_after(case.day_zero):
        if clock.due is not None or clock.stands_still(clock.days[-1].day.on):
            break
        clock.pass_day(day)
    return _result(clock, allowed)


def _started(case: Case, length: int, calendar: WorkCalendar) -> _Clock:
    """The clock on day zero: nothing counted, the events of that day acting from the next."""
    extended = any(isinstance(event, Extended) for event in case.events)
    longest = period("application.extension", case.day_zero).length if extended else None
    clock = _Clock(case, length, longest, tuple(exclusions(case, calendar)))
    events = case.on(case.day_zero)
    clock._extend(events)
    law = receipt_rule(case.received.channel, case.received.on).citation
    entry = TimelineDay(calendar.day(case.day_zero), Standing.DAY_ZERO, 0, law, (case.received, *events))
    for event in events:
        entry = clock._act(event, entry)
    clock.days.append(entry)
    return clock


def _result(clock: _Clock, allowed: Period) -> Timeline:
    last = clock.days[-1].day
    return Timeline(
        case=clock.case,
        period=allowed,
        length=clock.length,
        days=tuple(clock.days),
        due=Ending(last.on, last.on, _provisional(clock)) if clock.due is not None else None,
        waiting=clock.waiting,
        without_effect=tuple(event for event in clock.case.events if event.on > last.on and isinstance(event, _ACTING)),
        exclusions=tuple(clock.exclusions),
    )


def _provisional(clock: _Clock) -> bool:
    return any(not each.day.announced for each in clock.days)


def reply_due(events: Iterable[ApplicationEvent], *, calendar: WorkCalendar | None = None) -> date | None:
    """The day on which the reply is due, None while the clock stands still. Raises as :func:`reply_timeline`."""
    due = reply_timeline(events, calendar=calendar).due
    return due.on if due else None


def correction_notice_due(case: Case, calendar: WorkCalendar) -> Ending:
    """The last day for asking the applicant to correct (第三十条). Raises :class:`LawError` before there was one."""
    return after_working_days(case.day_zero, period("application.correction_notice_period", case.day_zero).length, calendar)


def payment_due(noticed: FeeNoticed, calendar: WorkCalendar) -> Ending:
    """The last day for paying the fee, from the day after the notice was received (办法第六条). Raises :class:`LawError`."""
    return after_working_days(noticed.on, period("fees.payment_period", noticed.on).length, calendar)
