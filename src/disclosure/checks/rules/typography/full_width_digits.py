"""Digits of double width (全角数字)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.checks.finding import Quote, Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.language import _

_DIGITS = re.compile(r"[０-９][０-９．，％]*")


@check(
    severity=Severity.NOTICE,
    title=_("数字用了全角"),
    explanation=_("全角数字不能直接计算、检索，与半角混用也不整齐。"),
    advice=_("请改为半角数字。"),
)
def full_width_digits(subject: Subject) -> Iterator[Found]:
    """One finding for each part that has any."""
    for section in subject.report.all_sections():
        found = list(_DIGITS.finditer(section.text))
        if found:
            quotes = tuple(Quote(section.key, *match.span()) for match in found)
            message = _("有{count}处全角数字，如“{words}”。", count=len(found), words=found[0][0])
            yield Found(message, at=(section.key,), found=found[0][0], quotes=quotes, place=section.place_at(found[0].start()))
