"""Near-duplicate texts among many reports (文字雷同): MinHash finds who may be alike, exact shares say how much.

Compared are the parts that offices write themselves. Before that, what everybody may write alike is taken out: sentences known as
boilerplate (``boilerplate.yaml``), those that many reports of the year have in common, numbers, and the agency's own name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from disclosure.agencies.kinds import short_name
from disclosure.checks.agency_keys import agency_key, same_agency
from disclosure.checks.finding import Quote
from disclosure.data import load_yaml, only_keys
from disclosure.form import Report, Section

_FILE = Path(__file__).with_name("boilerplate.yaml")
#: The parts that offices write themselves: the overview, and the problems and improvements.
PARTS = frozenset({1, 5})
#: Characters of a piece of text that is compared (a shingle), and of the shortest text worth comparing.
_PIECE, _SHORTEST = 6, 120
#: From this share of common pieces on two texts are near-duplicates.
ALIKE = 0.7
#: Of the values of a sketch so many bands of so many rows are compared: half of the texts with 0.6 in common share one, of those
#: with 0.7 more than nine in ten, with 0.3 one in seventy.
_PERMUTATIONS, _BANDS, _ROWS = 128, 21, 6
#: A sentence that so many of at least so many reports of a year have in common is everybody's; and one that so many parts have.
FEW_REPORTS, COMMON, TEMPLATE = 6, 0.5, 100
#: Of many texts with a mark in common each is compared with so many that come after it.
REACH = 100
#: Below so many reports each is compared with each; MinHash pays off above.
_FEW = 40
_SENTENCES = re.compile(r"[^。；;！？\n]+")
_NUMBERS = re.compile(r"[\d０-９]+(?:\.\d+)?|[零〇一二三四五六七八九十百千万亿]+(?=[件条次份篇期人起项个年月日])")
_SPACE = re.compile(r"[\s，,、：:“”\"'（）()《》]+")


@dataclass(frozen=True, slots=True)
class Twin:
    """Another report whose part reads like this one's: the share of common pieces (0 to 1), and a sentence of both.

    ``sentence`` is where it stands in this report, ``says`` how the other prints it.
    """

    report: Report
    section: str
    share: float
    sentence: Quote | None
    says: str


class Likeness:
    """Which parts of which reports are near-duplicates of each other. Worked out on first use, for all at once."""

    def __init__(self, reports: Sequence[Report] = (), parts: frozenset[int] = PARTS) -> None:
        self._reports = tuple(reports)
        self._parts = parts

    def twins(self, report: Report, section: Section) -> tuple[Twin, ...]:
        """The near-duplicates of a part of a report among the other agencies of its year, most alike first."""
        return self._twins.get((id(report), section.key), ())

    @cached_property
    def _twins(self) -> Mapping[tuple[int, str], tuple[Twin, ...]]:
        texts = list(self._texts())
        found: dict[tuple[int, str], list[Twin]] = {}
        for one, other in _pairs(texts):
            share = shared(one.pieces, other.pieces)
            if share < ALIKE:
                continue
            for left, right in ((one, other), (other, one)):
                quote, says = told_by_both(left.section, left.sentences, right.sentences)
                twin = Twin(right.report, right.section, share, quote, says)
                found.setdefault((id(left.report), left.section), []).append(twin)
        order = {id(report): place for place, report in enumerate(self._reports)}
        return {key: tuple(sorted(twins, key=lambda twin: (-twin.share, order[id(twin.report)]))) for key, twins in found.items()}

    def _texts(self) -> Iterator[_Text]:
        """The parts to compare, without what everybody writes."""
        read = [
            (report, section, own_sentences(section, report))
            for report in self._reports
            for section in report.sections
            if section.number in self._parts
        ]
        reports = Counter(report.year for report in self._reports)
        met = Counter(
            (report.year, words) for report, _section, sentences in read for words in {sentence.words for sentence in sentences}
        )
        for report, section, sentences in read:
            year = report.year
            own = tuple(one for one in sentences if not is_everybodys(met[year, one.words], reports[year]))
            words = text_of(own)
            if words:
                yield _Text(report, section.key, section.number, own, pieces_of(words))


def is_everybodys(count: int, reports: int) -> bool:
    """Whether a sentence is a template: that ``count`` parts have of the ``reports`` of a year.

    Most of the reports of a county may hold it, or so many of a country that it was handed down to them.
    """
    return count > TEMPLATE or (reports >= FEW_REPORTS and count > reports * COMMON)


def text_of(sentences: Iterable[OwnSentence]) -> str:
    """The bare words to compare; "" where they are too few."""
    words = "".join(sentence.words for sentence in sentences)
    return words if len(words) >= _SHORTEST else ""


def told_by_both(section: str, these: Sequence[OwnSentence], those: Sequence[OwnSentence]) -> tuple[Quote | None, str]:
    """A sentence that two parts have in common: where it stands in the first, and how the other prints it."""
    here, there = common(these, those)
    return Quote(section, here.start, here.end) if here else None, there.printed if there else ""


@dataclass(frozen=True, slots=True)
class _Text:
    report: Report
    section: str
    number: int | None
    sentences: tuple[OwnSentence, ...]
    pieces: frozenset[str]

    def is_comparable(self, other: _Text) -> bool:
        """Whether it is the same part of another agency's report of the same year."""
        one, two = self.report, other.report
        return self.number == other.number and one.year == two.year and not same_agency(agency_key(one), agency_key(two))


