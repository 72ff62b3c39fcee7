"""All rules: those written in ``checks/rules``, found by walking the folder, and those generated from the form's sums."""

from __future__ import annotations

import hashlib
import importlib
import json
import pkgutil
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from importlib.metadata import version

from disclosure.checks import rules
from disclosure.checks.arithmetic import arithmetic_rules
from disclosure.checks.citing import citation_for
from disclosure.checks.finding import Finding
from disclosure.checks.neighbours import Neighbours
from disclosure.checks.rule import Rule, Subject
from disclosure.form import DocumentType, Edition, Report, editions
from disclosure.language import CHINESE


@cache
def written_rules() -> tuple[Rule, ...]:
    """The rules that stand in modules below ``checks/rules``, by id. A module there without a rule is a mistake and raises."""
    found = []
    for module in pkgutil.walk_packages(rules.__path__, f"{rules.__name__}."):
        if not module.ispkg:
            loaded = importlib.import_module(module.name)
            found.append(next(value for value in vars(loaded).values() if isinstance(value, Rule)))
    return tuple(sorted(found, key=lambda rule: rule.id))


def all_rules(known: Sequence[Edition] | None = None) -> tuple[Rule, ...]:
    """Every rule, the arithmetic of the known editions first."""
    return _all_rules(tuple(known or editions()))


@cache
def rule_book_mark() -> str:
    """What tells versions of the rules apart: 16 hexadecimal digits of the program and of what each rule says."""
    told = [
        (rule.id, rule.severity.value, rule.law, rule.title.text(CHINESE), rule.explanation.text(CHINESE)) for rule in all_rules()
    ]
    return hashlib.sha256(json.dumps([version("gongkai"), told]).encode()).hexdigest()[:16]


@lru_cache(maxsize=8)
def _all_rules(known: tuple[Edition, ...]) -> tuple[Rule, ...]:
    return (*arithmetic_rules(known), *written_rules())


def findings_of(subject: Subject) -> tuple[Finding, ...]:
    """What the rules say of a report, in order of the report.

    Of a document that is no annual report, or an empty form, only that is said, and what concerns people's data.
    """
    whole = subject.report.document_type is DocumentType.ANNUAL_REPORT
    rules_in_force = [
        rule
        for rule in all_rules(subject.editions)
        if not rule.across and (rule.for_any_document or (whole and _has_a_say(rule, subject)))
    ]
    return in_order(subject.report, (finding for rule in rules_in_force for finding in rule.findings(subject)))


def _has_a_say(rule: Rule, subject: Subject) -> bool:
    """Whether a rule speaks of a report: of one made before there was a form, not where its law was not yet made."""
    if not subject.is_before_the_form:
        return True
    return rule.law is None or rule.before_its_law or citation_for(rule.law, subject.report.year) is not None


def findings_across(neighbours: Neighbours) -> tuple[Finding, ...]:
    """What the rules across years and agencies say of a report beside its neighbours, in order of the report."""
    if neighbours.report.document_type is not DocumentType.ANNUAL_REPORT:
        return ()
    rules_across = [rule for rule in written_rules() if rule.across and _has_a_say(rule, neighbours.subject)]
    return in_order(neighbours.report, (finding for rule in rules_across for finding in rule.findings(neighbours)))


def in_order(report: Report, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings in the order in which a reader of the report comes upon them."""
    return tuple(sorted(findings, key=_order(report)))


def _order(report: Report) -> Callable[[Finding], tuple[float, int, str, str]]:
    """A key that sorts findings by where they stand: document, preamble, sections and the tables inside them."""
    place: dict[str, float] = {"document": 0.0, "preamble": 1.0}
    for number, section in enumerate(report.sections, start=2):
        place[section.key] = float(number)
    tables = report.edition.tables if report.edition else {}
    for key, table in tables.items():
        home = next((section.key for section in report.sections if str(section.number) == str(table.section)), "document")
        place[key] = place.get(home, 0.0) + 0.5

    def key_of(finding: Finding) -> tuple[float, int, str, str]:
        first = finding.at[0] if finding.at else "document"
        where = place.get(first, place.get(first.partition(".")[0], 0.0))
        return where, min((quote.start for quote in finding.quotes), default=0), finding.rule, first

    return key_of
