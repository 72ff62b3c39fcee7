"""A case in words: what happened, by when the reply is due and why it is that day, day by day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from disclosure.clock import Standing, Timeline, TimelineDay, remarks, reply_timelines
from disclosure.errors import CalendarError, CaseError, LawError
from disclosure.law import DayKind
from disclosure.records import EVENT_NAMES, Extended, Received, Reopened, Struck, effective, withdrawal
from portal.applications import services
from portal.applications.choices import CHANNELS, outcome_label
from portal.applications.models import Application, ApplicationEvent, Letter
from portal.law.calendars import calendar_of, readings_of
from portal.marks import bracketed, listed

#: How a day looks in the bar of days.
_BAR = {
    Standing.DAY_ZERO: "zero", Standing.COUNTED: "counted", Standing.REST: "rest", Standing.CONSULTATION: "suspended",
    Standing.CORRECTION: "suspended", Standing.PAYMENT: "suspended", Standing.DELAY: "counted",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DayLine:
    """One day of the clock in words: what it is by the calendar, and how it counts."""

    on: date
    kind: str
    count: str
    bar: str
    events: str
    is_due: bool


@dataclass(frozen=True, slots=True)
class StoryLine:
    """One event of the case in words; ``struck_by`` is the number of the counter-event that took it back."""

    event: ApplicationEvent
    name: str
    detail: str
    letter: Letter | None
    struck_by: int | None
    may_be_struck: bool


def timeline(application: Application) -> Timeline | None:
    """The clock of the case as far as its events go; None where it can't be computed."""
    try:
        return services.timeline_of(application.case(), application.agency)
    except CaseError:
        return None


def timeline_days(application: Application) -> list[DayLine]:
    """Every day from receipt to the due day; of a case that was reopened, of each of its phases."""
    return [line for found in _timelines(application) for line in _lines(found)]


def _timelines(application: Application) -> tuple[Timeline, ...]:
    agency = application.agency
    try:
        return reply_timelines(application.engine_events(), calendar=calendar_of(agency), readings=readings_of(agency))
    except (CaseError, CalendarError):
        return ()


def _lines(found: Timeline) -> Iterator[DayLine]:
    due = found.due.on if found.due else None
    for entry in found.days:
        events = listed(EVENT_NAMES[type(event)] for event in entry.events)
        yield DayLine(entry.day.on, _kind(entry), _count(entry, found.length), _BAR[entry.standing], events, entry.day.on == due)


def procedure(application: Application, on: date) -> list[str]:
    """What a jurist would say of the course of the case, each with its article; for the office alone."""
    agency = application.agency
    try:
        found = remarks(application.engine_events(), calendar_of(agency), on, readings_of(agency))
    except (CaseError, CalendarError, LawError):
        return []
    return [f"{each.on.isoformat()}　{bracketed(each.message, each.citation.short())}" for each in found if each.key != "overdue"]


def _kind(entry: TimelineDay) -> str:
    day = entry.day
    notice = bracketed("", day.notice.name) if day.notice else _("（放假安排尚未公布）") if not day.announced else ""
    if day.kind is DayKind.HOLIDAY:
        return _("%(holiday)s放假") % {"holiday": day.holiday} + notice
    if day.kind is DayKind.MAKE_UP:
        return _("调休上班") + notice
    if day.kind is DayKind.WEEKEND:
        return _("周末") + ("" if day.announced else notice)
    return _("工作日") + ("" if day.announced else notice)


def _count(entry: TimelineDay, length: int) -> str:
    law = entry.law.short() if entry.law else ""
    if entry.standing is Standing.COUNTED:
        return _("第%(count)s个工作日，共%(length)s个") % {"count": entry.count, "length": length}
    if entry.standing is Standing.DAY_ZERO:
        again = not any(isinstance(event, Received | Reopened) for event in entry.events)
        demanded = any(isinstance(event, Reopened) for event in entry.events)
        words = _("收到申请之日，当日不计入")
        if again or demanded:
            words = _("收到决定书、判决书之日，当日不计入") if demanded else _("期限重新计算，当日不计入")
        return bracketed(words, law) if law else words
    words = {
        Standing.REST: _("不计入"),
        Standing.CONSULTATION: _("征求意见，不计入"),
        Standing.CORRECTION: _("等待补正，不计入"),
        Standing.PAYMENT: _("等待缴费，不计入"),
        Standing.DELAY: _("延迟答复的期限之内"),
    }[entry.standing]
    return bracketed(words, law) if law and entry.standing is not Standing.REST else words


