"""The parts of a report (部分), found by the words of their titles rather than by their numerals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cache, lru_cache
from itertools import accumulate

from disclosure.blocks import Block, Grid, GridCell, Paragraph
from disclosure.form import Edition, Line, Oddity, Section, SectionForm
from disclosure.reading.tables.labels import numbering, title_key

#: A heading is a short line; a paragraph that begins with the words of a title is not one.
_LONGEST_TITLE = 40
#: Blocks of a document among which misprinted titles are looked for, which is slow; a report has a few hundred.
_MOST_BLOCKS = 5000
#: How alike a misprinted title must be to the one it stands for (行政法复议 for 行政复议).
_ALIKE = 0.86
#: The same where its numeral is the one that the title has in the form: 二、主动公开政府政府情况.
_ALIKE_WITH_NUMERAL = 0.78

#: How many characters of a title may be repetitions of others in it (政府信息公开工作中政府…).
_MOST_REPEATED = 8

#: A telephone number as a whole cell, also masked or with its area code.
_TELEPHONE = re.compile(r"[\d（(][\d*\-—－()（） ]{6,}")
_CHINESE_NUMERALS = "一二三四五六七八九十"
_NUMERAL = re.compile(r"^(?:第(?=[一二三四五六七八九十]部分))?([一二三四五六七八九十])(?:[、.．,，:： ]|部分)")


@dataclass
class Part:
    """A part of the document under construction: its heading and the blocks below it."""

    form: SectionForm | None
    printed: str
    place: str | None
    blocks: list[Block] = field(default_factory=list)


def outline(blocks: Sequence[Block], edition: Edition) -> list[Part]:
    """Cut a document into the preamble (form None, nothing printed) and the parts that follow it."""
    headings = _headings(blocks, edition)
    parts = [Part(None, "", None)]
    for place, block in enumerate(blocks):
        if place in headings and isinstance(block, Paragraph):
            parts.append(Part(headings[place], block.text, block.place))
        else:
            parts[-1].blocks.append(block)
    return parts


def _headings(blocks: Sequence[Block], edition: Edition) -> dict[int, SectionForm | None]:
    """The blocks that are headings of parts, with the part of the form they name (None: a local addition)."""
    found: dict[int, SectionForm | None] = {}
    taken: dict[str, int] = {}
    grids_before = list(accumulate(isinstance(block, Grid) for block in blocks))
    for place, block in enumerate(blocks):
        section = _section_named(block, edition, misprints=place < _MOST_BLOCKS)
        if section is None:
            continue
        if section.key in taken:
            # A title met twice stands first in a list of contents: the later one is the part itself, unless a table came between.
            if grids_before[place] > grids_before[taken[section.key]]:
                continue
            del found[taken[section.key]]
        found[place], taken[section.key] = section, place
    found.update(_additions(blocks, found))
    return found


def _section_named(block: Block, edition: Edition, *, misprints: bool) -> SectionForm | None:
    """The part of the form whose title a block is, misprinted or as it should be, None where it is none."""
    if not isinstance(block, Paragraph) or len(block.text) > _LONGEST_TITLE:
        return None
    key = title_key(block.text)
    section = _titles(edition).get(key)
    if misprints and section is None and key and numbering(block.text):
        numeral = _numeral(block)
        section = next(
            (
                section
                for title, section in _titles(edition).items()
                if _are_alike(key, title, _ALIKE if numeral is None or section.number != numeral else _ALIKE_WITH_NUMERAL)
            ),
            None,
        )
    # A local addition is a part only where it is numbered like one; 「（一）信息处理费」 is a heading inside a part.
    if section and section.number is None and not _NUMERAL.match(block.text.strip()):
        return None
    return section


@cache
def _titles(edition: Edition) -> Mapping[str, SectionForm]:
    """The parts of an edition by what their titles say, those of the form before local additions."""
    found: dict[str, SectionForm] = {}
    for section in (*edition.sections, *edition.extra_sections):
        for title in section.printed_titles:
            found.setdefault(title_key(title), section)
    return found


@lru_cache(maxsize=8192)
def _are_alike(key: str, title: str, enough: float) -> bool:
    """Whether one is a misprint of the other. Comparing is slow, so what cannot be alike is told by its length and characters."""
    fewest = enough * (len(key) + len(title)) / 2
    if min(len(key), len(title)) < fewest or len(set(key) & set(title)) < fewest - _MOST_REPEATED:
        return False
    return SequenceMatcher(None, key, title).ratio() >= enough


def _additions(blocks: Sequence[Block], found: dict[int, SectionForm | None]) -> dict[int, None]:
    """Headings that the form does not know but that carry the number between their neighbours'."""
    if not found:
        return {}
    places = sorted(found)
    added: dict[int, None] = {}
    for before, after in zip(places, [*places[1:], len(blocks)], strict=True):
        expected = (_numeral(blocks[before]) or 0) + 1
        following = _numeral(blocks[after]) if after < len(blocks) else None
        for place in range(before + 1, after):
            last = following is None and after == len(blocks)
            if _numeral(blocks[place]) == expected and expected > 1 and (last or (following or 0) > expected):
                added[place] = None
                expected += 1
    return added


