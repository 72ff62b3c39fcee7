"""Other numbers of the prose against the cells they speak of (正文与表不一致)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.checks.context import in_passing, lead, of_another_scope, of_another_year, of_other_work, statement, sums_with
from disclosure.checks.finding import Quote, Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.claims.claim import Claim
from disclosure.claims.grammar import grammar
from disclosure.language import _

_SOME = re.compile(r"其中|领域|[局所站科]|季度|月|上半年|下半年|典型|涉及|关于")
_DISCLOSURE = re.compile(r"公开|申请")
#: Measures whose numbers another rule compares, or that speak of something wider than the cell.
_ELSEWHERE = frozenset({"applications.received"})


@check(
    severity=Severity.WARNING,
    law="annual_report_format",
    title=_("正文的数与表不一致"),
    explanation=_("正文和统计表说的是同一件事，数字应当相同。"),
    advice=_("请核对台账，改正正文或表中错的一处。"),
)
def against_table(subject: Subject) -> Iterator[Found]:
    """Silent where a cell is not a number, and for approximate numbers."""
    report = subject.report
    for claim in subject.claims:
        values = [report.value(address) for address in claim.cells]
        if claim.measure in _ELSEWHERE or claim.approximate or not values or any(value is None for value in values):
            continue
        if of_another_year(subject, claim) or of_other_work(subject, claim) or in_passing(subject, claim):
            continue
        if claim.is_nil and _counted_elsewhere(subject, claim):
            continue
        measure = grammar().measure(claim.measure)
        printed = sum(value for value in values if value is not None) * measure.times
        if claim.value == printed or printed in sums_with(subject, claim, of_its_kind=True):
            continue
        if measure.is_wide and printed and _speaks_of_some(subject, claim):
            continue
        term = measure.term
        if claim.is_nil:
            message = _("正文称没有{term}，表中为{printed}。", term=term, printed=printed)
        else:
            message = _(
                "正文称{term}{stated}{unit}，表中为{printed}。", term=term, stated=claim.value, unit=claim.unit, printed=printed
            )
        quotes = (Quote(claim.section, claim.start, claim.end),)
        yield Found(
            message,
            at=(claim.section, *claim.cells),
            expected=printed,
            found=claim.value,
            quotes=quotes,
            severity=Severity.NOTICE if measure.is_wide else _severity(subject, claim),
        )


def _counted_elsewhere(subject: Subject, denial: Claim) -> bool:
    """Whether a number of the prose counts some of what a denial seems to deny: 「未发生行政复议，行政诉讼3件」."""
    return any(other.value and set(other.cells) & set(denial.cells) for other in subject.claims)


def _speaks_of_some(subject: Subject, claim: Claim) -> bool:
    """Whether the words narrow a number to some decisions: of one field, of one bureau, of some months."""
    return _SOME.search(lead(subject, claim)) is not None


def _severity(subject: Subject, claim: Claim) -> Severity:
    """A difference of scope, or disputes not said to be about disclosure, are a question rather than an error."""
    if of_another_scope(subject, claim):
        return Severity.NOTICE
    if claim.measure.startswith("disputes.") and not _DISCLOSURE.search(statement(subject, claim)):
        return Severity.NOTICE
    return Severity.WARNING
