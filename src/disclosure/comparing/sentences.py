"""Texts of two reports sentence by sentence: which stayed, which changed only their numbers, which were reworded, came or went.

Sentences are put side by side in their order. Those that say the same but for numbers go together first; between them those
that are most alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from disclosure.language import Label

_SENTENCE = re.compile(r"[^。；;！？!?\n]+[。；;！？!?]?[”’」』）)]*")
_NUMBERS = re.compile(
    r"[0-9０-９]+(?:[,，][0-9０-９]{3})*(?:[.．][0-9０-９]+)?[%％]?"
    r"|[零〇一二三四五六七八九十百千万亿]+(?=[件条次份篇期人起项个宗场年月日])"
)
_SPACE = re.compile(r"\s+")
#: What is never cut in two: a number, a word of letters, a character.
_CUTS = re.compile(rf"{_NUMBERS.pattern}|[A-Za-z]+|.", re.DOTALL)
#: From this share of common characters on two sentences are one that was reworded.
_ALIKE = 0.5
#: So many comparisons of one sentence with another are worth their time; beyond that a part was written anew.
_MOST_COMPARISONS = 10_000
#: A run of equal characters shorter than this between two changes belongs to them: 2人次 → 3场次 is one change.
_SHORTEST_EQUAL = 2


class Change(StrEnum):
    """What became of a sentence."""

    SAME = "same"
    NUMBERS = "numbers"
    REWORDED = "reworded"
    ADDED = "added"
    REMOVED = "removed"

    @property
    def label(self) -> Label:
        """The words for users."""
        return _LABELS[self]


_LABELS = {
    Change.SAME: Label("一字未改", "Word for word"),
    Change.NUMBERS: Label("只改了数字", "Only numbers changed"),
    Change.REWORDED: Label("改写", "Reworded"),
    Change.ADDED: Label("新增", "Added"),
    Change.REMOVED: Label("删去", "Removed"),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters of a sentence, and whether the other one has it too."""

    text: str
    is_changed: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence of the one report beside that of the other; "" on the side where there is none."""

    change: Change
    before: str
    after: str

    @property
    def pieces(self) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
        """Both sides cut where they differ."""
        if self.change is Change.SAME or not self.before or not self.after:
            return (_whole(self.before, self.change), _whole(self.after, self.change))
        if self.change is Change.NUMBERS:
            return _numbers_apart(self.before, self.after)
        return _apart(self.before, self.after)

    @property
    def numbers(self) -> tuple[tuple[str, str], ...]:
        """The numbers that changed, in a sentence of which nothing else did."""
        if self.change is not Change.NUMBERS:
            return ()
        both = zip(_NUMBERS.findall(self.before), _NUMBERS.findall(self.after), strict=True)
        return tuple((old, new) for old, new in both if old != new)


def sentences_of(text: str) -> list[str]:
    """The sentences of a text with the marks that end them, white space tidied."""
    return [sentence for match in _SENTENCE.finditer(text) if (sentence := " ".join(match[0].split()))]


def pairs_of(before: Sequence[str], after: Sequence[str]) -> tuple[Pair, ...]:
    """The sentences of two texts side by side, in the order of both."""
    found: list[Pair] = []
    matcher = SequenceMatcher(None, [_words(one) for one in before], [_words(one) for one in after], autojunk=False)
    for tag, start, end, other_start, other_end in matcher.get_opcodes():
        these, those = before[start:end], after[other_start:other_end]
        if tag == "equal":
            found += [_like(old, new) for old, new in zip(these, those, strict=True)]
        else:
            found += _between(these, those)
    return tuple(found)


def _words(sentence: str) -> str:
    """What a sentence says apart from its numbers."""
    return _NUMBERS.sub("0", _SPACE.sub("", sentence))


def _like(before: str, after: str) -> Pair:
    same = _SPACE.sub("", before) == _SPACE.sub("", after)
    return Pair(Change.SAME if same else Change.NUMBERS, before, after)


def _between(before: Sequence[str], after: Sequence[str]) -> Iterator[Pair]:
    """Sentences of which none says the same: the most alike go together, without crossing each other."""
    at = other_at = 0
    for place, other in [*_alike(before, after), (len(before), len(after))]:
        yield from (Pair(Change.REMOVED, sentence, "") for sentence in before[at:place])
        yield from (Pair(Change.ADDED, "", sentence) for sentence in after[other_at:other])
        if place < len(before):
            yield Pair(Change.REWORDED, before[place], after[other])
        at, other_at = place + 1, other + 1


def _alike(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    """The pairs of places whose likeness adds up to most, each place once and in order (longest common subsequence, weighed)."""
    if not before or not after or len(before) * len(after) > _MOST_COMPARISONS:
        return []
    weight = [[_likeness(old, new) for new in after] for old in before]
    best = [[0.0] * (len(after) + 1) for _row in range(len(before) + 1)]
    for row in range(len(before) - 1, -1, -1):
        for column in range(len(after) - 1, -1, -1):
            together = weight[row][column] + best[row + 1][column + 1] if weight[row][column] else 0.0
            best[row][column] = max(together, best[row + 1][column], best[row][column + 1])
    found, row, column = [], 0, 0
    while row < len(before) and column < len(after):
        if weight[row][column] and best[row][column] == weight[row][column] + best[row + 1][column + 1]:
            found.append((row, column))
            row, column = row + 1, column + 1
        elif best[row][column] == best[row + 1][column]:
            row += 1
        else:
            column += 1
    return found


def _likeness(before: str, after: str) -> float:
    """The share of common characters, 0 where it is too small to call one the other's new wording."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if matcher.real_quick_ratio() < _ALIKE or matcher.quick_ratio() < _ALIKE:
        return 0.0
    ratio = matcher.ratio()
    return ratio if ratio >= _ALIKE else 0.0


def _whole(text: str, change: Change) -> tuple[Piece, ...]:
    return (Piece(text, change is not Change.SAME),) if text else ()


def _numbers_apart(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both sentences cut at their numbers, of which those that differ are changed."""
    numbers = list(zip(_NUMBERS.finditer(before), _NUMBERS.finditer(after), strict=True))
    sides: tuple[list[Piece], list[Piece]] = ([], [])
    for side, text in enumerate((before, after)):
        at = 0
        for pair in numbers:
            match = pair[side]
            sides[side].append(Piece(text[at : match.start()], False))
            sides[side].append(Piece(match[0], pair[0][0] != pair[1][0]))
            at = match.end()
        sides[side].append(Piece(text[at:], False))
    return tuple(_joined(sides[0])), tuple(_joined(sides[1]))


def _apart(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both sentences cut where they differ, never inside a number; a short run that is equal by chance counts as changed."""
    these, those = _CUTS.findall(before), _CUTS.findall(after)
    matcher = SequenceMatcher(None, these, those, autojunk=False)
    old: list[Piece] = []
    new: list[Piece] = []
    for tag, start, end, other_start, other_end in matcher.get_opcodes():
        text, other = "".join(these[start:end]), "".join(those[other_start:other_end])
        is_changed = tag != "equal" or len(text) < _SHORTEST_EQUAL
        old.append(Piece(text, is_changed))
        new.append(Piece(other, is_changed))
    return tuple(_joined(old)), tuple(_joined(new))


def _joined(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Neighbouring pieces of one kind as one; empty ones left out."""
    text, is_changed = "", False
    for piece in pieces:
        if piece.text and piece.is_changed != is_changed:
            if text:
                yield Piece(text, is_changed)
            text, is_changed = "", piece.is_changed
        text += piece.text
    if text:
        yield Piece(text, is_changed)
