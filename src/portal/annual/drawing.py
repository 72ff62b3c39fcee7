"""The form's tables for pages, as the law prints them: each figure with its address, its records, and last year's beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from disclosure.figures import Figure
from disclosure.form import Report, Table
from disclosure.spans import header_rows
from disclosure.writing.tables import draw


@dataclass(frozen=True, slots=True)
class DrawnCell:
    """A cell of a table on a page; ``address`` is set for figures."""

    text: str
    rows: int = 1
    columns: int = 1
    header: bool = False
    scope: str = ""
    align: str = "center"
    address: str = ""
    records: int = 0
    last_year: str = ""
    marked: bool = False
    #: How sure a recogniser of words in pictures was, 0 to 100; None where text was read as text.
    confidence: int | None = None


@dataclass(frozen=True, slots=True)
class DrawnTable:
    """A table on a page: rows of its head, rows of its body."""

    key: str
    title: str
    section: int | str
    head: tuple[tuple[DrawnCell, ...], ...]
    body: tuple[tuple[DrawnCell, ...], ...]
    width: int


def drawn_tables(
    report: Report,
    figures: Mapping[str, Figure] | None = None,
    last_year: Mapping[str, str] | None = None,
    marked: Sequence[str] = (),
) -> Iterator[DrawnTable]:
    """The tables of a report in the order of the form. ``marked`` are addresses that findings name."""
    if report.edition is None:
        return
    for table in report.edition.tables.values():
        for grid in draw(table, report)[:1]:
            addresses = iter(_present(table, report))
            rows = []
            for row in grid.rows:
                line = []
                for cell in row:
                    drawn = DrawnCell(cell.text, cell.row_span, cell.column_span, cell.header, align=cell.align)
                    if not cell.header:
                        drawn = _figure(drawn, next(addresses, ""), figures or {}, last_year or {}, marked)
                        met = report.cell(drawn.address)
                        drawn = replace(drawn, confidence=met.confidence if met else None)
                    line.append(drawn)
                rows.append(tuple(line))
            top = header_rows(grid)
            width = sum(cell.column_span for cell in grid.rows[0])
            head = tuple(tuple(_scoped(cell, "col") for cell in row) for row in rows[:top])
            body = tuple(tuple(_scoped(cell, "row") if cell.header else cell for cell in row) for row in rows[top:])
            yield DrawnTable(table.key, table.title.text(), table.section, head, body, width)


def _present(table: Table, report: Report) -> Iterator[str]:
    """The addresses of the rows that are drawn, in the order of drawing."""
    present = report.rows_present.get(table.key, frozenset())
    for row in table.rows:
        if row.key in present:
            for column in table.columns_of(row.key):
                yield table.address(row.key, column.key)


def _figure(
    cell: DrawnCell, address: str, figures: Mapping[str, Figure], last_year: Mapping[str, str], marked: Sequence[str]
) -> DrawnCell:
    figure = figures.get(address)
    return replace(
        cell,
        address=address,
        records=len(figure.records) if figure else 0,
        last_year=last_year.get(address, ""),
        marked=address in marked,
    )


def _scoped(cell: DrawnCell, scope: str) -> DrawnCell:
    spans = cell.rows > 1 if scope == "row" else cell.columns > 1
    return replace(cell, scope=f"{scope}group" if spans else scope)
