"""Counts given only roughly (约数)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.checks.finding import Quote, Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.language import _

_COUNTS = frozenset("件宗条次份篇期起项个")
_ABOUT = re.compile(r"(?:约|近|超过?|逾)\s*$")
_MORE = re.compile(r"余|多|左右")
#: A standard to be kept, not something counted: 每月不少于3条.
_STANDARD = re.compile(r"每[^，。；]{0,6}$|不少于$|至少$")
#: Time is rounded by custom: 近3个月, 约10个工作日.
_TIME = re.compile(r"^(?:多)?(?:月|小时|工作日|星期|季度|年)")


@check(
    severity=Severity.NOTICE,
    title=_("用了约数"),
    explanation=_("年度报告的数字应来自台账，能够核对；“余”“多”无法核对。"),
    advice=_("请写确切的数字。"),
)
def approximate_number(subject: Subject) -> Iterator[Found]:
    """Money, time, standards and large numbers in 万 are left alone: these are rounded by custom."""
    for section, quantity in subject.quantities():
        if not quantity.approximate or quantity.unit not in _COUNTS:
            continue
        text = section.text
        before = text[max(0, quantity.start - 8) : quantity.start]
        about = _ABOUT.search(before)
        start = quantity.start - (len(about[0]) if about else 0)
        words = text[start : quantity.end]
        if "万" in words or not (about or _MORE.search(words)):
            continue
        if _STANDARD.search(before) or _TIME.match(text[quantity.end :]):
            continue
        quotes = (Quote(section.key, start, quantity.end),)
        place = section.place_at(start)
        yield Found(_("“{words}”不是确数。", words=words), at=(section.key,), found=words, quotes=quotes, place=place)
