"""The figures of a table as one value, for comparing tables of several reports."""

from __future__ import annotations

from disclosure.form import Number, Report

#: So many cells above 0 make a table that is its own: one with one or two applications is like many others.
FEWEST = 8
Filled = frozenset[tuple[str, Number]]


def filled(report: Report, table: str) -> Filled:
    """The cells of a table that hold a number other than 0, with their numbers."""
    prefix = f"{table}."
    return frozenset((cell.at, cell.value) for cell in report.cells if cell.value and cell.at.startswith(prefix))
