"""What a letter is about: the office that writes it, the application with its events, and what somebody wrote into it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from disclosure.law import DEFAULT_READINGS, Readings
from disclosure.records import ApplicationEvent


@dataclass(frozen=True, slots=True)
class Office:
    """The agency that writes, as its settings have it. "" where a setting was never filled in.

    ``readings`` are the doubtful points of the law as the agency reads them.
    """

    agency: str
    office: str = ""
    address: str = ""
    postcode: str = ""
    phone: str = ""
    hours: str = ""
    prefix: str = ""
    reconsideration_organ: str = ""
    reconsideration_online: str = ""
    court: str = ""
    readings: Readings = DEFAULT_READINGS


@dataclass(frozen=True, slots=True)
class Matter:
    """One application as its letters speak of it. ``due_on`` is the day on which the reply is due, None while it rests;
    ``organisation`` says that the applicant is no natural person.
    """

    office: Office
    applicant: str
    receipt_number: str
    asked: str
    arrived_on: date
    received_on: date | None = None
    due_on: date | None = None
    channel: str = ""
    way: str = ""
    events: tuple[ApplicationEvent, ...] = ()
    organisation: bool = False

    def addressed(self, text: str) -> str:
        """A sentence of ours as it speaks to this applicant: a person is 您, an organisation 你单位."""
        return text.replace("您", "你单位") if self.organisation else text


@dataclass(frozen=True, slots=True)
class Withheld:
    """A part that is withheld in a separated reply (区分处理): the row whose article it falls under, what it is, and why."""

    row: str
    what: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Additions:
    """What somebody wrote into a letter: reasons, what the decision must tell besides, what is provided, to whom it goes."""

    reason: str = ""
    needed: str = ""
    provided: str = ""
    note: str = ""
    addressee: str = ""
    opinion: str = ""
    amount: str = ""
    tariff: str = ""
    pay_how: str = ""
    delivery: str = ""
    letter_title: str = ""
    letter_number: str = ""
    parts: tuple[Withheld, ...] = ()
    files: tuple[str, ...] = ()
