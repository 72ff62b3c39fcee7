"""Lines of text → paragraphs: which line goes on with the one above it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from disclosure.reading.paged.marks import TextLine

#: A first line stands in by two characters; one and a bit tells it from a line that is only set unevenly.
_INDENT = 1.2
#: A line that ends so many characters before the margin ends its paragraph.
_SHORT = 1.6
#: A gap of more than so many heights of the font parts two paragraphs.
_APART = 2.6
#: Fonts whose sizes differ by more than this share belong to different paragraphs.
_OTHER_SIZE = 0.18
_BEGINS_A_PART = re.compile(r"^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）])")
_ENDS = frozenset("。！？：；")


@dataclass(slots=True)
class Prose:
    """A paragraph on its way: its lines, and where the first of them stood."""

    lines: list[TextLine]
    place: str
    page: int
    texts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its lines as one. Chinese is broken anywhere, so nothing comes between."""
        return "".join(line.text for line in self.lines)


def paragraphs(lines: Sequence[TextLine], page: int, margins: tuple[float, float], counted: int) -> list[Prose]:
    """The paragraphs that lines of one page make, each with the place of its first line; ``counted`` lines came before."""
    found: list[Prose] = []
    for number, line in enumerate(lines, counted + 1):
        if found and goes_on(found[-1].lines, line, margins):
            found[-1].lines.append(line)
        else:
            found.append(Prose([line], f"page {page} line {number}", page))
    return found


def goes_on(lines: Sequence[TextLine], line: TextLine, margins: tuple[float, float], *, over_page: bool = False) -> bool:
    """Whether a line continues a paragraph that ends with ``lines`` so far; ``over_page``: a page ends between."""
    above, (left, right) = lines[-1], margins
    size = max(above.height, line.height, 1.0)
    if abs(above.height - line.height) > _OTHER_SIZE * size or _BEGINS_A_PART.match(line.text):
        return False
    if not over_page and not 0 < line.base - above.base <= _APART * size:
        return False
    if above.right < right - _SHORT * size:
        return False  # the line above had room for more
    if line.left > left + _INDENT * size:
        return False  # it stands in, or in the middle
    return not (over_page and above.text.rstrip()[-1:] in _ENDS)
