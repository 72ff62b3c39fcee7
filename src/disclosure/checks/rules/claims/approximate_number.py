"""Counts given only roughly (约数)."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.checks.finding import Quote, Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.claims.grammar import grammar
from disclosure.language import _


@check(
    severity=Severity.NOTICE,
    title=_("用了约数"),
    explanation=_("年度报告的数字应来自台账，能够核对；“余”“多”无法核对。"),
    advice=_("请写确切的数字。"),
)
def approximate_number(subject: Subject) -> Iterator[Found]:
    """Money and large numbers in 万 are left alone: these are rounded by custom."""
    for section in subject.report.all_sections():
        for quantity in grammar().quantities.find(section.text):
            words = section.text[quantity.start : quantity.end]
            if quantity.approximate and quantity.unit in _COUNTS and "万" not in words:
                quotes = (Quote(section.key, quantity.start, quantity.end),)
                yield Found(_("“{words}”不是确数。", words=words), at=(section.key,), found=words, quotes=quotes)


_COUNTS = frozenset("件宗条次份篇期起项个")
