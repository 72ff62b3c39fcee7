"""What the prose says of last year against last year’s report (引述上年数字有误)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.checks.context import clause, lead, of_another_year, of_other_work
from disclosure.checks.finding import Quote, Severity
from disclosure.checks.neighbours import Neighbours, beside
from disclosure.checks.rule import Found, across
from disclosure.claims.grammar import grammar
from disclosure.language import _

_YEAR = re.compile(r"(20\d\d)\s*年")
_LAST_YEAR = re.compile(r"上一?年度?|去年|上年同期|去年同期")


@across(
    severity=Severity.WARNING,
    law="annual_report_format",
    title=_("引述的上年数字与上年报告不符"),
    explanation=_("正文写到上年数字的，应与已经公布的上年报告相同。"),
    advice=_("请对照上年报告改正；上年报告有误的，应另行更正。"),
)
def last_year_stated(neighbours: Neighbours) -> Iterator[Found]:
    """Speaks of exact numbers that the words date into last year and the form has a cell for. 上年结转 is of this year."""
    before, subject = neighbours.before, neighbours.subject
    if before is None or before.report.year is None:
        return
    for claim in subject.claims:
        values = [before.report.value(address) for address in claim.cells]
        if claim.approximate or claim.value is None or not values or None in values or not of_another_year(subject, claim):
            continue
        years = _YEAR.findall(lead(subject, claim))
        dated = int(years[-1]) == before.report.year if years else _LAST_YEAR.search(clause(subject, claim)) is not None
        printed = sum((value for value in values if value is not None), start=0) * grammar().measure(claim.measure).times
        if dated and claim.value != printed and not of_other_work(subject, claim):
            message = _(
                "正文说{year}年{term}为{stated}{unit}，{year}年报告是{printed}。",
                year=before.report.year,
                term=grammar().measure(claim.measure).term,
                stated=claim.value,
                unit=claim.unit,
                printed=printed,
            )
            quotes = (Quote(claim.section, claim.start, claim.end),)
            others = tuple(beside(before.report, address, before.report.value(address)) for address in claim.cells)
            yield Found(message, at=(claim.section,), expected=printed, found=claim.value, quotes=quotes, beside=others)
