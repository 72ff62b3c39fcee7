"""The days of a dispute (争议的期限): by when to answer, until when an appeal or a suit may follow, when a decision is to be had.

Each is a period of the law with its article; the days of a working-day period are listed, and a calendar period says what moved
its end. Nothing here knows what day it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from disclosure.clock.counting import (
    Ending,
    after_calendar_days,
    after_working_days,
    next_day,
    period_ends,
    working_days_between,
)
from disclosure.language import Label
from disclosure.law import (
    DEFAULT_READINGS,
    Citation,
    Day,
    Period,
    Readings,
    WorkCalendar,
    cite,
    parameter,
    parameters,
    period,
)
from disclosure.records import (
    Appealed,
    Appellant,
    CopyReceived,
    Decided,
    DisputeCase,
    DisputeKind,
    DisputeRecord,
    Instance,
    Procedure,
    RetrialOrdered,
    Suspension,
)


class Term(StrEnum):
    """What a day of a dispute is for."""

    ANSWER = "answer"
    DECISION = "decision"
    APPEAL = "appeal"
    SUIT = "suit"

    @property
    def label(self) -> Label:
        """The term in words."""
        return _TERMS[self]


_TERMS = {
    Term.ANSWER: Label("提出答复、答辩", "to answer"),
    Term.DECISION: Label("复议机关作出决定", "the organ decides"),
    Term.APPEAL: Label("上诉期届满", "the period for an appeal ends"),
    Term.SUIT: Label("申请人起诉的期限届满", "the period for a suit ends"),
}
_WORKING = "working_day"


@dataclass(frozen=True, slots=True)
class DisputeDay:
    """One day of a dispute: what for, from which day, by which period, and the last day. ``instance`` counts from 1.

    ``done_on``: when it was done, where it is for the agency to do; None while it is not, and for what others may do.
    ``working_rule`` says that the days of the period are working days, where that stands in another article. ``paused``: the
    suspensions that stop this period; while one lasts the end is not known, and ``end`` is what it would be without that one.
    """

    term: Term
    instance: int
    start: date
    period: Period
    end: Ending
    done_on: date | None = None
    closed: bool = False
    working_rule: Citation | None = None
    paused: tuple[Suspension, ...] = ()

    def days(self, calendar: WorkCalendar) -> tuple[tuple[Day, int | None], ...]:
        """Every day after the first to the last, each with its number; None for one that is not counted.

        In a calendar period every day counts up to its length; what follows are days of rest over which the end moved.
        """
        found, count = [], 0
        for day in calendar.days_after(self.start):
            if day.on > self.end.on:
                break
            counts = day.is_working if self.period.unit == _WORKING else day.on <= self.end.raw
            counts = counts and not self.stands_still(day.on)
            count += counts
            found.append((day, count if counts else None))
        return tuple(found)

    def stands_still(self, on: date) -> bool:
        """Whether a suspension that is over kept this day from counting."""
        return any(each.until is not None and each.holds(on) for each in self.paused)

    @property
    def suspended(self) -> Suspension | None:
        """The suspension that stops it now."""
        return next((each for each in self.paused if each.until is None), None)

    @property
    def is_open(self) -> bool:
        """Whether it still runs: nobody did it, nothing later made it void, and the case is not suspended."""
        return self.done_on is None and not self.closed and self.suspended is None


def dispute_days(
    case: DisputeCase, calendar: WorkCalendar, readings: Readings = DEFAULT_READINGS
) -> tuple[DisputeDay, ...]:  # fmt: skip
    """The days of a dispute in order. Raises :class:`CaseError`, :class:`LawError`, :class:`CalendarError`.

    The time of a suspension is not counted for the decision; whether the answer waits too no article says (``suspended_answer``).
    """
    found: list[DisputeDay] = []
    instances = case.instances()
    for each in instances:
        found += [
            replace(day, closed=day.closed or each is not instances[-1]) for day in _days_of(case, each, calendar, readings)
        ]
    return tuple(found)


def _days_of(
    case: DisputeCase, instance: Instance, calendar: WorkCalendar, readings: Readings
) -> Iterator[DisputeDay]:  # fmt: skip
    decided = instance.decided
    answer = _answer_period(case.kind, instance)
    if answer is not None:
        done = instance.answered.on if instance.answered else None
        paused = instance.suspensions if readings.of("suspended_answer") == "stops" else ()
        yield DisputeDay(
            Term.ANSWER, instance.number, instance.began.on, answer, _ends(instance.began.on, answer, calendar, paused), done,
            closed=decided is not None, working_rule=_working_rule(answer, instance.began.on), paused=paused,
        )  # fmt: skip
    if case.kind is DisputeKind.RECONSIDERATION and isinstance(instance.began, CopyReceived):
        start = instance.began.accepted_on or instance.began.on
        length = _in_force(instance.began.procedure, "decision", start)
        end = _ends(start, length, calendar, instance.suspensions)
        done = decided.on if decided else None
        yield DisputeDay(Term.DECISION, instance.number, start, length, end, done, paused=instance.suspensions)
    yield from _after(case.kind, instance, calendar)


def _ends(start: date, length: Period, calendar: WorkCalendar, suspensions: tuple[Suspension, ...]) -> Ending:
    """The end of a period that stood still while the case did; a suspension that still lasts is left out of it.

    A period that was over before the suspension ended as it did.
    """
    end = period_ends(start, length, calendar)
    for each in suspensions:
        if each.until is None or end.raw < each.since:
            continue
        if length.unit == _WORKING:
            # The working days that are left go on from the day before the resumption, which is the first that counts again.
            before = working_days_between(start, end.raw, calendar) - working_days_between(start, _eve(each.since), calendar)
            end = after_working_days(max(_eve(each.until), start), before, calendar)
        else:
            stood = (each.until - max(each.since, next_day(start))).days
            end = after_calendar_days(end.raw, max(0, stood), calendar)
    return end


def _eve(on: date) -> date:
    return on - timedelta(days=1)


def _answer_period(kind: DisputeKind, instance: Instance) -> Period | None:
    """The period for the agency's answer; None where it is not for the agency to answer."""
    began = instance.began
    if isinstance(began, Appealed):
        return None if began.by is Appellant.AGENCY else period("remedies.appeal_answer_period", began.on)
    if isinstance(began, RetrialOrdered | Decided):
        return None
    if kind is not DisputeKind.RECONSIDERATION:
        return period("remedies.litigation_answer_period", began.on)
    return _in_force(began.procedure, "answer", began.on)


