"""Two numbers of the prose for the same thing (前后两处数字不同)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.checks.context import clause, lead, of_another_year, of_other_work, statement
from disclosure.checks.finding import Quote, Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.claims.claim import Claim
from disclosure.claims.grammar import grammar
from disclosure.language import _

#: Measures of which a year has one number, whatever channel or page they are counted on.
_ONE_A_YEAR = frozenset(
    {
        "applications.received", "applications.carried_over", "applications.carried_forward", "applications.answer_rate",
        "disputes.reconsideration", "disputes.litigation", "normative_documents.issued", "normative_documents.repealed",
        "normative_documents.in_force", "fees.received", "media.followers", "hotline.handled",
        "proposals.deputies", "proposals.committee",
    }
)  # fmt: skip
#: Words that narrow a number to some of the whole, or widen it.
_SOME = re.compile(
    r"其中|分别|线上|网上|网络|线下|当面|现场|信函|邮寄|邮政|微信|微博|抖音|涉及|关于|有关|本级|全[市县区省]|季度|月份?|上半年|下半年"
)


@check(
    severity=Severity.NOTICE,
    title=_("正文两处说同一件事，数字不同"),
    explanation=_("同一件事前后两处的数应当一样；口径不同的，应写明各是什么口径。"),
    advice=_("请核对两处，改正错的一处，或写明各自的口径。"),
)
def said_twice(subject: Subject) -> Iterator[Found]:
    """Quotes both places. Numbers that a table has, too, are left to the rule that compares them with it."""
    met: dict[str, list[Claim]] = {}
    for claim in subject.claims:
        if claim.measure in _ONE_A_YEAR and _is_whole(subject, claim):
            met.setdefault(claim.measure, []).append(claim)
    for measure, claims in met.items():
        first = claims[0]
        other = next((claim for claim in claims[1:] if claim.value != first.value), None)
        if other is None or any(subject.report.value(address) is not None for address in first.cells):
            continue
        yield Found(
            _(
                "{term}，一处写{first}{unit}，另一处写{second}{other_unit}。",
                term=grammar().measure(measure).term,
                first=first.value,
                unit=first.unit,
                second=other.value,
                other_unit=other.unit,
            ),
            at=tuple(dict.fromkeys((first.section, other.section))),
            expected=first.value,
            found=other.value,
            quotes=tuple(Quote(claim.section, claim.start, claim.end) for claim in (first, other)),
        )


def _is_whole(subject: Subject, claim: Claim) -> bool:
    """Whether an exact number counts the whole of this year."""
    if claim.approximate or claim.is_nil or claim.value is None:
        return False
    if of_another_year(subject, claim) or (claim.measure.startswith("applications.") and of_other_work(subject, claim)):
        return False
    words = lead(subject, claim) + clause(subject, claim) + statement(subject, claim)[claim.end - claim.from_ :][:6]
    return _SOME.search(words) is None
