"""What happens to a reconsideration or a lawsuit about disclosure (行政复议、行政诉讼), as dated facts.

A dispute is the list of its events. They are only ever added: a mistake is corrected by a counter-event. Days are Beijing days.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from disclosure.errors import CaseError
from disclosure.language import Label, _


class Procedure(StrEnum):
    """The procedure of a reconsideration (行政复议法第五十三条): for cases of disclosure the organ may choose the simple one."""

    ORDINARY = "ordinary"
    SIMPLE = "simple"


class Appellant(StrEnum):
    """Who appeals (上诉人)."""

    AGENCY = "agency"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class CopyReceived:
    """The agency received the copy of the application for reconsideration or of the complaint (收到副本).

    ``accepted_on`` is the day on which organ or court accepted the case, where it is known: it counts from then; None means
    the day of the copy. ``procedure`` matters for a reconsideration alone.
    """

    on: date
    accepted_on: date | None = None
    procedure: Procedure = Procedure.ORDINARY


@dataclass(frozen=True, slots=True)
class AnswerFiled:
    """The agency handed in its answer with evidence and documents (提出书面答复、答辩状)."""

    on: date


@dataclass(frozen=True, slots=True)
class HearingHeld:
    """The parties were heard (听取意见、听证、开庭)."""

    on: date


@dataclass(frozen=True, slots=True)
class Decided:
    """The instance ended (作出决定、判决、裁定): ``ending`` is a key of ``dispute_endings.yaml``.

    ``received_on`` is the day on which the agency received the document, None while it has not: the period for an appeal and
    that of a new reply run from it. ``redo``: a new reply to the applicant was ordered; ``redo_by`` by which day, None where the
    document sets none.
    """

    on: date
    ending: str
    received_on: date | None = None
    redo: bool = False
    redo_by: date | None = None


@dataclass(frozen=True, slots=True)
class DecisionReceived:
    """The document of the last decision arrived after it had been recorded (收到决定书、判决书、裁定书)."""

    on: date


@dataclass(frozen=True, slots=True)
class Appealed:
    """Somebody appealed against the decision of the first instance (上诉). ``on``: filed, or its copy received by the agency."""

    on: date
    by: Appellant = Appellant.OTHER


@dataclass(frozen=True, slots=True)
class RetrialOrdered:
    """The case is tried again after it was closed (决定再审)."""

    on: date


@dataclass(frozen=True, slots=True)
class Suspended:
    """The case was suspended (中止): ``ground`` is a key of ``dispute_suspensions.yaml``."""

    on: date
    ground: str


@dataclass(frozen=True, slots=True)
class Resumed:
    """The reason for the suspension is gone, and the case goes on (恢复审理)."""

    on: date


@dataclass(frozen=True, slots=True)
class DisputeStruck:
    """A wrongly keyed event is taken back (更正误录): the event at ``sequence`` (from 1) counts as never recorded."""

    on: date
    sequence: int
    reason: str


DisputeEvent = (
    CopyReceived
    | AnswerFiled
    | HearingHeld
    | Suspended
    | Resumed
    | Decided
    | DecisionReceived
    | Appealed
    | RetrialOrdered
    | DisputeStruck
)

DISPUTE_EVENT_NAMES: Mapping[type, Label] = {
    CopyReceived: Label("收到副本", "copy received"),
    AnswerFiled: Label("提出答复、答辩", "answer filed"),
    HearingHeld: Label("听证、开庭", "hearing held"),
    Suspended: Label("中止", "suspended"),
    Resumed: Label("恢复审理", "resumed"),
    Decided: Label("作出决定、裁判", "decided"),
    DecisionReceived: Label("收到决定书、裁判文书", "decision received"),
    Appealed: Label("提起上诉", "appealed"),
    RetrialOrdered: Label("决定再审", "retrial ordered"),
    DisputeStruck: Label("更正误录", "entry taken back"),
}


def effective_in_dispute(events: Iterable[DisputeEvent]) -> tuple[DisputeEvent, ...]:
    """The events that count, as recorded: without those taken back, and without the taking back. Raises :class:`CaseError`."""
    recorded = tuple(events)
    struck: set[int] = set()
    for place, event in enumerate(recorded, start=1):
        if not isinstance(event, DisputeStruck):
            continue
        if not 1 <= event.sequence < place or event.sequence in struck:
            raise CaseError(_("没有第{sequence}条记录可以更正，请核对序号", sequence=event.sequence))
        if isinstance(recorded[event.sequence - 1], DisputeStruck):
            raise CaseError(_("第{sequence}条本身是一次更正，不能再更正；请重新记录正确的事项", sequence=event.sequence))
        if not event.reason.strip():
            raise CaseError(_("更正误录须说明理由"))
        struck.add(event.sequence)
    return tuple(
        event for place, event in enumerate(recorded, start=1) if place not in struck and not isinstance(event, DisputeStruck)
    )
