"""The supervisor's board and the roll-up (汇总): every agency below, its report of a year, the sums of all, what is missing."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import Q
from django.urls import reverse
from openpyxl import Workbook

from disclosure.checks.examination import Examination
from disclosure.checks.registry import rule_book_mark
from disclosure.examine import examine_report
from disclosure.form import Edition, Report, Table
from disclosure.form.report import Cell, CellKind, DocumentType, Period, Source
from disclosure.language import CHINESE
from portal.agencies.models import Agency
from portal.annual.compiling import edition_of
from portal.annual.models import Figure, ReceivedReport, SignedReport
from portal.annual.signing import report_of_version
from portal.annual.supervising import collecting
from portal.annual.supervising.around import MOST_COMPARED, Findings, examined, keep, kept
from portal.annual.supervising.verdicts import Judged, as_stored, count, judged, subject_of
from portal.today import today


@dataclass(frozen=True, slots=True)
class Submitted:
    """A report of a year that an office has of an agency: signed here, or received as a file. Signed goes first."""

    agency: Agency | None
    year: int | None
    signed: SignedReport | None = None
    received: ReceivedReport | None = None
    #: The same agency's report of the year before, where the office has it.
    before: Submitted | None = None
    #: The reports of the year and of the year before that the office has, by agency.
    around: Around | None = None

    @property
    def subject(self) -> str:
        """What verdicts on its findings are about."""
        return subject_of(self.agency, self.year, self.received.pk if self.received else None)

    def report(self) -> Report:
        """The report itself."""
        if self.signed:
            return report_of_version(self.signed)
        if self.received:
            return collecting.report_of(self.received)
        raise LookupError(self.subject)

    def findings(self) -> list[dict[str, object]]:
        """Its findings, as stored or as the rules say now; and what other reports show (结转、存量、照抄、雷同)."""
        if self.received and not self.signed:
            return [*self.received.findings, *self._across()]
        return [*as_stored(examine_report(self.report())), *self._across()]

    def _across(self) -> list[dict[str, Any]]:
        if self.agency is None or self.year is None or self.around is None:
            return []
        return self.around.findings(self)

    def across(self) -> Examination | None:
        """What the rules say of it beside last year's report and those of other agencies; None where its agency is not known."""
        return self.around.examined(self) if self.agency is not None and self.around is not None else None

    @property
    def mark(self) -> tuple[object, ...]:
        """What is another where the report, or what was read in it, is another."""
        read = (self.received.pk, self.received.checked_at.isoformat()) if self.received and not self.signed else ()
        return (self.agency.pk if self.agency else None, self.signed.pk if self.signed else None, *read)

    def judged(self, office: Agency, language: str = CHINESE) -> list[Judged]:
        """Its findings with the office's verdicts."""
        return judged(office, self.subject, self.findings(), language)

    def url(self, office: Agency) -> str:
        """Where the office sees it."""
        if self.signed:
            return reverse("supervise:signed", args=[office.slug, self.signed.pk])
        return reverse("supervise:received", args=[office.slug, self.received.pk if self.received else 0])


@dataclass(frozen=True)
class Around:
    """The reports of a year and of the year before that an office has, by agency, to be held against each other."""

    office: int
    year: int
    now: Mapping[int, Submitted]
    before: Mapping[int, Submitted]

    def examined(self, submitted: Submitted) -> Examination | None:
        """What the rules say of one of them beside all; of a version that is no longer the newest, beside last year's."""
        key = submitted.agency.pk if submitted.agency else 0
        if self._is_one_of_them(submitted):
            return self._examined.get(key)
        before = {key: self.before[key].report()} if key in self.before else {}
        return examined({key: submitted.report()}, before)[key] if before else None

    def findings(self, submitted: Submitted) -> list[dict[str, Any]]:
        """The same as findings to show; worked out for all at once, and kept as long as no report changes."""
        if not self._is_one_of_them(submitted):
            found = self.examined(submitted)
            return as_stored(found) if found else []
        return self._findings.get(submitted.agency.pk if submitted.agency else 0, [])

    def _is_one_of_them(self, submitted: Submitted) -> bool:
        one = self.now.get(submitted.agency.pk if submitted.agency else 0)
        return one is not None and one.mark == submitted.mark and len(self.now) <= MOST_COMPARED

    @cached_property
    def _findings(self) -> Findings:
        """What is kept of the year, read once for all reports; else worked out and kept."""
        marks = tuple(tuple(one.mark for one in group.values()) for group in (self.now, self.before))
        stored = kept(self.office, self.year, marks)
        return keep(self.office, self.year, marks, self._examined) if stored is None else stored

    @cached_property
    def _examined(self) -> Mapping[int, Examination]:
        now, before = (
            {key: replace(one.report(), year=one.year) for key, one in group.items()} for group in (self.now, self.before)
        )
        return examined(now, before)


