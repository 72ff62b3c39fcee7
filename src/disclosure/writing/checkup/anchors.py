"""Where on the page an address of a report stands, and what it is called: every finding finds its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from disclosure.errors import FormError
from disclosure.form import CellKind, DocumentType, Report, Row, Section, Table
from disclosure.language import Label, Message, _
from disclosure.writing.checkup.twin import shown

#: What an id may not hold, or a link to it not without being changed.
_NOT_IN_IDS = re.compile(r"[^\w.\-]")


def _spelled(found: re.Match[str]) -> str:
    return f"_{ord(found[0]):x}"


@dataclass(frozen=True, slots=True)
class Place:
    """A place on the page: the id to jump to, and its name for the reader."""

    id: str
    name: Label | Message


def sections_drawn(report: Report) -> list[Section]:
    """The sections that have a heading or text, the preamble first."""
    return [section for section in report.all_sections() if section.lines or section.printed or section.title]


def tables_drawn(report: Report) -> list[Table]:
    """The tables of the edition that the page draws: those met, and in an annual report those that ought to be there."""
    if report.edition is None:
        return []
    met = {cell.at.partition(".")[0] for cell in report.cells if cell.kind is not CellKind.ABSENT}
    is_annual = report.document_type is DocumentType.ANNUAL_REPORT
    return [table for table in report.edition.tables.values() if table.key in met or (is_annual and not table.optional)]


def rows_drawn(report: Report, table: Table) -> list[Row]:
    """The rows that the form prints; of a group and the single row that may stand for it, only the one that was met."""
    present = report.rows_present.get(table.key, frozenset())
    replaced = {row.stands_for for row in table.rows if row.stands_for and row.key in present}
    return [
        row
        for row in table.rows
        if row.key in present or not (row.stands_for or any(group.key in replaced for group in row.groups))
    ]


@dataclass(frozen=True)
class Anchors:
    """The ids of one card (the ``number``-th of the page) for the addresses of its report."""

    number: int
    report: Report

    @property
    def card(self) -> str:
        """The id of the whole card."""
        return f"r{self.number}"

    def id(self, address: str) -> str:
        """The id under which an address that the card draws stands; names of indicators may hold any character."""
        return f"{self.card}-{_NOT_IN_IDS.sub(_spelled, address)}"

    def finding(self, position: int) -> str:
        """The id of the finding at this position (from one) in the list of findings."""
        return f"{self.card}-f{position}"

    def quote(self, position: int, part: int) -> str:
        """The id of the words that a finding quotes."""
        return f"{self.finding(position)}-q{part}"

    @cached_property
    def drawn(self) -> frozenset[str]:
        """The addresses that have an id of their own on the card."""
        return frozenset(self._drawn())

    def _drawn(self) -> Iterator[str]:
        yield from (section.key for section in sections_drawn(self.report))
        for table in tables_drawn(self.report):
            yield table.key
            for row in rows_drawn(self.report, table):
                if table.layout != "pairs":
                    yield f"{table.key}.{row.key}"
                yield from (table.address(row.key, column.key) for column in table.columns_of(row.key))

    def place(self, address: str) -> Place:
        """The nearest place drawn for an address: itself, else the row, the table, and at last the whole card."""
        near = self.nearest(address)
        return Place(self.id(near), self.name(near)) if near else Place(self.card, _("整份报告"))

    def places(self, addresses: Sequence[str]) -> list[Place]:
        """The places of addresses, each once; the cells of a whole row are one place, the row."""
        whole = {row: cells for row, cells in self._rows.items() if len(cells) > 1 and cells <= set(addresses)}
        of_row = {cell: row for row, cells in whole.items() for cell in cells}
        places = [self.place(of_row.get(address, address)) for address in addresses]
        return list({place.id: place for place in places}.values())

    @cached_property
    def _rows(self) -> Mapping[str, set[str]]:
        """The cells of each row drawn, by the row's address."""
        return {
            f"{table.key}.{row.key}": {table.address(row.key, column.key) for column in table.columns_of(row.key)}
            for table in tables_drawn(self.report)
            for row in rows_drawn(self.report, table)
            if table.layout != "pairs"
        }

    def nearest(self, address: str) -> str | None:
        """The nearest address drawn: itself, else its row, else its table; None where only the whole card is left."""
        while address not in self.drawn and "." in address:
            address = address.rpartition(".")[0]
        return address if address in self.drawn else None

    def name(self, address: str) -> Label | Message:
        """What an address is called: row and column of a cell, title of a section or table."""
        if address == "preamble":
            return _("报告开头")
        if section := self.report.section(address):
            title = shown(section.printed or section.title)
            return _("“{title}”部分", title=title)
        return self._name_in_form(address)

    def _name_in_form(self, address: str) -> Label | Message:
        edition = self.report.edition
        if edition is None:
            return _("整份报告")
        table_key, _dot, rest = address.partition(".")
        table = edition.tables.get(table_key)
        if table is None:
            return _("整份报告")
        if not rest:
            return table.title
        try:
            return edition.label(address)
        except FormError:  # the address of a whole row
            return next((row.label for row in table.rows if row.key == rest), table.title)
