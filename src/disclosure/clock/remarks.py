"""What a jurist would say of the course of a case (办理程序的提示): steps that came late, twice, or without what they rest on.

Remarks do not stop anybody: what happened, happened, and is recorded as it was. They name the article and the day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from disclosure.clock.case import Case
from disclosure.clock.consultation import ConsultationResult, consultations
from disclosure.clock.timeline import Timeline, correction_notice_due, payment_due, reply_timelines
from disclosure.language import Message, _
from disclosure.law import DEFAULT_READINGS, Citation, Readings, WorkCalendar, cite, parameter
from disclosure.records import (
    EVENT_NAMES,
    ApplicationEvent,
    Corrected,
    CorrectionAsked,
    Delivered,
    DeliveryWay,
    FeeNoticed,
    ReasonsAsked,
    Replied,
    Withdrawn,
)


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark: ``key`` names its kind, ``on`` the day it is about."""

    key: str
    on: date
    message: Message
    citation: Citation


def remarks(
    events: tuple[ApplicationEvent, ...], calendar: WorkCalendar, on: date, readings: Readings = DEFAULT_READINGS
) -> list[Remark]:
    """All remarks on a case as it stands at the end of a day, in order of their days. Raises as the clock does."""
    sofar = tuple(event for event in events if event.on <= on)
    found: list[Remark] = []
    for timeline in reply_timelines(sofar, calendar=calendar, readings=readings):
        for rule in _RULES:
            found += rule(timeline, calendar, on)
        found += _late(timeline, on, readings)
    return sorted(found, key=lambda each: each.on)


def _late_correction(timeline: Timeline, calendar: WorkCalendar, on: date) -> Iterator[Remark]:  # noqa: ARG001
    limit = correction_notice_due(timeline.case, calendar).on
    for event in timeline.case.of(CorrectionAsked):
        if event.on > limit:
            yield Remark(
                "correction_late",
                event.on,
                _("告知补正晚于法定的最后一日{limit}", limit=limit),
                cite("disclosure_regulations:30", on=event.on),
            )


def _correction_not_awaited(timeline: Timeline, calendar: WorkCalendar, on: date) -> Iterator[Remark]:  # noqa: ARG001
    """Closed as not corrected before the time for it was over, or without a time."""
    asked = [event for event in timeline.case.of(CorrectionAsked) if isinstance(event, CorrectionAsked)]
    for reply in _replies(timeline.case, "other.correction_overdue"):
        by = asked[-1].answer_by if asked else None
        if by is None or reply.on <= by:
            yield Remark(
                "correction_not_awaited",
                reply.on,
                _("补正期限届满之前不能以逾期不补正办结（补正期限：{by}）", by=by or _("没有记录")),
                cite("disclosure_regulations:30", on=reply.on),
            )


def _payment_not_awaited(timeline: Timeline, calendar: WorkCalendar, on: date) -> Iterator[Remark]:  # noqa: ARG001
    noticed = [event for event in timeline.case.of(FeeNoticed) if isinstance(event, FeeNoticed)]
    for reply in _replies(timeline.case, "other.fee_overdue"):
        limit = payment_due(noticed[-1], calendar).on if noticed else None
        if limit is not None and reply.on <= limit:
            yield Remark(
                "payment_not_awaited",
                reply.on,
                _("缴费期限{limit}届满之前不能以逾期不缴费办结", limit=limit),
                cite("fee_measures:6", on=reply.on),
            )


def _unclear_without_correction(timeline: Timeline, calendar: WorkCalendar, on: date) -> Iterator[Remark]:  # noqa: ARG001
    for reply in _replies(timeline.case, "unavailable.unclear_after_correction"):
        if not timeline.case.of(Corrected):
            yield Remark(
                "unclear_without_correction",
                reply.on,
                _("以补正后仍不明确办结，但没有收到补正的记录"),
                cite("disclosure_regulations:30", on=reply.on),
            )


def _excessive_without_reasons(timeline: Timeline, calendar: WorkCalendar, on: date) -> Iterator[Remark]:  # noqa: ARG001
    for reply in _replies(timeline.case, "not_processed.excessive"):
        if not timeline.case.of(ReasonsAsked):
            yield Remark(
                "excessive_without_reasons",
                reply.on,
                _("以大量反复申请、理由不合理办结，但没有要求申请人说明理由的记录"),
                cite("disclosure_regulations:35", on=reply.on),
            )


def _opinion_not_awaited(timeline: Timeline, calendar: WorkCalendar, on: date) -> Iterator[Remark]:  # noqa: ARG001
    """Decided while somebody who was asked still had time to answer."""
    for reply in timeline.case.of(Replied):
        for each in consultations(timeline.case, calendar, reply.on):
            if each.result is ConsultationResult.AWAITED:
                yield Remark(
                    "opinion_not_awaited",
                    reply.on,
                    _("答复时征求意见的期限（{limit}）尚未届满，也没有收到意见", limit=each.limit.on),
                    each.citation,
                )


def _without_effect(timeline: Timeline, calendar: WorkCalendar, on: date) -> Iterator[Remark]:  # noqa: ARG001
    for event in timeline.without_effect:
        name = EVENT_NAMES[type(event)]
        message = (
            _("答复期限由复议决定或者判决确定，“{event}”不改变届满日", event=name)
            if timeline.set_day is not None and timeline.case.reopened is not None
            else _("“{event}”不影响届满日：在期限届满之后，或者依本机关的设置不发生效力", event=name)
        )
        yield Remark("without_effect", event.on, message, cite("disclosure_regulations:33", on=event.on))


def _late(timeline: Timeline, on: date, readings: Readings) -> Iterator[Remark]:
    """Decided, delivered, or still open after the due day."""
    if timeline.due is None:
        return
    due, decided = timeline.due.on, timeline.case.of(Replied)
    law = cite("disclosure_regulations:33.2", on=max(due, timeline.case.day_zero))
    if decided and decided[-1].on > due:
        yield Remark("reply_late", decided[-1].on, _("答复晚于期限届满之日{due}", due=due), law)
    elif not any(isinstance(each, Replied | Withdrawn) for each in timeline.case.events):
        if on > due:
            yield Remark("overdue", on, _("期限已于{due}届满，尚未答复", due=due), law)
        return
    rule = parameter("application.delivery").newest.citation
    for delivered in timeline.case.of(Delivered):
        day = _delivery_day(delivered, readings)
        if day > due and decided and decided[-1].on <= due:
            yield Remark("delivery_late", day, _("期限内作出的答复，于期限届满之日{due}以后送达", due=due), rule)


def _delivery_day(delivered: ApplicationEvent, readings: Readings) -> date:
    """The day that counts: of electronic delivery that on which it arrived, where the agency reads the law so."""
    if not isinstance(delivered, Delivered) or delivered.reached_on is None or delivered.way is not DeliveryWay.ELECTRONIC:
        return delivered.on
    return delivered.reached_on if readings.of("electronic_delivery") == "reached" else delivered.on


def _replies(case: Case, outcome: str) -> Iterator[Replied]:
    return (event for event in case.events if isinstance(event, Replied) and event.outcome == outcome)


_RULES: tuple[Callable[[Timeline, WorkCalendar, date], Iterator[Remark]], ...] = (
    _late_correction, _correction_not_awaited, _payment_not_awaited, _unclear_without_correction,
    _excessive_without_reasons, _opinion_not_awaited, _without_effect,
)  # fmt: skip
