"""A telephone said to be published that is not printed (说公布电话却没有号码)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.checks.finding import Quote, Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.language import _

_SAID = re.compile(r"(?:公布|公开)(?:了)?(?:监督|举报|投诉|咨询)(?:热线)?电话")
_PHONE = re.compile(r"\d{3,4}[-—－]?\d{7,8}|(?<!\d)12345(?!\d)|(?<!\d)\d{7,8}(?!\d)")


@check(
    severity=Severity.NOTICE,
    title=_("说公布了电话却没有号码"),
    explanation=_("报告说公布了监督电话，全文却没有印出号码，公众无从监督。"),
    advice=_("请印出号码。"),
)
def phone_not_printed(subject: Subject) -> Iterator[Found]:
    """Silent where the report prints any telephone number."""
    sections = subject.report.all_sections()
    if any(_PHONE.search(section.text) for section in sections):
        return
    for section in sections:
        for match in _SAID.finditer(section.text):
            quotes = (Quote(section.key, *match.span()),)
            yield Found(_("写了“{words}”，全文没有电话号码。", words=match[0]), at=(section.key,), found=match[0], quotes=quotes)
