"""Applications counted by channel, against table three (分渠道申请数与表三不一致)."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.checks.context import of_another_year
from disclosure.checks.finding import Quote, Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.claims.claim import Claim
from disclosure.language import _


@check(
    severity=Severity.WARNING,
    law="annual_report_format",
    title=_("分渠道的申请数与表三不一致"),
    explanation=_("线上、线下受理数之和，应等于表三“本年新收”，或“本年新收”加“上年结转”。"),
    advice=_("请核对台账，改正正文或表三；还有别的渠道的，请写明。"),
)
def channels(subject: Subject) -> Iterator[Found]:
    """Speaks where both channels are counted once; a single channel says nothing of the whole."""
    online, offline = (_only(subject, f"applications.received_{channel}") for channel in ("online", "offline"))
    received, carried = subject.report.value(_RECEIVED), subject.report.value(_CARRIED_OVER)
    if online is None or offline is None or received is None or carried is None:
        return
    total = (online.value or 0) + (offline.value or 0)
    if total not in (received, received + carried):
        message = _(
            "线上{online}件加线下{offline}件为{total}件，表三为新收{received}件、结转{carried}件。",
            online=online.value,
            offline=offline.value,
            total=total,
            received=received,
            carried=carried,
        )
        quotes = tuple(Quote(claim.section, claim.start, claim.end) for claim in (online, offline))
        yield Found(message, at=(online.section, _RECEIVED, _CARRIED_OVER), expected=received, found=total, quotes=quotes)


def _only(subject: Subject, measure: str) -> Claim | None:
    """The one exact number that the prose gives for a channel this year."""
    claims = [claim for claim in subject.claims_of(measure) if not claim.approximate and not of_another_year(subject, claim)]
    return claims[0] if len(claims) == 1 and claims[0].value is not None else None


_RECEIVED = "applications.received.total"
_CARRIED_OVER = "applications.carried_over.total"
