"""What happens to an application for information (政府信息公开申请), as dated facts.

A case is the list of its events; status, due day and figures are folds over them. Events are only ever added: a mistake is
corrected by a further event. Days are Beijing days.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


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


@dataclass(frozen=True, slots=True)
class Received:
    """The application arrived: handed in, signed for, or found in the letter box or the in-box.

    ``confirmed_on`` is the day on which office and applicant confirmed receipt, where the channel asks for it; None means that
    they did on the day of arrival.
    """

    on: date
    channel: Channel = Channel.COUNTER
    confirmed_on: date | None = None


@dataclass(frozen=True, slots=True)
class CorrectionAsked:
    """The applicant was told what to correct (补正告知)."""

    on: date


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
    """The opinion asked for under ``name`` arrived (收到意见)."""

    on: date
    name: str = ""


@dataclass(frozen=True, slots=True)
class Extended:
    """The reply period was extended and the applicant told (延长答复期限). ``days`` None: by the longest time the law allows."""

    on: date
    days: int | None = None


@dataclass(frozen=True, slots=True)
class FeeNoticed:
    """The applicant received the notice to pay the processing fee (收到收费通知)."""

    on: date


@dataclass(frozen=True, slots=True)
class Paid:
    """The applicant completed the payment (完成缴费)."""

    on: date


ApplicationEvent = Received | CorrectionAsked | Corrected | ConsultationSent | ConsultationAnswered | Extended | FeeNoticed | Paid