@dataclass(frozen=True, slots=True)
class BoardRow:
    """An agency on the board: its report (None: missing), how many findings are open, how many were returned."""

    agency: Agency
    submitted: Submitted | None
    url: str = ""
    open: int = 0
    returned: int = 0
    total: int = 0

    @property
    def is_clean(self) -> bool:
        """Whether nothing is left to look at or to correct."""
        return self.submitted is not None and not self.open and not self.returned


def agencies_below(office: Agency) -> list[Agency]:
    """The agencies whose reports an office collects."""
    return list(Agency.objects.below(office).filter(pk__in=Agency.objects.on(today())).order_by("code"))


def submitted_of(office: Agency, year: int) -> dict[int, Submitted]:
    """The report of each agency below for a year, by agency: what it signed here, else what was received as a file.

    Each has its report of the year before beside it, where there is one.
    """
    around = _around(office, year)
    return {key: replace(one, before=around.before.get(key), around=around) for key, one in around.now.items()}


def _around(office: Agency, year: int) -> Around:
    below = agencies_below(office)
    return Around(office.pk, year, _submitted(office, below, year), _submitted(office, below, year - 1))


def beside_last_year(office: Agency, submitted: Submitted) -> Submitted:
    """A report with its agency's report of the year before, where the office has that."""
    if submitted.agency is None or submitted.year is None:
        return submitted
    around = _around(office, submitted.year)
    return replace(submitted, before=around.before.get(submitted.agency.pk), around=around)


def _submitted(office: Agency, below: Sequence[Agency], year: int) -> dict[int, Submitted]:
    received = ReceivedReport.objects.filter(
        office=office, agency__in=below, year=year, replaced=False, document_type=DocumentType.ANNUAL_REPORT.value
    ).select_related("agency")
    found = {one.agency_id: Submitted(one.agency, year, received=one) for one in received if one.agency_id}
    signed = SignedReport.objects.filter(report__agency__in=below, report__year=year).select_related("report__agency")
    for one in signed.order_by("number"):
        found[one.report.agency_id] = Submitted(one.report.agency, year, signed=one)
    return found


def unmatched(office: Agency, year: int) -> list[ReceivedReport]:
    """Received files that are not one agency's report of one year yet: those of a year, and those of which no year is known."""
    kept = ReceivedReport.objects.filter(Q(year=year) | Q(year__isnull=True), office=office, replaced=False)
    kept = kept.prefetch_related("candidates")
    return [
        one for one in kept if one.agency_id is None or one.year is None or one.document_type != DocumentType.ANNUAL_REPORT.value
    ]


def by_earlier_rules(office: Agency, year: int) -> list[ReceivedReport]:
    """The received reports of a year whose findings are of an earlier version of the rules."""
    kept = ReceivedReport.objects.filter(office=office, year=year, replaced=False).exclude(rules=rule_book_mark())
    return list(kept.order_by("pk"))


def board(office: Agency, year: int) -> list[BoardRow]:
    """All agencies below, with what there is of each for a year."""
    found = submitted_of(office, year)
    rows = []
    for agency in agencies_below(office):
        submitted = found.get(agency.pk)
        if submitted is None:
            rows.append(BoardRow(agency, None))
            continue
        findings = submitted.judged(office)
        open_, returned = count(findings)
        rows.append(BoardRow(agency, submitted, submitted.url(office), open_, returned, len(findings)))
    return rows


def years_of(office: Agency) -> list[int]:
    """The years of which there is some report, newest first; last year always among them."""
    below = agencies_below(office)
    years = set(ReceivedReport.objects.filter(office=office, year__isnull=False).values_list("year", flat=True))
    years |= set(SignedReport.objects.filter(report__agency__in=below).values_list("report__year", flat=True))
    return sorted({year for year in years if year} | {today().year - 1}, reverse=True)


@dataclass(frozen=True, slots=True)
class Part:
    """One report's number in a sum; ``value`` None where the report has no number there."""

    agency: Agency
    value: Decimal | None
    url: str


@dataclass(frozen=True)
class RollUp:
    """The sums of a year over the reports present, by address, and who is missing.

    A cell that some report leaves without a number still has the sum of the others: ``without`` names those left out.
    """

    year: int
    edition: Edition
    report: Report
    values: Mapping[str, Decimal]
    present: tuple[Agency, ...]
    missing: tuple[Agency, ...]
    without: Mapping[str, int]

    @property
    def without_any(self) -> list[str]:
        """The cells in which no report present has a number: they have no sum."""
        return [address for address in self.without if address not in self.values]

    @property
    def without_some(self) -> list[str]:
        """The cells whose sum is that of some reports only."""
        return [address for address in self.without if address in self.values]


