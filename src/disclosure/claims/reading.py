"""Reading the claims out of a report's prose."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from disclosure.claims.claim import Claim
from disclosure.claims.grammar import Grammar, Measure, grammar
from disclosure.claims.quantities import Quantity
from disclosure.form import Report, Section

#: Where a statement ends. A comma does not end it: 「共受理申请6宗，其中上一年结转1宗」 is one statement. A text that never
#: stops is cut, so that the work on it grows with its length and not with the square of it.
_SENTENCE = re.compile(r"[^。；;！？\n]{1,2000}")
#: How many characters before and after a number the words that name it may stand.
_REACH = 120
#: More parts of one number, and more numbers with parts, than any sentence has.
_MOST_PARTS, _MOST_BREAKDOWNS = 60, 10
#: What a denial holds at the least.
_NONE = re.compile("[未无没]")
#: Words that announce the parts of a number.
OF_WHICH = re.compile(r"其中[:：]?|分别(?:是|为)|包括|(?<=[件条份篇])[:：]")


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A number and the parts that the same sentence says it consists of (其中 …)."""

    section: str
    whole: Quantity
    parts: tuple[Quantity, ...]
    #: Words before each part, for telling "the rest" (其余) and lists of several things (各).
    names: tuple[str, ...]
    start: int
    end: int

    @property
    def is_exhaustive(self) -> bool:
        """Whether the words say that nothing is left out: the last part is the rest, or there are three parts or more."""
        return bool(re.match(r"[，,、]?(?:其余|剩余|余下)", self.names[-1])) or len(self.parts) >= 3


def read_claims(report: Report) -> tuple[Claim, ...]:
    """The claims of all sections that the grammar knows, in order of the text."""
    known = grammar()
    return tuple(claim for section in report.all_sections() for claim in _claims(section, report, known))


@dataclass(frozen=True, slots=True)
class Sentence:
    """A statement of a text, the place of its first character, and its quantities with places inside the statement."""

    text: str
    start: int
    quantities: tuple[Quantity, ...]

    @property
    def end(self) -> int:
        """The place after the last character."""
        return self.start + len(self.text)


@lru_cache(maxsize=64)
def sentences_of(text: str) -> tuple[Sentence, ...]:
    """The statements of a text with their quantities: found once for claims, breakdowns and all rules about numbers."""
    find = grammar().quantities.find
    return tuple(Sentence(match[0], match.start(), tuple(find(match[0]))) for match in _SENTENCE.finditer(text))


def quantities_of(text: str) -> Iterator[Quantity]:
    """The quantities of a whole text, in order, with places in it."""
    return (_moved(quantity, sentence.start) for sentence in sentences_of(text) for quantity in sentence.quantities)


def _claims(section: Section, report: Report, known: Grammar) -> Iterator[Claim]:
    for sentence in sentences_of(section.text):
        stated = set()
        for quantity, measure in _measured(sentence, known):
            stated.add(measure.key)
            yield _claim(measure, section, sentence, quantity, report)
        yield from (claim for claim in _nil_claims(section, sentence, report, known) if claim.measure not in stated)


def _measured(sentence: Sentence, known: Grammar) -> Iterator[tuple[Quantity, Measure]]:
    """The quantities of a statement that speak of something known. Parts (其中) of a measure may have one of their own."""
    quantities = sentence.quantities
    measures: dict[int, Measure] = {}
    for place, quantity in enumerate(quantities):
        measure = _measure_of(sentence.text, quantity, quantities[place - 1] if place else None, known)
        if measure:
            measures[quantity.start] = measure
    for whole, parts, _names in _wholes(sentence):
        of = measures.get(whole.start)
        if of and of.parts:
            for part in parts:
                if measures.get(part.start, of) is of:
                    measures[part.start] = known.measure(of.parts)
    return ((quantity, measures[quantity.start]) for quantity in quantities if quantity.start in measures)


def _measure_of(text: str, quantity: Quantity, before: Quantity | None, known: Grammar) -> Measure | None:
    """The measure that the words around a number name."""
    measures = known.measures_in(quantity.unit)
    if not measures:
        return None
    start = max(before.end if before else 0, quantity.start - _REACH)
    lead = text[start : quantity.start].rstrip("约近超逾过共 ")
    follow = text[quantity.end : quantity.end + _REACH].lstrip()
    for measure in measures:
        named = any(pattern.search(lead) for pattern in measure.before) or (measure.after and measure.after.search(follow))
        if named and measure.fits(text, quantity.start):
            return measure
    return None


def _claim(measure: Measure, section: Section, sentence: Sentence, quantity: Quantity, report: Report) -> Claim:
    return Claim(
        measure=measure.key,
        section=section.key,
        start=sentence.start + quantity.start,
        end=sentence.start + quantity.end,
        from_=sentence.start,
        to=sentence.end,
        value=quantity.value,
        unit=quantity.unit,
        approximate=quantity.approximate,
        cells=_cells(measure, report),
    )


def _cells(measure: Measure, report: Report) -> tuple[str, ...]:
    table = (measure.group or {}).get("table", "")
    return measure.addresses(report.edition, report.rows_present.get(table, frozenset()))


def _nil_claims(section: Section, sentence: Sentence, report: Report, known: Grammar) -> Iterator[Claim]:
    """Sentences that say in words that there was none."""
    if not _NONE.search(sentence.text):
        return
    for measure in known.denied:
        match = measure.nil.search(sentence.text) if measure.nil else None
        if match:
            start, end = sentence.start + match.start(), sentence.start + match.end()
            cells = _cells(measure, report)
            yield Claim(measure.key, section.key, start, end, sentence.start, sentence.end, 0, "", False, cells, True)


def read_breakdowns(report: Report) -> Iterator[Breakdown]:
    """Every number of the prose that is followed by its parts (其中), with those parts."""
    for section in report.all_sections():
        for sentence in sentences_of(section.text):
            for whole, parts, names in _wholes(sentence):
                offset = sentence.start
                yield Breakdown(section.key, _moved(whole, offset), tuple(_moved(part, offset) for part in parts), names,
                                offset + whole.start, offset + parts[-1].end)  # fmt: skip


def _wholes(sentence: Sentence) -> Iterator[tuple[Quantity, Sequence[Quantity], tuple[str, ...]]]:
    """The numbers of a statement that are followed by their parts: the whole, the parts, the words before each part."""
    quantities = sentence.quantities
    if len(quantities) < 2:
        return
    for announced in islice(OF_WHICH.finditer(sentence.text), _MOST_BREAKDOWNS):
        before = bisect_right(quantities, announced.start(), key=lambda quantity: quantity.end)
        if not before or announced.start() - quantities[before - 1].end > 3:
            continue
        whole = quantities[before - 1]
        first = bisect_left(quantities, announced.end(), key=lambda quantity: quantity.start)
        same = _leading(quantities[first : first + _MOST_PARTS], whole.unit)
        if same:
            starts = [announced.end(), *(part.end for part in same[:-1])]
            yield whole, same, tuple(sentence.text[start : part.start] for start, part in zip(starts, same, strict=True))


def _leading(parts: Sequence[Quantity], unit: str) -> list[Quantity]:
    """The parts in the unit of the whole, up to the first in another unit."""
    same = []
    for part in parts:
        if part.unit != unit:
            break
        same.append(part)
    return same


def _moved(quantity: Quantity, offset: int) -> Quantity:
    return Quantity(
        quantity.value, quantity.unit, quantity.start + offset, quantity.end + offset, quantity.approximate, quantity.each
    )
