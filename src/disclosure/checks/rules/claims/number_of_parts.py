"""A report that says how many parts it has and has another number (部分数不符)."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.checks.finding import Quote, Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.language import _


@check(
    severity=Severity.NOTICE,
    law="annual_report_format",
    title=_("编制说明写的部分数与实际不同"),
    explanation=_("开头说“全文共几部分”的，应与正文的部分数一致；不一致多半是沿用了别处的模板。"),
    advice=_("请核对各部分，改正开头的说明。"),
)
def number_of_parts(subject: Subject) -> Iterator[Found]:
    """Silent where no part was met."""
    count = len(subject.report.sections)
    for claim in subject.claims_of("report.parts"):
        if count and claim.section == "preamble" and claim.value != count:
            message = _("开头说共{stated}部分，正文有{count}部分。", stated=claim.value, count=count)
            quotes = (Quote(claim.section, claim.start, claim.end),)
            yield Found(message, at=("preamble",), expected=count, found=claim.value, quotes=quotes)
