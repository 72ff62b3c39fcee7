"""The sentence of a text that matched, short enough for a line of results."""

from __future__ import annotations

import re
from collections.abc import Sequence

_SENTENCE = re.compile(r"[^。！？；!?\n]+[。！？；!?]?")
#: Characters shown of a sentence, and how many of them stand before the first word that matched.
LENGTH, BEFORE = 90, 25


def excerpt(text: str, words: Sequence[str]) -> str:
    """The sentence that holds the most of the words, cut to ``LENGTH`` characters around the first; else the text's start."""
    sentences = [found.group().strip() for found in _SENTENCE.finditer(text)]
    sentences = [sentence for sentence in sentences if sentence]
    if not sentences:
        return ""
    best = max(sentences, key=lambda sentence: sum(word in sentence.lower() for word in words))
    places = [place for word in words if (place := best.lower().find(word)) >= 0]
    return _cut(best, max(0, min(places, default=0) - BEFORE))


def _cut(sentence: str, start: int) -> str:
    if len(sentence) <= LENGTH:
        return sentence
    start = min(start, len(sentence) - LENGTH)
    end = start + LENGTH
    return f"{'…' if start else ''}{sentence[start:end]}{'…' if end < len(sentence) else ''}"
