"""The form's tables for pages, as the law prints them: each figure with its address, its records, and last year's beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from disclosure.blocks import Grid
from disclosure.figures import Figure
from disclosure.form import Report, Table
from disclosure.spans import header_rows, slots
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
    #: Which label column it stands in, from 0; None for figures and headings above figures.
    label: int | None = None


@dataclass(frozen=True, slots=True)
class DrawnTable:
    """A table on a page: rows of its head, rows of its body."""

    key: str
    title: str
    section: int | str
    head: tuple[tuple[DrawnCell, ...], ...]
    body: tuple[tuple[DrawnCell, ...], ...]
    width: int
    #: How many columns of labels stand before the figures.
    labels: int = 0

    @property
    def columns(self) -> tuple[str, ...]:
        """What each column is for: ``label-0`` and on, then ``figure``."""
        return tuple(f"label-{at}" for at in range(self.labels)) + ("figure",) * (self.width - self.labels)

    @property
    def has_records(self) -> bool:
        """Whether some figure has its records counted beside it."""
        return any(cell.records for row in self.body for cell in row)

    @property
    def has_last_year(self) -> bool:
        """Whether some figure has last year's beside it."""
        return any(cell.last_year for row in self.body for cell in row)

    @property
    def has_confidence(self) -> bool:
        """Whether some figure was recognised in a picture."""
        return any(cell.confidence is not None for row in self.body for cell in row)


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
            rows, labels = [], _label_columns(grid)
            for row in slots(grid):
                line = []
                for slot in row:
                    if slot.is_continued:
                        continue
                    cell = slot.cell
                    label = slot.column if cell.header and slot.column < labels else None
                    drawn = DrawnCell(cell.text, cell.row_span, cell.column_span, cell.header, align=cell.align, label=label)
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
            yield DrawnTable(table.key, table.title.text(), table.section, head, body, width, labels)


def _label_columns(grid: Grid) -> int:
    """How many columns stand before the figures."""
    firsts = (next((slot.column for slot in row if not slot.cell.header), None) for row in slots(grid))
    return max((first for first in firsts if first is not None), default=0)


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
