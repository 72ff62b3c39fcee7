"""What happens to an application for information (政府信息公开申请), as dated facts.

A case is the list of its events; status, due day and figures are folds over them. Events are only ever added: a mistake is
corrected by a further event. Days are Beijing days.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from disclosure.errors import CaseError
from disclosure.language import Label, _


class Channel(StrEnum):
    """By which way an application came (申请渠道). E-mail and web forms are both 互联网渠道."""

    COUNTER = "counter"
    REGISTERED_POST = "registered_post"
    POST = "post"
    ONLINE = "online"
    FAX = "fax"


class Consulted(StrEnum):
    """Whom a consultation asks (征求意见): a third party (第三十二条) or an agency that made the information too (第三十四条)."""

    THIRD_PARTY = "third_party"
    AGENCY = "agency"


class Opinion(StrEnum):
    """What the consulted say (意见): disclosure is agreed to or refused. Silence is no opinion; the law says what it means."""

    AGREES = "agrees"
    REFUSES = "refuses"


class DeliveryWay(StrEnum):
    """How a reply is delivered (送达方式, 国办公开办函〔2016〕235号); electronic delivery is not in that interpretation."""

    DIRECT = "direct"
    ENTRUSTED = "entrusted"
    POST = "post"
    ELECTRONIC = "electronic"


@dataclass(frozen=True, slots=True)
class Received:
    """The application arrived: handed in, signed for, or found in the letter box or the in-box.

    ``confirmed_on`` is the day on which office and applicant confirmed receipt, where the channel asks for it; None means that
    they did on the day of arrival. ``misaddressed``: it reached another unit of the agency, which passed it on to the
    disclosure office; ``on`` is the day on which that office had it.
    """

    on: date
    channel: Channel = Channel.COUNTER
    confirmed_on: date | None = None
    misaddressed: bool = False

    @property
    def rule(self) -> str:
        """The key of the rule that says which day is the day of receipt: its channel's, or that of what was misaddressed."""
        return "misaddressed" if self.misaddressed else str(self.channel)


@dataclass(frozen=True, slots=True)
class CorrectionAsked:
    """The applicant was told what to correct (补正告知), by ``answer_by``: a reasonable period that the agency sets."""

    on: date
    answer_by: date | None = None


@dataclass(frozen=True, slots=True)
class Corrected:
    """The corrected application was received (收到补正的申请)."""

    on: date


@dataclass(frozen=True, slots=True)
class ConsultationSent:
    """A letter asking for an opinion was sent (发出征求意见书).

    ``name`` tells consultations of one case apart. ``delivered_on`` is the day on which the consulted received the letter, from
    which their period runs; None means the day of sending.
    """

    on: date
    consulted: Consulted = Consulted.THIRD_PARTY
    name: str = ""
    delivered_on: date | None = None


@dataclass(frozen=True, slots=True)
class ConsultationAnswered:
    """The opinion asked for under ``name`` arrived (收到意见). ``opinion`` None: not recorded which."""

    on: date
    name: str = ""
    opinion: Opinion | None = None


@dataclass(frozen=True, slots=True)
class Extended:
    """The reply period was extended with the approval of the head of the disclosure office (延长答复期限).

    ``days`` None: by the longest time the law allows. ``told_on`` is the day on which the applicant was told; None means the
    day of the decision.
    """

    on: date
    days: int | None = None
    told_on: date | None = None


@dataclass(frozen=True, slots=True)
class ReasonsAsked:
    """The applicant of clearly excessive applications was asked for reasons (要求说明理由, 第三十五条), by ``answer_by``."""

    on: date
    answer_by: date | None = None


@dataclass(frozen=True, slots=True)
class ReasonsGiven:
    """The reasons for excessive applications arrived (收到理由)."""

    on: date


@dataclass(frozen=True, slots=True)
class DelaySet:
    """The reasons hold, but the period can't be kept: the agency set a later day and told the applicant (确定延迟答复的期限)."""

    on: date
    until: date


@dataclass(frozen=True, slots=True)
class Transferred:
    """Handling passed to another unit of the same agency (内部转办); the clock goes on."""

    on: date
    unit: str = ""


@dataclass(frozen=True, slots=True)
class FeeNoticed:
    """The applicant received the notice to pay the processing fee (收到收费通知)."""

    on: date


@dataclass(frozen=True, slots=True)
class Paid:
    """The applicant completed the payment (完成缴费)."""

    on: date


