"""The text of an invented report: sentences of our own whose numbers are the tables'."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from disclosure.form import Line, ProcessingFees
from disclosure.samples.draft import Draft, SectionDraft
from disclosure.samples.words import say, words


def gather_facts(draft: Draft) -> None:
    """Work out what the sentences may name, all of it in agreement with the tables."""
    figures, agency = draft.figures, draft.agency
    draft.facts |= {name: sum(figures.get(address, 0) for address in addresses) for name, addresses in words()["facts"].items()}
    draft.facts |= {
        "year": draft.year,
        "agency": agency.name,
        "we": agency.we,
        "office": agency.office,
        "citation": words()["citations"].get(draft.edition.key, ""),
        "handled": draft.facts["received"] + draft.facts["carried_over"],
    }
    _published(draft)
    _fees(draft)


def _published(draft: Draft) -> None:
    parts = {name: draft.random.randint(1, 120) for name in ("papers", "news", "notices")}
    draft.facts |= parts | {"published": sum(parts.values())}


def _fees(draft: Draft) -> None:
    """The fee statement belongs to a report since the fee rules took force; most offices never send a notice."""
    if draft.year < words()["fees_since"]:
        return
    paid = draft.random.choice((0, 0, 0, 1, 2)) if draft.facts["handled"] else 0
    each = 100 * draft.random.randint(1, 9)
    # An application that lapsed because its fee was overdue had its notice, too.
    notices = paid + draft.facts["overdue"]
    draft.fees = ProcessingFees(notices, notices * each, paid * each)
    draft.facts |= {"fee_notices": notices, "fee_noticed": notices * each, "fee_received": paid * each}


def write_text(draft: Draft) -> None:
    """Write preamble and sections from the facts."""
    _preamble(draft)
    draft.sections = [SectionDraft(form.title.zh, form.number, form.table) for form in draft.edition.sections]
    _overview(draft)
    without_table = [part for part in draft.sections[1:] if part.table is None]
    if without_table:
        without_table[0].lines.append(Line(_said(draft, words()["problems"])))
    if len(without_table) > 1:
        without_table[-1].lines += _other_matters(draft)


def _preamble(draft: Draft) -> None:
    opening = _said(draft, words()["preamble"]["opening"])
    contact = draft.contact
    if contact is None:
        draft.preamble.append(opening)
        return
    named = {name: getattr(contact, name) for name in ("address", "postcode", "phone", "email")}
    draft.preamble.append(opening + say(words()["preamble"]["contact"], draft.random, draft.facts | named))


def _overview(draft: Draft) -> None:
    draft.facts["documents"] = _some_or_none(draft, words()["documents"], draft.facts["made"])
    disputes = draft.facts["reconsideration"] + draft.facts["litigation"]
    draft.facts["disputes"] = _some_or_none(draft, words()["disputes"], disputes)
    for place, (topic, choices) in enumerate(zip(draft.edition.sections[0].topics, words()["overview"], strict=False)):
        count = draft.facts[choices["counted"]] if "counted" in choices else 1
        draft.overview.lines.append(Line(f"（{'一二三四五六七八九'[place]}）{topic}"))
        draft.overview.lines.append(Line(_some_or_none(draft, choices, count)))


def _other_matters(draft: Draft) -> list[Line]:
    lines = [Line(_said(draft, words()["other_matters"]))]
    if draft.fees:
        lines.insert(0, Line(_some_or_none(draft, words()["fees"], draft.fees.notices or 0)))
    return lines


def _some_or_none(draft: Draft, choices: Mapping[str, Any], count: int) -> str:
    return _said(draft, choices["some"] if count else choices["none"])


def _said(draft: Draft, choices: Sequence[str]) -> str:
    return say(choices, draft.random, draft.facts)
