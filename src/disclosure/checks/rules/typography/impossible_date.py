"""A day that no calendar has (不存在的日期)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from disclosure.checks.finding import Quote, Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.language import _

_DATE = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)\s*年\s*(?P<month>\d{1,2})\s*月(?:\s*(?P<day>\d{1,2})\s*[日号])?")


@check(
    severity=Severity.WARNING,
    title=_("日期不存在"),
    explanation=_("日历上没有这一天，必有一处写错。"),
    advice=_("请改正日期。"),
)
def impossible_date(subject: Subject) -> Iterator[Found]:
    """A month without a day is looked at as well."""
    for section in subject.report.all_sections():
        for match in _DATE.finditer(section.text):
            try:
                date(int(match["year"]), int(match["month"]), int(match["day"] or 1))
            except ValueError:
                words = "".join(match[0].split())
                quotes = (Quote(section.key, *match.span()),)
                yield Found(_("没有“{words}”这一天。", words=words), at=(section.key,), found=words, quotes=quotes)
