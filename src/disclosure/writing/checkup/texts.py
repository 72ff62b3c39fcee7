"""The text of a section as the page draws it: paragraphs and rows of tables, cut into highlighted segments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from disclosure.checks.finding import Severity
from disclosure.claims.claim import Claim
from disclosure.claims.grammar import grammar
from disclosure.form import Section, SectionForm
from disclosure.language import Label, Message, _
from disclosure.writing.checkup.anchors import Anchors
from disclosure.writing.checkup.marks import Segment, Span, cut
from disclosure.writing.checkup.twin import number, shown


@dataclass(frozen=True, slots=True)
class DrawnClaim:
    """A number of the prose as it was understood: its words, its meaning, and the cells that it should equal."""

    id: str
    words: str
    meaning: Message
    cells: tuple[tuple[str, Label | Message], ...]

    @property
    def target(self) -> str:
        """The id to jump to from the number: its first cell, else the line that explains it."""
        return self.cells[0][0] if self.cells else f"{self.id}-means"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with what is to be said of it: findings by position with the worst severity, and a claim."""

    text: str
    findings: tuple[int, ...] = ()
    severity: Severity | None = None
    claim: DrawnClaim | None = None
    in_statement: bool = False
    anchors: tuple[str, ...] = ()
    #: Findings whose quotation ends here: where the signs that lead to them are put.
    closing: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """A paragraph (one cell) or a row of a table in the text (several)."""

    cells: tuple[tuple[Piece, ...], ...]
    is_table_row: bool
    is_title: bool = False


@dataclass(frozen=True, slots=True)
class DrawnSection:
    """A part of the report with its heading, its text in groups of paragraphs or rows, and its claims."""

    id: str
    heading: str
    lines: tuple[tuple[DrawnLine, ...], ...]
    claims: tuple[DrawnClaim, ...]
    findings: tuple[int, ...]
    #: What the form calls this part, in English; empty where the form does not know it.
    gloss: str = ""
    #: The key of the form's table that belongs here.
    table: str | None = None

    def drawn_anchors(self) -> Iterator[str]:
        """The ids that stand in the text."""
        for line in (line for group in self.lines for line in group):
            yield from (anchor for pieces in line.cells for piece in pieces for anchor in piece.anchors)


@dataclass(frozen=True, slots=True)
class Words:
    """Words that a finding quotes: the position of the finding, the id of the words, and where they stand."""

    finding: int
    id: str
    start: int
    end: int


def draw_section(
    section: Section,
    anchors: Anchors,
    claims: Sequence[Claim],
    quotes: Sequence[Words],
    severities: Mapping[int, Severity],
    named: Mapping[str, tuple[int, ...]],
    form: SectionForm | None = None,
) -> DrawnSection:
    """A section with the ``claims`` and ``quotes`` of its text highlighted; both belong to this section.

    ``form`` is the part of the form that it is, None where the form does not know it.
    """
    text = shown(section.text)
    understood = tuple(_claim(claim, index, text, section, anchors) for index, claim in enumerate(claims))
    ranges = [_ranges(offset, line.text, line.is_table_row) for offset, line in section.starts()]
    segments = cut([part for line in ranges for part in line], _spans(claims, understood, quotes))
    pieces = iter([tuple(_piece(text, segment, understood, severities) for segment in part) for part in segments])
    heading = shown(section.printed or section.title)
    titles = _title_lines(section)
    lines = tuple(
        DrawnLine(tuple(next(pieces) for _part in parts), line.is_table_row, index < titles)
        for index, (line, parts) in enumerate(zip(section.lines, ranges, strict=True))
    )
    return DrawnSection(
        id=anchors.id(section.key),
        heading="" if titles else heading,  # the title of a report stands among its lines already
        lines=tuple(_grouped(lines)),
        claims=understood,
        findings=named.get(section.key, ()),
        gloss=form.title.en if form else "",
        table=form.table if form else None,
    )


