"""A dispute in words: what happened, by when to act and why it is that day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from disclosure.clock import DisputeDay, Term
from disclosure.errors import CaseError, LawError
from disclosure.law import Citation, DayKind, WorkCalendar, cite
from disclosure.records import (
    DISPUTE_EVENT_NAMES,
    OPENERS,
    Appealed,
    Appellant,
    CopyReceived,
    Decided,
    DisputeKind,
    DisputeStruck,
    Ending,
    Procedure,
    Suspended,
    Suspension,
    SuspensionGround,
    ending_of,
    suspension_ground,
)
from disclosure.records import DisputeEvent as EngineEvent
from portal.applications.explain import DayLine
from portal.disputes.models import OUTCOMES, Dispute, DisputeEvent
from portal.disputes.services import days_of
from portal.law.calendars import calendar_of
from portal.marks import bracketed, listed

_WORKING = "working_day"


@dataclass(frozen=True, slots=True)
class StoryLine:
    """One event in words; ``struck_by`` is the number of the counter-event that took it back."""

    event: DisputeEvent
    name: str
    detail: str
    struck_by: int | None
    may_be_struck: bool


@dataclass(frozen=True, slots=True)
class TermLine:
    """One day of the dispute: what for, when, why, and every day to it."""

    day: DisputeDay
    name: str
    instance: str
    why: tuple[str, ...]
    days: tuple[DayLine, ...]

    @property
    def ours(self) -> bool:
        """Whether it is for the agency to act by it."""
        return self.day.term is Term.ANSWER


def story(dispute: Dispute) -> list[StoryLine]:
    """All events as recorded, with those taken back marked."""
    events = list(dispute.events.select_related("by"))
    struck = {each.payload["sequence"]: each.sequence for each in events if each.kind == "dispute_struck"}
    return [
        StoryLine(
            event=each,
            name=str(DISPUTE_EVENT_NAMES[type(each.engine_event())]),
            detail=_detail(dispute, each),
            struck_by=struck.get(each.sequence),
            may_be_struck=each.sequence not in struck and each.kind not in ("dispute_struck", "copy_received"),
        )
        for each in events
    ]


def _detail(dispute: Dispute, kept: DisputeEvent) -> str:
    return listed([*(part for part in (kept.organ, kept.case_number) if part), *_said(dispute, kept.engine_event())], "；")


def _said(dispute: Dispute, event: EngineEvent) -> Iterator[str]:
    """What an event says besides its day."""
    if isinstance(event, CopyReceived):
        if event.accepted_on:
            yield _("%(day)s受理（立案）") % {"day": event.accepted_on.isoformat()}
        if dispute.kind == DisputeKind.RECONSIDERATION:
            yield str(_("简易程序") if event.procedure is Procedure.SIMPLE else _("普通程序"))
    elif isinstance(event, Appealed):
        yield str(_("本机关上诉") if event.by is Appellant.AGENCY else _("对方当事人上诉"))
    elif isinstance(event, Decided):
        yield from _decision(dispute, event)
    elif isinstance(event, Suspended):
        yield _ground(dispute, event)
    elif isinstance(event, DisputeStruck):
        yield _("第%(number)s条作废，理由：%(reason)s") % {"number": event.sequence, "reason": event.reason}


def _ground(dispute: Dispute, event: Suspended) -> str:
    try:
        ground = suspension_ground(DisputeKind(dispute.kind), event.ground, event.on)
    except CaseError:
        return event.ground
    return bracketed(ground.label, law_of(ground, event.on))


def law_of(ending: Ending | SuspensionGround, on: date) -> str:
    """The article of an ending or a ground, see :func:`_short`."""
    return _short(ending.citation, ending.article, on)


def _decision(dispute: Dispute, event: Decided) -> Iterator[str]:
    try:
        ending = ending_of(DisputeKind(dispute.kind), event.ending, event.on)
        yield bracketed(ending.label, law_of(ending, event.on))
    except CaseError:
        yield event.ending
    if event.received_on:
        yield _("%(day)s收到") % {"day": event.received_on.isoformat()}
    if event.redo:
        yield str(_("责令重新答复"))
    if event.redo_by:
        yield _("须在%(day)s前重新答复") % {"day": event.redo_by.isoformat()}


def terms(dispute: Dispute) -> list[TermLine]:
    """The days of the dispute, explained."""
    calendar = calendar_of(dispute.agency)
    instances = dispute.case().instances()
    return [
        TermLine(
            day,
            str(day.term.label),
            str(OPENERS[type(instances[day.instance - 1].began)]) if dispute.kind != DisputeKind.RECONSIDERATION else "",
            tuple(_why(day)),
            tuple(_lines(day, calendar)),
        )
        for day in days_of(dispute)
    ]


def _why(day: DisputeDay) -> Iterator[str]:
    yield _("自%(day)s起%(length)s内（%(law)s），当日不计入。") % {
        "day": day.start.isoformat(), "length": day.period.label, "law": day.period.citation.short(),
    }  # fmt: skip
    if day.working_rule is not None:
        yield _("这里的日是工作日，不含法定休假日（%(law)s）。") % {"law": day.working_rule.short()}
    elif day.period.unit != _WORKING:
        yield str(_("按日历日计算，休息日也计入。"))
    for each in day.paused:
        yield _paused(day, each)
    if day.end.on != day.end.raw:
        yield _("最后一日%(raw)s是休息日，顺延到其后的第一个工作日。") % {"raw": day.end.raw.isoformat()}
    if day.end.provisional:
        yield str(_("期限跨入尚未公布放假安排的日子，公布后会自动重算。"))


def _paused(day: DisputeDay, pause: Suspension) -> str:
    ground = pause.ground
    law = _short(ground.time_citation, ground.time or ground.article, pause.since)
    if pause.until is not None:
        return _("%(since)s中止，%(until)s恢复，中止的时间不计入（%(law)s）。") % {
            "since": pause.since.isoformat(), "until": pause.until.isoformat(), "law": law,
        }  # fmt: skip
    resumed = _short(ground.resumed_citation, ground.resumed, pause.since)
    return _(
        "%(since)s中止，期限停止计算（%(law)s）；中止的原因消除后应当恢复（%(resumed)s），恢复之日起继续计算；不中止的，到%(day)s届满。"
    ) % {"since": pause.since.isoformat(), "law": law, "resumed": resumed, "day": day.end.on.isoformat()}


def _short(citation: Callable[[date], Citation], article: str, on: date) -> str:
    """An article, short, as it stood on a day; as it stands where an interpretation came later."""
    try:
        return citation(on).short()
    except LawError:
        return cite(article).short()


def _lines(day: DisputeDay, calendar: WorkCalendar) -> Iterator[DayLine]:
    for each, count in day.days(calendar):
        words = _("第%(count)s日，共%(length)s日") % {"count": count, "length": day.period.length} if count else _("不计入")
        if day.stands_still(each.on):
            words = _("中止，不计入")
        kind = {
            DayKind.HOLIDAY: _("%(holiday)s放假") % {"holiday": each.holiday}, DayKind.MAKE_UP: _("调休上班"),
            DayKind.WEEKEND: _("周末"),
        }.get(each.kind, _("工作日"))  # fmt: skip
        yield DayLine(each.on, str(kind), str(words), "counted" if count else "rest", "", each.on == day.end.on)


def next_day(dispute: Dispute, on: date) -> TermLine | None:
    """What is due next: the agency's own answer, overdue or not; then, while they last, the periods of others."""
    waiting = [line for line in terms(dispute) if line.day.is_open and (line.ours or line.day.end.on >= on)]
    return min(waiting, key=lambda line: (not line.ours, line.day.end.on), default=None)


def column_label(column: str) -> str:
    """A column of table four in words."""
    return str(dict(OUTCOMES).get(column, _("尚未审结")))
