"""A dispute as a record: its events folded to where it stands, and to what it counts as in a year.

Events stand as they were recorded; the folds order them by their days.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from disclosure.errors import CaseError
from disclosure.language import Label, _
from disclosure.records.dispute import DisputeKind, DisputeOutcome, DisputeRecord
from disclosure.records.dispute_endings import AS_BEFORE, PENDING, Ending, ending_of
from disclosure.records.dispute_events import (
    DISPUTE_EVENT_NAMES,
    AnswerFiled,
    Appealed,
    CopyReceived,
    Decided,
    DecisionReceived,
    DisputeEvent,
    HearingHeld,
    Resumed,
    RetrialOrdered,
    Suspended,
    effective_in_dispute,
)
from disclosure.records.dispute_suspensions import Ground, suspension_ground


class Stage(StrEnum):
    """Where a dispute stands (审理阶段)."""

    TO_ANSWER = "to_answer"
    PENDING = "pending"
    SUSPENDED = "suspended"
    DECIDED = "decided"

    @property
    def label(self) -> Label:
        """The stage in words."""
        return _STAGES[self]


_STAGES = {
    Stage.TO_ANSWER: Label("待答复、答辩", "to be answered"),
    Stage.PENDING: Label("审理中", "pending"),
    Stage.SUSPENDED: Label("已中止", "suspended"),
    Stage.DECIDED: Label("已作出决定、裁判", "decided"),
}
_BEFORE = (HearingHeld, Suspended, Decided)


@dataclass(frozen=True, slots=True)
class Suspension:
    """A time for which an instance was suspended (中止): from ``since``; ``until``, the day on which it went on, is not of it.

    ``until`` None: it still is.
    """

    since: date
    ground: Ground
    until: date | None = None

    def holds(self, on: date) -> bool:
        """Whether the case stood still on a day."""
        return self.since <= on and (self.until is None or on < self.until)


@dataclass(frozen=True, slots=True)
class Instance:
    """One instance (审级): what began it, and what happened in it. ``number``: 1 first, 2 second, 3 and on retrial or again."""

    began: CopyReceived | Appealed | RetrialOrdered | Decided
    number: int
    answered: AnswerFiled | None = None
    hearings: tuple[HearingHeld, ...] = ()
    decided: Decided | None = None
    ending: Ending | None = None
    received_on: date | None = None
    suspensions: tuple[Suspension, ...] = ()

    @property
    def suspended(self) -> Suspension | None:
        """The suspension that still lasts."""
        return self.suspensions[-1] if self.suspensions and self.suspensions[-1].until is None else None

    @property
    def is_appeal(self) -> bool:
        """Whether a higher court hears it, or the case is tried again."""
        return isinstance(self.began, Appealed | RetrialOrdered)


@dataclass
class _State:
    """The state while the events go by."""

    kind: DisputeKind
    instances: list[Instance] = field(default_factory=list)
    column: DisputeOutcome | None = None

    @property
    def stage(self) -> Stage | None:
        if not self.instances:
            return None
        last = self.instances[-1]
        if last.decided is not None:
            return Stage.DECIDED
        if last.suspended is not None:
            return Stage.SUSPENDED
        awaits = last.answered is None and not isinstance(last.began, Decided | RetrialOrdered)
        own = isinstance(last.began, Appealed) and last.began.by == "agency"
        return Stage.TO_ANSWER if awaits and not own else Stage.PENDING

    def allowed(self) -> tuple[type, ...]:
        """What may follow now."""
        stage = self.stage
        if stage is None:
            return (CopyReceived,)
        if stage is Stage.SUSPENDED:  # what is settled or given up meanwhile ends it; the answer may be filed all the same
            return (Resumed, Decided) if self.instances[-1].answered else (Resumed, AnswerFiled, Decided)
        if stage is not Stage.DECIDED:
            return _BEFORE if self.instances[-1].answered else (AnswerFiled, *_BEFORE)
        last = self.instances[-1]
        received = (DecisionReceived,) if last.received_on is None else ()
        if self.kind is DisputeKind.RECONSIDERATION:
            return received
        appeal = (Appealed,) if last.ending is not None and last.ending.appeal != "none" and not last.is_appeal else ()
        return (*received, *appeal, RetrialOrdered)

    def pass_event(self, event: DisputeEvent) -> None:
        """Let an event happen. Raises :class:`CaseError` where it may not follow."""
        if not isinstance(event, self.allowed()):
            names: list[Label] = [DISPUTE_EVENT_NAMES[each] for each in self.allowed()]
            raise CaseError(
                _("{day}：现在不能记录“{event}”；可以记录：{allowed}",
                  day=event.on, event=DISPUTE_EVENT_NAMES[type(event)], allowed=names)
            )  # fmt: skip
        if isinstance(event, CopyReceived | Appealed | RetrialOrdered):
            self._begin(event)
        elif isinstance(event, Decided):
            self._decide(event)
        else:
            self._note(event)

    def _begin(self, event: CopyReceived | Appealed | RetrialOrdered) -> None:
        if isinstance(event, CopyReceived) and event.accepted_on is not None and event.accepted_on > event.on:
            raise CaseError(_("受理之日{accepted}晚于收到副本之日{day}，请核对", accepted=event.accepted_on, day=event.on))
        self.instances.append(Instance(event, len(self.instances) + 1))
        self.column = None

    def _decide(self, event: Decided) -> None:
        last = self.instances[-1]
        ending = ending_of(self.kind, event.ending, event.on)
        if not ending.fits(appealed=last.is_appeal):
            raise CaseError(_("“{ending}”不是这一审级的结果，请另选", ending=ending.label))
        if event.received_on is not None and event.received_on < event.on:
            raise CaseError(_("收到文书之日{received}早于作出之日{day}，请核对", received=event.received_on, day=event.on))
        if event.redo and ending.redo == "no":
            raise CaseError(_("“{ending}”不会责令重新答复，请核对", ending=ending.label))
        if event.redo_by is not None and (not event.redo or event.redo_by <= (event.received_on or event.on)):
            raise CaseError(_("重新答复的期限{day}应当在收到文书之后，请核对", day=event.redo_by))
        self._resume(event.on)
        self.instances[-1] = replace(
            self.instances[-1], decided=event, ending=ending, received_on=event.received_on
        )  # fmt: skip
        if ending.column == PENDING:
            self.instances.append(Instance(event, last.number + 1))
            self.column = None
        elif ending.column == AS_BEFORE:
            self.column = self._before()
        else:
            self.column = DisputeOutcome(ending.column)

    def _before(self) -> DisputeOutcome:
        """The column of the decision that was appealed against."""
        found = [each.ending.column for each in self.instances if each.ending is not None]
        return DisputeOutcome(next(column for column in reversed(found) if column in list(DisputeOutcome)))

    def _note(self, event: DisputeEvent) -> None:
        last = self.instances[-1]
        if isinstance(event, AnswerFiled):
            self.instances[-1] = replace(last, answered=event)
        elif isinstance(event, HearingHeld):
            self.instances[-1] = replace(last, hearings=(*last.hearings, event))
        elif isinstance(event, Suspended):
            ground = suspension_ground(self.kind, event.ground, event.on)
            self.instances[-1] = replace(last, suspensions=(*last.suspensions, Suspension(event.on, ground)))
        elif isinstance(event, Resumed):
            self._resume(event.on)
        else:
            self.instances[-1] = replace(last, received_on=event.on)

    def _resume(self, on: date) -> None:
        """End the suspension that lasts, if one does."""
        last = self.instances[-1]
        if last.suspended is not None:
            ended = (*last.suspensions[:-1], replace(last.suspended, until=on))
            self.instances[-1] = replace(last, suspensions=ended)


@dataclass(frozen=True, slots=True)
class DisputeCase:
    """A dispute with its events as recorded. Its methods raise :class:`CaseError` where the events contradict each other."""

    id: str
    kind: DisputeKind
    events: tuple[DisputeEvent, ...]

    def _state(self, on: date | None = None) -> _State:
        state = _State(self.kind)
        for event in sorted(effective_in_dispute(self.events), key=lambda event: event.on):
            if on is None or event.on <= on:
                state.pass_event(event)
        return state

    def check(self, today: date) -> None:
        """Raise :class:`CaseError` where an event may not follow the ones before it, or lies after ``today``."""
        for event in self.events:
            days = [event.on, *([event.received_on] if isinstance(event, Decided) and event.received_on else [])]
            if max(days) > today:
                raise CaseError(_("{day}还没有到，只能记录已经发生的事", day=max(days)))
        if not self._state().instances:
            raise CaseError(_("案件从收到副本开始，请先记录"))

    def instances(self, on: date | None = None) -> tuple[Instance, ...]:
        """The instances as they stood at the end of a day, the last one last."""
        return tuple(self._state(on).instances)

    def stage(self, on: date | None = None) -> Stage | None:
        """Where it stands at the end of a day; None before it began."""
        return self._state(on).stage

    def open_events(self) -> tuple[type, ...]:
        """The kinds of events that may follow now."""
        return self._state().allowed()

    @property
    def filed_on(self) -> date:
        """The day from which it counts: accepted by organ or court, else received by the agency."""
        first = next(event for event in effective_in_dispute(self.events) if isinstance(event, CopyReceived))
        return first.accepted_on or first.on

    def record(self, on: date | None = None) -> DisputeRecord:
        """What it counts as at the end of a day: pending, or closed by the last decision with its column of table four."""
        state = self._state(on)
        last = state.instances[-1].decided if state.instances and state.column is not None else None
        return DisputeRecord(self.id, self.kind, self.filed_on, last.on if last else None, state.column)


OPENERS: Mapping[type, Label] = {
    CopyReceived: Label("第一审", "first instance"),
    Appealed: Label("第二审", "second instance"),
    RetrialOrdered: Label("再审", "retrial"),
    Decided: Label("重审", "heard again"),
}
