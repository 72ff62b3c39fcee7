"""Numbering that leaves out a number or gives it twice (序号跳号、重号)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.checks.finding import Quote, Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.claims.numerals import read_chinese
from disclosure.language import _

#: 一是, 二是 … at the head of a sentence; 其中一是 and 统一是 are none.
_MARK = re.compile(r"(?P<number>[一二三四五六七八九十]{1,3})是")
_BEFORE = frozenset("。；;：:，, \n\t\u3000")


@check(
    severity=Severity.NOTICE,
    title=_("“一是、二是”跳号或重号"),
    explanation=_("序号跳过或重复，多半是删改时漏了一段，或者粘贴时多了一段。"),
    advice=_("请核对有没有漏掉的内容，改正序号。"),
)
def numbering_gap(subject: Subject) -> Iterator[Found]:
    """A list begins with 一是; what does not belong to one that began is left alone, and several lists may follow each other."""
    for section in subject.report.sections:
        last = 0
        for match in _MARK.finditer(section.text):
            if match.start() and section.text[match.start() - 1] not in _BEFORE:
                continue
            number = read_chinese(match["number"]) or 0
            if number != 1 and last and number != last + 1 and number >= last:
                words = match[0]
                yield Found(
                    _("“{words}”前面是第{last}项。", words=words, last=last),
                    at=(section.key,),
                    expected=last + 1,
                    found=number,
                    quotes=(Quote(section.key, *match.span()),),
                    place=section.place_at(match.start()),
                )
            last = number
