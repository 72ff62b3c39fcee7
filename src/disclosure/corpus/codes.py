"""Codes of agencies in the tables of a data set: given when files are read, and anew when the register changes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from disclosure.agencies import Fit, Register
from disclosure.corpus.arrow import arrow_type
from disclosure.corpus.extras import load

_NONE = Fit()


def coded(found: Mapping[str, Any], register: Register | None) -> dict[str, Any]:
    """The three tables of a part with the codes that a register gives; without one they stay as they are."""
    if register is None:
        return dict(found)
    reports = found["reports"]
    columns = zip(*(reports[name].to_pylist() for name in ("agency", "published_on", "year")), strict=True)
    fits = [_fit(register, agency, _day(published, year)) for agency, published, year in columns]
    levels = [_level(register, fit) for fit in fits]
    reports = _with(reports, "agency_code", [fit.code for fit in fits])
    reports = _with(reports, "agency_candidates", [list(fit.candidates) for fit in fits])
    reports = _with(reports, "agency_level", levels)
    return {
        "reports": reports,
        **{name: _from_reports(table, reports) for name, table in found.items() if name != "reports"},
    }


def _day(published: date | None, year: int | None) -> date | None:
    """The day on which the agency is looked up, as for a single report: that of signing, else the last of the year."""
    if published is None and year is not None and date.min.year <= year <= date.max.year:
        return date(year, 12, 31)
    return published


def _fit(register: Register, agency: str | None, day: date | None) -> Fit:
    return register.fit(agency, day) if agency else _NONE


def _level(register: Register, fit: Fit) -> str | None:
    entry = register.agency(fit.code) if fit.code else None
    return entry.level if entry else None


def _with(table: Any, name: str, values: list[Any]) -> Any:
    kind = {"agency_candidates": "texts"}.get(name, "text")
    return table.set_column(table.column_names.index(name), name, load("pyarrow").array(values, arrow_type(kind)))


def _from_reports(table: Any, reports: Any) -> Any:
    """A table with the codes of the reports its rows belong to."""
    pc = load("pyarrow.compute")
    owner = pc.index_in(table["file"], value_set=reports["file"].combine_chunks())
    codes = reports["agency_code"].combine_chunks().take(owner.combine_chunks())
    return table.set_column(table.column_names.index("agency_code"), "agency_code", codes)
