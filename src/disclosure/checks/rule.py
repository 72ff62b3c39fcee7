"""A rule: a small pure function with a label, registered where it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from disclosure.checks.citing import citation_for
from disclosure.checks.finding import Beside, Finding, Quote, Severity
from disclosure.checks.neighbours import Neighbours
from disclosure.checks.subject import Subject
from disclosure.form import Number
from disclosure.language import Message

__all__ = ["Found", "Rule", "Subject", "across", "check"]


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
BodyAcross = Callable[[Neighbours], Iterator[Found]]


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
    #: Whether the rule also speaks of reports of the years before its law, since what it says is a matter of reason.
    before_its_law: bool = False

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
    before_its_law: bool = False,
) -> Callable[[Body], Rule]:
    """Make a rule of a function; its id is family and name of its module (``rules/claims/parts.py``: ``claims.parts``)."""

    def register(body: Body) -> Rule:
        family, name = body.__module__.split(".")[-2:]
        return Rule(
            f"{family}.{name}", severity, law, title, explanation, advice, body, for_any_document, before_its_law=before_its_law
        )

    return register
