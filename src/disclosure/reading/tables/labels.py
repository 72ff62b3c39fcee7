"""Printed labels compared by what they say: numbering, brackets, blanks and the shape of punctuation do not count."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from disclosure.reading.traditional import simplified_text

_SPACE = re.compile(r"[\s\u200b\ufeff]+")
_NUMBERING = re.compile(
    r"^(?:第[一二三四五六七八九十]部分[、.,:]?|[一二三四五六七八九十]是|[(（]?[一二三四五六七八九十]{1,3}[)）、.,:]|"
    r"[(（]?\d{1,2}[)）、.](?:(?!\d)|(?=20\d\d年))|、)+"
)
#: The sound of a character, put behind it by a converter: 項(xiàng)目.
_SOUND = re.compile(r"(?<=[\u4e00-\u9fff])\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹ]{1,7}\)")
_BRACKETED = re.compile(r"\([^()]*\)")
_PUNCTUATION = re.compile(r"[^\w%/]+")
_SAME_WORDS = (("其它", "其他"),)
#: Characters; no label is longer, and what comes after them cannot make a label of a text that is none.
_LONGEST_LABEL = 300


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """The text in one shape of characters, without white space and with one spelling of words that have two."""
    text = _SPACE.sub("", text)[:_LONGEST_LABEL]
    if not text.isascii():
        text = _SPACE.sub("", unicodedata.normalize("NFKC", text))
        text = simplified_text(_SOUND.sub("", text))
    for other, usual in _SAME_WORDS:
        text = text.replace(other, usual)
    return text


@lru_cache(maxsize=4096)
def label_key(text: str) -> str:
    """What a label of a row or column says: without its numbering, what stands in brackets, and punctuation."""
    bare = _NUMBERING.sub("", plain(text))
    without = _BRACKETED.sub("", bare)
    return _PUNCTUATION.sub("", without) or _PUNCTUATION.sub("", bare)


@lru_cache(maxsize=4096)
def heading_key(text: str) -> str:
    """What the heading of a block or part says: everything but punctuation and blanks, numbers inside it included."""
    return _PUNCTUATION.sub("", plain(text))


@lru_cache(maxsize=4096)
def title_key(text: str) -> str:
    """What the title of a part says: without its numbering and punctuation."""
    return _PUNCTUATION.sub("", _NUMBERING.sub("", plain(text)))


def numbering(text: str) -> str:
    """The number that stands before a title or label, as printed; empty where there is none."""
    match = _NUMBERING.match(plain(text))
    return match[0] if match else ""


def label_number(text: str) -> str:
    """The number before a label without its punctuation: 3 of 「3、其他」, 六 of 「（六）其他」; empty where there is none."""
    return _PUNCTUATION.sub("", numbering(text))
