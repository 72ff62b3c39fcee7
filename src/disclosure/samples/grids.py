"""The tables of an invented report as other offices draw them: grids with merged cells, from the form and the cells.

This is deliberately not the layout of our own writer: what is read back here must not depend on how we write.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, takewhile
from random import Random

from disclosure.blocks import Grid, GridCell
from disclosure.form import Cell, CellKind, Column, ExtraRow, Group, Heading, Report, Row, Table
from disclosure.language import Label


def grid_of(report: Report, table: Table, label_columns: int = 3) -> Grid:
    """The table as a grid with the report's cells as printed."""
    if table.layout == "blocks":
        rows = list(_block_rows(report, table))
    elif table.layout == "matrix":
        rows = [*matrix_header(table, label_columns), *(row for _key, row in matrix_body(report, table, label_columns))]
    elif table.layout == "strip":
        rows = [*strip_header(table), _strip_values(report, table)]
    elif table.layout == "list":
        rows = list(_list_rows(report, table))
    else:
        rows = list(_pair_rows(report, table))
    return Grid(tuple(tuple(row) for row in rows))


def printed_at(report: Report, address: str) -> str:
    """What stands in the cell at an address."""
    cell = report.cell(address)
    return (cell.as_printed or "") if cell else ""


def rows_printed(report: Report, table: Table) -> list[Row]:
    """The rows of the form that the report prints."""
    return [row for row in table.rows if any(_is_there(report.cell(at)) for at in _addresses(table, row))]


def _addresses(table: Table, row: Row) -> list[str]:
    return [table.address(row.key, column.key) for column in table.columns_of(row.key)]


def _is_there(cell: Cell | None) -> bool:
    return cell is not None and cell.kind is not CellKind.ABSENT


def _block_rows(report: Report, table: Table) -> Iterator[list[GridCell]]:
    width = 1 + max(len(block.columns) for block in table.blocks)
    corner = table.corner.zh if table.corner else ""
    for number, block in enumerate(table.blocks):
        yield [GridCell(block.heading.zh, column_span=width)]
        yield _stretched([corner, *(column.label.zh for column in block.columns)], width)
        for row in block.rows:
            yield _stretched([row.label.zh, *(printed_at(report, at) for at in _addresses(table, row))], width)
        if number == min(1, len(table.blocks) - 1):
            yield from (_extra(extra, width) for extra in report.extra_rows if extra.table == table.key)


def _extra(extra: ExtraRow, width: int) -> list[GridCell]:
    return _stretched([extra.label, *(str(value) for value in extra.values)], width)


def _stretched(texts: Sequence[str], width: int) -> list[GridCell]:
    """Cells of which the last takes the rest of the width."""
    *head, last = texts
    return [*(GridCell(text) for text in head), GridCell(last, column_span=width - len(head))]


def matrix_header(table: Table, label_columns: int, without: str | None = None) -> list[list[GridCell]]:
    """The rows of the header; ``without`` leaves out one column by its key."""
    parts = tuple(_pruned(table.header, without))
    top = Heading(table.header_label or Label("", ""), parts)
    depth = _depth(top)
    corner = GridCell(table.corner.zh if table.corner else "", row_span=depth, column_span=label_columns)
    rows = _levels([top], depth)
    return [[corner, *rows[0]], *rows[1:]]


def _pruned(parts: Sequence[Heading | Column], without: str | None) -> Iterator[Heading | Column]:
    for part in parts:
        if isinstance(part, Heading):
            yield Heading(part.label, tuple(_pruned(part.below, without)))
        elif part.key != without:
            yield part


def _depth(part: Heading | Column) -> int:
    return 1 + max(_depth(below) for below in part.below) if isinstance(part, Heading) else 1


def _levels(parts: Sequence[Heading | Column], depth: int) -> list[list[GridCell]]:
    """A tree of headings as rows of cells; a column reaches down to the last row."""
    rows: list[list[GridCell]] = []
    current: list[Heading | Column] = list(parts)
    while current:
        left = depth - len(rows)
        rows.append([_header_cell(part, left) for part in current])
        current = [below for part in current if isinstance(part, Heading) for below in part.below]
    return rows


def _header_cell(part: Heading | Column, rows_left: int) -> GridCell:
    if isinstance(part, Heading):
        return GridCell(part.label.zh, column_span=len(list(part.columns())))
    return GridCell(part.label.zh, row_span=rows_left)


def matrix_body(report: Report, table: Table, label_columns: int) -> list[tuple[str, list[GridCell]]]:
    """The rows below the header with their keys: labels of groups merged downwards, then label and numbers."""
    rows = rows_printed(report, table)
    paths = {row.key: _path(row, label_columns) for row in rows}
    body = []
    named: set[str] = set()
    for row in rows:
        path = paths[row.key]
        cells = []
        for place, group in enumerate(path):
            if span := _span_from(row.key, place, group, paths):
                # A group that another one interrupts has its label only where it starts.
                cells.append(GridCell("" if group.key in named else group.label.zh, row_span=span))
                named.add(group.key)
        cells.append(GridCell(f"{row.label.zh}{row.note}", column_span=label_columns - len(path)))
        cells += [GridCell(printed_at(report, at)) for at in _addresses(table, row)]
        body.append((row.key, cells))
    return body


