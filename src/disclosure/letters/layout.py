"""A letter laid out as an official document (公文): blocks for the writers of Word and PDF files.

GB/T 9704-2012 7.2 and 7.3: name of the agency as the mark, number, title, addressee, text, enclosures, name and day under the
seal. A proof of delivery is a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from disclosure.blocks import Block, Document, Grid, GridCell, Paragraph
from disclosure.letters.filling import written
from disclosure.letters.letter import Letter, Line


def laid_out(letter: Letter, *, draft: bool = False) -> Document:
    """The letter as blocks. A ``draft`` shows where the seal goes."""
    return Document(tuple(_blocks(letter, draft=draft)), title=letter.title)


def _blocks(letter: Letter, *, draft: bool) -> Iterator[Block]:
    if letter.number:
        yield Paragraph(letter.agency, style="mark")
        yield Paragraph(letter.number, style="number")
    yield Paragraph(letter.title if letter.number else f"{letter.agency}\n{letter.title}", style="title")
    rows = [line for line in letter.lines if line.style == "row"]
    if rows:
        yield table(rows)
    for line in (line for line in letter.lines if line.style != "row"):
        for text in line.text.split("\n"):
            yield Paragraph(text, style=line.style if line.style in ("salutation", "note") else "body")
    if letter.files and not rows:
        yield from enclosures(letter.files)
    if letter.number:
        yield Paragraph(letter.agency, style="seal")
        yield Paragraph(written(letter.on), style="seal-draft" if draft else "seal")


def enclosures(files: Iterable[str]) -> Iterator[Block]:
    """附件：1. …, each on its own line."""
    names = list(files)
    numbered = [f"{place}. {name}" for place, name in enumerate(names, start=1)] if len(names) > 1 else names
    yield Paragraph("附件：" + "\n".join(numbered), style="enclosures")


def table(rows: Iterable[Line]) -> Grid:
    """Lines with a tab as a table of two columns."""
    cells = []
    for line in rows:
        label, _tab, value = line.text.partition("\t")
        cells.append((GridCell(label, header=True), GridCell(value, align="left")))
    return Grid(tuple(cells), widths=(3.0, 8.0))