def roll_up(office: Agency, year: int) -> RollUp:
    """Add up the reports of a year, cell by cell."""
    found = submitted_of(office, year)
    edition = edition_of(year)
    values: dict[str, Decimal] = {}
    without: dict[str, int] = {}
    for row in _rows(found):
        if row.value is None:
            without[row.address] = without.get(row.address, 0) + 1
        else:
            values[row.address] = values.get(row.address, Decimal(0)) + row.value
    below = agencies_below(office)
    present = tuple(agency for agency in below if agency.pk in found)
    missing = tuple(agency for agency in below if agency.pk not in found)
    return RollUp(year, edition, _as_report(office, year, edition, values, bool(found)), values, present, missing, without)


def _rows(found: Mapping[int, Submitted]) -> Iterator[Figure]:
    signed = [one.signed.pk for one in found.values() if one.signed]
    received = [one.received.pk for one in found.values() if one.received and not one.signed]
    yield from Figure.objects.filter(signed__in=signed)
    yield from Figure.objects.filter(received__in=received)


def _as_report(office: Agency, year: int, edition: Edition, values: Mapping[str, Decimal], any_report: bool) -> Report:
    """The sums in the shape of a report, so that the tables are drawn as all others."""
    cells = []
    for table in edition.tables.values():
        if table.optional or not any_report:
            continue
        for address in _with_stand_ins(table, values):
            value = values.get(address)
            whole = int(value) if value is not None and value == int(value) else value
            kind = CellKind.BLANK if value is None else CellKind.NUMBER
            cells.append(Cell(address, kind, whole.normalize() if isinstance(whole, Decimal) else whole))
    return Report(
        source=Source(f"{office.name}{year}", "", "application/json"),
        document_type=DocumentType.ANNUAL_REPORT,
        agency=office.name,
        year=year,
        edition=edition,
        period=Period(date(year, 1, 1), date(year, 12, 31)),
        cells=tuple(cells),
    )


def _with_stand_ins(table: Table, values: Mapping[str, Decimal]) -> Iterator[str]:
    """The cells that are drawn: those of the form, and a single row that some report has in place of a group, where it counts."""
    for row in table.rows:
        cells = [table.address(row.key, column.key) for column in table.columns_of(row.key)]
        if row.stands_for is None or any(values.get(address) for address in cells):
            yield from cells


def parts_of(office: Agency, year: int, address: str) -> list[Part]:
    """Every agency present with its number at an address: together they make up the sum."""
    found = submitted_of(office, year)
    by_signed = {one.signed.pk: one for one in found.values() if one.signed}
    by_received = {one.received.pk: one for one in found.values() if one.received and not one.signed}
    numbers: dict[int, Decimal | None] = {}
    for row in _rows(found):
        if row.address == address:
            one = by_signed[row.signed_id] if row.signed_id else by_received[row.received_id]
            numbers[one.agency.pk if one.agency else 0] = row.value
    return [
        Part(agency, numbers.get(agency.pk), found[agency.pk].url(office))
        for agency in agencies_below(office)
        if agency.pk in found
    ]


def as_json(rolled: RollUp, office: Agency) -> bytes:
    """The roll-up as JSON: sums by address, who is in it and who is missing."""
    content = {
        "schema": "gongkai.rollup/1",
        "office": office.name,
        "year": rolled.year,
        "form": rolled.edition.key,
        "present": [agency.name for agency in rolled.present],
        "missing": [agency.name for agency in rolled.missing],
        "sums": {address: _number(rolled.values.get(address)) for address in _addresses(rolled.edition, rolled.values)},
        "without_number": dict(sorted(rolled.without.items())),
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)


def _addresses(edition: Edition, values: Mapping[str, Decimal]) -> Iterator[str]:
    for table in edition.tables.values():
        if not table.optional:
            yield from _with_stand_ins(table, values)


def as_xlsx(rolled: RollUp, office: Agency) -> bytes:
    """The roll-up as a workbook: a line for each cell, a column for each agency; the missing ones on a second sheet."""
    book = Workbook()
    sheet = book.active
    sheet.title = str(rolled.year)
    found = submitted_of(office, rolled.year)
    sheet.append(["表", "项目", "单位", "合计", *(agency.name for agency in rolled.present)])
    numbers: dict[str, dict[int, Decimal | None]] = {}
    for agency_id, one in found.items():
        for row in _rows({agency_id: one}):
            numbers.setdefault(row.address, {})[agency_id] = row.value
    for table in rolled.edition.tables.values():
        if table.optional:
            continue
        for address in _with_stand_ins(table, rolled.values):
            _table, _row, column = rolled.edition.split(address)
            each = [_number(numbers.get(address, {}).get(agency.pk)) for agency in rolled.present]
            label = rolled.edition.label(address).zh
            sheet.append([table.title.zh, label, column.unit, _number(rolled.values.get(address)), *each])
    sheet.freeze_panes = "E2"
    for letter, width in (("A", 26), ("B", 46), ("C", 8), ("D", 12)):
        sheet.column_dimensions[letter].width = width
    second = book.create_sheet("未报送")
    for agency in rolled.missing:
        second.append([agency.name])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
