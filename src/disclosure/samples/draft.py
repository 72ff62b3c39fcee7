"""A report while it is being invented: figures, the facts its sentences may name, and its text so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from disclosure.form import (
    Cell,
    CellKind,
    Column,
    Contact,
    DocumentType,
    Edition,
    ExtraRow,
    Line,
    Number,
    Period,
    ProcessingFees,
    Report,
    Section,
    Source,
    Table,
)
from disclosure.samples.words import Agency

_NUMERALS = "一二三四五六七八九十"


@dataclass
class SectionDraft:
    """A part of the report in the making. ``number`` is the form's; ``numbered`` whether its heading prints one."""

    title: str
    number: int | None
    table: str | None = None
    lines: list[Line] = field(default_factory=list)
    numbered: bool = True


@dataclass
class Draft:
    """A report in the making; only ``samples`` sees it."""

    edition: Edition
    agency: Agency
    year: int
    random: Random
    #: The numbers that the tables print.
    figures: dict[str, Number]
    #: What the sentences may name; a defect may make it disagree with ``figures``.
    facts: dict[str, Any] = field(default_factory=dict)
    preamble: list[str] = field(default_factory=list)
    sections: list[SectionDraft] = field(default_factory=list)
    contact: Contact | None = None
    #: Cells that are not plain numbers.
    special: dict[str, Cell] = field(default_factory=dict)
    extra_rows: list[ExtraRow] = field(default_factory=list)
    fees: ProcessingFees | None = None

    @property
    def overview(self) -> SectionDraft:
        """The first part of the report."""
        return self.sections[0]

    def to_report(self) -> Report:
        """The report as a value, without a source."""
        return Report(
            source=Source("", "", ""),
            document_type=DocumentType.ANNUAL_REPORT,
            agency=self.agency.name,
            year=self.year,
            edition=self.edition,
            period=Period(date(self.year, 1, 1), date(self.year, 12, 31)),
            published_on=date(self.year + 1, 1, self.random.randint(4, 29)),
            contact=self.contact or Contact(),
            preamble=Section("preamble", None, "", "", tuple(Line(text) for text in self.preamble)),
            sections=self._sections(),
            cells=tuple(self._cells()),
            extra_rows=tuple(self.extra_rows),
            processing_fees=self.fees,
        )

    def _sections(self) -> tuple[Section, ...]:
        return tuple(
            Section(
                key=f"sections.{part.number}" if part.number else "sections.extra1",
                number=part.number,
                title=part.title,
                printed=f"{_NUMERALS[place]}、{part.title}" if part.numbered else part.title,
                lines=tuple(part.lines),
            )
            for place, part in enumerate(self.sections)
        )

    def _cells(self) -> list[Cell]:
        """The cells in the order of the form; special ones in the place of the plain ones."""
        known: Mapping[str, Cell] = {at: self._plain(at, value) for at, value in self.figures.items()} | self.special
        order = [at for table in self.edition.tables.values() for at in addresses_with_variants(table)]
        return [known[at] for at in order if at in known]

    def _plain(self, at: str, value: Number) -> Cell:
        _table, _row, column = self.edition.split(at)
        return Cell(at, CellKind.NUMBER, value, printed(value, column, self.random))

    def make(self, at: str, kind: CellKind, as_printed: str | None) -> None:
        """Turn a cell into one that holds no number."""
        self.special[at] = Cell(at, kind, None, as_printed)

    def print_number(self, at: str, value: Number) -> None:
        """Print another number in one cell, leaving everything else as it is."""
        self.figures[at] = value


def addresses_with_variants(table: Table) -> list[str]:
    """All addresses of a table in printed order, those of rows that stand for a group included."""
    return [table.address(row.key, column.key) for row in table.rows for column in table.columns_of(row.key)]


def printed(value: Number, column: Column, random: Random) -> str:
    """A number as an office prints it; a change that is a gain sometimes with its sign."""
    sign = "+" if column.kind == "change" and value > 0 and random.random() < 0.5 else ""
    return f"{sign}{value:f}" if not isinstance(value, int) else f"{sign}{value}"