def _in_force(procedure: Procedure, what: str, on: date) -> Period:
    """The period of a reconsideration by its procedure; before the revision there was one procedure, counted otherwise.

    Raises :class:`LawError` where the law of the day knows none.
    """
    kinds = ("simple_", "", "old_") if procedure is Procedure.SIMPLE else ("", "old_")
    keys = [key for kind in kinds if (key := f"remedies.reconsideration_{kind}{what}_period") in parameters()]
    return period(next((key for key in keys if _reaches(key, on)), keys[0]), on)


def _reaches(key: str, on: date) -> bool:
    return any(each.first_day <= on and (each.last_day is None or on <= each.last_day) and each.value is not None
               for each in parameter(key).values)  # fmt: skip


def _working_rule(answer: Period, on: date) -> Citation | None:
    """行政复议法第八十八条: three, five, seven and ten days are working days."""
    return cite("reconsideration_law:88", on=on) if answer.unit == _WORKING else None


def _after(kind: DisputeKind, instance: Instance, calendar: WorkCalendar) -> Iterator[DisputeDay]:
    """What may follow a decision that was received: a suit after a reconsideration, an appeal after a first instance."""
    start, ending = instance.received_on, instance.ending
    if start is None or ending is None:
        return
    if kind is DisputeKind.RECONSIDERATION:
        length = period("remedies.litigation_after_reconsideration_period", start)
        yield DisputeDay(Term.SUIT, instance.number, start, length, period_ends(start, length, calendar))
    elif ending.appeal != "none" and not instance.is_appeal:
        length = period(f"remedies.appeal_{ending.appeal}_period", start)
        yield DisputeDay(Term.APPEAL, instance.number, start, length, period_ends(start, length, calendar))


def record_at(
    case: DisputeCase, on: date, calendar: WorkCalendar, readings: Readings = DEFAULT_READINGS
) -> DisputeRecord:  # fmt: skip
    """What a dispute counts as at the end of a day, as the agency reads the doubtful point of a judgment not in force yet.

    By default a decision counts when it is made, and an appeal makes the case pending again. Read the other way
    (``appealable_judgment``: ``in_force``) it is pending until the period for an appeal is over.
    """
    record = case.record(on)
    if readings.of("appealable_judgment") != "in_force" or record.closed_on is None:
        return record
    last = case.instances(on)[-1]
    if last.ending is None or last.ending.appeal == "none" or last.is_appeal or case.kind is DisputeKind.RECONSIDERATION:
        return record
    waits = [day for day in _after(case.kind, last, calendar) if day.term is Term.APPEAL]
    settled = waits[0].end.on if waits else None
    if settled is None or settled >= on:
        return replace(record, closed_on=None, outcome=None)
    return replace(record, closed_on=max(record.closed_on, settled))
