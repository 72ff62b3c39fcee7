"""A period that does not cover the whole year (统计期限不是全年)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.checks.finding import Quote, Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.language import _

_PERIOD = re.compile(
    r"统计(?:期限|时限|周期|时间|区间|范围)[^。；\d]{0,8}(?:20\d\d\s*年)?\s*(?P<m1>\d{1,2})\s*月\s*(?P<d1>\d{1,2})\s*日起?"
    r"[，,]?\s*(?:至|到|—|－|-|~)+\s*(?:20\d\d\s*年)?\s*(?P<m2>\d{1,2})\s*月\s*(?P<d2>\d{1,2})\s*日"
)
_YEAR = ("1", "1", "12", "31")


@check(
    severity=Severity.WARNING,
    law="disclosure_regulations:49",
    title=_("统计期限不是全年"),
    explanation=_("年度报告统计1月1日至12月31日的情况；期限少了几天，数字就与上下年接不上。"),
    advice=_("请改为全年，并补齐没有统计的部分。"),
)
def period_incomplete(subject: Subject) -> Iterator[Found]:
    """Speaks of a period that is printed whole and begins or ends on another day."""
    for section in subject.report.all_sections():
        match = _PERIOD.search(section.text) if "统计" in section.text else None
        if match and tuple(match[name].lstrip("0") for name in ("m1", "d1", "m2", "d2")) != _YEAR:
            words = " ".join(match[0].split())
            quotes = (Quote(section.key, *match.span()),)
            yield Found(_("“{words}”不是全年。", words=words), at=(section.key,), found=words, quotes=quotes)
