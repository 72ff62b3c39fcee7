"""Very few items disclosed in a whole year (公开信息很少)."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.checks.finding import Quote, Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.language import _

#: Below one item a month an office is either not publishing or not counting.
_FEW = 12


@check(
    severity=Severity.NOTICE,
    law="disclosure_regulations:20",
    title=_("全年公开的信息很少"),
    explanation=_("平均每月不到一条，可能是漏计，也可能是栏目长期不更新。"),
    advice=_("请核对是否只统计了一个栏目或渠道；确实很少的，在第五部分说明原因和改进。"),
)
def few_items(subject: Subject) -> Iterator[Found]:
    """Compares the largest number that the prose gives for items disclosed."""
    claims = [claim for claim in subject.claims_of("items.published") if claim.value is not None and not claim.approximate]
    if not claims:
        return
    most = max(claims, key=lambda claim: claim.value or 0)
    if (most.value or 0) < _FEW:
        quotes = (Quote(most.section, most.start, most.end),)
        yield Found(
            _("全年只公开{count}{unit}信息。", count=most.value, unit=most.unit),
            at=(most.section,),
            found=most.value,
            quotes=quotes,
        )
