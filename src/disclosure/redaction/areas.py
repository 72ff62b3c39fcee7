"""Where on the pages something stands: words to be searched for, and personal numbers that are found without being asked for."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from disclosure.privacy import find_personal_numbers
from disclosure.redaction.pages import opened

#: Around a word, in points: descenders and accents are covered too.
_MARGIN = 1.5


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle on a page (from 1), in parts of its width and height from the upper left corner; ``why`` says what is there."""

    page: int
    left: float
    top: float
    right: float
    bottom: float
    why: str = ""

    def is_whole(self) -> bool:
        """Whether it is a rectangle on a page at all."""
        return self.page >= 1 and 0 <= self.left < self.right <= 1 and 0 <= self.top < self.bottom <= 1


def find_areas(data: bytes, words: Sequence[str] = (), *, personal: bool = True) -> tuple[tuple[Area, ...], tuple[int, ...]]:
    """The areas of words and personal numbers, and the pages without any text (scanned), which cannot be searched.

    Words are found across line ends and blanks, in full and half width and either case. Raises :class:`UnreadableError`.
    """
    found: list[Area] = []
    silent = []
    with opened(data) as document:
        for number in range(1, len(document) + 1):
            page = document[number - 1]
            text = page.get_textpage()
            said = _said(text)
            letters = _letters(said)
            if not letters:
                silent.append(number)
            found += _areas_on(page, text, said, letters, number, words, personal=personal)
    return tuple(found), tuple(silent)


def _said(text: Any) -> str:
    """The text of a page with one letter at each of its places, as the boxes of letters are counted."""
    said: str = text.get_text_range()
    count = text.count_chars()
    if len(said) != count:  # letters outside the basic plane take two places
        said = "".join(text.get_text_range(place, 1)[:1] or " " for place in range(count))
    return said


def _letters(said: str) -> list[tuple[int, str]]:
    """What is printed, letter by letter: the place in the page's text, and the letter in half width and small."""
    plain = ((place, unicodedata.normalize("NFKC", letter).casefold()[:1]) for place, letter in enumerate(said))
    return [(place, letter) for place, letter in plain if letter.strip()]


def _areas_on(
    page: Any, text: Any, said: str, letters: list[tuple[int, str]], number: int, words: Sequence[str], *, personal: bool
) -> Iterator[Area]:
    run = "".join(letter for _place, letter in letters)
    for word in words:
        wanted = "".join(unicodedata.normalize("NFKC", word).casefold().split())
        start = run.find(wanted) if wanted else -1
        while start >= 0:
            yield from _boxes(page, text, [place for place, _letter in letters[start : start + len(wanted)]], number, word)
            start = run.find(wanted, start + 1)
    if personal:
        for places, why in _personal(said, letters, run):
            yield from _boxes(page, text, places, number, why)


def _personal(said: str, letters: Sequence[tuple[int, str]], run: str) -> Iterator[tuple[list[int], str]]:
    """The places of personal numbers: as they stand in their lines, and those that go on in the next line."""
    seen: set[int] = set()
    for each in find_personal_numbers(said):
        places = [place for place in range(each.start, each.end) if not said[place].isspace()]
        seen.update(places)
        yield places, str(each.kind.label)
    for each in find_personal_numbers(run):
        places = [place for place, _letter in letters[each.start : each.end]]
        if not seen.issuperset(places):
            yield places, str(each.kind.label)


def _boxes(page: Any, text: Any, places: Sequence[int], number: int, why: str) -> Iterator[Area]:
    """One rectangle for each line that the letters stand on."""
    boxes = [box for place in places if (box := text.get_charbox(place, loose=True))[2] > box[0] and box[3] > box[1]]
    lines: list[list[tuple[float, float, float, float]]] = []
    for box in boxes:
        middle = (box[1] + box[3]) / 2
        if lines and lines[-1][-1][1] <= middle <= lines[-1][-1][3] and box[0] >= lines[-1][-1][0] - _MARGIN:
            lines[-1].append(box)
        else:
            lines.append([box])
    for line in lines:
        yield _shown(page, number, line, why)


def _shown(page: Any, number: int, line: Sequence[tuple[float, float, float, float]], why: str) -> Area:
    """The rectangle around boxes of page space (from the lower left, unturned) as it is seen."""
    left, bottom = min(box[0] for box in line) - _MARGIN, min(box[1] for box in line) - _MARGIN
    right, top = max(box[2] for box in line) + _MARGIN, max(box[3] for box in line) + _MARGIN
    x0, y0, x1, y1 = page.get_cropbox()
    wide, high = max(x1 - x0, 1e-6), max(y1 - y0, 1e-6)
    corners = [((x - x0) / wide, (y1 - y) / high) for x in (left, right) for y in (bottom, top)]
    turned = [_turned(x, y, page.get_rotation()) for x, y in corners]
    xs, ys = [min(1.0, max(0.0, x)) for x, _y in turned], [min(1.0, max(0.0, y)) for _x, y in turned]
    return Area(number, min(xs), min(ys), max(xs), max(ys), why)


def _turned(x: float, y: float, degrees: int) -> tuple[float, float]:
    """A point of the unturned page on the page as it is shown."""
    return {0: (x, y), 90: (1 - y, x), 180: (1 - x, 1 - y), 270: (y, 1 - x)}[degrees % 360]
