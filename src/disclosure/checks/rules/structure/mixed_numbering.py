"""Two kinds of numbering in one sequence (序号混用)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from disclosure.checks.finding import Quote, Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.claims.numerals import read_chinese
from disclosure.language import _

_NUMBER = re.compile(r"^[（(](?:(?P<digit>\d{1,2})|(?P<chinese>[一二三四五六七八九十]{1,2}))[）)]", re.MULTILINE)


@check(
    severity=Severity.NOTICE,
    title=_("同级序号写法混用"),
    explanation=_("同一层次一处用阿拉伯数字、一处用汉字编号。"),
    advice=_("同一层次请统一用一种序号。"),
)
def mixed_numbering(subject: Subject) -> Iterator[Found]:
    """Speaks where a run of headings goes on in the other kind: （1）（2）（三）."""
    for section in subject.report.sections:
        marks = list(_NUMBER.finditer(section.text))
        for before, after in pairwise(marks):
            if bool(before["digit"]) != bool(after["digit"]) and _value(after) == _value(before) + 1:
                quotes = (Quote(section.key, *before.span()), Quote(section.key, *after.span()))
                message = _("序号从“{before}”接到“{after}”，写法不一致。", before=before[0], after=after[0])
                yield Found(message, at=(section.key,), quotes=quotes)


def _value(match: re.Match[str]) -> int:
    """The number that a heading carries."""
    return int(match["digit"]) if match["digit"] else read_chinese(match["chinese"]) or 0
