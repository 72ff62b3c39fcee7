"""What a text is found by: its terms, made once in Python so that every database finds the same.

Chinese has no blanks between words, and where a segmenter draws the line depends on the sentence: a text cut with one
dictionary is not found by a query cut with another. So a text is stored as every pair of neighbouring characters
(“政府信息” → 政府 府信 信息): any word of two characters is a pair, a longer one several. Only the query is cut into words,
which makes “养老补贴” find “养老服务补贴”. Latin words and numbers are terms as they stand, found by their beginnings.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

import rjieba

#: Chinese characters as Unicode 6.1 knows them, which is what SQLite's tokenizer goes by, and the private range into which
#: younger ones are put. Other letters: only such as every version knows.
_HAN = "\u3007\u3400-\u4db5\u4e00-\u9fcc\ue000-\uf8ff\U00020000-\U0002a6d6\U0002a700-\U0002b734\U0002b740-\U0002b81d"
_LETTERS = "a-z0-9ß-öø-ɏα-ωа-яѐ-џぁ-ゖァ-ヺー가-힣"
_RUN = re.compile(f"[{_HAN}]+|[{_LETTERS}]+")
_IS_HAN = re.compile(f"[{_HAN}]")
_YOUNGER = re.compile("[\u4db6-\u4dbf\u9fcd-\u9fff\ufa0e-\ufa29\U0002a6d7-\U0002a6ff\U0002b735-\U0002b73f\U0002b81e-\U0003ffff]")
_PRIVATE, _PRIVATE_SIZE = 0xE000, 0x1900
#: Words that every text has and nobody looks for.
_UNSAID = frozenset([*"的了和与及或在是有对为于把被吗呢我要想", "请问", "怎么", "怎样", "如何", "什么", "哪些", "哪里", "多少"])
#: A question of more words or letters than this is cut off.
LONGEST_QUERY, MOST_WORDS = 100, 12
#: A term of Latin letters or digits is no longer than this; PostgreSQL refuses longer ones than 2 KB.
_LONGEST_TERM = 60


def folded(text: str) -> str:
    """The text in one width and one case: Ｑ２０ → q20. Characters younger than the tokenizer get a place it knows."""
    narrow = unicodedata.normalize("NFKC", text).lower()
    return _YOUNGER.sub(lambda found: chr(_PRIVATE + ord(found.group()) % _PRIVATE_SIZE), narrow)


def runs(text: str) -> list[str]:
    """The text's stretches of Chinese characters and of other letters and digits, without what stands between."""
    return _RUN.findall(folded(text))


def terms_of(text: str) -> Iterator[str]:
    """The terms under which a text is stored."""
    for run in runs(text):
        if not _IS_HAN.match(run):
            yield run[:_LONGEST_TERM]
            continue
        yield from (run[at : at + 2] for at in range(len(run) - 1))
        yield run[-1]  # so that each character begins some term, and a single one is found by its beginning


def terms_of_numbers(numbers: Iterable[str]) -> Iterator[str]:
    """The terms of a document's numbers: any stretch within them is the beginning of one."""
    for number in numbers:
        for run in runs(number):
            if _IS_HAN.match(run):
                yield from terms_of(run)
            else:
                yield from (run[at : at + _LONGEST_TERM] for at in range(min(len(run), _LONGEST_TERM)))


def words_of(query: str) -> list[str]:
    """The words that somebody looks for, each once, in order; words that every text has only when there are no others."""
    found: dict[str, None] = {}
    for part in runs(query[:LONGEST_QUERY]):
        found.update(dict.fromkeys(rjieba.cut(part) if _IS_HAN.match(part) else [part]))
    said = [word for word in found if word not in _UNSAID]
    return (said or list(found))[:MOST_WORDS]


def terms_wanted(words: Sequence[str]) -> list[str]:
    """The terms that a text must all have to hold these words. A term found by its beginning ends in ``*``."""
    wanted: dict[str, None] = {}
    for word in words:
        if not _IS_HAN.match(word):
            wanted[f"{word[:_LONGEST_TERM]}*"] = None
        elif len(word) == 1:
            wanted[f"{word}*"] = None
        else:
            wanted.update(dict.fromkeys(word[at : at + 2] for at in range(len(word) - 1)))
    return list(wanted)