def why(application: Application) -> list[str]:
    """The due day in a few sentences: from which day, how long, what moved it."""
    found = timeline(application)
    case = application.case()
    if case.reopened is not None and case.reopened.due_on is not None:
        return [_("复议决定或者判决要求在此日之前重新答复。")]
    if case.reopened is not None and found is not None:
        return [
            _("复议决定或者判决没有写明期限，自收到之日%(day)s起按%(length)s计算，当日不计入，只算工作日。")
            % {"day": case.reopened.on.isoformat(), "length": found.period.label},
            *_moved(found),
        ]
    if found is None:
        return []
    zero = found.case.day_zero
    lines = [
        _("自收到申请之日%(day)s起%(length)s内答复（%(law)s），当日不计入，只算工作日。")
        % {"day": zero.isoformat(), "length": found.period.label, "law": found.period.citation.short()}
    ]
    if application.received_on is None:
        lines.append(
            _("尚未与申请人确认收到，暂从提交之日起算；确认后以确认之日为收到申请之日（%(law)s）。") % {"law": found.days[0].law}
        )
    lines += list(_moved(found))
    if found.due is not None and found.due.provisional:
        lines.append(_("期限跨入尚未公布放假安排的日子，公布后会自动重算。"))
    return lines


def _moved(found: Timeline) -> Iterator[str]:
    events = found.case.events
    if any(isinstance(event, Extended) for event in events):
        yield _("经批准延长，共%(length)s个工作日。") % {"length": found.length}
    suspended = sum(entry.standing is Standing.CONSULTATION for entry in found.days)
    if suspended:
        yield _("征求意见的%(days)s个工作日不计入。") % {"days": suspended}
    if found.waiting is Standing.CORRECTION:
        yield _("正在等待申请人补正，收到补正的申请之日起重新计算。")
    if found.waiting is Standing.PAYMENT:
        yield _("正在等待申请人缴费，缴费完成的次日起重新计算。")


def story(application: Application) -> list[StoryLine]:
    """All events as recorded, with those taken back marked, and their letters."""
    events = list(application.events.select_related("by", "letter"))
    struck = {event.payload["sequence"]: event.sequence for event in events if event.kind == "struck"}
    return [
        StoryLine(
            event=event,
            name=str(EVENT_NAMES[type(event.engine_event())]),
            detail=_detail(event),
            letter=getattr(event, "letter", None),
            struck_by=struck.get(event.sequence),
            may_be_struck=event.sequence not in struck and event.kind not in ("struck", "received"),
        )
        for event in events
    ]


def _detail(event: ApplicationEvent) -> str:
    """What an event says besides its day, in words."""
    said: dict[str, Any] = event.said()
    parts = []
    if event.kind == "received":
        parts.append(str(dict(CHANNELS).get(said["channel"], "")))
    if said.get("answer_by"):
        parts.append(_("补正期限至%(day)s") % {"day": said["answer_by"]})
    if event.kind == "extended":
        parts.append(_("延长%(days)s个工作日") % {"days": said.get("days") or ""})
    if said.get("outcome"):
        parts.append(outcome_label(said["outcome"]))
    if event.kind == "withdrawn":
        parts.append(outcome_label(withdrawal()))
    if said.get("due_on"):
        parts.append(_("须在%(day)s前重新答复") % {"day": said["due_on"]})
    if said.get("dispute"):
        parts.append(_("依据登记的行政复议、行政诉讼案件"))
    if said.get("until"):
        parts.append(_("延迟到%(day)s答复") % {"day": said["until"]})
    if said.get("unit"):
        parts.append(_("转%(unit)s承办") % {"unit": said["unit"]})
    if event.kind == "struck":
        parts.append(_("第%(number)s条作废，理由：%(reason)s") % {"number": said["sequence"], "reason": said["reason"]})
    return listed((part for part in parts if part), "；")


def public_story(application: Application) -> list[tuple[date, str]]:
    """What the applicant is told of the course of the case: the events that count, without what the office noted."""
    counted = effective(application.engine_events())
    return [(event.on, str(EVENT_NAMES[type(event)])) for event in counted if not isinstance(event, Struck)]
