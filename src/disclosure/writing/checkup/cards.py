"""One examination as a card of the page: who and when, totals, findings, and the document as the reader saw it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from disclosure.checks.examination import Examination
from disclosure.checks.finding import Finding, Severity
from disclosure.form import DocumentType, Report
from disclosure.language import Label, Message, _
from disclosure.writing.checkup.anchors import Anchors, Place, sections_drawn
from disclosure.writing.checkup.citations import QuotedLaw, quoted_law
from disclosure.writing.checkup.tables import DrawnTable, draw_tables
from disclosure.writing.checkup.texts import DrawnSection, Words, draw_section
from disclosure.writing.checkup.totals import Total, totals
from disclosure.writing.checkup.twin import number, shown
from disclosure.writing.compose import form_of
from disclosure.writing.places import address_words, place_words

#: Longest stretch of quoted words in the list of findings, in characters; the document has them in full.
_LONGEST_QUOTE = 60


@dataclass(frozen=True, slots=True)
class DrawnBeside:
    """The other side of a finding, in another report: whose of which year, where, and its words."""

    whose: Message
    place: Label | str
    words: str


@dataclass(frozen=True, slots=True)
class DrawnFinding:
    """A finding as the card lists it; ``position`` counts from one and is the sign that leads to it from the document."""

    position: int
    id: str
    severity: Severity
    message: Message
    advice: Message | None
    places: tuple[Place, ...]
    quotes: tuple[tuple[str, str], ...]
    expected: str | None
    found: str | None
    beside: tuple[DrawnBeside, ...]
    law: QuotedLaw | None
    source_place: Message | None
    rule: str


@dataclass(frozen=True, slots=True)
class Card:
    """One report on the page. ``reason`` is set where the file could not be read or is no annual report."""

    number: int
    id: str
    title: str
    file: str
    year: int | None
    edition: Label | None
    totals: tuple[Total, ...]
    counts: tuple[tuple[Severity, int], ...]
    findings: tuple[DrawnFinding, ...]
    sections: tuple[DrawnSection, ...]
    tables: Mapping[str, DrawnTable]
    tables_left: tuple[DrawnTable, ...]
    facts: tuple[tuple[Message, str], ...]
    reason: Message | None

    @property
    def has_document(self) -> bool:
        """Whether there is anything to show beside the findings."""
        return bool(self.sections or self.tables_left)


def draw_card(examination: Examination, position: int) -> Card:
    """The card of the ``position``-th report of the page, counted from one."""
    report = examination.report
    anchors = Anchors(position, report)
    named = _named(examination.findings, anchors)
    sections = tuple(_sections(examination, anchors, named))
    tables = draw_tables(report, anchors, named)
    placed = {section.table for section in sections}
    return Card(
        number=position,
        id=anchors.card,
        title=shown(report.agency or report.source.file),
        file=shown(report.source.file),
        year=report.year,
        edition=report.edition.title if report.edition else None,
        totals=totals(examination),
        counts=tuple((severity, examination.count(severity)) for severity in Severity),
        findings=tuple(_findings(examination, anchors, sections)),
        sections=sections,
        tables=tables,
        tables_left=tuple(table for key, table in tables.items() if key not in placed),
        facts=tuple(_facts(report)),
        reason=_REASONS.get(report.document_type),
    )


_REASONS = {
    DocumentType.UNREADABLE: _("这个文件没有读成。"),
    DocumentType.NOT_AN_ANNUAL_REPORT: _("这个文件不像政府信息公开工作年度报告，没有按年报核对。"),
    DocumentType.BLANK_FORM: _("这是一份没有填写的空白格式，没有可以核对的数字。"),
}


def _named(findings: Sequence[Finding], anchors: Anchors) -> dict[str, tuple[int, ...]]:
    """The positions of the findings that name each address that the card draws.

    A section whose very words a finding quotes is left out: there the words carry the sign.
    """
    named: dict[str, tuple[int, ...]] = {}
    for position, finding in enumerate(findings, 1):
        quoted = {quote.section for quote in finding.quotes}
        for near in map(anchors.nearest, finding.at):
            if near is not None and near not in quoted and position not in named.get(near, ()):
                named[near] = (*named.get(near, ()), position)
    return named


def _sections(examination: Examination, anchors: Anchors, named: Mapping[str, tuple[int, ...]]) -> Iterator[DrawnSection]:
    severities = {position: finding.severity for position, finding in enumerate(examination.findings, 1)}
    edition = examination.report.edition
    for section in sections_drawn(examination.report):
        yield draw_section(
            section,
            anchors,
            [claim for claim in examination.claims if claim.section == section.key],
            list(_words(examination.findings, section.key, anchors)),
            severities,
            named,
            form_of(section, edition) if edition else None,
        )


def _words(findings: Sequence[Finding], section: str, anchors: Anchors) -> Iterator[Words]:
    for position, finding in enumerate(findings, 1):
        for part, quote in enumerate(finding.quotes, 1):
            if quote.section == section:
                yield Words(position, anchors.quote(position, part), quote.start, quote.end)


def _findings(examination: Examination, anchors: Anchors, sections: Sequence[DrawnSection]) -> Iterator[DrawnFinding]:
    drawn = {anchor for section in sections for anchor in section.drawn_anchors()}
    for position, finding in enumerate(examination.findings, 1):
        quoted = {quote.section for quote in finding.quotes}
        addresses = [address for address in finding.at if address not in quoted and address != "document"]
        quotes = tuple(_quotes(finding, position, anchors, examination.report, drawn))
        yield DrawnFinding(
            position=position,
            id=anchors.finding(position),
            severity=finding.severity,
            message=finding.message,
            advice=finding.advice,
            places=tuple(anchors.places(addresses)),
            quotes=quotes,
            expected=_value(finding.expected),
            # Words that are quoted already need not be repeated as what was found.
            found=None if any(finding.found == words for _anchor, words in quotes) else _value(finding.found),
            beside=tuple(_beside(finding, examination.report)),
            law=quoted_law(finding, examination.report),
            source_place=place_words(finding.place),
            rule=finding.rule,
        )


def _beside(finding: Finding, report: Report) -> Iterator[DrawnBeside]:
    """What other reports say."""
    for other in finding.beside:
        whose = _("{agency}{year}年", agency=other.agency or other.file, year=other.year or "")
        words = shown(other.words)
        short = words if len(words) <= _LONGEST_QUOTE else words[: _LONGEST_QUOTE - 1] + "…"
        yield DrawnBeside(whose, address_words(report, other.at), short)


def _value(value: object) -> str | None:
    if value is None:
        return None
    return shown(value) if isinstance(value, str) else number(value)  # type: ignore[arg-type]


def _quotes(finding: Finding, position: int, anchors: Anchors, report: Report, drawn: set[str]) -> Iterator[tuple[str, str]]:
    """The words that a finding quotes, each with the id to jump to."""
    for part, quote in enumerate(finding.quotes, 1):
        section = report.section(quote.section)
        if section is None:
            continue
        words = " ".join(shown(section.text)[quote.start : quote.end].split())
        if len(words) > _LONGEST_QUOTE:
            words = words[: _LONGEST_QUOTE - 1] + "…"
        anchor = anchors.quote(position, part)
        yield (anchor if anchor in drawn else anchors.place(quote.section).id), words or "…"


def _facts(report: Report) -> Iterator[tuple[Message, str]]:
    """What the card says of the report as a whole: labels with dates and names, as printed."""
    if report.period:
        yield _("统计期限"), f"{report.period.first.isoformat()} — {report.period.last.isoformat()}"
    if report.published_on:
        yield _("落款或发布日期"), report.published_on.isoformat()
    yield _("文件"), shown(report.source.file)
    if report.source.url:
        yield _("来源网址"), shown(report.source.url)
