"""A bracket or quotation mark without its other half (括号、引号、书名号不成对)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from disclosure.checks.finding import Quote, Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.language import _

_PAIRS = {"）": "（", "》": "《", "”": "“", "〕": "〔", "】": "【", "」": "「"}
_SIGNS = re.compile(r"[（）()《》“”〔〕【】「」]")
#: Half-width and full-width brackets are mixed by many; a pair of one of each is a pair.
_WIDE = {"(": "（", ")": "）"}
#: 1） and 一） number a paragraph and have no first half.
_NUMBERING = re.compile(r"(?:^|[\s。；：，、])[\d一二三四五六七八九十]{1,3}$")


@check(
    severity=Severity.NOTICE,
    title=_("括号、引号或书名号不成对"),
    explanation=_("少了一半的括号、引号、书名号，读者不知道到哪里为止，文件名也可能不全。"),
    advice=_("请补上或删去。"),
)
def unpaired_brackets(subject: Subject) -> Iterator[Found]:
    """Looks at each part as a whole, since titles may be broken over lines; one finding for each kind of sign."""
    for section in subject.report.all_sections():
        text = section.text
        kinds: dict[str, list[int]] = {}
        for place in _left_over(text):
            kinds.setdefault(text[place], []).append(place)
        for sign, places in kinds.items():
            words = text[max(0, places[0] - 6) : places[0] + 7].replace("\n", "")
            quotes = tuple(Quote(section.key, place, place + 1) for place in places)
            message = _("“{sign}”没有另一半：{words}", sign=sign, words=words)
            yield Found(message, at=(section.key,), found=sign, quotes=quotes, place=section.place_at(places[0]))


def _left_over(text: str) -> Sequence[int]:
    """The places of signs without their other half, in order."""
    open_: list[tuple[str, int]] = []
    left = []
    for match in _SIGNS.finditer(text):
        sign = _WIDE.get(match[0], match[0])
        if sign not in _PAIRS:
            open_.append((sign, match.start()))
        elif open_ and open_[-1][0] == _PAIRS[sign]:
            open_.pop()
        elif any(one == _PAIRS[sign] for one, _place in open_):
            while open_[-1][0] != _PAIRS[sign]:
                left.append(open_.pop()[1])
            open_.pop()
        elif sign != "）" or not _NUMBERING.search(text[max(0, match.start() - 4) : match.start()]):
            left.append(match.start())
    return sorted((*left, *(place for _sign, place in open_)))
