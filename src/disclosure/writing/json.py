"""A report as the JSON object ``gongkai.report/1``: fixed keys in a fixed order, the same bytes each time."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from disclosure.checks.finding import Finding
from disclosure.errors import FormError
from disclosure.form import Cell, CellKind, Edition, ProcessingFees, Report, Table
from disclosure.form.report import Number
from disclosure.privacy import mask
from disclosure.reading.json import SCHEMA
from disclosure.writing.compose import report_title

_EXPLAINED = (CellKind.UNREADABLE, CellKind.ABSENT, CellKind.INFERRED)
# What may look like a number of a person but is none: the hash of the file, addresses, places.
_NOT_TEXT = {"schema", "source", "at", "kind", "place", "rule", "table", "severity"}
#: Tables that stand elsewhere in the object: the fees, and the indicators of before 2019.
_APART = ("pairs", "list")
_quoted = json.encoder.encode_basestring
JsonObject = dict[str, object]


def report_line(
    report: Report,
    findings: Sequence[Finding] = (),
    *,
    cells: bool = True,
    include_findings: bool = True,
    unmasked: bool = False,
) -> str:
    """The object of a report on one line, without the line's end. Amounts keep every digit that the report has."""
    return _encoded(report_object(report, findings, cells=cells, include_findings=include_findings, unmasked=unmasked))


def report_object(
    report: Report,
    findings: Sequence[Finding] = (),
    *,
    cells: bool = True,
    include_findings: bool = True,
    unmasked: bool = False,
) -> JsonObject:
    """The object of a report: dicts, lists, strings and numbers, keys in the order of the schema.

    A number is an int, or a float that prints exactly as the report has it; an amount too long for a float stays a
    ``Decimal``. ``cells`` and ``include_findings`` set to False leave those lists out. Personal mobile and identity
    numbers are masked unless ``unmasked``.
    """
    candidates = {"agency_candidates": list(report.agency_candidates)} if report.agency_candidates else {}
    found: JsonObject = {
        "schema": SCHEMA,
        "source": _source(report),
        "document_type": report.document_type.value,
        "agency": report.agency,
        "agency_code": report.agency_code,
        **candidates,
        "year": report.year,
        **({"confidence": dict(report.confidence)} if report.confidence else {}),
        "form": report.edition.key if report.edition else None,
        "period": {"from": str(report.period.first), "to": str(report.period.last)} if report.period else None,
        "published_on": str(report.published_on) if report.published_on else None,
        "contact": {name: getattr(report.contact, name) for name in ("address", "postcode", "phone", "email", "website")},
        "title": report_title(report),
        "preamble": report.preamble.text,
        "sections": [
            {"number": part.number, "title": part.title, "printed": part.printed, "text": part.text} for part in report.sections
        ],
        "tables": _tables(report),
        "extra_rows": [
            {
                "table": row.table,
                "label": row.label,
                "values": [_number(value) for value in row.values],
                "place": row.place,
            }
            for row in report.extra_rows
        ],
        "indicators": {name: _facts(facts) for name, facts in report.indicators.items()},
        "processing_fees": _fees(report.processing_fees),
    }
    if cells:
        found["cells"] = list(_cells(report))
    if include_findings:
        found["findings"] = [_finding(finding) for finding in findings]
    return found if unmasked else _masked(found)


def _source(report: Report) -> JsonObject:
    source = report.source
    published = {"published_on": str(source.published_on)} if source.published_on else {}
    return {
        "file": source.file,
        "sha256": source.sha256,
        "media_type": source.media_type,
        "url": source.url,
        "captured_on": str(source.captured_on) if source.captured_on else None,
        **published,
    }


def _tables(report: Report) -> JsonObject:
    if report.edition is None:
        return {}
    return {key: _table(table, report) for key, table in report.edition.tables.items() if table.layout not in _APART}


def _table(table: Table, report: Report) -> JsonObject:
    """A table of parts with its cells side by side ("row.column"), any other as row → column → value."""
    rows: JsonObject = {}
    for row in table.rows:
        columns = table.columns_of(row.key)
        cells = {column.key: report.cell(table.address(row.key, column.key)) for column in columns}
        if all(cell is None or cell.kind is CellKind.ABSENT for cell in cells.values()):
            continue
        values = {key: _number(cell.value) if cell else None for key, cell in cells.items()}
        if table.layout == "blocks":
            rows |= {f"{row.key}.{key}": value for key, value in values.items()}
        else:
            rows[row.key] = values
    return rows


def cells_met(report: Report) -> Iterator[tuple[str, Cell]]:
    """Every cell met with its address; a row that the document does not have once, under the row's own address."""
    told: set[str] = set()
    for cell in report.cells:
        at = _absent_address(cell, report) if cell.kind is CellKind.ABSENT else cell.at
        if at not in told:
            told.add(at)
            yield at, cell


def _cells(report: Report) -> Iterator[JsonObject]:
    for at, cell in cells_met(report):
        entry: JsonObject = {"at": at, "kind": cell.kind.value, "as_printed": cell.as_printed, "place": cell.place}
        if cell.kind in _EXPLAINED:
            entry["because"] = cell.because.text() if cell.because else None
        if cell.confidence is not None:
            entry["confidence"] = cell.confidence
        yield entry


def _absent_address(cell: Cell, report: Report) -> str:
    """The address of the row of an absent cell where the whole row is absent, else the cell's own."""
    split = _split(cell.at, report.edition)
    if split is None:
        return cell.at
    table, row_key = split
    cells = (report.cell(table.address(row_key, column.key)) for column in table.columns_of(row_key))
    whole = all(other is None or other.kind is CellKind.ABSENT for other in cells)
    return f"{table.key}.{row_key}" if whole and table.layout != "pairs" else cell.at


def _split(address: str, edition: Edition | None) -> tuple[Table, str] | None:
    if edition is None:
        return None
    try:
        table, row, _column = edition.split(address)
    except FormError:
        return None
    return table, row.key if row else table.key


def _fees(fees: ProcessingFees | None) -> JsonObject | None:
    if fees is None:
        return None
    return {
        "notices": fees.notices,
        "noticed_amount": _number(fees.noticed_amount),
        "received_amount": _number(fees.received_amount),
    }


def _finding(finding: Finding) -> JsonObject:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": finding.message.text(),
        "at": list(finding.at),
        "expected": _fact(finding.expected),
        "found": _fact(finding.found),
        "law": finding.law,
    }


def _facts(facts: Mapping[str, object]) -> JsonObject:
    return {name: _fact(fact) for name, fact in facts.items()}


def _fact(fact: object) -> object:
    return _number(fact) if isinstance(fact, Decimal) else fact


def _number(value: Number | None) -> int | float | Decimal | None:
    """A value as JSON has it: whole numbers as int, others as float unless that would change a digit."""
    if not isinstance(value, Decimal):
        return value
    if value == value.to_integral_value():
        return int(value)
    nearest = float(value)
    return nearest if Decimal(repr(nearest)) == value else value


def _masked(found: JsonObject) -> JsonObject:
    return {key: part if key in _NOT_TEXT else _mask(part) for key, part in found.items()}


def _mask(value: object) -> object:
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, dict):
        return _masked(value)
    if isinstance(value, list):
        return [_mask(part) for part in value]
    return value


def _encoded(value: object) -> str:
    """JSON as the standard library prints it, and decimals digit by digit, which it cannot."""
    if isinstance(value, str):
        return str(_quoted(value))
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_quoted(key)}: {_encoded(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_encoded, value)) + "]"
    return format(value, "f") if isinstance(value, Decimal) else json.dumps(value)