def _path(row: Row, label_columns: int) -> tuple[Group, ...]:
    """The groups printed before a row: the innermost ones for which there are columns."""
    return row.groups[-(label_columns - 1) :]


def _span_from(key: str, place: int, group: Group, paths: dict[str, tuple[Group, ...]]) -> int:
    """How many rows the group's label covers from this row on; 0 where a row before has it already."""
    at_place = [(row, path[place] if place < len(path) else None) for row, path in paths.items()]
    for found, run in groupby(at_place, key=lambda entry: entry[1]):
        rows = [row for row, _group in run]
        if found is group and rows[0] == key:
            return len(rows)
    return 0


def strip_header(table: Table) -> list[list[GridCell]]:
    """The rows of the header of a strip."""
    tree = list(_row_headings(table))
    return _levels(tree, max(_depth(part) for part in tree))


def _row_headings(table: Table) -> Iterator[Heading]:
    """The rows of a strip stand side by side: each is a heading over the columns, under the label of its group."""
    for groups, run in groupby(table.regular_rows, key=lambda row: row.groups):
        headings = tuple(Heading(row.label, table.columns_of(row.key)) for row in run)
        if groups:
            yield Heading(groups[-1].label, headings)
        else:
            yield from headings


def _strip_values(report: Report, table: Table) -> list[GridCell]:
    return [GridCell(printed_at(report, at)) for row in table.regular_rows for at in _addresses(table, row)]


def _pair_rows(report: Report, table: Table) -> Iterator[list[GridCell]]:
    """A label and its number side by side under the table's own heading; the last label above its number."""
    (row,) = table.regular_rows
    *pairs, last = table.columns_of(row.key)
    heading = table.headings[0] if table.headings else table.title.zh
    yield [GridCell(heading, column_span=2 * len(pairs)), GridCell(last.label.zh)]
    values = [GridCell(text) for column in pairs for text in (column.label.zh, printed_at(report, table.address("", column.key)))]
    yield [*values, GridCell(printed_at(report, table.address("", last.key)))]


def _list_rows(report: Report, table: Table) -> Iterator[list[GridCell]]:
    """Names, units and figures, sometimes with codes of lines behind the names and of columns below the head."""
    random = Random(f"{report.agency}{report.year}")  # noqa: S311 - invention, not secrecy
    codes, columns = random.random() < 0.3, table.blocks[0].columns
    depth = 1 + max(len(row.groups) for row in table.rows)
    heads = [
        table.corner.zh if table.corner else "",
        *(["代码"] if codes else []),
        table.unit_header.zh if table.unit_header else "",
    ]
    yield [GridCell(heads[0], column_span=depth), *map(GridCell, [*heads[1:], *(column.label.zh for column in columns)])]
    if codes:
        yield [
            GridCell("甲", column_span=depth),
            GridCell("乙"),
            GridCell("丙"),
            *(GridCell(str(n + 1)) for n, _c in enumerate(columns)),
        ]
    line = 0
    open_groups: tuple[Group, ...] = ()
    every = [row for block in table.blocks for row in block.rows]
    for block in table.blocks:
        if block.heading.zh:
            line += 1
            yield [
                GridCell(block.heading.zh, column_span=depth),
                *([GridCell(f"{line:02d}")] if codes else []),
                GridCell(""),
                *(GridCell("") for _column in columns),
            ]
        for row in block.rows:
            line += 1
            cells = []
            if row.groups and row.groups != open_groups:
                rest = every[every.index(row) :]
                cells.append(
                    GridCell(row.groups[0].label.zh, row_span=sum(1 for _ in takewhile(lambda one: bool(one.groups), rest)))
                )
            open_groups = row.groups
            cells.append(GridCell(row.label.zh, column_span=depth - len(row.groups)))
            cells += [GridCell(f"{line:02d}")] if codes else []
            cells.append(GridCell(block.columns[0].unit))
            met = [report.cell(at) for at in _addresses(table, row)]
            torn = len(met) > 1 and all(cell is not None and cell.kind is CellKind.UNREADABLE for cell in met)
            cells += [GridCell(cell.as_printed or "" if cell else "") for cell in (met[:1] if torn else met)]
            yield cells


def spread(grid: Sequence[Sequence[GridCell]], width: int) -> list[list[GridCell | str]]:
    """The grid as full rows: a cell where it starts, "above" or "left" where a merged neighbour covers the position."""
    rows: list[list[GridCell | str]] = [[] for _row in grid]
    hanging: dict[tuple[int, int], str] = {}
    for y, cells in enumerate(grid):
        waiting = list(cells)
        x = 0
        while x < width:
            if covered := hanging.pop((y, x), None):
                rows[y].append(covered)
                x += 1
                continue
            if not waiting:
                break
            cell = waiting.pop(0)
            rows[y] += [cell, *["left"] * (cell.column_span - 1)]
            for below in range(1, cell.row_span):
                hanging |= {(y + below, x): "above"} | {(y + below, x + dx): "left" for dx in range(1, cell.column_span)}
            x += cell.column_span
    return rows
