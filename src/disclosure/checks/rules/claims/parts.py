"""Parts that do not add up to their whole (其中各项与总数不符)."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.checks.finding import Quote, Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.claims.quantities import Quantity
from disclosure.form import Number
from disclosure.language import _


@check(
    severity=Severity.WARNING,
    title=_("“其中”各项与总数不符"),
    explanation=_("“其中”各项之和不能超过总数；列全了的，应当等于总数。"),
    advice=_("请核对总数和各项，改正错的一处；没有列全的，写明“等”或补出其余。"),
)
def parts(subject: Subject) -> Iterator[Found]:
    """「其中A、B各5条」 counts five for each of at least two; a single part smaller than the whole is fine."""
    for breakdown in subject.breakdowns:
        whole = breakdown.whole.value
        total = sum(_value(part) for part in breakdown.parts)
        if breakdown.whole.approximate or any(part.approximate for part in breakdown.parts):
            continue
        if total > whole or (breakdown.is_exhaustive and total != whole):
            quotes = (Quote(breakdown.section, breakdown.start, breakdown.end),)
            message = _("总数为{whole}{unit}，其中各项合计{total}{unit}。", whole=whole, unit=breakdown.whole.unit, total=total)
            yield Found(message, at=(breakdown.section,), expected=whole, found=total, quotes=quotes)


def _value(part: Quantity) -> Number:
    """What a part adds: 各 speaks of two things at the least."""
    return part.value * 2 if part.each else part.value
