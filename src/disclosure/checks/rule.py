"""A rule: a small pure function with a label, registered where it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from disclosure.checks.citing import citation_for
from disclosure.checks.finding import Beside, Finding, Quote, Severity
from disclosure.claims.claim import Claim
from disclosure.claims.quantities import Quantity
from disclosure.claims.reading import Breakdown, quantities_of, read_breakdowns
from disclosure.form import Edition, Number, Oddity, Report, Section, editions
from disclosure.language import Label, Message
from disclosure.privacy import PersonalNumber, find_personal_numbers

if TYPE_CHECKING:
    from disclosure.checks.neighbours import Neighbours


@dataclass(frozen=True)
class Subject:
    """What a rule looks at: the report, the claims of its prose, and the editions of the form that are known."""

    report: Report
    claims: tuple[Claim, ...] = ()
    editions: Sequence[Edition] = field(default_factory=editions)

    @cached_property
    def breakdowns(self) -> tuple[Breakdown, ...]:
        """The numbers of the prose that are followed by their parts."""
        return tuple(read_breakdowns(self.report))

    @cached_property
    def personal_numbers(self) -> tuple[tuple[Section, PersonalNumber], ...]:
        """The personal numbers of the text, each with its section."""
        sections = self.report.all_sections()
        return tuple((section, number) for section in sections for number in find_personal_numbers(section.text))

    def quantities(self) -> Iterator[tuple[Section, Quantity]]:
        """The quantities of the text, each with its section, in order."""
        return ((section, quantity) for section in self.report.all_sections() for quantity in quantities_of(section.text))

    def claims_of(self, measure: str) -> tuple[Claim, ...]:
        """The claims about one measure of the grammar."""
        return tuple(claim for claim in self.claims if claim.measure == measure)

    def oddities(self, kind: str) -> tuple[Oddity, ...]:
        """What the reader met of one kind."""
        return tuple(oddity for oddity in self.report.oddities if oddity.kind == kind)

    def row_label(self, address: str) -> Label:
        """The row at ``table.row`` in words; the table where the address names no row."""
        table_key, _dot, row_key = address.partition(".")
        edition = self.report.edition
        if edition is None:
            return Label(address, address)
        table = edition.table(table_key)
        return table.row(row_key).label if row_key else table.title

    def label(self, address: str) -> Label:
        """An address of the report's form in words."""
        if self.report.edition is None:
            return Label(address, address)
        return self.report.edition.label(address)


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule yields: where, what was expected and found, in which words. Its rule's label is added by the registry.

    ``severity`` is given only where a rule is surer, or less sure, than usual.
    """

    message: Message
    at: tuple[str, ...] = ("document",)
    expected: Number | str | None = None
    found: Number | str | None = None
    quotes: tuple[Quote, ...] = ()
    place: str | None = None
    severity: Severity | None = None
    #: The key of the law behind this very finding, where it is another than the rule's.
    law: str | None = None
    #: What other reports say, where the rule compares several.
    beside: tuple[Beside, ...] = ()


Body = Callable[[Subject], Iterator[Found]]
#: The body of a rule across years or agencies looks at :class:`disclosure.checks.neighbours.Neighbours`.
BodyAcross = Callable[["Neighbours"], Iterator[Found]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A registered rule (检查规则): its id, how sure it is, the law it rests on, and what to do about its findings."""

    id: str
    severity: Severity
    law: str | None
    title: Message
    explanation: Message
    advice: Message
    body: Callable[..., Iterator[Found]]
    #: Whether the rule also speaks of documents that are not annual reports.
    for_any_document: bool = False
    #: Whether the rule compares a report with others: its body takes neighbours instead of a subject.
    across: bool = False

    def findings(self, subject: Subject | Neighbours) -> Iterator[Finding]:
        """The findings of this rule on one report, or on one report beside its neighbours."""
        for found in self.body(subject):
            law = found.law or self.law
            citation = citation_for(law, subject.report.year)
            yield Finding(
                rule=self.id,
                severity=found.severity or self.severity,
                message=found.message,
                at=found.at,
                expected=found.expected,
                found=found.found,
                law=citation.short() if citation else None,
                law_key=law,
                quotes=found.quotes,
                place=found.place,
                advice=self.advice,
                beside=found.beside,
            )


def across(
    *, severity: Severity, title: Message, explanation: Message, advice: Message, law: str | None = None
) -> Callable[[BodyAcross], Rule]:
    """Make a rule of a function that compares a report with its neighbours; its id is made as by :func:`check`."""

    def register(body: BodyAcross) -> Rule:
        family, name = body.__module__.split(".")[-2:]
        return Rule(f"{family}.{name}", severity, law, title, explanation, advice, body, across=True)

    return register


def check(
    *,
    severity: Severity,
    title: Message,
    explanation: Message,
    advice: Message,
    law: str | None = None,
    for_any_document: bool = False,
) -> Callable[[Body], Rule]:
    """Make a rule of a function; its id is family and name of its module (``rules/claims/parts.py``: ``claims.parts``)."""

    def register(body: Body) -> Rule:
        family, name = body.__module__.split(".")[-2:]
        return Rule(f"{family}.{name}", severity, law, title, explanation, advice, body, for_any_document)

    return register
