"""A growth that last year’s report does not give (同比与上年报告不符)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from disclosure.checks.finding import Quote, Severity
from disclosure.checks.neighbours import Neighbours, beside
from disclosure.checks.rule import Found, Subject, across
from disclosure.claims.claim import Claim
from disclosure.form import Number
from disclosure.language import _

_SIGNS = {"change.growth": 1, "change.fall": -1}
#: Percentage points by which rounding may differ.
_ROUNDING = 1
#: How far behind a number its growth may stand, in characters.
_REACH = 16


@across(
    severity=Severity.WARNING,
    title=_("同比增减与上一年报告算不到一起"),
    explanation=_("同比是与上年同一个数比；上年报告里有这个数的，应当算得到一起。"),
    advice=_("请核对两年的数和增幅；口径变了的，请写明。"),
)
def change(neighbours: Neighbours) -> Iterator[Found]:
    """Looks at a change right behind a number whose measure last year's report has, in a cell or in one sentence."""
    if neighbours.before is None:
        return
    for claim, said in pairwise(neighbours.subject.claims):
        sign = _SIGNS.get(said.measure)
        follows = claim.section == said.section and 0 <= said.start - claim.end <= _REACH
        if sign is None or not follows or claim.approximate or said.approximate or not claim.value or said.value is None:
            continue
        then = _last_year(neighbours.before, claim)
        if not then:
            continue
        computed = sign * Decimal(claim.value - then) * 100 / Decimal(then)
        if abs(computed - said.value) > _ROUNDING:
            message = _(
                "今年{now}，{year}年报告为{then}，变化应为{computed}%，正文写{stated}%。",
                now=claim.value,
                year=neighbours.before.report.year,
                then=then,
                computed=round(computed, 1),
                stated=said.value,
            )
            quotes = (Quote(claim.section, claim.start, said.end),)
            others = (beside(neighbours.before.report, claim.cells[0] if claim.cells else claim.section, then),)
            yield Found(
                message,
                at=(claim.section,),
                expected=str(round(computed, 1)),
                found=str(said.value),
                quotes=quotes,
                beside=others,
            )


def _last_year(before: Subject, claim: Claim) -> Number | None:
    """What last year's report has for the same thing: its cells, else the one exact number of its prose."""
    values = [before.report.value(address) for address in claim.cells]
    if values:
        return sum((value for value in values if value is not None), start=0) if None not in values else None
    same = [other for other in before.claims_of(claim.measure) if not other.approximate and not other.is_nil]
    return same[0].value if len(same) == 1 and same[0].unit == claim.unit else None
