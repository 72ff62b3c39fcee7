"""A document cited as in force that had been replaced (引用已被取代的文件)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.checks.finding import Quote, Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.language import _
from disclosure.law import documents_mentioned, superseded

#: Words after a number that tell its history instead of relying on it.
_HISTORY = re.compile(r"^[）)》]?[^。；\n]{0,16}(?:废止|失效|取代|替代|不再(?:执行|适用)|停止执行)")


@check(
    severity=Severity.WARNING,
    law="annual_report_format",
    title=_("引用的文件已被取代"),
    explanation=_("报告年度开始前后已有新文件取代所引文件，应引用现行有效的文件。"),
    advice=_("请改引现行文件，并按新文件核对格式。"),
)
def superseded_citation(subject: Subject) -> Iterator[Found]:
    """A document counts as replaced by what was in force for the reporting year; one said to be repealed is not relied on."""
    year = subject.report.year
    if year is None:
        return
    for section in subject.report.all_sections():
        for mention in documents_mentioned(section.text):
            number = mention.document.number or mention.document.name()
            replaced = superseded(number, year=year)
            if replaced and not _HISTORY.match(section.text[mention.end :]):
                successor = replaced.by.number or replaced.by.name()
                message = _("引用了{old}；{year}年度应依据{new}。", old=number, year=year, new=successor)
                quotes = (Quote(section.key, mention.start, mention.end),)
                yield Found(
                    message,
                    at=(section.key,),
                    expected=successor,
                    found=number,
                    quotes=quotes,
                    place=section.place_at(mention.start),
                    law=replaced.by.key,
                )
