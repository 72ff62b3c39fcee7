"""What the case and the day put into a letter: the values of the facts that its template names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from disclosure.data import load_yaml, only_keys
from disclosure.errors import DataError, LawError
from disclosure.language import _
from disclosure.law import cite, period
from disclosure.letters.facts import closed, facts, fill, words
from disclosure.letters.matter import Additions, Matter, Withheld
from disclosure.letters.remedies import law_words, reconsideration_first, remedies
from disclosure.letters.template import Template
from disclosure.letters.wording import Wording
from disclosure.records import (
    ApplicationEvent,
    ConsultationSent,
    Consulted,
    Corrected,
    CorrectionAsked,
    DelaySet,
    Extended,
    ReasonsAsked,
    Reopened,
    Replied,
    Transferred,
    effective,
    outcome_of,
    outcomes,
)

_REPLIES = Path(__file__).with_name("replies.yaml")
_SUFFIX = re.compile(r"\.(?:pdf|docx?|wps|et|xlsx?|csv|ofd|rtf|txt|html?|jpe?g|png|gif|bmp|tiff?|zip)$", re.IGNORECASE)
_DECISION_KEYS = {"title", "needed", "provided"}


@dataclass(frozen=True, slots=True)
class ReplyWords:
    """What a decision adds to the template of replies: its title, and how what must be told and is provided is introduced."""

    title: str
    needed: str = "{告知内容}"
    provided: str = "{提供内容}"


@cache
def _replies() -> tuple[Mapping[str, ReplyWords], Mapping[str, str]]:
    data = load_yaml(_REPLIES)
    only_keys(data, {"grounds", "decisions"}, required={"grounds", "decisions"}, where=_REPLIES.name)
    wanted = {f"{row}/{each.key}" for row, outcome in outcomes().items() for each in outcome.decisions}
    if set(data["decisions"]) != wanted:
        raise DataError(_("{where} 与办理结果不一致：{keys}", where=_REPLIES.name, keys=sorted(wanted ^ set(data["decisions"]))))
    for key, entry in data["decisions"].items():
        only_keys(entry, _DECISION_KEYS, required={"title"}, where=f"{_REPLIES.name} {key}")
    return {key: ReplyWords(**entry) for key, entry in data["decisions"].items()}, data["grounds"]


def reply_words(event: Replied) -> ReplyWords:
    """The words of a decision."""
    return _replies()[0][f"{event.outcome}/{outcome_of(event.outcome).decision(event.decision).key}"]


def grounds() -> Mapping[str, str]:
    """The rows on which a part may be withheld in a separated reply, each with how it is described."""
    return _replies()[1]


def written(day: date | None) -> str:
    """A day as letters print it: 2024年9月10日."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def enclosure_name(file: str) -> str:
    """An enclosure as letters name it (GB/T 9704-2012 7.3.4 names the document): without the suffix of its file."""
    return _SUFFIX.sub("", file) or file


def _course(events: Sequence[ApplicationEvent]) -> Iterator[str]:
    """What happened on the way: correction, extension, consultation, a new reply that was demanded."""
    corrected = [event for event in events if isinstance(event, Corrected)]
    if corrected:
        yield words("course_corrected", day=written(corrected[-1].on))
    if any(isinstance(event, Extended) for event in events):
        yield words("course_extended")
    asked = {event.consulted for event in events if isinstance(event, ConsultationSent)}
    if Consulted.THIRD_PARTY in asked:
        yield words("course_third_party")
    if Consulted.AGENCY in asked:
        yield words("course_agency")
    if any(isinstance(event, Reopened) for event in events):
        yield words("course_reopened")


def _contact(matter: Matter) -> str:
    office = matter.office
    told = (("contact_address", "address"), ("contact_phone", "phone"), ("contact_hours", "hours"))
    return "，".join(words(key, **{name: getattr(office, name)}) for key, name in told if getattr(office, name))


def _pay_period(on: date) -> str:
    """The period for paying a processing fee; nothing on a day when there was no such fee, so a notice of it can't be signed."""
    try:
        return period("fees.payment_period", on).label.zh
    except LawError:
        return ""


