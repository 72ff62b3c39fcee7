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
#: Bits of a character in the encoding in which texts are compared.
_BITS = 32
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
        met = list(_doubled(section.text))
        for start, line in section.starts():
            if not line.is_table_row:
                met += [(start + first, start + last, words) for first, last, words in _said_again(line.text)]
        for first, last, words in sorted(met):
            if _FINE.match(words) or len(set(words)) == 1 or section.is_table_row_at(first):
                continue
            yield Found(
                _("“{words}”连写了两遍。", words=words),
                at=(section.key,),
                found=words,
                quotes=(Quote(section.key, first, last),),
                place=section.place_at(first),
            )


def _doubled(text: str) -> Iterator[tuple[int, int, str]]:
    """Words that stand twice in a row: start, end, the words. The first at a place, and none inside another."""
    taken = 0
    data = text.encode("utf-32-le", "surrogatepass")
    number = int.from_bytes(data, "little")
    repeats = [(start, size) for size in range(_FEWEST, _MOST + 1) for start in _repeats(number, len(data), size)]
    for start, size in sorted(repeats):
        words = text[start : start + size]
        if start >= taken and _HAN.fullmatch(words):
            taken = start + 2 * size
            yield start, taken, words


def _repeats(number: int, length: int, size: int) -> Iterator[int]:
    """Where ``size`` characters of a text come again right after themselves; ``number`` is its ``length`` bytes in UTF-32.

    The text is laid over itself, moved by as many characters: as one large number, so that it takes one operation instead of
    thousands. Where both are the same the difference is 0, and a run of so many zeros is what is looked for.
    """
    difference = (number ^ (number >> (_BITS * size))).to_bytes(length, "little")
    zeros = bytes(size * _BITS // 8)
    place = difference.find(zeros)
    while place >= 0:
        start = -(-place * 8 // _BITS)  # up to the next whole character
        if difference.startswith(zeros, start * _BITS // 8):
            yield start
            start += size - 1
        place = difference.find(zeros, (start + 1) * _BITS // 8)


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
