"""Letters of a case (文书): composed from data in our own words, frozen when made, written as Word files."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction

from disclosure.blocks import Document, Paragraph
from disclosure.data import load_yaml
from disclosure.law import Citation, cite, period
from disclosure.records import (
    ConsultationSent,
    Consulted,
    Corrected,
    CorrectionAsked,
    Extended,
    Replied,
    Status,
    effective,
    outcome_of,
)
from disclosure.writing.docx import write_docx
from portal.agencies.models import Agency
from portal.applications.models import Application, ApplicationEvent, Letter
from portal.applications.numbers import next_serial

_FILE = Path(__file__).with_name("letters.yaml")
#: Which letter goes with which event.
KINDS: Mapping[type, str] = {
    CorrectionAsked: "correction",
    Extended: "extension",
    ConsultationSent: "consultation",
    Replied: "reply",
}


@cache
def _forms() -> Mapping[str, Any]:
    forms: Mapping[str, Any] = load_yaml(_FILE)
    return forms


def _words(key: str, **facts: object) -> str:
    return str(_forms()["words"][key]).format(**facts)


def written(day: date | None) -> str:
    """A day as letters print it: 2024年9月10日."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


@dataclass(frozen=True, slots=True)
class Additions:
    """What somebody wrote into a letter: reasons, what the decision needs besides, what is provided; to whom it goes."""

    reason: str = ""
    needed: str = ""
    provided: str = ""
    note: str = ""
    addressee: str = ""


def remedies(agency: Agency, row: str, on: date) -> str:
    """The paragraph on remedies of the day (行政复议法, 行政诉讼法), for an outcome."""
    outcome = outcome_of(row)
    facts = {
        "reconsideration": period("remedies.reconsideration_period", on).label.zh,
        "litigation": period("remedies.litigation_period", on).label.zh,
        "after": period("remedies.litigation_after_reconsideration_period", on).label.zh,
        "organ": agency.reconsideration_organ or _words("organ_unknown"),
        "court": agency.court or _words("court_unknown"),
    }
    if not outcome.reconsideration_first(on):
        return _words("free", **facts)
    # A separated reply gives a part; only the withheld part is a refusal.
    return _words("review_first_partly" if "separated" in {each.key for each in outcome.decisions} else "review_first", **facts)


def law_words(*citations: Citation) -> str:
    """The articles in a row, the law in full: 《中华人民共和国政府信息公开条例》第十四条、第三十六条第（三）项."""
    words: list[str] = []
    document = None
    for each in citations:
        name = "" if document == each.document.key else f"《{each.document.title.zh}》"
        words.append(name + (each.article.text("zh") if each.article else ""))
        document = each.document.key
    return "、".join(words)


def _sentence(text: str) -> str:
    """What somebody typed, closed with a full stop; nothing stays nothing."""
    typed = text.strip()
    return typed if not typed or typed[-1] in "。！？；：.!?" else f"{typed}。"


def _course(application: Application) -> Iterator[str]:
    """What happened on the way: correction, extension, consultation."""
    events = effective(application.engine_events())
    corrected = [event for event in events if isinstance(event, Corrected)]
    if corrected:
        yield _words("corrected", day=written(corrected[-1].on))
    if any(isinstance(event, Extended) for event in events):
        yield _words("extended", day=written(application.due_on))
    if any(isinstance(event, ConsultationSent) for event in events):
        yield _words("consulted")


def _asked(application: Application) -> str:
    number = f"（{application.asked_number}）" if application.asked_number else ""
    return f"{application.asked.strip().rstrip('。')}{number}"


def _common(application: Application, on: date) -> dict[str, str]:
    agency = application.agency
    return {
        "applicant": application.name, "received_on": written(application.received_on or application.arrived_on),
        "receipt_number": application.receipt_number, "asked": _asked(application),
        "office": agency.disclosure_office or agency.name, "address": agency.address, "phone": agency.phone,
        "year": str(on.year), "prefix": agency.document_prefix or agency.short_name,
    }  # fmt: skip


def _facts(application: Application, event: Any, add: Additions) -> dict[str, str]:
    """What fills the letter of an event."""
    facts = _common(application, event.on)
    if isinstance(event, Replied):
        return facts | _reply_facts(application, event, add)
    if isinstance(event, CorrectionAsked):
        return facts | {
            "law": law_words(cite("disclosure_regulations:30", on=event.on)), "note": _sentence(add.note),
            "answer_by": written(event.answer_by),
        }  # fmt: skip
    if isinstance(event, Extended):
        longest = period("application.extension", event.on)
        days = event.days or longest.length
        return facts | {
            "law": law_words(longest.citation), "days": str(days), "due_on": written(application.due_on),
            "note": _sentence(add.note),
        }  # fmt: skip
    third = event.consulted is Consulted.THIRD_PARTY
    asked = period(f"application.{'' if third else 'agency_'}consultation_period", event.on)
    return facts | {
        "law": law_words(asked.citation), "period": str(asked.length), "consulted": add.addressee,
        "silence": _words("third_party_silence" if third else "agency_silence"),
    }  # fmt: skip


def _reply_facts(application: Application, event: Replied, add: Additions) -> dict[str, str]:
    decision = outcome_of(event.outcome).decision(event.decision)
    return {
        "course": "".join(_course(application)),
        "law": law_words(*decision.citations(event.on)),
        "decision": decision.text,
        "needed": _sentence(add.needed),
        "reason": _words("reason", reason=_sentence(add.reason)) if add.reason.strip() else "",
        "provided": _sentence(add.provided),
        "remedies": remedies(application.agency, event.outcome, event.on),
    }


def compose(application: Application, event: Any, add: Additions, serial: int) -> list[tuple[str, str]]:
    """The paragraphs of the letter of an event, as (style, text). The first is the title, the second its number."""
    form = _forms()[KINDS[type(event)]]
    facts = {**_facts(application, event, add), "serial": str(serial)}
    body = [(style, text.format(**facts)) for style, text in form["paragraphs"]]
    lines = [(style, text) for style, text in body if text.strip()]
    agency = application.agency
    return [
        ("title", f"{agency.name}\n{form['title']}"), ("number", form["number"].format(**facts)), *lines,
        ("body", ""), ("signature", agency.name), ("signature", written(event.on)),
    ]  # fmt: skip


@transaction.atomic
def make(application: Application, event: ApplicationEvent, add: Additions) -> Letter:
    """Make and freeze the letter of an event, numbered in its kind and year."""
    engine_event = event.engine_event()
    kind = KINDS[type(engine_event)]
    agency = Agency.objects.select_for_update().get(pk=application.agency_id)
    serial = next_serial(agency, kind, event.on.year)
    content = compose(application, engine_event, add, serial)
    return Letter.objects.create(
        application=application, event=event, kind=kind, year=event.on.year, serial=serial,
        document_number=content[1][1], made_on=event.on, content=json.dumps(content, ensure_ascii=False),
    )  # fmt: skip


def paragraphs(letter: Letter) -> list[tuple[str, str]]:
    """The frozen paragraphs, as (style, text)."""
    return [(style, text) for style, text in json.loads(letter.content)]


def word_file(letter: Letter) -> bytes:
    """The letter as a .docx."""
    blocks = tuple(Paragraph(text, style=style) for style, text in paragraphs(letter))
    return write_docx(Document(blocks, title=_forms()[letter.kind]["title"]))


def title_of(kind: str) -> str:
    """The title of a kind of letter."""
    return str(_forms()[kind]["title"])


def is_delivered(application: Application) -> bool:
    """Whether the applicant has the reply, so that tracking may show it."""
    return application.status == Status.DELIVERED
