"""Lines cut at wide gaps, and the runs of lines that are a table without rulings: white space parts its columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from disclosure.form import editions
from disclosure.reading.paged.breaks import is_known
from disclosure.reading.paged.marks import Glyph, TextLine, text_of
from disclosure.reading.tables.labels import title_key
from disclosure.reading.tables.values import looks_like_value

#: A gap wider than this share of the font's size parts two cells; no line of prose has one.
_GAP = 0.75
#: Lines of values farther apart than so many heights of the font are not rows of one table.
_FAR = 9.0
#: A line longer than this share of the page's text is prose, unless it is cut.
_LONG = 0.62
#: Lines above the first values, and below the last, that may belong to a table.
_MOST_ABOVE, _MOST_BELOW = 14, 5


@dataclass(slots=True)
class Segment:
    """A piece of a line between two wide gaps, and whether it says what a cell says rather than a label."""

    text: str
    left: float
    right: float
    base: float
    height: float
    is_value: bool

    @property
    def is_number(self) -> bool:
        """Whether it holds a figure: a mark may also be a character of a label that stands upright."""
        return any(character.isdigit() for character in self.text)

    @property
    def middle(self) -> float:
        """Half way between left and right."""
        return (self.left + self.right) / 2


@dataclass(slots=True)
class CutLine:
    """A line with its segments."""

    line: TextLine
    segments: list[Segment]

    @property
    def has_values(self) -> bool:
        """Whether a value stands beside something else in it."""
        return len(self.segments) > 1 and any(segment.is_value for segment in self.segments)

    @property
    def text(self) -> str:
        """What it says."""
        return self.line.text


def cut(lines: Sequence[TextLine]) -> list[CutLine]:
    """The lines of a page with their segments."""
    found = []
    for line in lines:
        segments = list(_segments(line))
        last = max((place for place, segment in enumerate(segments) if not segment.is_value), default=0)
        for segment in segments[:last]:
            # 「、」 and 「无」 are marks, and characters of labels that stand upright.
            segment.is_value = segment.is_value and segment.is_number
        found.append(CutLine(line, segments))
    return found


def _segments(line: TextLine) -> Iterator[Segment]:
    run: list[Glyph] = []
    for glyph in line.glyphs:
        if run and glyph.left - run[-1].right > _GAP * glyph.height:
            yield _segment(run)
            run = []
        run.append(glyph)
    if run:
        yield _segment(run)


def _segment(run: Sequence[Glyph]) -> Segment:
    text = text_of(run)
    return Segment(text, run[0].left, run[-1].right, run[0].base, run[0].height, looks_like_value(text))


@cache
def _titles() -> frozenset[str]:
    """What the titles of the parts say, of every edition."""
    sections = (section for edition in editions() for section in (*edition.sections, *edition.extra_sections))
    return frozenset(title_key(title) for section in sections for title in section.printed_titles)


def is_title(text: str) -> bool:
    """Whether a line is the title of a part of the form, which ends a table."""
    return title_key(text) in _titles()


def regions(lines: Sequence[CutLine], margins: tuple[float, float]) -> list[tuple[int, int]]:
    """The runs of lines, first and last not included, that are tables."""
    found: list[tuple[int, int]] = []
    anchors = [place for place, line in enumerate(lines) if line.has_values]
    for run in [*_runs(lines, anchors, margins), *_heads_at_end(lines, anchors)]:
        if len(run) == 1 and len(lines[run[0]].segments) < _FEWEST_CELLS and not _is_row(lines[run[0]]):
            continue
        start, end = _above(lines, run[0], margins), _below(lines, run[-1], margins)
        if found and start < found[-1][1]:
            start = found[-1][1]
        found.append((start, end))
    return found


#: A lone line of so many cells is a table; so are headings of which the form knows so many.
_FEWEST_CELLS, _FEWEST_HEADINGS = 4, 2


def _heads_at_end(lines: Sequence[CutLine], anchors: Sequence[int]) -> Iterator[list[int]]:
    """The head of a table at the very end of a page, its values on the next one: lines of several headings."""
    start = len(lines)
    while start > 0 and start - 1 not in anchors and len(lines[start - 1].segments) > 1:
        start -= 1
    words = {segment.text for line in lines[start:] for segment in line.segments}
    if sum(map(is_known, words)) >= _FEWEST_HEADINGS:
        yield list(range(start, len(lines)))


def _is_row(line: CutLine) -> bool:
    """Whether a lone line of a label and a value is a row of the form."""
    return is_known(line.segments[0].text)


def _runs(lines: Sequence[CutLine], anchors: Sequence[int], margins: tuple[float, float]) -> Iterator[list[int]]:
    """Lines with values that hang together."""
    run: list[int] = []
    for anchor in anchors:
        if run and not _hang_together(lines, run[-1], anchor, margins):
            yield run
            run = []
        run.append(anchor)
    if run:
        yield run


def _hang_together(lines: Sequence[CutLine], above: int, below: int, margins: tuple[float, float]) -> bool:
    distance = lines[below].line.base - lines[above].line.base
    if distance > _FAR * max(lines[below].line.height, lines[above].line.height):
        return False
    return not any(_is_prose(lines[place], margins) for place in range(above + 1, below))


def _is_prose(line: CutLine, margins: tuple[float, float]) -> bool:
    """Whether a line cannot stand in a table: the title of a part, or a long one without gaps."""
    if is_title(line.text):
        return True
    return len(line.segments) == 1 and line.line.right - line.line.left > _LONG * (margins[1] - margins[0])


def _above(lines: Sequence[CutLine], first: int, margins: tuple[float, float]) -> int:
    """Where the headings above the first values begin."""
    values_from = min((segment.left for segment in lines[first].segments if segment.is_value), default=margins[1])
    start = first
    while start > 0 and first - start < _MOST_ABOVE:
        line, next_ = lines[start - 1], lines[start]
        if _is_prose(line, margins) or next_.line.base - line.line.base > _FAR / 2 * line.line.height:
            break
        if len(line.segments) == 1 and not is_known(line.text) and not _may_be_piece(line, values_from, margins):
            break
        start -= 1
    return start


def _may_be_piece(line: CutLine, values_from: float, margins: tuple[float, float]) -> bool:
    """Whether a line of one segment may be a piece of a label or heading: it stands before the values, or is very short."""
    return line.line.right <= values_from or line.line.right - line.line.left < 0.15 * (margins[1] - margins[0])


def _below(lines: Sequence[CutLine], last: int, margins: tuple[float, float]) -> int:
    """Where the second halves of labels below the last values end."""
    values_from = min((segment.left for segment in lines[last].segments if segment.is_value), default=margins[1])
    end = last + 1
    while end < len(lines) and end - last <= _MOST_BELOW:
        line, before = lines[end], lines[end - 1]
        if _is_prose(line, margins) or line.line.base - before.line.base > 2.2 * line.line.height:
            break
        if any(segment.right > values_from and not segment.is_number for segment in line.segments):
            break
        end += 1
    return end
