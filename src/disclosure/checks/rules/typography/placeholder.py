"""A place of a template that nobody filled in (模板没有填写)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.checks.finding import Quote, Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.language import _

#: What such a place holds at the least; most texts have none of it.
_SIGNS = ("XX", "xx", "Xx", "ＸＸ", "××", "✕✕", "╳╳", "___", "＿＿", "此处", "请填", "请插", "○○", "●●", "□□")
_PLACE = re.compile(
    r"(?<![A-Za-z])[XxＸ]{2,}(?![A-Za-z])(?=[年月日件条个份镇乡县市区局元万])|[×✕╳]{2,}|_{3,}|＿{2,}"
    r"|[（(【](?:此处|请)(?:填写|填入|插入)[^）)】]{0,20}[）)】]|[○●□]{2,}(?=[年月日件条个份])"
)


@check(
    severity=Severity.WARNING,
    title=_("留有没填写的模板空位"),
    explanation=_("“XX”“××”“____”是模板里等人填写的地方，不应留在公布的报告里。"),
    advice=_("请填上内容，或删去。"),
)
def placeholder(subject: Subject) -> Iterator[Found]:
    """Names made unreadable on purpose (李某某, 张×) are left alone."""
    for section in subject.report.all_sections():
        if not any(sign in section.text for sign in _SIGNS):
            continue
        for match in _PLACE.finditer(section.text):
            around = section.text[max(0, match.start() - 6) : match.end() + 4].replace("\n", "")
            quotes = (Quote(section.key, *match.span()),)
            place = section.place_at(match.start())
            yield Found(_("“{around}”没有填写。", around=around), at=(section.key,), found=match[0], quotes=quotes, place=place)
