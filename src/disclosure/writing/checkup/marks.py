"""Highlights in running text: overlapping claims and quotes cut into segments that can be drawn one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Span:
    """Characters ``start`` to ``end`` of a section's text that something is to be said about.

    ``kind`` is "finding" (words that a finding quotes), "claim" (a number that was understood) or "statement" (the whole
    sentence around it); ``key`` tells spans of a kind apart; ``anchor`` is the id to jump to, empty where there is none.
    """

    kind: str
    start: int
    end: int
    key: int
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text under the same highlights: what lies on it, the ids that begin and the spans that end with it."""

    start: int
    end: int
    spans: tuple[Span, ...] = ()
    anchors: tuple[str, ...] = ()
    closing: tuple[Span, ...] = ()

    def keys(self, kind: str) -> tuple[int, ...]:
        """The keys of the spans of one kind that lie on this segment, each once."""
        return tuple(dict.fromkeys(span.key for span in self.spans if span.kind == kind))


def cut(ranges: Sequence[tuple[int, int]], spans: Iterable[Span]) -> list[list[Segment]]:
    """The segments of each of ``ranges``, the stretches of text that are drawn (paragraphs, cells), in order.

    Ranges ascend and do not overlap; spans may overlap, nest, touch, run over several ranges or beyond all of them. An
    empty span is widened to one character, so that it can be seen. The anchors of a span stand at its first drawn
    segment, and it closes with its last; a span that lies in no range is left out.
    """
    waiting = sorted((_widened(span) for span in spans), key=lambda span: span.start)
    drawn: list[list[Segment]] = []
    active: list[Span] = []
    position = 0
    for start, end in ranges:
        active = [span for span in active if span.end > start]
        while position < len(waiting) and waiting[position].start < end:
            active.append(waiting[position])
            position += 1
        drawn.append(list(_cut_range(start, end, [span for span in active if span.end > start])))
    return _with_ends(drawn)


def _widened(span: Span) -> Span:
    start = max(span.start, 0)
    return replace(span, start=start, end=max(span.end, start + 1))


def _cut_range(start: int, end: int, spans: Sequence[Span]) -> Iterator[Segment]:
    bounds = {start, end}
    for span in spans:
        bounds.update(bound for bound in (span.start, span.end) if start < bound < end)
    ordered = sorted(bounds)
    opening = sorted(spans, key=lambda span: span.start)
    active: list[Span] = []
    position = 0
    for left, right in pairwise(ordered):
        active = [span for span in active if span.end > left]
        while position < len(opening) and opening[position].start <= left:
            active.append(opening[position])
            position += 1
        yield Segment(left, right, tuple(active))


def _with_ends(drawn: list[list[Segment]]) -> list[list[Segment]]:
    first: dict[Span, tuple[int, int]] = {}
    last: dict[Span, tuple[int, int]] = {}
    for line, segments in enumerate(drawn):
        for index, segment in enumerate(segments):
            for span in segment.spans:
                first.setdefault(span, (line, index))
                last[span] = (line, index)
    return [
        [
            replace(
                segment,
                anchors=tuple(span.anchor for span in segment.spans if span.anchor and first[span] == (line, index)),
                closing=tuple(span for span in segment.spans if last[span] == (line, index)),
            )
            for index, segment in enumerate(segments)
        ]
        for line, segments in enumerate(drawn)
    ]
