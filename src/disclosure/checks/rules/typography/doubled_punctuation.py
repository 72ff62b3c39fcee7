"""Two marks where one belongs (标点重复)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.checks.finding import Quote, Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.language import _

_MARKS = re.compile(r"[，。；：、][ \t]*[，。；：、]+")


@check(
    severity=Severity.NOTICE,
    title=_("标点重复或相连"),
    explanation=_("两个逗号、句号相连，多半是删改后留下的，中间可能少了字。"),
    advice=_("请删去多余的标点，并看有没有漏字。"),
)
def doubled_punctuation(subject: Subject) -> Iterator[Found]:
    """Ellipses and dashes are doubled by rule and left alone."""
    for section in subject.report.all_sections():
        for match in _MARKS.finditer(section.text):
            around = section.text[max(0, match.start() - 4) : match.end() + 2].replace("\n", "")
            quotes = (Quote(section.key, *match.span()),)
            place = section.place_at(match.start())
            yield Found(_("“{around}”处标点重复。", around=around), at=(section.key,), found=match[0], quotes=quotes, place=place)