def _numeral(block: Block) -> int | None:
    """The Chinese numeral that numbers a short line, as a number."""
    if not isinstance(block, Paragraph) or len(block.text) > _LONGEST_TITLE:
        return None
    match = _NUMERAL.match(block.text.strip())
    return _CHINESE_NUMERALS.index(match[1]) + 1 if match else None


def sections_of(parts: Sequence[Part], report_grids: frozenset[int]) -> tuple[Section, tuple[Section, ...], list[Oddity]]:
    """The preamble and the sections as values; grids in ``report_grids`` (by ``id``) are tables of the form, not text."""
    oddities: list[Oddity] = []
    sections: list[Section] = []
    extra = 0
    for part in parts[1:]:
        if part.form is None or part.form.number is None:
            extra += 1
            key, number = f"sections.extra{extra}", None
        else:
            key, number = f"sections.{part.form.number}", part.form.number
        title = part.form.title.zh if part.form else _NUMERAL.sub("", part.printed).strip()
        lines = tuple(_lines(part.blocks, report_grids))
        sections.append(Section(key, number, title, part.printed, lines, part.place))
        oddities.extend(_title_oddities(part, key))
    preamble = Section("preamble", None, "", "", tuple(_lines(parts[0].blocks, report_grids)))
    return preamble, tuple(sections), oddities


def _title_oddities(part: Part, key: str) -> list[Oddity]:
    if part.form is None:
        return [Oddity("extra_section", (key,), part.place, {"printed": part.printed})]
    oddities = []
    if part.form.number is None:
        oddities.append(Oddity("extra_section", (key,), part.place, {"printed": part.printed}))
    elif title_key(part.printed) != title_key(part.form.title.zh):
        facts = {"printed": part.printed, "official": part.form.title}
        oddities.append(Oddity("title_variant", (key,), part.place, facts))
    if not numbering(part.printed):
        oddities.append(Oddity("number_missing", (key,), part.place, {"printed": part.printed}))
    return oddities


def _lines(blocks: Sequence[Block], report_grids: frozenset[int]) -> list[Line]:
    lines: list[Line] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            lines.extend(Line(text.strip(), block.place) for text in block.text.split("\n") if text.strip())
        elif id(block) not in report_grids:
            for row in _whole_rows(block.rows):
                text = "\t".join(" ".join(cell.text.split()) for cell in row)
                lines.append(Line(text, row[0].place if row else block.place, is_table_row=True))
    return lines


def _whole_rows(rows: Sequence[Sequence[GridCell]]) -> Iterator[Sequence[GridCell]]:
    """The rows of a list that is no table of the form, one that an empty line tore in two put together again.

    In text a row ends at an empty line. Two rows are one where both together are as wide as the head, and the second begins with
    a telephone number where the first does not.
    """
    at, width = 0, len(rows[0]) if rows else 0
    while at < len(rows):
        row, following = rows[at], rows[at + 1] if at + 1 < len(rows) else ()
        if at and row and following and len(row) + len(following) == width and _is_torn(row, following):
            yield [*row, *following]
            at += 2
        else:
            yield row
            at += 1


def _is_torn(row: Sequence[GridCell], following: Sequence[GridCell]) -> bool:
    """Whether the second goes on with the first; rows of other files than text are as they were drawn."""
    begins = [_TELEPHONE.fullmatch(cells[0].text.strip()) is not None for cells in (row, following)]
    return begins == [False, True] and (row[0].place or "").startswith("line ")
