"""The narrative for pages: text with its live numbers, figures in words, last year's beside (正文与实时数字)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from disclosure.errors import FormError
from disclosure.figures import Figure
from disclosure.figures.compile import Compiled
from disclosure.figures.references import MISSING, printed, references
from disclosure.form import Edition
from portal.agencies.models import Agency
from portal.annual import signing
from portal.annual.behind import plain
from portal.annual.models import AnnualReport, ReceivedReport
from portal.annual.models import Figure as FigureRow


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the narrative: text, or a number with the address that it refers to."""

    text: str
    address: str = ""
    label: str = ""
    #: Waits to be filled in.
    lacking: bool = False


@dataclass(frozen=True, slots=True)
class DrawnSection:
    """A part of the report in the editor: text as it will stand, with chips, and as it is written."""

    key: str
    title: str
    raw: str
    paragraphs: tuple[tuple[Piece, ...], ...]
    number: int | None
    #: The key of the table of the form that belongs here.
    table: str | None


def sections_of(report: AnnualReport, year: Compiled, labels: Mapping[str, str]) -> list[DrawnSection]:
    """The parts of the form with their text."""
    edition = year.report.edition
    if edition is None:
        return []
    parts = [("preamble", _("编制说明"), None, None)]
    parts += [(form.key, year.report.sections[place].printed, form.number, form.table) for place, form in
              enumerate(edition.sections)]  # fmt: skip
    found = []
    for key, title, number, table in parts:
        raw = report.narrative.get(key, "")
        paragraphs = tuple(tuple(_pieces(line, year.figures, edition, labels)) for line in raw.splitlines() if line.strip())
        found.append(DrawnSection(key, title, raw, paragraphs, number, table))
    return found


def _pieces(line: str, figures: Mapping[str, Figure], edition: Edition, labels: Mapping[str, str]) -> list[Piece]:
    pieces: list[Piece] = []
    last = 0
    for found in references(line):
        pieces += _text_pieces(line[last : found.start])
        pieces.append(_chip(figures, found.address, figure_label(edition, found.address, labels)))
        last = found.end
    return [*pieces, *_text_pieces(line[last:])]


def _chip(figures: Mapping[str, Figure], address: str, label: str) -> Piece:
    """A live number."""
    text = printed(figures.get(address))
    return Piece(text, address, label, lacking=text == MISSING)


def _text_pieces(text: str) -> list[Piece]:
    """Text, with the places that wait to be filled in on their own."""
    before, mark, after = text.partition(MISSING)
    return [Piece(before), *([Piece(mark, lacking=True), *_text_pieces(after)] if mark else [])]


def figure_label(edition: Edition, address: str, labels: Mapping[str, str]) -> str:
    """A figure in words: a cell of the form, a sum of a group, or a fact."""
    if address in labels:
        return labels[address]
    try:
        return edition.label(address).text()
    except FormError:
        pass
    table_key, _dot, rest = address.partition(".")
    group_key, _dot, column_key = rest.rpartition(".")
    if table_key in edition.tables:
        table = edition.tables[table_key]
        for row in table.rows:
            for group in row.groups:
                if group.key == group_key:
                    column = next((one for one in table.columns_of(row.key) if one.key == column_key), None)
                    return f"{group.label.text()} · {column.label.text() if column else ''}"
    return address


def last_year_of(agency: Agency, year: int) -> dict[str, str]:
    """Last year's figures by address, as text: those of the signed report, else of the one the office was started from."""
    signed = signing.signed_report(agency, year - 1)
    if signed:
        rows = FigureRow.objects.filter(signed=signed)
    else:
        received = ReceivedReport.objects.filter(agency=agency, year=year - 1, replaced=False).order_by("-pk").first()
        rows = FigureRow.objects.filter(received=received) if received else FigureRow.objects.none()
    return {row.address: plain(row.value) for row in rows if row.value is not None}