@dataclass(frozen=True, slots=True)
class Confirmed:
    """Office and applicant confirmed receipt (双方确认): the day of receipt of what came online, by fax or by ordinary post."""

    on: date


@dataclass(frozen=True, slots=True)
class Replied:
    """The decision on the application (答复): ``outcome`` is a leaf row of table three, ``decision`` the way it was reached.

    An outcome with a single decision needs no ``decision`` (see :mod:`disclosure.records.outcomes`).
    """

    on: date
    outcome: str
    decision: str = ""


@dataclass(frozen=True, slots=True)
class Delivered:
    """The reply was delivered (送达): ``on`` is the day that counts for its ``way`` — signing, posting, or sending.

    ``reached_on`` is the day on which the applicant had it, where that is known and another; the periods for remedies run
    from it. ``way`` None: not recorded.
    """

    on: date
    way: DeliveryWay | None = None
    reached_on: date | None = None


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The applicant took the application back (撤回)."""

    on: date


@dataclass(frozen=True, slots=True)
class Reopened:
    """A decision on reconsideration or a judgment demands a new reply (责令重新答复), received on ``on``.

    ``due_on`` is the day that it sets; None where it sets none, then the reply period of the law runs from ``on``. ``dispute``
    is the id of the dispute in which it was made (``dispute:3``), where that is on record.
    """

    on: date
    due_on: date | None = None
    dispute: str = ""


@dataclass(frozen=True, slots=True)
class Struck:
    """A wrongly keyed event is taken back (更正误录): the event at ``sequence`` (from 1) counts as never recorded."""

    on: date
    sequence: int
    reason: str


ApplicationEvent = (
    Received
    | Confirmed
    | CorrectionAsked
    | Corrected
    | ConsultationSent
    | ConsultationAnswered
    | Extended
    | ReasonsAsked
    | ReasonsGiven
    | DelaySet
    | Transferred
    | FeeNoticed
    | Paid
    | Replied
    | Delivered
    | Withdrawn
    | Reopened
    | Struck
)

EVENT_NAMES: Mapping[type, Label] = {
    Received: Label("收到申请", "application received"),
    Confirmed: Label("确认收到", "receipt confirmed"),
    CorrectionAsked: Label("告知补正", "correction asked"),
    Corrected: Label("收到补正的申请", "corrected application received"),
    ConsultationSent: Label("发出征求意见书", "consultation sent"),
    ConsultationAnswered: Label("收到意见", "opinion received"),
    Extended: Label("决定延长答复期限", "reply period extended"),
    ReasonsAsked: Label("要求说明理由", "reasons asked"),
    ReasonsGiven: Label("收到理由", "reasons received"),
    DelaySet: Label("确定延迟答复的期限", "delay set"),
    Transferred: Label("内部转办", "transferred inside the agency"),
    FeeNoticed: Label("申请人收到收费通知", "fee notice received"),
    Paid: Label("完成缴费", "fee paid"),
    Replied: Label("作出答复", "reply decided"),
    Delivered: Label("送达答复", "reply delivered"),
    Withdrawn: Label("申请人撤回申请", "application withdrawn"),
    Reopened: Label("须重新答复", "new reply demanded"),
    Struck: Label("更正误录", "entry taken back"),
}


def effective(events: Iterable[ApplicationEvent]) -> tuple[ApplicationEvent, ...]:
    """The events that count, as recorded: without those that were taken back, and without the taking back.

    Raises :class:`CaseError` when a counter-event names no earlier event, another counter-event, or one taken back already.
    """
    recorded = tuple(events)
    struck: set[int] = set()
    for place, event in enumerate(recorded, start=1):
        if isinstance(event, Struck):
            _check_struck(recorded, place, event, struck)
            struck.add(event.sequence)
    return tuple(event for place, event in enumerate(recorded, start=1) if place not in struck and not isinstance(event, Struck))


def _check_struck(recorded: tuple[ApplicationEvent, ...], place: int, event: Struck, struck: set[int]) -> None:
    if not 1 <= event.sequence < place:
        raise CaseError(_("没有第{sequence}条记录可以更正，请核对序号", sequence=event.sequence))
    if isinstance(recorded[event.sequence - 1], Struck):
        raise CaseError(_("第{sequence}条本身是一次更正，不能再更正；请重新记录正确的事项", sequence=event.sequence))
    if event.sequence in struck:
        raise CaseError(_("第{sequence}条已经更正过了", sequence=event.sequence))
    if not event.reason.strip():
        raise CaseError(_("更正误录须说明理由"))
