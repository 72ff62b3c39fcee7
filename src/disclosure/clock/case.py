"""The events of an application put in order for the clock, and refused where they contradict each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from disclosure.errors import CaseError
from disclosure.language import _
from disclosure.law import period, receipt_rule
from disclosure.records import (
    EVENT_NAMES,
    ApplicationEvent,
    Confirmed,
    ConsultationAnswered,
    ConsultationSent,
    Corrected,
    CorrectionAsked,
    DelaySet,
    Extended,
    FeeNoticed,
    Paid,
    ReasonsAsked,
    ReasonsGiven,
    Received,
    Reopened,
    effective,
)

#: Which event must stand open for another to answer it.
_ANSWERS: Mapping[type, type] = {Corrected: CorrectionAsked, Paid: FeeNoticed, ReasonsGiven: ReasonsAsked}


@dataclass(frozen=True, slots=True)
class Case:
    """An application's receipt and its further events in order.

    A case that was reopened by a review or a judgment has several phases (:attr:`phases`); in all but the first ``reopened``
    is the demand for a new reply, with which the phase begins.
    """

    received: Received
    events: tuple[ApplicationEvent, ...]
    reopened: Reopened | None = None

    @property
    def received_on(self) -> date:
        """收到申请之日 by channel (第三十一条): the day of confirmation where it decides, else the day of arrival."""
        rule = receipt_rule(self.received.rule, self.received.on)
        if rule.by_confirmation and self.received.confirmed_on is not None:
            return self.received.confirmed_on
        return self.received.on

    @property
    def day_zero(self) -> date:
        """The day from which the phase counts: of receipt, or on which the decision or judgment was received."""
        return self.received_on if self.reopened is None else self.reopened.on

    @property
    def phases(self) -> tuple[Case, ...]:
        """The case from receipt to the first demand for a new reply, from that to the next, and so on."""
        starts = [place for place, event in enumerate(self.events) if isinstance(event, Reopened)]
        cuts = [*starts, len(self.events)]
        later = (
            Case(self.received, self.events[start + 1 : end], reopened)
            for start, end in zip(starts, cuts[1:], strict=True)
            if isinstance(reopened := self.events[start], Reopened)
        )
        return (Case(self.received, self.events[: cuts[0]], self.reopened), *later)

    def on(self, day: date) -> tuple[ApplicationEvent, ...]:
        """The events of a day, in order."""
        return tuple(event for event in self.events if event.on == day)

    def of(self, kind: type) -> tuple[ApplicationEvent, ...]:
        """The events of a kind, in order."""
        return tuple(event for event in self.events if isinstance(event, kind))


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
    for phase in case.phases:
        _check_answers(phase.events)
        _check_consultations(phase.events)
        _check_extension(phase)
        _check_set_days(phase)
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
        if event.on < case.received_on:
            name = EVENT_NAMES[type(event)]
            raise CaseError(
                _("“{event}”（{day}）早于收到申请之日{zero}，请核对日期", event=name, day=event.on, zero=case.received_on)
            )


def _check_answers(events: Sequence[ApplicationEvent]) -> None:
    """A correction answers a request for it, a payment a notice; neither question is put twice before it is answered.

    A phase begins afresh: what was asked before a demand for a new reply needs no answer any more.
    """
    open_questions: set[type] = set()
    for event in events:
        kind = type(event)
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
            if event.delivered_on is not None and event.delivered_on < event.on:
                raise CaseError(_("征求意见书{sent}发出，不能在此前的{day}收到，请核对", sent=event.on, day=event.delivered_on))
            open_names.add(event.name)
        elif isinstance(event, ConsultationAnswered):
            if event.name not in open_names:
                raise CaseError(_("{day}收到的意见找不到对应的征求意见书，请先补录", day=event.on))
            open_names.discard(event.name)


def _check_extension(case: Case) -> None:
    """One extension, by at least one day and no more than the law allows; told no earlier than decided."""
    extensions = [event for event in case.events if isinstance(event, Extended)]
    if not extensions:
        return
    longest = period("application.extension", case.received_on)
    if len(extensions) > 1:
        raise CaseError(_("答复期限只能延长一次（{law}），{day}的延长不能再记录", law=longest.citation, day=extensions[1].on))
    days, told = extensions[0].days, extensions[0].told_on
    if days is not None and not 1 <= days <= longest.length:
        raise CaseError(
            _(
                "延长的期限应为1至{longest}个工作日（{law}），不能是{days}",
                longest=longest.length,
                law=longest.citation,
                days=days,
            )
        )
    if told is not None and told < extensions[0].on:
        raise CaseError(_("告知延长之日{told}早于决定之日{day}，请核对", told=told, day=extensions[0].on))


def _check_set_days(case: Case) -> None:
    """A day that the agency or a decision sets lies after the day on which it is set."""
    for set_on, until in _set_days(case):
        if until <= set_on:
            raise CaseError(_("{day}确定的答复日期{until}应当在其后，请核对", day=set_on, until=until))


def _set_days(case: Case) -> Iterator[tuple[date, date]]:
    if case.reopened is not None and case.reopened.due_on is not None:
        yield case.reopened.on, case.reopened.due_on
    for event in case.events:
        if isinstance(event, DelaySet):
            yield event.on, event.until
