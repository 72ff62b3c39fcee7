"""The report itself as a value (年度报告): one agency's year, whether compiled from records or read from a document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from disclosure.form.edition import Edition
from disclosure.form.listing import INDICATOR_COLUMNS, lists_of
from disclosure.language import Message

Number = int | Decimal


class CellKind(StrEnum):
    """What a cell of the form turned out to be. Blank, mark, unreadable and absent are four different things, and none is 0."""

    NUMBER = "number"
    BLANK = "blank"
    MARK = "mark"
    UNREADABLE = "unreadable"
    ABSENT = "absent"
    INFERRED = "inferred"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the form as it was met (单元格).

    ``value`` counts in the unit of its column (件, 万元, 元); it is None unless ``kind`` is number or inferred. ``because``
    says why a cell is unreadable, absent or inferred. ``place`` is where it stood in the source: ``line 178``.
    ``confidence`` is how sure a recogniser of words in pictures was, 0 to 100; None where text was read as text.
    """

    at: str
    kind: CellKind
    value: Number | None = None
    as_printed: str | None = None
    place: str | None = None
    because: Message | None = None
    confidence: int | None = None


class DocumentType(StrEnum):
    """What a file turned out to be."""

    ANNUAL_REPORT = "annual_report"
    BLANK_FORM = "blank_form"
    NOT_AN_ANNUAL_REPORT = "not_an_annual_report"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a report was read from (来源). ``published_on`` is the day on which its page says that it was put there."""

    file: str
    sha256: str
    media_type: str
    url: str | None = None
    captured_on: date | None = None
    published_on: date | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a section's text with its place; a row of a table in the narrative is one line, its cells joined by tabs."""

    text: str
    place: str | None = None
    is_table_row: bool = False


@dataclass(frozen=True)
class Section:
    """A part of the report (部分). ``number`` is that of the form, None for a section the form does not know.

    ``key`` is its address in findings: ``sections.1``, ``sections.extra1``; ``preamble`` for what stands before section one.
    """

    key: str
    number: int | None
    title: str
    printed: str
    lines: tuple[Line, ...] = ()
    place: str | None = None

    @cached_property
    def text(self) -> str:
        """The text, one line a paragraph."""
        return "\n".join(line.text for line in self.lines)

    def line_at(self, offset: int) -> Line | None:
        """The line that holds a character of ``text``."""
        return next((line for start, line in self.starts() if start <= offset <= start + len(line.text)), None)

    def place_at(self, offset: int) -> str | None:
        """Where a character of ``text`` stood in the source."""
        line = self.line_at(offset)
        return line.place if line else None

    def is_table_row_at(self, offset: int) -> bool:
        """Whether a character of ``text`` stands in a row of a table."""
        line = self.line_at(offset)
        return line is not None and line.is_table_row

    def starts(self) -> Iterator[tuple[int, Line]]:
        """Each line with the offset of its first character in ``text``."""
        offset = 0
        for line in self.lines:
            yield offset, line
            offset += len(line.text) + 1


@dataclass(frozen=True, slots=True)
class Contact:
    """How the report says the agency can be reached (联系方式)."""

    address: str | None = None
    postcode: str | None = None
    phone: str | None = None
    email: str | None = None
    website: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether the report prints nothing of the kind."""
        return not (self.address or self.postcode or self.phone or self.email)


@dataclass(frozen=True, slots=True)
class Period:
    """The days that the figures cover, both included (统计期限)."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class ExtraRow:
    """A row of a report table that the edition does not have."""

    table: str
    label: str
    values: tuple[Number | None, ...]
    place: str | None = None


@dataclass(frozen=True, slots=True)
class ProcessingFees:
    """信息处理费 in 元: notices sent (件), amount noticed, amount received; None where the report does not say."""

    notices: int | None
    noticed_amount: Number | None
    received_amount: Number | None


@dataclass(frozen=True, slots=True)
class Oddity:
    """Something the reader met on its way that a check may speak of: a kind, an address, the words, and facts."""

    kind: str
    at: tuple[str, ...]
    place: str | None = None
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Report:
    """One agency's year (政府信息公开工作年度报告)."""

    source: Source
    document_type: DocumentType
    agency: str | None = None
    agency_code: str | None = None
    agency_candidates: tuple[str, ...] = ()
    year: int | None = None
    edition: Edition | None = None
    period: Period | None = None
    published_on: date | None = None
    contact: Contact = Contact()
    preamble: Section = field(default_factory=lambda: Section("preamble", None, "", ""))
    sections: tuple[Section, ...] = ()
    cells: tuple[Cell, ...] = ()
    extra_rows: tuple[ExtraRow, ...] = ()
    processing_fees: ProcessingFees | None = None
    #: How sure a recogniser of words in pictures was of ``agency`` and ``year``, 0 to 100; empty where text was read as text.
    confidence: Mapping[str, int] = field(default_factory=dict)
    #: What the reader noticed besides the figures, for the checks.
    oddities: tuple[Oddity, ...] = ()

    @cached_property
    def by_address(self) -> Mapping[str, Cell]:
        """The cells by their address."""
        return {cell.at: cell for cell in self.cells}

    def cell(self, address: str) -> Cell | None:
        """The cell at an address, None where the report has none."""
        return self.by_address.get(address)

    def value(self, address: str) -> Number | None:
        """The number at an address; None where it is blank, a mark, unreadable or absent."""
        cell = self.by_address.get(address)
        return cell.value if cell else None

    @property
    def indicators(self) -> Mapping[str, Mapping[str, str | Number | None]]:
        """The indicators of a report of before 2019 by their names: ``unit``, and the numbers ``year`` and ``cumulative``."""
        found: dict[str, dict[str, str | Number | None]] = {}
        for table in lists_of(self.edition) if self.edition and not self.edition.is_prescribed else ():
            for row in table.rows:
                columns = table.columns_of(row.key)
                values = {key: self.value(table.address(row.key, key)) for key in INDICATOR_COLUMNS}
                found[row.key] = {"unit": columns[0].unit, **values}
        return found

    @cached_property
    def rows_present(self) -> Mapping[str, frozenset[str]]:
        """For each table the keys of the rows that the report prints."""
        if self.edition is None:
            return {}
        keys_of = self.edition.keys_of
        present: dict[str, set[str]] = {}
        for table, row in {keys_of(cell.at) for cell in self.cells if cell.kind is not CellKind.ABSENT}:
            present.setdefault(table, set()).add(row)
        return {table: frozenset(rows) for table, rows in present.items()}

    def all_sections(self) -> tuple[Section, ...]:
        """The preamble and the sections, in order."""
        return (self.preamble, *self.sections)

    def section(self, key: str) -> Section | None:
        """The section with this key (``sections.1``, ``preamble``)."""
        return next((section for section in self.all_sections() if section.key == key), None)
