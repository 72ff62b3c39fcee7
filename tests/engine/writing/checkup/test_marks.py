"""Overlapping highlights are cut into segments that can be drawn one after the other."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as some

from disclosure.writing.checkup.marks import Segment, Span, cut

TEXT_LENGTH = 40


def one_line(*spans: Span, length: int = 20) -> list[Segment]:
    return cut([(0, length)], spans)[0]


def bounds(segments: list[Segment]) -> list[tuple[int, int]]:
    return [(segment.start, segment.end) for segment in segments]


def test_text_without_highlights_stays_in_one_piece():
    assert one_line() == [Segment(0, 20)]


def test_two_spans_that_cross_make_a_stretch_under_both():
    segments = one_line(Span("finding", 2, 10, 1), Span("finding", 6, 14, 2))

    assert bounds(segments) == [(0, 2), (2, 6), (6, 10), (10, 14), (14, 20)]
    assert [segment.keys("finding") for segment in segments] == [(), (1,), (1, 2), (2,), ()]


def test_a_claim_inside_a_quote_keeps_both_kinds_apart():
    segments = one_line(Span("finding", 0, 20, 1), Span("claim", 8, 10, 0))

    assert segments[1].keys("finding") == (1,)
    assert segments[1].keys("claim") == (0,)
    assert segments[2].keys("claim") == ()


def test_spans_that_touch_do_not_overlap():
    segments = one_line(Span("finding", 2, 5, 1), Span("finding", 5, 8, 2))

    assert [segment.keys("finding") for segment in segments] == [(), (1,), (2,), ()]


def test_an_anchor_stands_once_at_the_first_piece_and_the_sign_after_the_last():
    segments = one_line(Span("finding", 2, 10, 1, "f1"), Span("claim", 5, 6, 0))

    assert [segment.anchors for segment in segments] == [(), ("f1",), (), (), ()]
    assert [bool(segment.closing) for segment in segments] == [False, False, True, True, False]
    assert [span.kind for span in segments[3].closing] == ["finding"]


def test_a_span_over_several_lines_begins_in_the_first_and_ends_in_the_last():
    lines = cut([(0, 5), (6, 10), (11, 20)], [Span("finding", 3, 13, 1, "f1")])

    assert [[segment.keys("finding") for segment in line] for line in lines] == [[(), (1,)], [(1,)], [(1,), ()]]
    assert lines[0][1].anchors == ("f1",)
    assert lines[2][0].closing


def test_a_span_that_begins_on_a_line_break_is_anchored_in_the_next_line():
    lines = cut([(0, 5), (6, 10)], [Span("finding", 5, 8, 1, "f1")])

    assert lines[0] == [Segment(0, 5)]
    assert lines[1][0].anchors == ("f1",)


def test_an_empty_span_is_widened_to_be_seen():
    assert bounds(one_line(Span("finding", 7, 7, 1))) == [(0, 7), (7, 8), (8, 20)]


def test_a_span_past_the_end_of_the_text_is_left_out():
    assert one_line(Span("finding", 50, 60, 1, "f1")) == [Segment(0, 20)]


def test_a_span_that_reaches_past_the_end_ends_with_the_text():
    segments = one_line(Span("finding", 15, 99, 1))

    assert bounds(segments) == [(0, 15), (15, 20)]
    assert segments[1].closing


def test_an_empty_line_has_no_segment():
    assert cut([(0, 0), (1, 3)], [Span("finding", 0, 3, 1)])[0] == []


spans = some.builds(
    Span,
    some.sampled_from(["finding", "claim", "statement"]),
    some.integers(-3, TEXT_LENGTH + 5),
    some.integers(-3, TEXT_LENGTH + 5),
    some.integers(0, 5),
)


@given(some.lists(spans, max_size=12), some.lists(some.integers(0, TEXT_LENGTH), max_size=5))
def test_segments_cover_every_range_exactly_and_every_character_knows_its_spans(marks: list[Span], breaks: list[int]):
    edges = sorted({0, TEXT_LENGTH, *breaks})
    ranges = list(itertools.pairwise(edges))

    for (start, end), segments in zip(ranges, cut(ranges, marks), strict=True):
        assert [place for segment in segments for place in range(segment.start, segment.end)] == list(range(start, end))
        for segment in segments:
            for place in range(segment.start, segment.end):
                over = {(s.kind, s.key) for s in marks if max(s.start, 0) <= place < max(s.end, max(s.start, 0) + 1)}
                assert {(span.kind, span.key) for span in segment.spans} == over
