"""The letters that an applicant may have: signed, not taken back, and of replies only what was delivered."""

from __future__ import annotations

from disclosure.letters import template
from portal.applications.letters.stored import is_delivered
from portal.applications.models import Application, Letter


def struck_events(application: Application) -> set[int]:
    """The sequence numbers of events that were taken back (更正误录)."""
    return {event.payload["sequence"] for event in application.events.all() if event.kind == "struck"}


def is_void(letter: Letter, struck: set[int]) -> bool:
    """Whether the event that a letter goes with was taken back, and the letter with it (作废)."""
    return letter.event is not None and letter.event.sequence in struck


def letters_given(application: Application) -> list[Letter]:
    """The letters to the applicant that are out."""
    struck, delivered = struck_events(application), is_delivered(application)
    signed = application.letters.filter(state=Letter.State.SIGNED).select_related("event").order_by("made_on", "pk")
    return [
        each for each in signed
        if template(each.kind).reader == "applicant" and not is_void(each, struck) and (each.kind != "reply" or delivered)
    ]  # fmt: skip


def reply_given(application: Application) -> Letter | None:
    """The reply that the applicant has: signed and delivered, never a draft beside it."""
    return next((each for each in reversed(letters_given(application)) if each.kind == "reply"), None)
