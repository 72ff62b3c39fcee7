"""Where in the author's own file a finding is to be said: at the very words it quotes, at a cell, at a heading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from disclosure.checks.finding import Finding, Quote
from disclosure.form import Report, Section

_LAST_CELL = re.compile(r"cell \d+$")


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place of the source (``table 3 row 5 cell 2``), and the words there that are meant.

    ``line`` is the line of the paragraph as it was read, ``start`` and ``end`` the characters in it; the whole paragraph or cell
    where ``line`` is None.
    """

    place: str
    line: str | None = None
    start: int = 0
    end: int = 0


def anchors_of(finding: Finding, report: Report) -> tuple[Anchor, ...]:
    """The places at which a finding is said, each once: all words that it quotes, and the first cell that it names.

    Empty where the finding speaks of the document as a whole, or of something that is missing without a trace.
    """
    found = [anchor for quote in finding.quotes if (anchor := _of_quote(quote, report))]
    cells = [cell.place for at in finding.at if (cell := report.cell(at)) and cell.place]
    if cells or found:
        return tuple(dict.fromkeys((*found, *(Anchor(place) for place in cells[:1]))))
    for place in (finding.place, *(_near(at, report) for at in finding.at)):
        if place:
            return (Anchor(place),)
    return ()


def _of_quote(quote: Quote, report: Report) -> Anchor | None:
    """The words of a quotation that stand in its first line; in a row of a list the cell that holds them."""
    section = report.section(quote.section)
    for offset, line in section.starts() if section else ():
        if line.place and quote.start <= offset + len(line.text) and quote.end > offset:
            start, end = max(quote.start - offset, 0), min(quote.end - offset, len(line.text))
            if line.is_table_row:
                return Anchor(_LAST_CELL.sub(f"cell {line.text.count(chr(9), 0, start) + 1}", line.place))
            return Anchor(line.place, line.text, start, end)
    return None


def _near(address: str, report: Report) -> str | None:
    """The nearest place of an address that no cell stands at: its row or table, the part that ought to hold it."""
    section = report.section(address)
    if section is not None:
        return _place_of(section)
    near = address
    while near:
        below = (cell.place for cell in report.cells if cell.place and cell.at.startswith(f"{near}."))
        if place := next(below, None):
            return place
        near = near.rpartition(".")[0]
    return next(_parts_holding(address.partition(".")[0], report), None)


def _parts_holding(table_key: str, report: Report) -> Iterator[str]:
    table = report.edition.tables.get(table_key) if report.edition else None
    for section in report.sections if table else ():
        if table and section.number == table.section and (place := _place_of(section)):
            yield place


def _place_of(section: Section) -> str | None:
    return section.place or next((line.place for line in section.lines if line.place), None)
