"""A rate of answers that no figures of table three give (答复率算不出来)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from disclosure.checks.context import of_another_year, of_other_work
from disclosure.checks.finding import Quote, Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.language import _

_CELLS = tuple(f"applications.{row}.total" for row in ("received", "carried_over", "total", "carried_forward"))
#: Percentage points by which rounding may differ.
_ROUNDING = 1


@check(
    severity=Severity.NOTICE,
    law="annual_report_format",
    title=_("答复率与表三算不到一起"),
    explanation=_("答复率应能由表三算出：办结数除以应办数。写了别的数，要么算错，要么口径不同，应写明。"),
    advice=_("请重新计算，或写明分子、分母是什么。"),
)
def answer_rate_value(subject: Subject) -> Iterator[Found]:
    """Accepts every rate that the table allows: of all there was, of this year's, of what was due. 100 % has its own rule."""
    received, carried, decided, forward = (subject.report.value(address) for address in _CELLS)
    if received is None or carried is None or decided is None or forward is None:
        return
    whole = received + carried
    possible = {
        Decimal(100 * part) / Decimal(of)
        for of in (whole, received, whole - forward)
        if of > 0
        for part in (decided, decided - carried)
    }
    for claim in subject.claims_of("applications.answer_rate"):
        if claim.value is None or claim.value == 100 or claim.approximate:
            continue
        if of_another_year(subject, claim) or of_other_work(subject, claim):
            continue
        if not any(abs(claim.value - rate) <= _ROUNDING for rate in possible):
            message = _(
                "正文称答复率{rate}%，表三共有{whole}件、办结{decided}件。", rate=claim.value, whole=whole, decided=decided
            )
            quotes = (Quote(claim.section, claim.start, claim.end),)
            yield Found(message, at=(claim.section, *_CELLS), found=claim.value, quotes=quotes)
