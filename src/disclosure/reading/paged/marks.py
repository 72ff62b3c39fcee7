"""What stands on a page, before anything is known of what it means: glyphs, and the strokes that rule tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

#: Stands for a character of which it is not known which it is.
UNKNOWN = "\ufffd"


class Glyph(NamedTuple):
    """A character with its box in points from the upper left corner of the page, and its base line.

    ``sure`` says how sure it is that it is this character, 0 to 100: less than 100 where it was recognised in a picture.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    base: float
    sure: int = 100

    @property
    def middle(self) -> float:
        """Half way between left and right."""
        return (self.left + self.right) / 2

    @property
    def height(self) -> float:
        """Of the box: about the size of the font."""
        return self.bottom - self.top


class Stroke(NamedTuple):
    """A straight drawn line: at one height (or, upright, at one distance from the left), from ``start`` to ``end``, in points."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class PageMarks:
    """The marks of one page. ``picture_share`` is how much of the page pictures cover, 0 to 1; ``is_recognised``: its words
    were recognised in a picture.
    """

    number: int
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    level: list[Stroke] = field(default_factory=list)
    upright: list[Stroke] = field(default_factory=list)
    picture_share: float = 0.0
    is_recognised: bool = False


@dataclass(slots=True)
class TextLine:
    """Glyphs on one base line, from left to right."""

    glyphs: list[Glyph]
    left: float = 0.0
    right: float = 0.0
    top: float = 0.0
    bottom: float = 0.0
    base: float = 0.0

    @property
    def height(self) -> float:
        """About the size of the font."""
        return self.bottom - self.top

    @property
    def text(self) -> str:
        """What it says; a blank where a gap is wider than letters stand apart."""
        return text_of(self.glyphs)


#: Gaps wider than this share of the font's size are a blank: between Chinese characters the lines of a justified paragraph
#: are stretched, between figures and letters hardly.
_GAP_IN_CHINESE = 0.9
_GAP_IN_LATIN = 0.22


def text_of(glyphs: Sequence[Glyph]) -> str:
    """The text of glyphs that stand in a line."""
    out: list[str] = []
    before: Glyph | None = None
    for glyph in glyphs:
        if before is not None:
            narrow = before.text[-1:].isascii() and glyph.text[:1].isascii()
            if glyph.left - before.right > (_GAP_IN_LATIN if narrow else _GAP_IN_CHINESE) * glyph.height:
                out.append(" ")
        out.append(glyph.text)
        before = glyph
    return "".join(out)


#: Two base lines nearer than this share of the font's size are one line: fonts of letters and of characters differ a little.
_SAME_LINE = 0.35


def lines_of(glyphs: Sequence[Glyph]) -> list[TextLine]:
    """Glyphs put together to lines, from the top; in whatever order they were drawn."""
    lines: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda one: (one.base, one.left)):
        if lines and glyph.base - lines[-1][0].base <= _SAME_LINE * max(glyph.height, 1.0):
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    return [_line(_undoubled(sorted(line, key=lambda one: one.left))) for line in lines]


def _undoubled(glyphs: list[Glyph]) -> list[Glyph]:
    """Without glyphs drawn twice at nearly the same place, which is how some programs make type bold."""
    kept = glyphs[:1]
    for glyph in glyphs[1:]:
        reach = 0.3 * max(glyph.right - glyph.left, 1.0)
        if all(glyph.left - one.left >= reach or one.text != glyph.text for one in kept[-3:]):
            kept.append(glyph)
    return kept


def _line(glyphs: list[Glyph]) -> TextLine:
    return TextLine(
        glyphs,
        glyphs[0].left,
        max(glyph.right for glyph in glyphs),
        min(glyph.top for glyph in glyphs),
        max(glyph.bottom for glyph in glyphs),
        glyphs[0].base,
    )
