"""What a rule looks at: one report, with what is worked out of it once for all rules."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from disclosure.claims.claim import Claim
from disclosure.claims.quantities import Quantity
from disclosure.claims.reading import Breakdown, quantities_of, read_breakdowns, read_claims
from disclosure.form import Edition, Oddity, Report, Section, edition_for_year, editions
from disclosure.language import Label
from disclosure.privacy import PersonalNumber, find_personal_numbers
from disclosure.reading.traditional import are_traditional, simplified_text


@dataclass(frozen=True)
class Subject:
    """What a rule looks at: the report, the claims of its prose, and the editions of the form that are known."""

    report: Report
    claims: tuple[Claim, ...] = ()
    editions: Sequence[Edition] = field(default_factory=editions)

    @cached_property
    def is_before_the_form(self) -> bool:
        """Whether the report was made when no form was prescribed: by its tables, without any by its year."""
        report = self.report
        edition = report.edition
        if edition is None and report.year is not None:
            edition = edition_for_year(report.year, self.editions)
        return edition is not None and not edition.is_prescribed

    @cached_property
    def breakdowns(self) -> tuple[Breakdown, ...]:
        """The numbers of the prose that are followed by their parts."""
        return tuple(read_breakdowns(self.report))

    @cached_property
    def personal_numbers(self) -> tuple[tuple[Section, PersonalNumber], ...]:
        """The personal numbers of the text, each with its section."""
        sections = self.report.all_sections()
        return tuple((section, number) for section in sections for number in find_personal_numbers(section.text))

    @cached_property
    def _quantities(self) -> Mapping[str, tuple[Quantity, ...]]:
        return {section.key: tuple(quantities_of(section.text)) for section in self.report.all_sections()}

    def quantities(self) -> Iterator[tuple[Section, Quantity]]:
        """The quantities of the text, each with its section, in order."""
        sections = self.report.all_sections()
        return ((section, quantity) for section in sections for quantity in self._quantities[section.key])

    def quantities_before(self, claim: Claim, count: int) -> tuple[Quantity, ...]:
        """The last quantities before a claim inside its statement, ``count`` at the most, in order."""
        known = self._quantities[claim.section]
        place = bisect_left(known, claim.start, key=lambda quantity: quantity.start)
        return tuple(quantity for quantity in known[max(0, place - count) : place] if quantity.start >= claim.from_)

    def claims_of(self, measure: str) -> tuple[Claim, ...]:
        """The claims about one measure of the grammar."""
        return tuple(claim for claim in self.claims if claim.measure == measure)

    def oddities(self, kind: str) -> tuple[Oddity, ...]:
        """What the reader met of one kind."""
        return tuple(oddity for oddity in self.report.oddities if oddity.kind == kind)

    def row_label(self, address: str) -> Label:
        """The row at ``table.row`` in words; the table where the address names no row."""
        table_key, _dot, row_key = address.partition(".")
        edition = self.report.edition
        if edition is None:
            return Label(address, address)
        table = edition.table(table_key)
        return table.row(row_key).label if row_key else table.title

    def label(self, address: str) -> Label:
        """An address of the report's form in words."""
        if self.report.edition is None:
            return Label(address, address)
        return self.report.edition.label(address)


def subject_of(report: Report, known: Sequence[Edition]) -> Subject:
    """What rules look at: the report with its claims. Prose in traditional characters is read as the same in simplified ones."""
    read = in_simplified(report)
    return Subject(read, read_claims(read), known)


def in_simplified(report: Report) -> Report:
    """The report with its prose in simplified characters; the very same where it is written in them.

    Each character is in its place, so that what rules point at are the words as they were printed.
    """
    parts = report.all_sections()
    if not are_traditional(part.text for part in parts):
        return report
    preamble, *sections = (
        replace(part, lines=tuple(replace(line, text=simplified_text(line.text)) for line in part.lines)) for part in parts
    )
    return replace(report, preamble=preamble, sections=tuple(sections))
