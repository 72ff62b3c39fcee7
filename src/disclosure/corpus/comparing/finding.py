"""Step four: a part of the data set read again with what belongs beside its reports, and what the rules say of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from disclosure.checks.figures import Filled
from disclosure.checks.finding import Quote
from disclosure.checks.likeness import Likeness, Twin
from disclosure.checks.neighbours import Neighbours, Peers
from disclosure.checks.registry import findings_across
from disclosure.checks.subject import Subject
from disclosure.corpus.arrow import arrow_schema, beside_reports, parquet
from disclosure.corpus.comparing.subjects import Work
from disclosure.corpus.extras import load
from disclosure.corpus.rows import finding_columns, masked, same
from disclosure.corpus.schema import tables
from disclosure.form import DocumentType, Report, Section, Source
from disclosure.language import CHINESE, speaking

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Beside:
    """What belongs beside the reports of a part.

    ``before`` gives the report of the year before (file, before_part, before_file), ``twins`` the texts that are alike,
    ``same`` the first agency with the same table (file, other_file, agency, code, year).
    """

    before: Sequence[Row] = ()
    twins: Sequence[Row] = ()
    same: Sequence[Row] = ()


def find(work: Work, part: str, beside: Beside, townships: Path) -> dict[str, bytes]:
    """The findings of a part across years and agencies, as rows of ``findings`` in Parquet."""
    before = _before(work, beside.before)
    twins: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in beside.twins:
        twins[row["file"], row["section"]].append(row)
    likeness = _Known({at: _twins(rows) for at, rows in twins.items()})
    same_tables = {row["file"]: _named(row["other_file"], row["agency"], row["code"], row["year"]) for row in beside.same}
    towns = _townships(townships, townships.stat().st_mtime_ns)
    files, columns = [], []
    with speaking(CHINESE):
        for report in work.reports(part):
            year = report.year or 0
            peers = _Peers(table=same_tables.get(report.source.file), towns=towns.get(year, {}))
            subject = work.subject(report)
            neighbours = Neighbours(subject, before.get(report.source.file), peers, likeness)
            findings = findings_across(neighbours)
            if findings:
                files.append(report.source.file)
                columns.append(finding_columns(report, findings, same if work.unmasked else masked))
    return {"findings": parquet(beside_reports("findings", columns, _reports(work, part, files)))} if files else {"findings": b""}


def _before(work: Work, rows: Sequence[Row]) -> Mapping[str, Subject]:
    """The report of the year before of each file that has one; a part is read once."""
    by_part: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        by_part[row["before_part"]].add(row["before_file"])
    subjects = {
        report.source.file: work.subject(report) for part in sorted(by_part) for report in work.reports(part, by_part[part])
    }
    return {row["file"]: subjects[row["before_file"]] for row in rows}


def _reports(work: Work, part: str, files: Sequence[str]) -> Any:
    """The rows of ``reports`` of these files, in order."""
    pa, pc, pq = load("pyarrow"), load("pyarrow.compute"), load("pyarrow.parquet")
    found = pq.read_table(work.folder / "parts" / part / "reports.parquet").cast(arrow_schema(tables()["reports"]))
    return found.take(pc.index_in(pa.array(files, pa.string()), value_set=found["file"].combine_chunks()))


class _Known(Likeness):
    """Likeness that was worked out before."""

    def __init__(self, found: Mapping[tuple[str, str], tuple[Twin, ...]]) -> None:
        super().__init__()
        self._found = found

    def twins(self, report: Report, section: Section) -> tuple[Twin, ...]:
        return self._found.get((report.source.file, section.key), ())


@dataclass(frozen=True)
class _Peers(Peers):
    """The reports of the year as far as rules ask for them."""

    table: Report | None = None
    towns: Mapping[str, Report] = field(default_factory=dict)

    def with_table(self, _table: str, _figures: Filled, _report: Report) -> Report | None:
        return self.table

    @property
    def townships(self) -> Mapping[str, Report]:
        return self.towns


def _twins(rows: Iterable[Row]) -> tuple[Twin, ...]:
    ordered = sorted(rows, key=lambda row: (-row["share"], row["other_file"], row["other_section"]))
    return tuple(
        Twin(
            _named(row["other_file"], row["other_agency"], None, row["other_year"]),
            row["other_section"],
            row["share"],
            Quote(row["section"], row["start"], row["end"]) if row["start"] is not None else None,
            row["says"],
        )
        for row in ordered
    )


def _named(file: str, agency: str | None, code: str | None, year: int | None) -> Report:
    """Another report as far as a finding names it."""
    return Report(Source(file, "", ""), DocumentType.ANNUAL_REPORT, agency=agency, agency_code=code, year=year)


@lru_cache(maxsize=2)
def _townships(path: Path, _written: int) -> Mapping[int, Mapping[str, Report]]:
    """The report of each township by its own name, by year; some forty thousand names a year at the most.

    A worker may outlive the file: it is read again where it was written anew.
    """
    found: dict[int, dict[str, Report]] = defaultdict(dict)
    for row in load("pyarrow.parquet").read_table(path).to_pylist():
        found[row["year"]][row["township"]] = _named(row["file"], row["agency"], row["code"], row["year"])
    return found
