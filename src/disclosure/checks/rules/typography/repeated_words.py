"""Words or clauses written twice in a row (文字重复)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from disclosure.checks.finding import Quote, Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.language import _

_HAN = re.compile(r"[\u4e00-\u9fff]+")
#: How long the words are that may stand twice in a row.
_FEWEST, _MOST = 2, 6
_CLAUSES = re.compile(r"[^，。；\d\n]+")
#: A clause said again after a comma: how long it is at least, how much of it is compared, how many words may come before it.
_SHORTEST, _LONGEST, _BEFORE = 8, 60, 6
#: Doubled words that are good Chinese.
_FINE = re.compile(r"^(?:(.)\1|方方面面|时时刻刻|某某|很多|非常|[一逐每两].{1,2})$")


@check(
    severity=Severity.NOTICE,
    title=_("文字重复"),
    explanation=_("同样的字句连写了两遍。"),
    advice=_("请删去重复的一处。"),
)
def repeated_words(subject: Subject) -> Iterator[Found]:
    """Reduplication (层层, 某某, 一件一件, 逐项逐项) is good Chinese and left alone; rows of lists are not prose."""
    for section in subject.report.all_sections():
        for start, line in section.starts():
            if not line.is_table_row:
                for first, last, words in (*_doubled(line.text), *_said_again(line.text)):
                    if not _FINE.match(words) and len(set(words)) > 1:
                        quotes = (Quote(section.key, start + first, start + last),)
                        yield Found(
                            _("“{words}”连写了两遍。", words=words),
                            at=(section.key,),
                            found=words,
                            quotes=quotes,
                            place=line.place,
                        )


def _doubled(text: str) -> Iterator[tuple[int, int, str]]:
    """Words that stand twice in a row: start, end, the words. The shortest at a place, and none inside another."""
    met: dict[str, int] = {}
    taken = 0
    # Words of two characters and more that are doubled begin with a pair that comes again so many characters later.
    for place in range(len(text) - 1):
        pair = text[place : place + _FEWEST]
        before = met.get(pair, -_MOST - 1)
        met[pair] = place
        size = place - before
        if _FEWEST <= size <= _MOST and before >= taken and text[before:place] == text[place : place + size]:
            words = text[before:place]
            if _HAN.fullmatch(words):
                taken = place + size
                yield before, taken, words


def _said_again(text: str) -> Iterator[tuple[int, int, str]]:
    """Clauses whose end is said again right after the comma that follows them: start, end, the words."""
    for before, after in pairwise(_CLAUSES.finditer(text)):
        if text[before.end() : after.start()] != "，":
            continue
        # What is said again ends the first clause, so the last words of that must stand in the second.
        if before[0][-_SHORTEST:] not in after[0]:
            continue
        for skipped in range(_BEFORE + 1):
            again = after[0][skipped : skipped + _LONGEST]
            size = next((size for size in range(len(again), _SHORTEST - 1, -1) if before[0].endswith(again[:size])), None)
            if size:
                yield before.end() - size, after.start() + skipped + size, again[:size]
                break
