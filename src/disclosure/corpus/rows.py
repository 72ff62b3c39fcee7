"""An examination as rows of the three tables: plain values, column by column, quick to send from the reading process."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from disclosure.checks.examination import Examination
from disclosure.checks.finding import Finding, Severity
from disclosure.checks.fingerprint import fingerprints
from disclosure.form import Cell, CellKind, DocumentType, Edition, Report
from disclosure.language import CHINESE
from disclosure.privacy import mask
from disclosure.writing.compose import report_title
from disclosure.writing.json import cells_met

Columns = Mapping[str, list[Any]]
_Shown = Callable[[str | None], str | None]
#: The shortest personal number has eleven digits: nothing shorter needs a look.
_SHORTEST_NUMBER = 11


@dataclass(frozen=True, slots=True)
class Rows:
    """What one file gives: the values of its row of ``reports``, the columns of its ``cells`` and of its ``findings``.

    ``cells`` and ``findings`` lack the columns that repeat the report's row.
    """

    report: Mapping[str, Any]
    cells: Columns
    findings: Columns


def rows_of(data: bytes, examination: Examination, _known: Sequence[Edition] = (), *, unmasked: bool = False) -> Rows:
    """The rows of a file's examination, personal numbers masked unless ``unmasked``; sentences are in Chinese."""
    report, findings = examination.report, examination.findings
    shown = same if unmasked else masked
    cells = tuple(cells_met(report))
    return Rows(
        _report_row(data, examination, shown), _cell_columns(cells, report, shown), finding_columns(report, findings, shown)
    )


def same(text: str | None) -> str | None:
    """A text as it is."""
    return text


def masked(text: str | None) -> str | None:
    """A text with personal numbers masked."""
    return text if text is None or len(text) < _SHORTEST_NUMBER else mask(text)


def _report_row(data: bytes, examination: Examination, shown: _Shown) -> Mapping[str, Any]:
    report, source, contact, fees = (
        examination.report, examination.report.source, examination.report.contact, examination.report.processing_fees
    )  # fmt: skip
    unread = report.document_type is DocumentType.UNREADABLE
    return {
        "file": source.file,
        "sha256": source.sha256,
        "bytes": len(data),
        "media_type": source.media_type,
        "url": source.url,
        "captured_on": source.captured_on,
        "released_on": source.published_on,
        "document_type": report.document_type.value,
        "error": examination.findings[0].message.text(CHINESE) if unread and examination.findings else None,
        "agency": shown(report.agency),
        "agency_code": report.agency_code,
        "agency_candidates": list(report.agency_candidates),
        "year": report.year,
        "form": report.edition.key if report.edition else None,
        "period_from": report.period.first if report.period else None,
        "period_to": report.period.last if report.period else None,
        "published_on": report.published_on,
        "postal_address": shown(contact.address),
        **{name: shown(getattr(contact, name)) for name in ("postcode", "phone", "email", "website")},
        "title": None if unread else shown(report_title(report)),
        "sections": [
            {"key": part.key, "number": part.number, "title": shown(part.title), "text": shown(part.text)}
            for part in report.all_sections()
            if part.text or part is not report.preamble
        ],
        "extra_rows": shown(_json([{"table": row.table, "label": row.label, "values": row.values} for row in report.extra_rows])),
        "indicators": shown(_json(report.indicators)),
        "fee_notices": fees.notices if fees else None,
        "fee_noticed": fees.noticed_amount if fees else None,
        "fee_received": fees.received_amount if fees else None,
        "cells_read": sum(cell.value is not None for cell in report.cells),
        "cells_unreadable": sum(cell.kind is CellKind.UNREADABLE for cell in report.cells),
        "errors": examination.count(Severity.ERROR),
        "warnings": examination.count(Severity.WARNING),
        "notices": examination.count(Severity.NOTICE),
    }


def _json(value: object) -> str | None:
    """A list or an object as text, None where it is empty; decimals as the report has them."""
    return json.dumps(value, ensure_ascii=False, default=str) if value else None


def _cell_columns(cells: Sequence[tuple[str, Cell]], report: Report, shown: _Shown) -> Columns:
    split = [_split(at, report.edition) for at, _cell in cells]
    met = [cell for _at, cell in cells]
    return {
        "address": [at for at, _cell in cells],
        "table_key": [table for table, _row, _column in split],
        "row_key": [row for _table, row, _column in split],
        "column_key": [column for _table, _row, column in split],
        "kind": [cell.kind.value for cell in met],
        "value": [cell.value for cell in met],
        "as_printed": [shown(cell.as_printed) for cell in met],
        "place": [cell.place for cell in met],
        "because": [cell.because.text(CHINESE) if cell.because else None for cell in met],
    }


def _split(at: str, edition: Edition | None) -> tuple[str, str | None, str | None]:
    """Table, row and column of an address; an absent row has no column, an absent table no row."""
    table_key, _dot, rest = at.partition(".")
    table = edition.tables.get(table_key) if edition else None
    if table is None or at not in table.places:
        return table_key, rest or None, None
    row, column = table.places[at]
    return table.key, row.key if row else None, column.key


def finding_columns(report: Report, findings: Sequence[Finding], shown: _Shown = masked) -> Columns:
    """The columns of ``findings`` for the findings on one report."""
    return {
        "rule": [finding.rule for finding in findings],
        "severity": [finding.severity.value for finding in findings],
        "message": [shown(finding.message.text(CHINESE)) for finding in findings],
        "addresses": [list(finding.at) for finding in findings],
        "expected": [shown(_text(finding.expected)) for finding in findings],
        "found": [shown(_text(finding.found)) for finding in findings],
        "law": [finding.law for finding in findings],
        "place": [finding.place for finding in findings],
        "beside": [[other.file for other in finding.beside] for finding in findings],
        "fingerprint": list(fingerprints(report, findings)),
    }


def _text(fact: object) -> str | None:
    return None if fact is None else str(fact)
