"""More applications said to be finished than were there to finish (办结多于收到)."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.checks.context import in_passing, of_another_year, of_other_work
from disclosure.checks.finding import Quote, Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.claims.claim import Claim
from disclosure.language import _

_RECEIVED, _FINISHED, _CARRIED = "applications.received", "applications.decided", "applications.carried_over"


@check(
    severity=Severity.WARNING,
    title=_("办结的申请多于收到的申请"),
    explanation=_("一年里办结的申请不会多于新收的加上年结转的；两个数常是数字颠倒（48与84）或者填错了位置。"),
    advice=_("请核对正文的两个数；含上年结转的，写明结转几件。"),
)
def finished_more(subject: Subject) -> Iterator[Found]:
    """Compares two numbers of one section; what was carried over is taken from the text, else from table three."""
    for finished in _of(subject, _FINISHED):
        received = [claim for claim in _of(subject, _RECEIVED) if claim.section == finished.section]
        carried = [claim.value or 0 for claim in _of(subject, _CARRIED) if claim.section == finished.section]
        over = max([*carried, subject.report.value("applications.carried_over.total") or 0])
        if received and finished.value and all((claim.value or 0) + over < finished.value for claim in received):
            first = received[0]
            message = _(
                "正文称办结{finished}件，收到的只有{received}件，上年结转{over}件。",
                finished=finished.value,
                received=first.value or 0,
                over=over,
            )
            quotes = tuple(Quote(claim.section, claim.start, claim.end) for claim in (first, finished))
            yield Found(message, at=(finished.section,), expected=(first.value or 0) + over, found=finished.value, quotes=quotes)


def _of(subject: Subject, measure: str) -> list[Claim]:
    """The exact numbers of a measure that are of this year and of applications, denials of some of them left out."""
    return [
        claim
        for claim in subject.claims_of(measure)
        if not claim.approximate
        and claim.value is not None
        and not of_another_year(subject, claim)
        and not of_other_work(subject, claim)
        and not in_passing(subject, claim)
    ]
