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
#: Words that announce the parts of a number.
OF_WHICH = re.compile(r"其中[:：]?|分别(?:是|为)|包括")


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


def _claims(section: Section, report: Report, known: Grammar) -> Iterator[Claim]:
    for sentence in _SENTENCE.finditer(section.text):
        text = sentence[0]
        quantities = _quantities(text)
        found = [
            _claim(measure, section, sentence, quantity, report)
            for place, quantity in enumerate(quantities)
            if (measure := _measure_of(text, quantity, quantities[place - 1] if place else None, known))
        ]
        yield from found
        stated = {claim.measure for claim in found}
        yield from (claim for claim in _nil_claims(section, sentence, report, known) if claim.measure not in stated)


@lru_cache(maxsize=1024)
def _quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities of a sentence, which claims and breakdowns both look at."""
    return tuple(grammar().quantities.find(text))


def _measure_of(text: str, quantity: Quantity, before: Quantity | None, known: Grammar) -> Measure | None:
    """The measure that the words around a number name."""
    start = max(before.end if before else 0, quantity.start - _REACH)
    lead = text[start : quantity.start].rstrip("约近超逾共 ")
    follow = text[quantity.end : quantity.end + _REACH]
    for measure in known.measures:
        if quantity.unit not in measure.units or (measure.unless and measure.unless.search(text, 0, quantity.start)):
            continue
        if any(pattern.search(lead) for pattern in measure.before) or (measure.after and measure.after.search(follow)):
            return measure
    return None


def _claim(measure: Measure, section: Section, sentence: re.Match[str], quantity: Quantity, report: Report) -> Claim:
    offset = sentence.start()
    return Claim(
        measure=measure.key,
        section=section.key,
        start=offset + quantity.start,
        end=offset + quantity.end,
        from_=offset,
        to=sentence.end(),
        value=quantity.value,
        unit=quantity.unit,
        approximate=quantity.approximate,
        cells=_cells(measure, report),
    )


def _cells(measure: Measure, report: Report) -> tuple[str, ...]:
    table = (measure.group or {}).get("table", "")
    return measure.addresses(report.edition, report.rows_present.get(table, frozenset()))


def _nil_claims(section: Section, sentence: re.Match[str], report: Report, known: Grammar) -> Iterator[Claim]:
    """Sentences that say in words that there was none."""
    for measure in known.measures:
        match = measure.nil.search(sentence[0]) if measure.nil else None
        if match:
            start, end = sentence.start() + match.start(), sentence.start() + match.end()
            cells = _cells(measure, report)
            yield Claim(measure.key, section.key, start, end, sentence.start(), sentence.end(), 0, "", False, cells, True)


def read_breakdowns(report: Report) -> Iterator[Breakdown]:
    """Every number of the prose that is followed by its parts (其中), with those parts."""
    for section in report.all_sections():
        for sentence in _SENTENCE.finditer(section.text):
            yield from _breakdowns(section, sentence)


def _breakdowns(section: Section, sentence: re.Match[str]) -> Iterator[Breakdown]:
    text, offset = sentence[0], sentence.start()
    quantities = _quantities(text)
    for announced in islice(OF_WHICH.finditer(text), _MOST_BREAKDOWNS):
        before = bisect_right(quantities, announced.start(), key=lambda quantity: quantity.end)
        if not before or announced.start() - quantities[before - 1].end > 3:
            continue
        whole = quantities[before - 1]
        first = bisect_left(quantities, announced.end(), key=lambda quantity: quantity.start)
        same = _leading(quantities[first : first + _MOST_PARTS], whole.unit)
        if not same:
            continue
        starts = [announced.end(), *(part.end for part in same[:-1])]
        names = tuple(text[start : part.start] for start, part in zip(starts, same, strict=True))
        yield Breakdown(section.key, _moved(whole, offset), tuple(_moved(part, offset) for part in same), names,
                        offset + whole.start, offset + same[-1].end)  # fmt: skip


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
