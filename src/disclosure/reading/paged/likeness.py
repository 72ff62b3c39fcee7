"""Labels recognised in a picture, taken for the label of the form that they are nearly: 予以公幵 is 予以公开.

Only labels are treated so, never figures; where two labels are nearly as near, the text stays as it was recognised.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache

from disclosure.reading.paged.breaks import is_known, known_labels
from disclosure.reading.tables.labels import label_key, numbering

#: How alike a text must be to a label, and how much more than to the next one.
_ALIKE, _MARGIN = 0.7, 0.1
_SHORTEST = 3
#: Where a note begins, as recognisers print brackets.
_NOTE = re.compile(r"[（(〈《<\[【]")


@lru_cache(maxsize=1024)
def nearest_label(text: str) -> str:
    """The label that a recognised text is nearly; the text itself where there is none, or more than one."""
    plain = "".join(text.split())
    if is_known(plain) or len(plain) < _SHORTEST:
        return text
    number = numbering(plain)
    rest = plain[len(number) :].lstrip(")）(（")
    tried = [key for key in (label_key(plain), label_key(_NOTE.split(rest)[0]), label_key(_after_bracket(plain))) if key]
    if not tried:
        return text
    same_length = [known for known in known_labels() if any(_differs_little(key, known) for key in tried)]
    if len(same_length) == 1:
        return f"{number}{same_length[0]}"
    best = sorted(((max(_ratio(key, known) for key in tried), known) for known in known_labels()), reverse=True)[:2]
    if same_length or best[0][0] < _ALIKE or best[0][0] - best[1][0] < _MARGIN:
        return text
    return f"{number}{best[0][1]}"


def _differs_little(text: str, known: str) -> bool:
    """Whether a text is a label with a few characters taken for others, which is what recognisers do."""
    if len(text) != len(known):
        return False
    return sum(one != other for one, other in zip(text, known, strict=True)) <= len(known) // 4


def _after_bracket(text: str) -> str:
    """The text behind a number in brackets of which a part was lost: 「()四无法提供」, 「伍)不予公开」."""
    return re.sub(r"^[^\u4e00-\u9fff]{0,3}[一二三四五六七八九十伍王和]?[)）】〕]?", "", text, count=1)


def _ratio(text: str, known: str) -> float:
    matcher = SequenceMatcher(None, text, known)
    return matcher.ratio() if matcher.quick_ratio() >= _ALIKE - _MARGIN else 0.0
