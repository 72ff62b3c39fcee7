"""A letter filled with samples, to show what a template makes of a case."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from disclosure.letters.compose import compose
from disclosure.letters.facts import samples_of
from disclosure.letters.letter import Letter
from disclosure.letters.matter import Additions, Matter, Office, Withheld
from disclosure.letters.template import Template
from disclosure.letters.wording import Wording
from disclosure.records import (
    ApplicationEvent,
    ConsultationSent,
    Consulted,
    CorrectionAsked,
    DelaySet,
    Extended,
    ReasonsAsked,
    Received,
    Replied,
)

_FIELDS = (
    "reason", "needed", "provided", "note", "addressee", "opinion", "amount", "tariff", "pay_how", "delivery", "letter_title",
    "letter_number",
)  # fmt: skip


def sample_event(kind: str, on: date, *, row: str = "partly_granted", decision: str = "") -> ApplicationEvent | None:
    """An event that a letter of this kind may go with."""
    known: dict[str, ApplicationEvent] = {
        "reply": Replied(on, row, decision),
        "correction": CorrectionAsked(on, on + timedelta(days=14)),
        "extension": Extended(on, None),
        "reasons_asked": ReasonsAsked(on, on + timedelta(days=14)),
        "delayed": DelaySet(on, on + timedelta(days=60)),
        "consultation": ConsultationSent(on, Consulted.THIRD_PARTY, name="1"),
        "agency_consultation": ConsultationSent(on, Consulted.AGENCY, name="1"),
    }
    return known.get(kind)


def sample_matter(office: Office, on: date) -> Matter:
    """An invented application received four weeks before the letter."""
    shown = samples_of("")
    arrived = on - timedelta(days=28)
    return Matter(
        office=office, applicant=shown["applicant"], receipt_number=f"{arrived:%Y%m%d}-001", asked=shown["asked"],
        arrived_on=arrived, received_on=arrived, due_on=on, channel=shown["channel"], way=shown["way"],
        events=(Received(arrived),),
    )  # fmt: skip


def sample_additions(kind: str = "reply") -> Additions:
    """What somebody could write into a letter of this kind."""
    shown = samples_of(kind)
    return Additions(
        **{name: shown[name] for name in _FIELDS},
        parts=(Withheld("refused.third_party_rights"),),
        files=tuple(filter(None, [shown["files"]])),
    )


def sample_letter(written: Template, office: Office, on: date, rules: tuple[Wording, ...] = ()) -> Letter:
    """The letter that a template makes of an invented case."""
    event = sample_event(written.kind, on)
    add = sample_additions(written.kind)
    if written.kind == "reply":
        add = replace(add, needed="")  # a separated reply has nothing to tell besides
    return compose(written, sample_matter(office, on), on, event=event, additions=add, serial=3, rules=rules)
