"""Headings inside a part numbered like the parts themselves (序号冲突)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.checks.finding import Quote, Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.language import _

_HEADING = re.compile(r"^[一二三四五六七八九十]、[^。；]{2,40}$", re.MULTILINE)


@check(
    severity=Severity.NOTICE,
    law="annual_report_format",
    title=_("部分内部又用“一、二、三”编号"),
    explanation=_("部分内部的小标题与六个部分同级编号，读者会分不清层次。"),
    advice=_("部分内部请用“（一）”“1.”编号。"),
)
def numbering_collision(subject: Subject) -> Iterator[Found]:
    """One finding a part, quoting each such heading."""
    for section in subject.report.sections:
        quotes = tuple(Quote(section.key, *match.span()) for match in _HEADING.finditer(section.text))
        if len(quotes) >= 2:
            headings = [_("“{heading}”", heading=section.text[quote.start : quote.end]) for quote in quotes]
            yield Found(_("本部分内又有同级编号的小标题：{headings}。", headings=headings), at=(section.key,), quotes=quotes)