def _title_lines(section: Section) -> int:
    """How many of the first lines are the printed heading itself, which may be broken over several; 0 where they are not."""
    heading = "".join((section.printed or section.title).split())
    read = ""
    for count, line in enumerate(section.lines, 1):
        read += "".join(line.text.split())
        if not heading.startswith(read):
            return 0
        if read == heading:
            return count if heading else 0
    return 0


def _ranges(offset: int, text: str, is_table_row: bool) -> list[tuple[int, int]]:
    """The stretches of a line that are drawn on their own: the whole, or the cells between tabs."""
    if not is_table_row:
        return [(offset, offset + len(text))]
    ranges = []
    for cell in text.split("\t"):
        ranges.append((offset, offset + len(cell)))
        offset += len(cell) + 1
    return ranges


def _spans(claims: Sequence[Claim], understood: Sequence[DrawnClaim], quotes: Sequence[Words]) -> Iterator[Span]:
    for index, (claim, drawn) in enumerate(zip(claims, understood, strict=True)):
        yield Span("statement", claim.from_, claim.to, index)
        yield Span("claim", claim.start, claim.end, index, drawn.id)
    for words in quotes:
        yield Span("finding", words.start, words.end, words.finding, words.id)


def _piece(text: str, segment: Segment, claims: Sequence[DrawnClaim], severities: Mapping[int, Severity]) -> Piece:
    findings = segment.keys("finding")
    numbers = segment.keys("claim")
    return Piece(
        text=text[segment.start : segment.end],
        findings=findings,
        severity=worst(severities[position] for position in findings),
        claim=claims[numbers[0]] if numbers else None,
        in_statement=bool(segment.keys("statement")),
        anchors=segment.anchors,
        closing=tuple(dict.fromkeys(span.key for span in segment.closing if span.kind == "finding")),
    )


def worst(severities: Iterator[Severity]) -> Severity | None:
    """The gravest of some severities, None of none."""
    met = set(severities)
    return next((severity for severity in Severity if severity in met), None)


def _claim(claim: Claim, index: int, text: str, section: Section, anchors: Anchors) -> DrawnClaim:
    places = [anchors.place(address) for address in claim.cells]
    return DrawnClaim(
        id=f"{anchors.id(section.key)}-c{index + 1}",
        words=" ".join(text[claim.from_ : claim.to].split()),
        meaning=_meaning(claim, tuple(place.name for place in places)),
        cells=tuple((place.id, place.name) for place in places),
    )


def _meaning(claim: Claim, names: tuple[Label | Message, ...]) -> Message:
    value: object = _("没有（0）") if claim.is_nil else f"{number(claim.value) or '?'} {claim.unit}".strip()
    if claim.approximate:
        value = _("约 {value}", value=value)
    term = measure_term(claim.measure)
    if not names:
        return _("理解为：{term} {value}；表中没有与它对应的格", term=term, value=value)
    if len(names) == 1:
        return _("理解为：{term} {value}；对应表中“{cell}”", term=term, value=value, cell=names[0])
    return _("理解为：{term} {value}；应等于表中这些格之和：{cells}", term=term, value=value, cells=names)


def measure_term(key: str) -> Label | str:
    """What a measure counts, in words; its key where the grammar has no such measure."""
    return next((measure.term for measure in grammar().measures if measure.key == key), key)


def _grouped(lines: Sequence[DrawnLine]) -> Iterator[tuple[DrawnLine, ...]]:
    """Rows of a table that follow each other together, every paragraph alone; lines without a character left out."""
    rows: list[DrawnLine] = []
    for line in lines:
        if line.is_table_row:
            rows.append(line)
            continue
        if rows:
            yield tuple(rows)
            rows = []
        if any(piece.text.strip() or piece.anchors for pieces in line.cells for piece in pieces):
            yield (line,)
    if rows:
        yield tuple(rows)
