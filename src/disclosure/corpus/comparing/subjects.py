"""Reports of a data set made values again: as far as rules across years and agencies look at them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from disclosure.checks.subject import Subject, subject_of
from disclosure.corpus.extras import load
from disclosure.form import Cell, CellKind, DocumentType, Edition, Number, Report, Section, Source, editions, load_edition
from disclosure.reading.json import edition_with_indicators, lines_of

_ABOUT = ["file", "sha256", "media_type", "document_type", "agency", "agency_code", "year", "form", "indicators", "sections"]
_CELLS = ["file", "address", "kind", "value", "as_printed"]
_PREAMBLE = "preamble"


@dataclass(frozen=True, slots=True)
class Work:
    """What a worker must know of the data set: its folder, further editions of the form, whether numbers are shown."""

    folder: Path
    edition_files: tuple[str, ...] = ()
    unmasked: bool = False

    def editions(self) -> tuple[Edition, ...]:
        """The editions that the data set was read with."""
        return _editions(self.edition_files)

    def reports(self, part: str, files: Iterable[str] | None = None) -> list[Report]:
        """The annual reports of a part, or those of these files, in order, with their figures and texts."""
        wanted = [("document_type", "=", DocumentType.ANNUAL_REPORT.value)]
        named = [("file", "in", sorted(files))] if files is not None else []
        found = _rows(self._file(part, "reports"), _ABOUT, [*wanted, *named])
        cells: dict[str, list[Cell]] = defaultdict(list)
        for row in _rows(self._file(part, "cells"), _CELLS, named or None):
            cells[row["file"]].append(_cell(row))
        known = {edition.key: edition for edition in self.editions()}
        return [_report(row, cells[row["file"]], known) for row in found]

    def subject(self, report: Report) -> Subject:
        """A report as rules see it."""
        return subject_of(report, self.editions())

    def _file(self, part: str, table: str) -> Path:
        return self.folder / "parts" / part / f"{table}.parquet"


@lru_cache(maxsize=4)
def _editions(files: tuple[str, ...]) -> tuple[Edition, ...]:
    return (*editions(), *(load_edition(Path(file)) for file in files))


def _rows(path: Path, columns: Sequence[str], filters: Any) -> Iterator[dict[str, Any]]:
    table = load("pyarrow.parquet").read_table(path, columns=list(columns), filters=filters)
    yield from table.to_pylist()


def _cell(row: Mapping[str, Any]) -> Cell:
    return Cell(row["address"], CellKind(row["kind"]), _number(row["value"]), row["as_printed"])


def _number(value: Decimal | None) -> Number | None:
    """A number as the reader gives it: whole where it is."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else value.normalize()


def _report(row: Mapping[str, Any], cells: Sequence[Cell], known: Mapping[str, Edition]) -> Report:
    edition = known.get(row["form"])
    if edition is not None and row["indicators"]:
        edition = edition_with_indicators(edition, json.loads(row["indicators"]), row["year"])
    sections = [
        Section(part["key"], part["number"], part["title"] or "", "", lines_of(part["text"] or "")) for part in row["sections"]
    ]
    preamble = [section for section in sections if section.key == _PREAMBLE]
    return Report(
        Source(row["file"], row["sha256"], row["media_type"]),
        DocumentType(row["document_type"]),
        agency=row["agency"],
        agency_code=row["agency_code"],
        year=row["year"],
        edition=edition,
        preamble=preamble[0] if preamble else Section(_PREAMBLE, None, "", ""),
        sections=tuple(section for section in sections if section.key != _PREAMBLE),
        cells=tuple(cells),
    )
