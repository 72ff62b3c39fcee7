"""What a report says, as those hear it who look in it for names, days and addresses: however its characters are written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from disclosure.form import Section
from disclosure.reading.dates import in_digits
from disclosure.reading.traditional import are_traditional, simplified_text


def as_spoken(preamble: Section, sections: Sequence[Section]) -> tuple[Section, tuple[Section, ...]]:
    """The parts in simplified characters, years and days in digits, each line in its place."""
    parts = (preamble, *sections)
    is_other = are_traditional(part.text for part in parts)
    heard = [_heard(part, _in_both if is_other else in_digits) for part in parts]
    return heard[0], tuple(heard[1:])


def _in_both(text: str) -> str:
    return in_digits(simplified_text(text))


def _heard(part: Section, written: Callable[[str], str]) -> Section:
    texts = [written(line.text) for line in part.lines]
    lines = tuple(line if text == line.text else replace(line, text=text) for line, text in zip(part.lines, texts, strict=True))
    return replace(part, lines=lines, printed=written(part.printed))
