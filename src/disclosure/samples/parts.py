"""An invented report as the blocks that any office would print, before a layout draws them its own way."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from random import Random

from disclosure.blocks import Block, Grid, GridCell, Paragraph
from disclosure.form import Line, Section, Table
from disclosure.samples.grids import grid_of
from disclosure.samples.truth import Quirk, Truth


def blocks_of(truth: Truth, label_columns: int = 3) -> Iterator[Block]:
    """Title, preamble, parts with their tables, signature. Headings of parts have the style "heading", the title "title"."""
    yield from (Paragraph(text, style="title") for text in title_of(truth))
    yield from (Paragraph(line.text) for line in truth.report.preamble.lines)
    for section in truth.report.sections:
        yield Paragraph(section.printed, style="heading")
        yield from _text(section.lines)
        if table := table_of(truth, section):
            yield grid_of(truth.report, table, label_columns)
    yield from (Paragraph(text, style="signature") for text in signature_of(truth))


def title_of(truth: Truth) -> list[str]:
    """The lines of the title; none where the report has no edition."""
    edition, report = truth.report.edition, truth.report
    if edition is None:
        return []
    title = edition.report_title.format(agency=report.agency, year=report.year)
    return [title[:-6], title[-6:]] if Quirk.BROKEN_TITLE in truth.quirks else [title]


def table_of(truth: Truth, section: Section) -> Table | None:
    """The table of the form that stands in a part."""
    edition = truth.report.edition
    if edition is None:
        return None
    forms = [form for form in (*edition.sections, *edition.extra_sections) if section.title in form.printed_titles]
    return edition.table(forms[0].table) if forms and forms[0].table else None


def signature_of(truth: Truth) -> Iterator[str]:
    """The agency, and the day where there is one."""
    day = truth.report.published_on
    yield truth.report.agency or ""
    if day:
        yield f"{day.year}年{day.month}月{day.day}日"


def _text(lines: tuple[Line, ...]) -> Iterator[Block]:
    """Lines as paragraphs; a table of the narrative's own as a grid."""
    for is_table, members in groupby(lines, key=lambda line: line.is_table_row):
        if is_table:
            yield Grid(tuple(tuple(GridCell(cell) for cell in line.text.split("\t")) for line in members))
        else:
            yield from (Paragraph(line.text) for line in members)


def pieces(text: str, random: Random) -> list[str]:
    """A text cut in pieces of one to eight characters, as programs leave it that format word by word."""
    found = []
    while text:
        length = random.randint(1, 8)
        found.append(text[:length])
        text = text[length:]
    return found
