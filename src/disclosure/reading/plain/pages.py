"""Bare numbers in plain text that may be those of pages: a line of nothing else, where one page ends or the next one begins.

Text that is taken out of a page keeps its number as a line among others. Beside a cell that left no line it looks like the figure
of that cell; so whoever reads tables is told which numbers may be no figures.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

#: Digits of the number of a page.
_LONGEST = 3
#: Lines from one number of a page to the next.
_SHORTEST_PAGE, _LONGEST_PAGE = 15, 120
#: Prose on both sides of a number has lines of so many characters, and the end of a sentence in one of them.
_SHORTEST_PROSE, _ENDS = 15, ("。", "；")
#: Bare numbers among which those of pages are looked for; a report has some hundreds.
_MOST_NUMBERS = 5000


def page_numbers(lines: Sequence[str]) -> frozenset[int]:
    """The lines, from 0, that hold only a number which may be that of a page.

    Where the text says where its pages end, these are the numbers at the edges of pages. Elsewhere they are numbers alone among
    prose, and all that go on counting from them at the distance of a page.
    """
    bare = {
        at: int(text)
        for at, line in enumerate(lines)
        if (text := line.strip()).isdigit() and len(text) <= _LONGEST and text.isascii() and text[0] != "0" and "\t" not in line
    }
    if not bare:
        return frozenset()
    if any("\f" in line for line in lines):
        return frozenset(bare.keys() & _edges(lines))
    return _counted(lines, dict(list(bare.items())[:_MOST_NUMBERS]))


def _edges(lines: Sequence[str]) -> set[int]:
    """The first and the last line of each page that is not empty."""
    found: set[int] = set()
    last = None
    is_first = False
    for at, line in enumerate(lines):
        before, feed, after = line.partition("\f")
        if before.strip():
            found.update((at,) if feed or is_first else ())
            last, is_first = at, False
        if feed:
            found.update(() if last is None else (last,))
            is_first = True
            if after.strip():
                found.add(at)
                last, is_first = at, False
    return found if last is None else found | {last}


def _counted(lines: Sequence[str], bare: Mapping[int, int]) -> frozenset[int]:
    """The numbers that stand among prose, and those that go on counting from them, page after page."""
    places: dict[int, list[int]] = {}
    for at, number in bare.items():
        places.setdefault(number, []).append(at)
    found = {at for at in bare if _is_among_prose(lines, at)}
    waiting = list(found)
    while waiting:
        at = waiting.pop()
        for step, low, high in ((1, at + _SHORTEST_PAGE, at + _LONGEST_PAGE), (-1, at - _LONGEST_PAGE, at - _SHORTEST_PAGE)):
            same = places.get(bare[at] + step, [])
            beside = set(same[bisect_left(same, low) : bisect_right(same, high)]) - found
            found |= beside
            waiting += beside
    return frozenset(found)


def _is_among_prose(lines: Sequence[str], at: int) -> bool:
    before = next((line for line in reversed(lines[max(0, at - 4) : at]) if line.strip()), "").strip()
    after = next((line for line in lines[at + 1 : at + 5] if line.strip()), "").strip()
    return min(len(before), len(after)) >= _SHORTEST_PROSE and any(end in before + after for end in _ENDS)