def _common(matter: Matter, on: date, add: Additions) -> dict[str, str]:
    office = matter.office
    return {
        "agency": office.agency, "office": office.office or office.agency, "address": office.address,
        "postcode": office.postcode, "phone": office.phone, "hours": office.hours, "contact": _contact(matter),
        "prefix": office.prefix, "year": str(on.year), "on": written(on), "applicant": matter.applicant,
        "receipt_number": matter.receipt_number, "received_on": written(matter.received_on or matter.arrived_on),
        "arrived_on": written(matter.arrived_on), "channel": matter.channel, "asked": matter.asked, "way": matter.way,
        "course": matter.addressed("".join(_course(effective(matter.events)))), "due_on": written(matter.due_on),
        "reply_period": period("application.reply_period", matter.received_on or matter.arrived_on).label.zh,
        "pay_period": _pay_period(on),
        "note": closed(add.note), "addressee": add.addressee.strip() or matter.applicant, "opinion": closed(add.opinion),
        "amount": add.amount.strip(), "tariff": closed(add.tariff), "pay_how": closed(add.pay_how),
        "needed": closed(add.needed), "provided": closed(add.provided),
        "reason": words("reason", reason=closed(add.reason)) if add.reason.strip() else "",
        "letter_title": add.letter_title, "letter_number": add.letter_number, "delivery": add.delivery,
        "files": "、".join(f"《{enclosure_name(name)}》" for name in add.files),
    }  # fmt: skip


def _part(number: int, part: Withheld, on: date) -> str:
    decision = outcome_of(part.row).decision("")
    return words(
        "part", number=number, what=part.what.strip().rstrip("。") + "，" if part.what.strip() else words("part_unnamed"),
        ground=grounds()[part.row], law=law_words(decision.citations(on)[0]), reason=closed(part.reason),
    )  # fmt: skip


def _of_reply(event: Replied, matter: Matter, add: Additions) -> dict[str, str]:
    decision = outcome_of(event.outcome).decision(event.decision)
    said = reply_words(event)
    values = {"告知内容": closed(add.needed), "提供内容": closed(add.provided)}
    # The articles of parts that are withheld stand beside the article on separation.
    return {
        "law": law_words(*decision.citations(event.on)), "decision": matter.addressed(decision.text),
        "needed": fill(said.needed, values) if add.needed.strip() else "",
        "provided": fill(said.provided, values) if add.provided.strip() else "",
        "parts": "\n".join(_part(number, part, event.on) for number, part in enumerate(add.parts, start=1)),
    }  # fmt: skip


def _of_event(event: ApplicationEvent | None, on: date) -> dict[str, str]:
    """What the event of a procedural letter says."""
    if isinstance(event, CorrectionAsked | ReasonsAsked):
        return {"answer_by": written(event.answer_by)}
    if isinstance(event, DelaySet):
        return {"until": written(event.until)}
    if isinstance(event, Transferred) and event.unit:
        return {"addressee": event.unit}
    if isinstance(event, Extended):
        return {"days": str(event.days or period("application.extension", on).length)}
    return {}


def _subject(title: str, event: ApplicationEvent | None, *, first: bool) -> str:
    """What the reader may disagree with, as the sentence on remedies calls it."""
    if not first or not isinstance(event, Replied):
        short = next((each for each in words("short_titles").split() if title.endswith(each)), title)
        return words("subject", title=short)
    separated = "separated" in {each.key for each in outcome_of(event.outcome).decisions}
    return words("subject_partly" if separated else "subject_refusal")


def values_of(
    template: Template, title: str, matter: Matter, on: date, event: ApplicationEvent | None, add: Additions,
    rules: Sequence[Wording],
) -> dict[str, str]:  # fmt: skip
    """The value of every fact by its Chinese name, "" for what the case does not have. Raises :class:`LawError`."""
    found = _common(matter, on, add) | _of_event(event, on)
    if template.kind in ("consultation", "agency_consultation"):
        third = template.kind == "consultation"
        found["period"] = period(f"application.{'' if third else 'agency_'}consultation_period", on).label.zh
    if template.articles:
        found["law"] = law_words(*(cite(article, on=on) for article in template.articles))
    first = False
    if isinstance(event, Replied):
        found |= _of_reply(event, matter, add)
        first = reconsideration_first(event.outcome, event.decision, add.parts, on, rules, matter.office.readings)
    if template.remedies:
        found["remedies"] = remedies(matter.office, _subject(title, event, first=first), on, first=first)
    return {name: found.get(fact.key, "") for name, fact in facts().items()}
