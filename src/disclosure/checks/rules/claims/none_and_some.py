"""A denial and a number of the same thing in one report (说没有又说有)."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.checks.context import in_passing, of_another_year, of_other_work
from disclosure.checks.finding import Quote, Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.claims.claim import Claim
from disclosure.claims.grammar import grammar
from disclosure.language import _


@check(
    severity=Severity.WARNING,
    title=_("一处说没有，另一处有数字"),
    explanation=_("正文一处写“未收到”“没有发生”，另一处却给出件数，至少一处是错的。"),
    advice=_("请核对台账，改正错的一处。"),
)
def none_and_some(subject: Subject) -> Iterator[Found]:
    """Speaks of the same measure, each of this year and of this work; 「未收到新的申请，上年结转1件」 are two measures."""
    denials = [claim for claim in subject.claims if claim.is_nil and not _of_something_else(subject, claim)]
    for denial in denials:
        for claim in subject.claims_of(denial.measure):
            if not claim.is_nil and claim.value and not _of_something_else(subject, claim):
                message = _(
                    "一处说没有{term}，另一处写{stated}{unit}。",
                    term=grammar().measure(denial.measure).term,
                    stated=claim.value,
                    unit=claim.unit,
                )
                quotes = tuple(Quote(one.section, one.start, one.end) for one in (denial, claim))
                at = tuple(dict.fromkeys((denial.section, claim.section)))
                yield Found(message, at=at, expected=0, found=claim.value, quotes=quotes)
                break


def _of_something_else(subject: Subject, claim: Claim) -> bool:
    return of_another_year(subject, claim) or of_other_work(subject, claim) or in_passing(subject, claim)
