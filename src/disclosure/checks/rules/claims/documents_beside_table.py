"""Policy documents in the prose beside normative documents in table two (政策文件与规范性文件)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.checks.context import clause, of_another_year
from disclosure.checks.finding import Quote, Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.claims.grammar import grammar
from disclosure.language import _


@check(
    severity=Severity.NOTICE,
    law="annual_report_format",
    title=_("正文的政策文件数与表二规范性文件数不同"),
    explanation=_("政策文件不一定都是行政规范性文件，两个数可以不同，但应当说得清。"),
    advice=_("请核对哪些政策文件属于行政规范性文件，必要时在正文说明。"),
)
def documents_beside_table(subject: Subject) -> Iterator[Found]:
    """Quotes both places; a difference of scope is a question, not an error."""
    for claim in subject.claims_of("documents.published"):
        address = grammar().measure(claim.measure).compare_with
        printed = subject.report.value(address) if address else None
        if not address or printed is None or claim.value == printed or claim.approximate or of_another_year(subject, claim):
            continue
        words = re.sub(r"\s", "", clause(subject, claim))[-16:]
        message = _(
            "正文称“{words}{stated}{unit}”，表二“{cell}”为{printed}件。",
            words=words,
            stated=claim.value,
            unit=claim.unit,
            cell=subject.label(address),
            printed=printed,
        )
        quotes = (Quote(claim.section, claim.start, claim.end),)
        yield Found(message, at=(claim.section, address), expected=printed, found=claim.value, quotes=quotes)
