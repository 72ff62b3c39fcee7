"""A number that counts up over the years and became smaller (累计数下降)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.checks.context import lead
from disclosure.checks.finding import Quote, Severity
from disclosure.checks.neighbours import Neighbours, beside
from disclosure.checks.rule import Found, Subject, across
from disclosure.claims.claim import Claim
from disclosure.claims.grammar import grammar
from disclosure.language import _

#: Words by which any number is said to count from long ago.
_SINCE = re.compile(r"(?:累计|历年|建站以来|开通以来)[^，。；\d]{0,16}$")
#: How much a rounded number may fall without saying anything: a hundredth.
_ROUNDING = 100


@across(
    severity=Severity.NOTICE,
    title=_("累计数比上年少"),
    explanation=_("关注人数和写明“累计”的数一般只增不减；变少的，可能是换了账号、口径或者抄错。"),
    advice=_("请核对两年的口径，有变化的写明。"),
)
def cumulative_fell(neighbours: Neighbours) -> Iterator[Found]:
    """Compares numbers of the same measure where each year has one such number."""
    if neighbours.before is None:
        return
    now, then = _cumulative(neighbours.subject), _cumulative(neighbours.before)
    for measure, claim in now.items():
        earlier = then.get(measure)
        if earlier is None or claim.value is None or earlier.value is None:
            continue
        if claim.value * _ROUNDING < earlier.value * (_ROUNDING - 1):
            message = _(
                "{term}：今年{now}{unit}，{year}年报告为{then}{unit}。",
                term=grammar().measure(measure).term,
                now=claim.value,
                year=neighbours.before.report.year,
                then=earlier.value,
                unit=claim.unit,
            )
            quotes = (Quote(claim.section, claim.start, claim.end),)
            others = (beside(neighbours.before.report, earlier.section, earlier.value),)
            yield Found(message, at=(claim.section,), expected=earlier.value, found=claim.value, quotes=quotes, beside=others)


def _cumulative(subject: Subject) -> dict[str, Claim]:
    """The numbers that count up, by measure; a measure with several (of several accounts) is left out."""
    found: dict[str, list[Claim]] = {}
    for claim in subject.claims:
        if claim.value and (grammar().measure(claim.measure).is_cumulative or _SINCE.search(lead(subject, claim))):
            found.setdefault(claim.measure, []).append(claim)
    return {measure: claims[0] for measure, claims in found.items() if len(claims) == 1}
