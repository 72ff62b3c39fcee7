"""An application as a record (案卷): its events folded to status, outcome and the days that figures count by.

Days are Beijing days; a day ends at 24:00. Events stand as they were recorded; the folds order them by their days.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from disclosure.errors import CaseError
from disclosure.language import Label, Message, _
from disclosure.law import receipt_rule
from disclosure.records.application import (
    EVENT_NAMES,
    ApplicationEvent,
    Confirmed,
    ConsultationAnswered,
    ConsultationSent,
    Corrected,
    CorrectionAsked,
    DelaySet,
    Delivered,
    Extended,
    FeeNoticed,
    Paid,
    ReasonsAsked,
    ReasonsGiven,
    Received,
    Reopened,
    Replied,
    Transferred,
    Withdrawn,
    effective,
)
from disclosure.records.outcomes import outcome_of, withdrawal


class Status(StrEnum):
    """Where an application stands (办理状态)."""

    UNCONFIRMED = "unconfirmed"
    HANDLING = "handling"
    CORRECTION = "correction"
    CONSULTING = "consulting"
    PAYMENT = "payment"
    REPLIED = "replied"
    DELIVERED = "delivered"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> Label:
        """The status in words."""
        return _STATUS_LABELS[self]

    @property
    def is_closed(self) -> bool:
        """Whether the application is decided or withdrawn (已办结)."""
        return self in (Status.REPLIED, Status.DELIVERED, Status.WITHDRAWN)


_STATUS_LABELS = {
    Status.UNCONFIRMED: Label("待确认收到", "receipt to be confirmed"),
    Status.HANDLING: Label("办理中", "being handled"),
    Status.CORRECTION: Label("待补正", "correction awaited"),
    Status.CONSULTING: Label("征求意见中", "opinion awaited"),
    Status.PAYMENT: Label("待缴费", "payment awaited"),
    Status.REPLIED: Label("已答复，待送达", "decided, to be delivered"),
    Status.DELIVERED: Label("已送达", "reply delivered"),
    Status.WITHDRAWN: Label("已撤回", "withdrawn"),
}

_HANDLING = (
    CorrectionAsked, ConsultationSent, Extended, ReasonsAsked, ReasonsGiven, DelaySet, Transferred, FeeNoticed, Replied,
    Withdrawn,
)  # fmt: skip
#: Which event may follow while an application stands in a status. A taking back (Struck) may always follow.
FOLLOWS: Mapping[Status, tuple[type, ...]] = {
    Status.UNCONFIRMED: (Confirmed, Withdrawn),
    Status.HANDLING: _HANDLING,
    Status.CONSULTING: (ConsultationAnswered, *_HANDLING),
    Status.CORRECTION: (Corrected, ConsultationAnswered, Transferred, Replied, Withdrawn),
    Status.PAYMENT: (Paid, ConsultationAnswered, Transferred, Replied, Withdrawn),
    Status.REPLIED: (Delivered, Reopened),
    Status.DELIVERED: (Reopened,),
    Status.WITHDRAWN: (),
}
_LEADS_TO: Mapping[type, Status] = {
    Confirmed: Status.HANDLING,
    CorrectionAsked: Status.CORRECTION,
    Corrected: Status.HANDLING,
    FeeNoticed: Status.PAYMENT,
    Paid: Status.HANDLING,
    Replied: Status.REPLIED,
    Delivered: Status.DELIVERED,
    Withdrawn: Status.WITHDRAWN,
    Reopened: Status.HANDLING,
}


@dataclass
class _State:
    """The state of a case while its events go by."""

    status: Status | None = None
    received_on: date | None = None
    decided: Replied | Withdrawn | None = None
    reopened: Reopened | None = None
    consultations: tuple[str, ...] = ()
    extended: bool = False
    correction_asked: bool = False
    reasons: type | None = None

    def shown(self) -> Status:
        """The status; handling with an opinion awaited is consulting."""
        if self.status is None:
            raise CaseError(_("一件申请应当有且只有一次收到，现有{count}次", count=0))
        return Status.CONSULTING if self.status is Status.HANDLING and self.consultations else self.status

    def allowed(self) -> tuple[type, ...]:
        """What may follow now: the table, without an answer to nothing and without what the law lets happen once.

        Correction is asked for in one go (一次性, 第三十条), the period extended once; reasons are asked for before they are
        given, and a delay is set on reasons that hold (第三十五条).
        """
        closed = {
            ConsultationAnswered: not self.consultations,
            Extended: self.extended,
            CorrectionAsked: self.correction_asked,
            ReasonsAsked: self.reasons is not None,
            ReasonsGiven: self.reasons is not ReasonsAsked,
            DelaySet: self.reasons is not ReasonsGiven,
        }
        return tuple(kind for kind in FOLLOWS[self.shown()] if not closed.get(kind, False))

    def pass_event(self, event: ApplicationEvent) -> None:
        """Let an event happen. Raises :class:`CaseError` where it may not follow."""
        if isinstance(event, Received):
            self._receive(event)
            return
        self._check(event)
        if isinstance(event, ConsultationSent):
            self.consultations += (event.name,)
        elif isinstance(event, Extended):
            self.extended = True
        elif isinstance(event, CorrectionAsked):
            self.correction_asked = True
        elif isinstance(event, ReasonsAsked | ReasonsGiven | DelaySet):
            self.reasons = type(event)
        elif isinstance(event, ConsultationAnswered):
            self.consultations = tuple(name for name in self.consultations if name != event.name)
        elif isinstance(event, Confirmed):
            self.received_on = event.on
        elif isinstance(event, Replied | Withdrawn):
            self.decided, self.consultations = event, ()
        elif isinstance(event, Reopened):
            # The day of the new reply is set by the decision or judgment; there is nothing left to extend.
            self.decided, self.reopened, self.extended = None, event, event.due_on is not None
            self.correction_asked, self.reasons = False, None
        self.status = _LEADS_TO.get(type(event), self.status)

    def _receive(self, event: Received) -> None:
        if self.status is not None:
            raise CaseError(_("一件申请应当有且只有一次收到，现有{count}次", count=2))
        by_confirmation = receipt_rule(event.rule, event.on).by_confirmation
        self.received_on = event.confirmed_on if by_confirmation else event.on
        self.status = Status.UNCONFIRMED if self.received_on is None else Status.HANDLING

    def _check(self, event: ApplicationEvent) -> None:
        status, name = self.shown(), EVENT_NAMES[type(event)]
        allowed = self.allowed()
        if not isinstance(event, allowed):
            open_to: list[Label | Message] = [EVENT_NAMES[each] for each in allowed] or [_("没有别的事项")]
            raise CaseError(
                _("{day}：这件申请{status}，不能记录“{event}”；可以记录：{allowed}",
                  day=event.on, status=status.label, event=name, allowed=open_to)
            )  # fmt: skip
        if isinstance(event, ConsultationAnswered) and event.name not in self.consultations:
            raise CaseError(_("{day}收到的意见找不到对应的征求意见书，请先补录", day=event.on))
        if isinstance(event, Replied):
            self._check_outcome(event, status)

    def _check_outcome(self, event: Replied, status: Status) -> None:
        """An overdue correction or payment can only be the outcome while it is awaited, and then nothing else can."""
        outcome = outcome_of(event.outcome)
        outcome.decision(event.decision)
        waiting = status in (Status.CORRECTION, Status.PAYMENT)
        if outcome.only_while is None and not waiting:
            return
        if outcome.only_while != status:
            raise CaseError(
                _("{day}：这件申请{status}，不能以这一结果办结；请先记录收到补正、缴费，或者另选结果",
                  day=event.on, status=status.label)
            )  # fmt: skip


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """An application with its applicant's kind (a column of table three) and its events as recorded.

    What arrived but was never confirmed, where receipt needs confirmation (第三十一条), has no ``received_on`` and counts
    nowhere.
    """

    id: str
    applicant_kind: str
    events: tuple[ApplicationEvent, ...]

    def _state(self, on: date | None = None) -> _State:
        state = _State()
        for event in sorted(effective(self.events), key=lambda event: event.on):
            if on is None or event.on <= on:
                state.pass_event(event)
        return state

    def check(self, today: date | None = None) -> None:
        """Raise :class:`CaseError` where an event may not follow the ones before it, or lies after ``today``."""
        for event in self.events:
            if today is not None and event.on > today:
                raise CaseError(_("{day}还没有到，只能记录已经发生的事", day=event.on))
        self._state().shown()

    def status(self, on: date | None = None) -> Status:
        """Where the application stands at the end of a day; after all its events without one. Raises :class:`CaseError`."""
        return self._state(on).shown()

    def open_events(self) -> tuple[type, ...]:
        """The kinds of events that may follow now."""
        return self._state().allowed()

    @property
    def received_on(self) -> date | None:
        """收到申请之日 by channel (第三十一条), None while it is not confirmed."""
        return self._state().received_on

    @property
    def outcome(self) -> str | None:
        """The row of table three in which it was decided, None while it is open."""
        return self.outcome_on(None)

    def outcome_on(self, on: date | None) -> str | None:
        """The outcome as it stood at the end of a day."""
        decided = self._state(on).decided
        return withdrawal() if isinstance(decided, Withdrawn) else decided.outcome if decided else None

    def first_outcome_on(self, on: date | None) -> str | None:
        """The outcome of the first reply or withdrawal by the end of a day, whatever followed it."""
        state = _State()
        for event in sorted(effective(self.events), key=lambda event: event.on):
            if on is None or event.on <= on:
                state.pass_event(event)
                if state.decided is not None:
                    break
        return withdrawal() if isinstance(state.decided, Withdrawn) else state.decided.outcome if state.decided else None

    @property
    def decided_on(self) -> date | None:
        """The day of the reply or the withdrawal, None while it is open."""
        decided = self._state().decided
        return decided.on if decided else None

    @property
    def closed_on(self) -> date | None:
        """The day on which the application was decided or withdrawn; delivery does not move it."""
        return self.decided_on

    @property
    def reasons_awaited(self) -> bool:
        """Whether the applicant was asked for reasons and has not given them (第三十五条)."""
        return self._state().reasons is ReasonsAsked

    @property
    def reopened(self) -> Reopened | None:
        """The last demand for a new reply, with the day by which it is due."""
        return self._state().reopened

    def is_open(self, at: date) -> bool:
        """Whether it was received and not decided at the end (24:00) of a day."""
        events = effective(self.events)
        if not any(event.on <= at for event in events if isinstance(event, Received)):
            return False
        state = self._state(at)
        return state.received_on is not None and state.received_on <= at and state.decided is None