@dataclass(frozen=True, slots=True)
class OwnSentence:
    """A sentence that an office may have written itself: its bare words, how it is printed, and where in the section's text."""

    words: str
    printed: str
    start: int
    end: int


def own_sentences(section: Section, report: Report) -> tuple[OwnSentence, ...]:
    """The sentences of a part without boilerplate and rows of tables; words are bare of numbers, marks and the own name."""
    name = short_name(report.agency) if report.agency else None
    found = []
    for start, line in section.starts():
        for match in _SENTENCES.finditer("" if line.is_table_row else line.text):
            words = _SPACE.sub("", _NUMBERS.sub("", match[0]))
            for own in (report.agency, name, name[-3:] if name else None):
                words = words.replace(own, "") if own else words
            if len(words) >= _PIECE and not boilerplate().search(words):
                found.append(OwnSentence(words, match[0], start + match.start(), start + match.end()))
    return tuple(found)


def common(these: Sequence[OwnSentence], those: Sequence[OwnSentence]) -> tuple[OwnSentence | None, OwnSentence | None]:
    """The first sentence that stands in both, as it stands in each; twice None where there is none."""
    by_words = {sentence.words: sentence for sentence in those}
    here = next((sentence for sentence in these if sentence.words in by_words), None)
    return here, by_words[here.words] if here else None


def pieces_of(text: str) -> frozenset[str]:
    """The pieces of a text that are compared: all its runs of so many characters."""
    return frozenset(text[place : place + _PIECE] for place in range(max(1, len(text) - _PIECE + 1)))


def shared(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of pieces that two texts have in common (Jaccard)."""
    together = len(one | other)
    return len(one & other) / together if together else 0.0


def _pairs(texts: Sequence[_Text]) -> Iterator[tuple[_Text, _Text]]:
    """The pairs of texts that may be alike, in order, each once."""
    candidates = _by_minhash(texts) if len(texts) > _FEW else None
    if candidates is None:
        candidates = ((left, right) for left in range(len(texts)) for right in range(left + 1, len(texts)))
    for left, right in candidates:
        if texts[left].is_comparable(texts[right]):
            yield texts[left], texts[right]


def _by_minhash(texts: Sequence[_Text]) -> Iterator[tuple[int, int]] | None:
    """Pairs by MinHash; None where the package for it (extra ``corpus``) is not installed: then each is compared with each."""
    buckets: dict[tuple[object, ...], list[int]] = {}
    pairs: set[tuple[int, int]] = set()
    for place, text in enumerate(texts):
        bands = bands_of(text.pieces)
        if bands is None:
            return None
        for number, band in enumerate(bands):
            bucket = buckets.setdefault((text.report.year, text.number, number, band), [])
            pairs.update((other, place) for other in bucket[-REACH:])
            bucket.append(place)
    return iter(sorted(pairs))


def bands_of(pieces: frozenset[str]) -> tuple[bytes, ...] | None:
    """The marks of a text: of two that are alike, one at the same place is the same, almost certainly.

    None where the package for MinHash is not installed.
    """
    try:
        from datasketch import MinHash
    except ImportError:
        return None
    sketch = MinHash(num_perm=_PERMUTATIONS, seed=1)
    sketch.update_batch([piece.encode("utf-8", "surrogatepass") for piece in sorted(pieces)])
    values = sketch.hashvalues.astype("<u8")
    return tuple(values[start : start + _ROWS].tobytes() for start in range(0, _BANDS * _ROWS, _ROWS))


@cache
def boilerplate() -> re.Pattern[str]:
    """Sentences that offices take from the law, the form and each other, and may."""
    data = load_yaml(_FILE)
    only_keys(data, {"sentences"}, required={"sentences"}, where=_FILE.name)
    return re.compile("|".join(f"(?:{words})" for words in data["sentences"]))
