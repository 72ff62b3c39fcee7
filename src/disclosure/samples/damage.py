"""What conversion does to a table of tab-separated rows, as met in real reports, put in on purpose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

from disclosure.blocks import GridCell
from disclosure.form import Cell, CellKind, Heading, Table
from disclosure.samples.grids import matrix_header
from disclosure.samples.truth import Quirk, Truth

#: A row of the body: the row's key and the text of each field.
Fields = tuple[str, list[str]]


def broken_header(truth: Truth, table: Table) -> list[list[GridCell]]:
    """The header's rows; with MISSING_HEADER without the last of the columns under a common heading, and narrower."""
    if Quirk.MISSING_HEADER not in truth.quirks:
        return matrix_header(table, 3)
    heading = next(part for part in table.header if isinstance(part, Heading))
    return matrix_header(table, 1, without=list(heading.columns())[-1].key)


def broken_body(truth: Truth, table: Table, rows: Sequence[Fields], random: Random) -> Iterator[str]:
    """The lines below the header with the quirks of the truth."""
    numbers = len(table.columns_of(rows[0][0]))
    rows = [(key, _shortened(truth, table, key, list(fields), numbers)) for key, fields in rows]
    page_ends = _page_end(rows, random) if Quirk.PAGE_BREAK in truth.quirks else -1
    if page_ends >= 0:
        _halve_label(rows, page_ends)
    alone = random.randrange(len(rows)) if Quirk.LABEL_ALONE in truth.quirks else -1
    for number, (key, fields) in enumerate(rows):
        if number == page_ends:
            yield ""
        if number == alone:
            labels, values = fields[:-numbers], fields[-numbers:]
            yield "\t".join([*labels, *[""] * numbers])
            yield "\t".join([*[""] * len(labels), *values])
        elif Quirk.SHIFTED_ROWS in truth.quirks and random.random() < 0.3 and not _is_short(truth, table, key):
            yield "\t".join(_shifted(fields, numbers))
        else:
            yield "\t".join(fields)


def _shortened(truth: Truth, table: Table, key: str, fields: list[str], numbers: int) -> list[str]:
    """A row with unreadable cells prints one number less, one place to the left, and an empty field at its end."""
    if not _is_short(truth, table, key):
        return fields
    cells = _cells(truth, table, key)
    known = [cell.as_printed or "" for cell in cells if cell and cell.kind is not CellKind.UNREADABLE]
    return [*fields[:-numbers], *(known + known[:1])[: numbers - 1], ""]


def _cells(truth: Truth, table: Table, key: str) -> list[Cell | None]:
    return [truth.report.cell(table.address(key, column.key)) for column in table.columns_of(key)]


def _is_short(truth: Truth, table: Table, key: str) -> bool:
    """Whether the row prints one number less than it has columns."""
    return any(cell and cell.kind is CellKind.UNREADABLE for cell in _cells(truth, table, key))


def _page_end(rows: Sequence[Fields], random: Random) -> int:
    """A row inside a group of rows, where the page ends before it."""
    return random.choice([number for number, (_key, fields) in enumerate(rows) if not fields[0] and not fields[1]])


def _halve_label(rows: list[Fields], page_ends: int) -> None:
    """The label of the group in which the page ends stands half before and half after the break."""
    for number in range(page_ends - 1, -1, -1):
        if label := rows[number][1][1]:
            half = len(label) - 2
            rows[number][1][1], rows[page_ends][1][1] = label[:half], label[half:]
            return


def _shifted(fields: list[str], numbers: int) -> list[str]:
    """The row with an empty label field lost and an empty field at its end instead."""
    for place, text in enumerate(fields[:-numbers]):
        if not text:
            return [*fields[:place], *fields[place + 1 :], ""]
    return fields
