"""The year compiled (编制年度报告): figures of records, statements and narrative put together as a report, each cell with what
stands behind it.

A cell that records are counted into is 0 where nothing happened. A cell for which there is neither record nor statement is
blank: nobody said that it is 0. Totals are always computed, by the sums that the form itself demands (国办公开办函〔2021〕30号).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from disclosure.errors import StatementError
from disclosure.figures.figure import Figure
from disclosure.figures.references import filled, unresolved
from disclosure.form import (
    Cell,
    CellKind,
    Contact,
    DocumentType,
    Edition,
    Line,
    Number,
    Period,
    ProcessingFees,
    Report,
    Section,
    SectionForm,
    Source,
    Table,
)
from disclosure.language import _
from disclosure.records.statement import Statement

#: Tables whose cells count records that are kept here: no record means 0.
COUNTED = ("applications", "disputes")
#: The table of fees is a local addition to the form; its figures are told in words.
_FEES = "processing_fees"
_NUMERALS = "一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class AgencyFacts:
    """What a report says of its agency: the name in full, its code, how it can be reached."""

    name: str
    code: str | None = None
    contact: Contact = field(default_factory=Contact)


@dataclass(frozen=True, slots=True)
class Conflict:
    """A statement about a cell into which records are counted, too, and that says another number. The records hold."""

    address: str
    counted: Number
    stated: Number
    statements: tuple[str, ...]


@dataclass(frozen=True)
class Compiled:
    """A compiled report: ``figures`` by address, with the ids of the records behind each.

    Besides the cells of the form it holds the sums of its groups (``applications.refused.total``) and the facts that the
    narrative may name. ``missing`` are references of the narrative that lead to no number, by section.
    """

    report: Report
    figures: Mapping[str, Figure]
    conflicts: tuple[Conflict, ...] = ()
    missing: tuple[tuple[str, str], ...] = ()


def compile_report(
    edition: Edition,
    agency: AgencyFacts,
    year: int,
    *,
    applications: Mapping[str, Figure],
    disputes: Mapping[str, Figure],
    fees: Mapping[str, Figure] | None = None,
    statements: Sequence[Statement] = (),
    narrative: Mapping[str, str] | None = None,
    facts: Mapping[str, Figure] | None = None,
    signed_on: date | None = None,
) -> Compiled:
    """One agency's year as a report.

    ``applications``, ``disputes`` and ``fees`` are figures counted from records, by address. ``narrative`` holds the text of
    a section by its key in the edition ("overview"; "preamble"), a paragraph a line, with references to figures or to
    ``facts``. Several statements about one cell add up (three offices that each state their licences). Raises
    :class:`StatementError` for a
    statement about a sum, an unknown cell, or with a value that the cell cannot hold, and :class:`FormError`.
    """
    stated = _stated(edition, statements)
    figures: dict[str, Figure] = {}
    conflicts: list[Conflict] = []
    for address in _addresses(edition):
        counted = address.partition(".")[0] in COUNTED
        of_records = applications.get(address) or disputes.get(address) or (fees or {}).get(address)
        found = of_records or Figure(address, 0 if counted else None, ())
        said = stated.get(address)
        if said and found.records and found.value is not None and found.value != said.value:
            conflicts.append(Conflict(address, found.value, said.value or 0, said.records))
        figures[address] = said if said and not found.records else found
    for table in edition.tables.values():
        _add_sums(table, figures)
    groups = {figure.address: figure for table in edition.tables.values() for figure in _groups(table, figures)}
    known = {**(facts or {}), **groups, **figures}
    report = Report(
        source=Source(f"{agency.name}{year}", "", "application/json"),
        document_type=DocumentType.ANNUAL_REPORT,
        agency=agency.name,
        agency_code=agency.code,
        year=year,
        edition=edition,
        period=Period(date(year, 1, 1), date(year, 12, 31)),
        published_on=signed_on,
        contact=agency.contact,
        preamble=_preamble(edition, agency, year, narrative or {}, known),
        sections=tuple(_section(form, narrative or {}, known) for form in edition.sections),
        cells=tuple(_cell(figures[address]) for table in _printed(edition) for address in table.addresses()),
        processing_fees=_fees(figures),
    )
    return Compiled(report, known, tuple(conflicts), tuple(_missing(narrative or {}, known)))


def is_sum(edition: Edition, address: str) -> bool:
    """Whether a cell is computed from others by a sum of the form. Raises :class:`FormError` for an unknown address."""
    table, _row, _column = edition.split(address)
    return address in _sums(table)


def check_statement(edition: Edition, address: str, value: Number) -> None:
    """Refuse a statement that no cell can hold: an unknown cell, a sum, a count that is negative or no whole number.

    Raises :class:`StatementError` or :class:`FormError`.
    """
    if is_sum(edition, address):
        raise StatementError(_("“{cell}”由其他各格相加得出，不能直接填报；请填报各分项。", cell=edition.label(address)))
    _table, _row, column = edition.split(address)
    if not Decimal(value).is_finite() or (column.kind != "change" and value < 0):
        raise StatementError(_("“{cell}”不能是负数。", cell=edition.label(address)))
    if column.kind == "count" and value != int(value):
        raise StatementError(_("“{cell}”按{unit}计数，应填整数。", cell=edition.label(address), unit=column.unit))


def _printed(edition: Edition) -> Iterator[Table]:
    """The tables that every report prints."""
    return (table for table in edition.tables.values() if not table.optional)


def _addresses(edition: Edition) -> Iterator[str]:
    for table in edition.tables.values():
        yield from table.addresses()


def _stated(edition: Edition, statements: Sequence[Statement]) -> dict[str, Figure]:
    """The statements by cell, those about one cell added up."""
    found: dict[str, Figure] = {}
    for statement in sorted(statements, key=lambda statement: (statement.on, statement.id)):
        check_statement(edition, statement.address, statement.value)
        before = found.get(statement.address, Figure(statement.address, 0, ()))
        value = _plain((before.value or 0) + statement.value)
        found[statement.address] = Figure(statement.address, value, (*before.records, statement.id))
    return found


def _plain(value: Number) -> Number:
    """A whole amount as an int, so that a count prints as one."""
    return int(value) if value == int(value) else value


def _sums(table: Table) -> dict[str, tuple[str, ...]]:
    """Each cell that is a sum, with the cells it adds up: sums down the columns before those along the rows."""
    present = frozenset(row.key for row in table.regular_rows)
    equations = [equation for equation in table.equations(present) if len(equation.left) == 1]
    leaves = {identity.id for identity in table.identities if identity.each == "column"}
    ordered = sorted(equations, key=lambda equation: equation.identity.rpartition(".")[2] not in leaves)
    return {equation.left[0]: equation.right for equation in ordered}


def _add_sums(table: Table, figures: dict[str, Figure]) -> None:
    for address, parts in _sums(table).items():
        figures[address] = _sum(address, [figures[part] for part in parts])


def _sum(address: str, parts: Sequence[Figure]) -> Figure:
    """The sum of figures with all that is behind them; blank where one of them is."""
    values = [part.value for part in parts]
    value = None if any(value is None for value in values) else sum(value for value in values if value is not None)
    return Figure(address, value, tuple(dict.fromkeys(record for part in parts for record in part.records)))


def _groups(table: Table, figures: Mapping[str, Figure]) -> Iterator[Figure]:
    """The sums of the form's groups (（三）不予公开), column by column; the narrative speaks of them, the table does not."""
    present = frozenset(row.key for row in table.regular_rows)
    keys = dict.fromkeys(group.key for row in table.regular_rows for group in row.groups)
    for key in keys:
        rows = table.leaves(key, present)
        for column in table.columns_of(rows[0].key):
            address = table.address(key, column.key)
            if address not in figures:
                yield _sum(address, [figures[table.address(row.key, column.key)] for row in rows])


