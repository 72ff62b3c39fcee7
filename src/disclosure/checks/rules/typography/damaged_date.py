"""A date that lost a character (日期残缺)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.checks.finding import Quote, Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.language import _

_DAMAGED = re.compile(r"(?<!\d)20\d\d(?:\d{1,4}日|[01]?\d月\d{1,2}日)|统计期限自至")


@check(
    severity=Severity.NOTICE,
    title=_("日期残缺"),
    explanation=_("日期少了“年”或“月”，读不出是哪一天。"),
    advice=_("请补全日期。"),
)
def damaged_date(subject: Subject) -> Iterator[Found]:
    """Quotes the damaged words; a whole date is left alone."""
    for section in subject.report.all_sections():
        for match in _DAMAGED.finditer(section.text):
            quotes = (Quote(section.key, *match.span()),)
            yield Found(_("“{date}”不是完整的日期。", date=match[0]), at=(section.key,), found=match[0], quotes=quotes)
