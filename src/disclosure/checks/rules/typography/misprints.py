"""Well-known slips of typing and of text recognition (错别字)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from disclosure.checks.finding import Quote, Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.data import load_yaml, only_keys
from disclosure.language import _

_FILE = Path(__file__).with_suffix(".yaml")


@check(
    severity=Severity.NOTICE,
    title=_("疑似错别字"),
    explanation=_("这是输入法和文字识别常见的错字。"),
    advice=_("请对照原意改正，并检查前后是否还有错字。"),
)
def misprints(subject: Subject) -> Iterator[Found]:
    """Only what the list of misprints has: a rule that knew all of Chinese would accuse good words, too."""
    for section in subject.report.all_sections():
        for has, pattern, instead in _known():
            if not any(words in section.text for words in has):
                continue
            for match in pattern.finditer(section.text):
                words = section.text[max(0, match.start() - 2) : match.end() + 2].replace("\n", "")
                yield Found(
                    _("“{words}”中的“{printed}”疑为“{instead}”之误。", words=words, printed=match[0], instead=instead),
                    at=(section.key,),
                    expected=instead,
                    found=match[0],
                    quotes=(Quote(section.key, *match.span()),),
                    place=section.place_at(match.start()),
                )


@cache
def _known() -> tuple[tuple[tuple[str, ...], re.Pattern[str], str], ...]:
    """The misprints of the data file, as quick words, patterns, and what was meant."""
    data = load_yaml(_FILE)
    only_keys(data, {"misprints"}, required={"misprints"}, where=_FILE.name)
    return tuple((tuple(entry["has"]), re.compile(entry["pattern"]), entry["instead"]) for entry in data["misprints"])
