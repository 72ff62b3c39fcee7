"""A growth that the two numbers beside it do not give (增幅算错)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from disclosure.checks.finding import Quote, Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.claims.claim import Claim
from disclosure.form import Number
from disclosure.language import _

_LAST_YEAR = re.compile(r"(?:上一?年|去年|上年同期|去年同期|前一?年)[^，。；\d]{0,8}$")
_DIFFERENCE = re.compile(r"(?P<more>增|多|升|提高)|减|少|降|下滑")
#: How much the number between the two years' numbers may say besides (为, 的, 共).
_BETWEEN = re.compile(r"^[，,（(]?\s*(?:比|较|与)?[^。；\d%]{0,14}$")
#: Percentage points by which rounding may differ, and more where the numbers themselves are rounded.
_ROUNDING = 1


@check(
    severity=Severity.WARNING,
    title=_("增长或下降的百分比与前后两个数不符"),
    explanation=_("同一句里有今年的数、上年的数和增幅的，三者应当算得到一起。"),
    advice=_("请核对三个数，改正错的一处。"),
)
def change_computed(subject: Subject) -> Iterator[Found]:
    """Looks for: a number, last year's in the same unit right after it, and the change right after that."""
    for claim in subject.claims:
        sign = {"change.growth": 1, "change.fall": -1}.get(claim.measure)
        if sign is None or claim.value is None or claim.approximate:
            continue
        pair = _pair(subject, claim)
        if pair is None:
            continue
        now, before = pair
        change = sign * Decimal(now - before) * 100 / Decimal(before)
        if abs(change - claim.value) > _ROUNDING:
            message = _(
                "今年{now}、上年{before}，变化应为{change}%，正文写{stated}%。",
                now=now,
                before=before,
                change=round(change, 1),
                stated=claim.value,
            )
            quotes = (Quote(claim.section, claim.start, claim.end),)
            yield Found(message, at=(claim.section,), expected=str(round(change, 1)), found=str(claim.value), quotes=quotes)


def _pair(subject: Subject, claim: Claim) -> tuple[Number, Number] | None:
    """This year's number and last year's before a change, where both stand right there and are exact."""
    section = subject.report.section(claim.section)
    if section is None:
        return None
    here = subject.quantities_before(claim, 2)
    if len(here) < 2:
        return None
    now, before = here
    if now.unit != before.unit or now.approximate or before.approximate or not before.value:
        return None
    between = section.text[now.end : before.start]
    if not _LAST_YEAR.search(between) or not _BETWEEN.match(section.text[before.end : claim.start]):
        return None
    # 比上年增加4件 gives the difference, and last year's number with it.
    difference = _DIFFERENCE.search(between)
    if difference is None:
        return now.value, before.value
    then = now.value - before.value if difference["more"] else now.value + before.value
    return (now.value, then) if then > 0 else None