def _cell(figure: Figure) -> Cell:
    kind = CellKind.BLANK if figure.value is None else CellKind.NUMBER
    return Cell(figure.address, kind, figure.value)


def _fees(figures: Mapping[str, Figure]) -> ProcessingFees | None:
    """The three numbers of the fee statement, None where nothing is stated of them."""
    notices, noticed, received = (_value(figures, f"{_FEES}.{key}") for key in ("notices", "noticed_amount", "received_amount"))
    if notices is None and noticed is None and received is None:
        return None
    return ProcessingFees(None if notices is None else int(notices), noticed, received)


def _value(figures: Mapping[str, Figure], address: str) -> Number | None:
    figure = figures.get(address)
    return figure.value if figure else None


def _lines(text: str) -> tuple[Line, ...]:
    return tuple(Line(line.strip(), is_table_row="\t" in line.strip()) for line in text.splitlines() if line.strip())


def _preamble(
    edition: Edition, agency: AgencyFacts, year: int, narrative: Mapping[str, str], figures: Mapping[str, Figure]
) -> Section:
    title = edition.report_title.format(agency=agency.name, year=year)
    return Section("preamble", None, title, "", _lines(filled(narrative.get("preamble", ""), figures)))


def _section(form: SectionForm, narrative: Mapping[str, str], figures: Mapping[str, Figure]) -> Section:
    number = form.number or 0
    printed = f"{_NUMERALS[number - 1]}、{form.title.zh}" if number else form.title.zh
    return Section(
        f"sections.{number or form.key}",
        form.number,
        form.title.zh,
        printed,
        _lines(filled(narrative.get(form.key, ""), figures)),
    )


def _missing(narrative: Mapping[str, str], figures: Mapping[str, Figure]) -> Iterator[tuple[str, str]]:
    for section, text in narrative.items():
        for address in unresolved(text, figures):
            yield section, address
