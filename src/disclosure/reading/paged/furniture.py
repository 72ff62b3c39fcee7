"""What a page prints that is not the document's: its number, and lines that stand at the same place on every page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from disclosure.reading.paged.marks import PageMarks, TextLine, lines_of

_DASH = r"[-—–―－‐·•~]"
#: 「- 3 -」 「— 4 —」 「第 3 页」 「第3页 共8页」 「3 / 8」
_NUMBERED = re.compile(
    rf"{_DASH}+\s*\d{{1,3}}\s*{_DASH}+|第\s*\d{{1,3}}\s*页(?:\s*[,，/]?\s*共\s*\d{{1,3}}\s*页)?|\d{{1,3}}\s*/\s*\d{{1,3}}|[Pp]age\s*\d{{1,3}}"
)
_BARE = re.compile(r"\d{1,3}")
#: Shares of the page's height, from its top or bottom, within which a bare number may be the page's.
_MARGIN = 0.11
#: Two lines at heights nearer than this, on different pages, are at the same place. Points.
_SAME_PLACE = 3.0
_FEWEST_PAGES = 3
#: One line in so many must begin where the margin is.
_FEW = 15


def without_furniture(pages: Sequence[PageMarks]) -> None:
    """Take page numbers, running heads and running feet off the pages; in tables too, where page numbers have dashes."""
    lines = {page.number: lines_of(page.glyphs) for page in pages}
    running = _running(pages, lines)
    steps = _numbers_in_margins(pages, lines)
    for page in pages:
        gone: set[int] = set()
        for line in lines[page.number]:
            text = line.text.strip()
            edge = _edge(line, page)
            if (
                (_NUMBERED.fullmatch(text) and (edge or _is_alone(text)))
                or (edge and _BARE.fullmatch(text) and int(text) - page.number == steps.get(edge))
                or (edge and (edge, round(line.base / _SAME_PLACE), _shape(text)) in running)
            ):
                gone.update(map(id, line.glyphs))
        if gone:
            page.glyphs = [glyph for glyph in page.glyphs if id(glyph) not in gone]


def _is_alone(text: str) -> bool:
    """Whether a number between dashes, somewhere on the page, can be nothing but the page's: 「- 3 -」, not 「3/8」."""
    return not text[0].isdigit()


def _edge(line: TextLine, page: PageMarks) -> str:
    """ "top" or "bottom" where a line stands in a margin of its page, else empty."""
    if line.bottom < _MARGIN * page.height:
        return "top"
    return "bottom" if line.top > (1 - _MARGIN) * page.height else ""


def _shape(text: str) -> str:
    """A line's words with every number the same: 「第3页」 and 「第4页」 are one running foot."""
    return re.sub(r"\d+", "0", "".join(text.split()))


def _running(pages: Sequence[PageMarks], lines: dict[int, list[TextLine]]) -> set[tuple[str, int, str]]:
    """Lines in the margins that stand at the same place on most pages."""
    seen: Counter[tuple[str, int, str]] = Counter()
    for page in pages:
        here = ((_edge(line, page), round(line.base / _SAME_PLACE), _shape(line.text)) for line in lines[page.number])
        seen.update({mark for mark in here if mark[0]})
    least = max(_FEWEST_PAGES, (len(pages) + 1) // 2)
    return {mark for mark, count in seen.items() if count >= least and not _BARE.fullmatch(mark[2])}


def _numbers_in_margins(pages: Sequence[PageMarks], lines: dict[int, list[TextLine]]) -> dict[str, int]:
    """How far bare numbers in a margin are from the number of their page, where they count on from page to page."""
    found: dict[str, int] = {}
    for edge in ("top", "bottom"):
        steps = Counter(
            step
            for page in pages
            for step in {_step(line, page) for line in lines[page.number] if _edge(line, page) == edge}
            if step is not None
        )
        step, count = next(iter(steps.most_common(1)), (0, 0))
        if count >= 2 or (count and _only_at_the_end(pages, lines, edge)):
            found[edge] = step
    return found


def _step(line: TextLine, page: PageMarks) -> int | None:
    text = line.text.strip()
    return int(text) - page.number if _BARE.fullmatch(text) else None


def _only_at_the_end(pages: Sequence[PageMarks], lines: dict[int, list[TextLine]], edge: str) -> bool:
    """Whether a file of one page has its number, 1, as its last line and far below the others."""
    if len(pages) != 1 or edge != "bottom" or len(lines[pages[0].number]) < 2:
        return False
    *_before, above, last = lines[pages[0].number]
    return last.text.strip() == "1" and last.top - above.bottom > 2 * last.height


def widest(lines: Sequence[TextLine]) -> tuple[float, float]:
    """Where the text of a document begins and ends, in points from the left: the outermost that several lines agree on."""
    return (
        _outermost([line.left for line in lines]),
        -_outermost([-line.right for line in lines]),
    )


def _outermost(ends: Sequence[float]) -> float:
    """The smallest of the numbers near which there are others."""
    enough = max(2, len(ends) // _FEW)
    ordered = sorted(ends)
    agreed = (one for one, other in zip(ordered, ordered[enough - 1 :], strict=False) if other - one <= _SAME_PLACE)
    return next(agreed, ordered[0] if ordered else 0.0)
