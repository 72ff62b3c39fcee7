"""A share that the part and the whole beside it do not give (占比算错)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from disclosure.checks.finding import Quote, Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.language import _

_RIGHT_AFTER = re.compile(r"^[，,（(]?\s*(?:约)?占[^。；，,\d]{0,10}$")
#: Percentage points by which rounding may differ.
_ROUNDING = 1


@check(
    severity=Severity.WARNING,
    title=_("占比与部分、总数不符"),
    explanation=_("“共多少，其中多少，占百分之几”，三个数应当算得到一起。"),
    advice=_("请核对三个数，改正错的一处。"),
)
def share_computed(subject: Subject) -> Iterator[Found]:
    """Speaks of a share right after a part (其中); the whole is the number that the part was taken from."""
    shares = [claim for claim in subject.claims_of("share.of_whole") if claim.value is not None and not claim.approximate]
    for claim in shares:
        section = subject.report.section(claim.section)
        for breakdown in subject.breakdowns:
            if section is None or breakdown.section != claim.section or not breakdown.whole.value:
                continue
            for part in breakdown.parts:
                if part.approximate or breakdown.whole.approximate or part.end > claim.start:
                    continue
                if not _RIGHT_AFTER.match(section.text[part.end : claim.start]):
                    continue
                share = Decimal(part.value) * 100 / Decimal(breakdown.whole.value)
                if abs(share - Decimal(claim.value or 0)) > _ROUNDING:
                    message = _(
                        "{part}占{whole}应为{share}%，正文写{stated}%。",
                        part=part.value,
                        whole=breakdown.whole.value,
                        share=round(share, 1),
                        stated=claim.value,
                    )
                    quotes = (Quote(claim.section, part.start, claim.end),)
                    yield Found(
                        message, at=(claim.section,), expected=str(round(share, 1)), found=str(claim.value), quotes=quotes
                    )
