"""The events of an application put in order for the clock, and refused where they contradict each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from disclosure.clock.counting import after_working_days, next_day
from disclosure.errors import CaseError
from disclosure.language import _
from disclosure.law import Citation, WorkCalendar, method, period, receipt_rule
from disclosure.records import (
    EVENT_NAMES,
    ApplicationEvent,
    Confirmed,
    ConsultationAnswered,
    ConsultationSent,
    Consulted,
    Corrected,
    CorrectionAsked,
    Extended,
    FeeNoticed,
    Paid,
    Received,
    Reopened,
    effective,
)

#: Which event must stand open for another to answer it.
_ANSWERS: Mapping[type, type] = {Corrected: CorrectionAsked, Paid: FeeNoticed}
_CONSULTATION_PERIODS = {
    Consulted.THIRD_PARTY: "application.consultation_period",
    Consulted.AGENCY: "application.agency_consultation_period",
}


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Days that a consultation takes out of the count, both included. ``lapsed``: it ended without an answer in time."""

    first: date
    last: date
    lapsed: bool
    citation: Citation


@dataclass(frozen=True, slots=True)
class Case:
    """An application's receipt and its further events in order."""

    received: Received
    events: tuple[ApplicationEvent, ...]

    @property
    def day_zero(self) -> date:
        """收到申请之日 by channel (第三十一条): the day of confirmation where it decides, else the day of arrival."""
        rule = receipt_rule(self.received.channel, self.received.on)
        if rule.by_confirmation and self.received.confirmed_on is not None:
            return self.received.confirmed_on
        return self.received.on

    def on(self, day: date) -> tuple[ApplicationEvent, ...]:
        """The events of a day, in order."""
        return tuple(event for event in self.events if event.on == day)


def case_of(events: Iterable[ApplicationEvent]) -> Case:
    """The case that the events make up, put in order of their days (events of one day stay in the order given).

    What was taken back (:class:`Struck`) does not count. Raises :class:`CaseError` when receipt is missing or stands twice, an
    event precedes it, or one answers to nothing.
    """
    ordered = sorted(effective(events), key=lambda event: event.on)
    received = _receipt(ordered)
    if received.confirmed_on is not None and received.confirmed_on < received.on:
        raise CaseError(
            _("确认日{confirmed}早于收到之日{received}，请核对", confirmed=received.confirmed_on, received=received.on)
        )
    case = Case(received, tuple(event for event in ordered if not isinstance(event, Received | Confirmed)))
    _check_after_receipt(case)
    _check_answers(case.events)
    _check_consultations(case.events)
    _check_extension(case)
    return case


def _receipt(events: Sequence[ApplicationEvent]) -> Received:
    """The one receipt, with the day of its confirmation where that was recorded as an event of its own."""
    receipts = [event for event in events if isinstance(event, Received)]
    if len(receipts) != 1:
        raise CaseError(_("一件申请应当有且只有一次收到，现有{count}次", count=len(receipts)))
    confirmations = [event.on for event in events if isinstance(event, Confirmed)]
    if len(confirmations) + (receipts[0].confirmed_on is not None) > 1:
        raise CaseError(_("收到申请只能确认一次，请核对“{event}”", event=EVENT_NAMES[Confirmed]))
    return replace(receipts[0], confirmed_on=confirmations[0]) if confirmations else receipts[0]


def _check_after_receipt(case: Case) -> None:
    for event in case.events:
        if event.on < case.day_zero:
            name = EVENT_NAMES[type(event)]
            raise CaseError(
                _("“{event}”（{day}）早于收到申请之日{zero}，请核对日期", event=name, day=event.on, zero=case.day_zero)
            )


def _check_answers(events: Sequence[ApplicationEvent]) -> None:
    """A correction answers a request for it, a payment a notice; neither question is put twice before it is answered.

    A demand for a new reply begins afresh: what was asked before it needs no answer any more.
    """
    open_questions: set[type] = set()
    for event in events:
        kind = type(event)
        if kind is Reopened:
            open_questions.clear()
        if kind in open_questions:
            raise CaseError(_("上一次“{event}”还没有结果，{day}不能再次记录", event=EVENT_NAMES[kind], day=event.on))
        if kind in _ANSWERS.values():
            open_questions.add(kind)
        elif kind in _ANSWERS:
            if _ANSWERS[kind] not in open_questions:
                asked = EVENT_NAMES[_ANSWERS[kind]]
                raise CaseError(
                    _("{day}的“{event}”之前没有“{asked}”，请先补录", day=event.on, event=EVENT_NAMES[kind], asked=asked)
                )
            open_questions.discard(_ANSWERS[kind])


def _check_consultations(events: Sequence[ApplicationEvent]) -> None:
    open_names: set[str] = set()
    for event in events:
        if isinstance(event, ConsultationSent):
            if event.name in open_names:
                raise CaseError(_("{day}的征求意见与尚未答复的一次同名，请用不同的名称区分", day=event.on))
            open_names.add(event.name)
        elif isinstance(event, ConsultationAnswered):
            if event.name not in open_names:
                raise CaseError(_("{day}收到的意见找不到对应的征求意见书，请先补录", day=event.on))
            open_names.discard(event.name)


def _check_extension(case: Case) -> None:
    """One extension, by at least one day and no more than the law allows."""
    extensions = [event for event in case.events if isinstance(event, Extended)]
    if not extensions:
        return
    longest = period("application.extension", case.day_zero)
    if len(extensions) > 1:
        raise CaseError(_("答复期限只能延长一次（{law}），{day}的延长不能再记录", law=longest.citation, day=extensions[1].on))
    days = extensions[0].days
    if days is not None and not 1 <= days <= longest.length:
        raise CaseError(
            _(
                "延长的期限应为1至{longest}个工作日（{law}），不能是{days}",
                longest=longest.length,
                law=longest.citation,
                days=days,
            )
        )


def exclusions(case: Case, calendar: WorkCalendar) -> Iterator[Exclusion]:
    """The days that each consultation takes out of the count: from the day after sending to the answer or the period's end.

    The law does not fix these days; the rule carried out here is named in ``law/application/consultation_exclusion.yaml``.
    """
    for index, event in enumerate(case.events):
        if isinstance(event, ConsultationSent):
            yield _exclusion(event, _answer(event, case.events[index + 1 :]), calendar)


def _answer(sent: ConsultationSent, later: Sequence[ApplicationEvent]) -> date | None:
    answers = (event.on for event in later if isinstance(event, ConsultationAnswered) and event.name == sent.name)
    return next(answers, None)


def _exclusion(sent: ConsultationSent, answered: date | None, calendar: WorkCalendar) -> Exclusion:
    rule = method("application.consultation_exclusion", sent.on, known="day_after_sent_to_answer")
    allowed = period(_CONSULTATION_PERIODS[sent.consulted], sent.on)
    limit = after_working_days(sent.delivered_on or sent.on, allowed.length, calendar).on
    lapsed = answered is None or answered > limit
    return Exclusion(next_day(sent.on), limit if answered is None or lapsed else answered, lapsed, rule.citation)
