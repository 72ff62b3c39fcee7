"""Table three from case records: received, carried over, outcomes, carried forward (收到和处理政府信息公开申请情况).

An application counts once in what came in and once in what became of it. It is settled in the first year at whose end (24:00 on
31 December, Beijing time) it stands decided; what happens to it in later years counts in table four alone. So the sums of
the form hold by construction, and carried forward equals carried over of the next year, column by column.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from disclosure.errors import FormError
from disclosure.figures.figure import Figure, by_address, counted
from disclosure.form.edition import Edition, Table
from disclosure.language import _
from disclosure.law import DEFAULT_READINGS, Readings
from disclosure.records import CaseRecord, outcome_of

TABLE = "applications"
RECEIVED, CARRIED_OVER, CARRIED_FORWARD, TOTAL = "received", "carried_over", "carried_forward", "total"


@dataclass(frozen=True, slots=True)
class Passage:
    """How one application passes through a year: the row it comes in by, and the row it goes out by."""

    case: CaseRecord
    inflow: str
    outflow: str


def year_end(year: int) -> date:
    """The day at whose end a reporting year ends."""
    return date(year, 12, 31)


def passages(cases: Iterable[CaseRecord], year: int, readings: Readings = DEFAULT_READINGS) -> Iterator[Passage]:
    """The applications that count in a year. Raises :class:`CaseError` for a case that contradicts itself.

    No text says how a reply counts that was made again after a review or a judgment. By default the outcome is the one that
    stands at the year's end; an agency may read that the first reply counts always.
    """
    first_stands = readings.of("remade_reply") == "first_stands"
    for case in cases:
        received = case.received_on
        if received is None or received.year > year:
            continue
        settled = case.first_outcome_on if first_stands else case.outcome_on
        if any(settled(year_end(before)) is not None for before in range(received.year, year)):
            continue
        inflow = RECEIVED if received.year == year else CARRIED_OVER
        outcome = settled(year_end(year))
        yield Passage(case, inflow, outcome or CARRIED_FORWARD)


def row_in(table: Table, outcome: str) -> str:
    """The row of an edition in which an outcome counts: its own, or the one that the edition prints for its group."""
    rows = {row.key for row in table.rows if not row.stands_for}
    known = outcome_of(outcome)
    for key in (known.row, known.combined):
        if key in rows:
            return key
    raise FormError(_("这一版格式没有办理结果“{row}”的行", row=outcome))


def application_figures(
    cases: Iterable[CaseRecord], edition: Edition, year: int, readings: Readings = DEFAULT_READINGS
) -> Mapping[str, Figure]:
    """A figure for every cell of table three. Raises :class:`FormError` for an applicant kind that the form has no column for."""
    table = edition.table(TABLE)
    columns = [column.key for column in table.columns_of(RECEIVED)]
    passing = list(passages(cases, year, readings))
    for each in passing:
        if each.case.applicant_kind not in columns or each.case.applicant_kind == TOTAL:
            raise FormError(_("表 {table} 没有申请人类别 {kind}", table=TABLE, kind=each.case.applicant_kind))
    rows = _rows(table, passing)
    return by_address(
        counted(table.address(row.key, column), (case.id for case in rows[row.key] if column in (case.applicant_kind, TOTAL)))
        for row in table.regular_rows
        for column in columns
    )


def cells_of(
    cases: Iterable[CaseRecord], edition: Edition, year: int, readings: Readings = DEFAULT_READINGS
) -> Mapping[str, tuple[str, str]]:
    """By the id of each case that counts in a year the two cells it counts in beside their totals: came in by, went out by."""
    table = edition.table(TABLE)
    return {
        each.case.id: (
            table.address(each.inflow, each.case.applicant_kind),
            table.address(_outflow_row(table, each), each.case.applicant_kind),
        )
        for each in passages(cases, year, readings)
    }


def _outflow_row(table: Table, passage: Passage) -> str:
    return passage.outflow if passage.outflow == CARRIED_FORWARD else row_in(table, passage.outflow)


def _rows(table: Table, passing: list[Passage]) -> Mapping[str, list[CaseRecord]]:
    """The cases of each row, the sum of the outcomes among them."""
    rows: dict[str, list[CaseRecord]] = {row.key: [] for row in table.regular_rows}
    for each in passing:
        rows[each.inflow].append(each.case)
        rows[_outflow_row(table, each)].append(each.case)
        if each.outflow != CARRIED_FORWARD:
            rows[TOTAL].append(each.case)
    return rows
