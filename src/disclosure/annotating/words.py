"""A finding in plain words, for people who did not ask for a program: what is wrong, where, by which law, what to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from disclosure.annotating.anchors import anchors_of
from disclosure.checks.examination import Examination
from disclosure.checks.finding import Finding
from disclosure.language import Message, _, render
from disclosure.privacy import mask
from disclosure.writing.checkup.anchors import Anchors
from disclosure.writing.checkup.citations import quoted_law
from disclosure.writing.places import place_words

#: Longest quotation of the report, in characters.
_LONGEST_QUOTE = 60
#: So many cells are named one by one; of more than that only the first.
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Advised:
    """A finding as sentences, in the language in force; an empty one is left out. Personal numbers are masked."""

    what: str
    where: str
    law: str
    advice: str
    article: str = ""


def advised(finding: Finding, examination: Examination) -> Advised:
    """The sentences of a finding."""
    law = quoted_law(finding, examination.report)
    return Advised(
        what=mask(finding.message.text()),
        where=mask(render(_where(finding, examination))),
        law=render(law.citation) if law else "",
        advice=finding.advice.text() if finding.advice else "",
        article=law.quote if law else "",
    )


def comment_lines(finding: Finding, examination: Examination, number: int) -> tuple[str, ...]:
    """What a comment beside the text says: it need not say where."""
    said = advised(finding, examination)
    lines = [_("问题{number}（{severity}）：{what}", number=number, severity=finding.severity.label, what=said.what)]
    if said.advice:
        lines.append(_("建议：{advice}", advice=said.advice))
    if said.law:
        lines.append(_("依据：{law}", law=said.law))
    return tuple(line.text() for line in lines)


def _where(finding: Finding, examination: Examination) -> list[Message]:
    """The place in words: quoted words, cells and parts by their names, and where that is in the file."""
    report = examination.report
    parts = [_("“{words}”", words=words) for words in dict.fromkeys(_quoted(finding, examination))]
    quoted = {quote.section for quote in finding.quotes}
    names = [
        place.name for place in Anchors(1, report).places([at for at in finding.at if at not in quoted and at != "document"])
    ]
    shown = names if len(names) <= _NAMED else names[:1]
    parts += [_("{cell}", cell=name) for name in shown]
    if len(names) > _NAMED:
        parts[-1] = _("{cell}等{count}处", cell=names[0], count=len(names))
    anchor = next(iter(anchors_of(finding, report)), None)
    place = place_words(anchor.place if anchor else finding.place)
    return [*parts, place] if place else parts


def _quoted(finding: Finding, examination: Examination) -> Iterator[str]:
    for quote in finding.quotes:
        section = examination.report.section(quote.section)
        words = " ".join(section.text[quote.start : quote.end].split()) if section else ""
        if words:
            yield words if len(words) <= _LONGEST_QUOTE else words[: _LONGEST_QUOTE - 1] + "…"
