"""A text that speaks of another agency as if it were its own (写着别的机关的名字)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.agencies.kinds import is_township, short_name
from disclosure.checks.finding import Quote, Severity
from disclosure.checks.neighbours import Neighbours, beside
from disclosure.checks.rule import Found, across
from disclosure.language import _

_END = re.compile(r"[镇乡]|街道")
#: The shortest and the longest name of a township.
_SHORTEST, _LONGEST = 2, 6
_NOT_ITSELF = re.compile(r"(?:与|和|同|赴|到|向|学习|借鉴|参照|相邻的?|邻近的?|周边的?|联合|移交|划入|并入|撤销)[^，。；]{0,4}$")


@across(
    severity=Severity.WARNING,
    title=_("文字里是别的机关的名字"),
    explanation=_("照着别的机关的报告改写时，容易漏改名字；读者会以为写错了机关。"),
    advice=_("请核对这一段是不是本机关的情况，改正名字。"),
)
def foreign_name(neighbours: Neighbours) -> Iterator[Found]:
    """Speaks of townships, whose names are seldom part of other words, and not of names that our own contains."""
    report = neighbours.report
    if report.agency is None or not is_township(report.agency):
        return
    own = short_name(report.agency)
    for section in report.sections:
        met: set[str] = set()
        for match in _END.finditer(section.text):
            name = _name(section.text, match.end(), neighbours)
            start = match.end() - len(name)
            if not name or name in own or name in met or _NOT_ITSELF.search(section.text[max(0, start - 8) : start]):
                continue
            met.add(name)
            quotes = (Quote(section.key, start, match.end()),)
            others = (beside(neighbours.peers.townships[name], "document", name),)
            message = _("写着“{name}”，而本报告是{agency}的。", name=name, agency=report.agency)
            yield Found(message, at=(section.key,), found=name, quotes=quotes, beside=others)


def _name(text: str, end: int, neighbours: Neighbours) -> str:
    """The longest name of a township beside this one that ends at a place of a text; "" where none does."""
    names = (text[max(0, end - length) : end] for length in range(_LONGEST, _SHORTEST - 1, -1))
    return next((name for name in names if name in neighbours.peers.townships), "")
