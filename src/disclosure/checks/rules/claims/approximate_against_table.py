"""An approximate number that the table rules out (约数与表矛盾)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from disclosure.checks.context import of_another_year, of_other_work
from disclosure.checks.finding import Quote, Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.claims.grammar import grammar
from disclosure.form import Number
from disclosure.language import _

_MORE = re.compile(r"余|多|以上|超|逾")
_NEARLY = re.compile(r"近\s*$")
#: How far 约 and 左右 may be off, and how far above a number 余 and 多 reach: a fifth.
_NEAR = 5


@check(
    severity=Severity.WARNING,
    law="annual_report_format",
    title=_("约数与表中的数矛盾"),
    explanation=_("“余”“多”“超过”说的是比它多，“近”说的是不到它；表中的数应当合得上。"),
    advice=_("请改写确切的数字。"),
)
def approximate_against_table(subject: Subject) -> Iterator[Found]:
    """Silent where a cell is no number, and where the words speak of another year or other work."""
    report = subject.report
    for claim in subject.claims:
        values = [report.value(address) for address in claim.cells]
        if not claim.approximate or claim.value is None or not values or any(value is None for value in values):
            continue
        if of_another_year(subject, claim) or of_other_work(subject, claim):
            continue
        section = report.section(claim.section)
        numbers = [value for value in values if value is not None]
        printed: Number = sum(numbers)
        printed *= grammar().measure(claim.measure).times
        text = section.text if section else ""
        start = claim.start - 2
        if not _fits(text[max(0, start) : claim.end + 2], text[max(0, start) : claim.start], claim.value, printed):
            words = text[max(0, start) : claim.end]
            message = _("正文写“{words}”，表中为{printed}。", words=words, printed=printed)
            quotes = (Quote(claim.section, claim.start, claim.end),)
            yield Found(message, at=(claim.section, *claim.cells), expected=printed, found=claim.value, quotes=quotes)


def _fits(words: str, before: str, stated: Number, printed: Number) -> bool:
    """Whether a figure is one that the words may round to the number stated."""
    if _NEARLY.search(before):
        return stated * (_NEAR - 1) <= printed * _NEAR and printed <= stated
    if _MORE.search(words):
        return stated <= printed and printed * _NEAR <= stated * (_NEAR + 1)
    return abs(Decimal(printed) - Decimal(stated)) * _NEAR <= stated
