"""The form's tables drawn as grids: headings, merged cells and rows all taken from the edition (年度报告格式)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, takewhile, zip_longest

from disclosure.blocks import Grid, GridCell
from disclosure.form import CellKind, Column, ExtraRow, Group, Heading, Report, Row, Table, TableBlock, editions
from disclosure.language import Label
from disclosure.writing.text import cell_text, number_text, stands_before

# Widths in digits: a Chinese character is two wide. Headings of columns break into lines of three characters in the matrix
# and of two in the strip, which has twice as many columns.
_OUTER_LABEL = 9.5
_ROW_LABEL = 23.0
_MATRIX_VALUE = 7.0
_STRIP_VALUE = 4.5
_LIST_LABEL = 40.0
_LIST_VALUE = 10.0


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A row as it will stand on paper: the labels in front of it, outermost first, and what is in its cells.

    ``addresses`` are those of the cells; a row that the form does not have has none.
    """

    label: str
    groups: tuple[Group, ...]
    values: tuple[str, ...]
    place: str | None = None
    addresses: tuple[str, ...] = ()

    def cells(self) -> Iterator[GridCell]:
        """The cells behind the labels."""
        return (GridCell(value, at=at) for value, at in zip_longest(self.values, self.addresses))


def draw(table: Table, report: Report) -> tuple[Grid, ...]:
    """A table of the report as the form prints it, with the report's own extra rows.

    Rows that the report does not have are not drawn; a table without any row is not drawn at all. An extra row that fits
    into no part of the table follows as a grid of its own, so that nothing is lost.
    """
    extras = [row for row in report.extra_rows if row.table == table.key]
    parts = []
    for block in table.blocks:
        rows = [_printed(table, row, block.columns, report) for row in block.rows if is_present(table, row, report)]
        parts.append((block, rows))
    takes_more = table.layout in ("blocks", "matrix")
    left_over = [row for row in extras if not (takes_more and _insert(row, table, parts))]
    printed = [(block, rows) for block, rows in parts if rows]
    grids = [_LAYOUTS[table.layout](table, printed)] if printed else []
    if left_over:
        grids.append(_grid_of_extras(left_over))
    return tuple(grids)


def is_present(table: Table, row: Row, report: Report) -> bool:
    """Whether the report has the row: some cell of it was met, be it blank."""
    cells = (report.cell(table.address(row.key, column.key)) for column in table.columns_of(row.key))
    return any(cell is not None and cell.kind is not CellKind.ABSENT for cell in cells)


def _printed(table: Table, row: Row, columns: Sequence[Column], report: Report) -> PrintedRow:
    addresses = tuple(table.address(row.key, column.key) for column in columns)
    cells = [report.cell(address) for address in addresses]
    values = tuple(cell_text(cell, column) for cell, column in zip(cells, columns, strict=True))
    place = next((cell.place for cell in cells if cell and cell.place), None)
    return PrintedRow(row.label.zh + row.note, row.groups, values, place, addresses)


def _insert(extra: ExtraRow, table: Table, parts: Sequence[tuple[TableBlock, list[PrintedRow]]]) -> bool:
    """Put an extra row behind the row after which it belongs; False where no part of the table has room for it."""
    for block, rows in reversed(parts):
        index = _row_before(extra, table, block, rows) if len(extra.values) <= len(block.columns) else None
        if index is not None:
            values = tuple("" if value is None else number_text(value) for value in extra.values)
            padded = values + ("",) * (len(block.columns) - len(values))
            rows.insert(index + 1, PrintedRow(extra.label, _groups_between(rows, index), padded, extra.place))
            return True
    return False


def _row_before(extra: ExtraRow, table: Table, block: TableBlock, rows: Sequence[PrintedRow]) -> int | None:
    """The row after which it stood in the source; without a place, the end of the part where another edition has it."""
    before = [index for index, row in enumerate(rows) if stands_before(row.place, extra.place)]
    if before or not rows or extra.place:
        return before[-1] if before else None
    others = (edition.tables[table.key] for edition in editions() if table.key in edition.tables)
    headings = {part.heading for other in others for part in other.blocks for row in part.rows if row.label.zh == extra.label}
    return len(rows) - 1 if block.heading in headings else None


def _groups_between(rows: Sequence[PrintedRow], index: int) -> tuple[Group, ...]:
    """The groups that the row at ``index`` shares with the next one: a row put between them belongs to these."""
    following = rows[index + 1].groups if index + 1 < len(rows) else ()
    pairs = zip(rows[index].groups, following, strict=False)
    return tuple(group for group, _other in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _grid_of_extras(extras: Sequence[ExtraRow]) -> Grid:
    rows = []
    for extra in extras:
        values = ("" if value is None else number_text(value) for value in extra.values)
        rows.append((_head(extra.label), *(GridCell(value) for value in values)))
    return Grid(_filled(rows))


def _filled(rows: Sequence[tuple[GridCell, ...]]) -> tuple[tuple[GridCell, ...], ...]:
    """Rows of unequal length made to end together: the last cell of a short row spans the rest."""
    width = max(sum(cell.column_span for cell in row) for row in rows)
    return tuple(_spread(row, width) for row in rows)


def _spread(row: tuple[GridCell, ...], width: int) -> tuple[GridCell, ...]:
    missing = width - sum(cell.column_span for cell in row)
    return (*row[:-1], replace(row[-1], column_span=row[-1].column_span + missing)) if missing else row


def _head(text: str, *, rows: int = 1, columns: int = 1, align: str = "center") -> GridCell:
    return GridCell(text, row_span=rows, column_span=columns, header=True, align=align)


def _width_of(texts: Sequence[str], least: float) -> float:
    return max(least, *(len(text) + 1.0 for text in texts))


def _blocks(table: Table, parts: Sequence[tuple[TableBlock, list[PrintedRow]]]) -> Grid:
    """Parts below one another, each with heading and columns; the last cell of a short part spans the rest."""
    width = 1 + max(len(block.columns) for block in table.blocks)
    rows: list[tuple[GridCell, ...]] = []
    for block, printed in parts:
        rows.append((_head(block.heading.zh, columns=width),))
        corner = _head(table.corner.zh if table.corner else "")
        rows.append(_spread((corner, *(_head(column.label.zh) for column in block.columns)), width))
        for row in printed:
            rows.append(_spread((_head(row.label), *row.cells()), width))
    return Grid(tuple(rows), widths=(1.3, *[1.0] * (width - 1)))


def _matrix(table: Table, parts: Sequence[tuple[TableBlock, list[PrintedRow]]]) -> Grid:
    """Groups and rows down the side, a tree of columns across the top, the note of the form in the corner."""
    ((block, printed),) = parts
    label_columns = 1 + max(len(row.groups) for row in printed)
    header = _matrix_header(table, label_columns, len(block.columns))
    body = [(*_labels(printed, index, label_columns), *row.cells()) for index, row in enumerate(printed)]
    outer = [_OUTER_LABEL] * (label_columns - 1)
    values = [_width_of([row.values[index] for row in printed], _MATRIX_VALUE) for index in range(len(block.columns))]
    return Grid((*header, *body), widths=(*outer, _ROW_LABEL, *values))


def _matrix_header(table: Table, label_columns: int, columns: int) -> list[tuple[GridCell, ...]]:
    levels = _levels(table.header)
    corner = _head(table.corner.zh if table.corner else "", rows=len(levels) + bool(table.header_label), columns=label_columns)
    if table.header_label:
        return [(corner, _head(table.header_label.zh, columns=columns)), *levels]
    return [(corner, *levels[0]), *levels[1:]]


def _labels(printed: Sequence[PrintedRow], index: int, label_columns: int) -> Iterator[GridCell]:
    """The labels that begin at this row: a group where its first row is, then the row's own across what is left."""
    row = printed[index]
    above = printed[index - 1].groups if index else ()
    for depth, group in enumerate(row.groups):
        if row.groups[: depth + 1] != above[: depth + 1]:
            path = row.groups[: depth + 1]
            below = takewhile(lambda other: other.groups[: len(path)] == path, printed[index:])  # noqa: B023 - used at once
            yield _head(group.label.zh, rows=sum(1 for _row in below))
    yield _head(row.label, columns=label_columns - len(row.groups), align="left")


def _levels(parts: Sequence[Heading | Column]) -> list[tuple[GridCell, ...]]:
    """A tree of headings as rows of cells: headings span what is below them, columns go down to the last level."""
    levels: list[list[GridCell]] = [[] for _level in range(max(_depth(part) for part in parts))]

    def place(part: Heading | Column, level: int) -> None:
        if isinstance(part, Column):
            levels[level].append(_head(part.label.zh, rows=len(levels) - level))
            return
        levels[level].append(_head(part.label.zh, columns=sum(1 for _column in part.columns())))
        for below in part.below:
            place(below, level + 1)

    for part in parts:
        place(part, 0)
    return [tuple(level) for level in levels]


def _depth(part: Heading | Column) -> int:
    return 1 if isinstance(part, Column) else 1 + max(_depth(below) for below in part.below)


def _strip(table: Table, parts: Sequence[tuple[TableBlock, list[PrintedRow]]]) -> Grid:
    """All rows beside one another in a single line, each below its label, the labels of groups above."""
    ((_block, printed),) = parts
    header = _levels(_strip_tree(printed, table.header, 0))
    line = tuple(cell for row in printed for cell in row.cells())
    return Grid((*header, line), widths=tuple(_width_of([cell.text], _STRIP_VALUE) for cell in line))


def _strip_tree(rows: Sequence[PrintedRow], columns: tuple[Heading | Column, ...], depth: int) -> list[Heading | Column]:
    tree: list[Heading | Column] = []
    for group, members in groupby(rows, key=lambda row: row.groups[depth] if len(row.groups) > depth else None):
        if group:
            tree.append(Heading(group.label, tuple(_strip_tree(list(members), columns, depth + 1))))
        else:
            tree.extend(Heading(Label(row.label, row.label), columns) for row in members)
    return tree


def _pairs(table: Table, parts: Sequence[tuple[TableBlock, list[PrintedRow]]]) -> Grid:
    """One line for each field: its label and what was reported; the words of the table's own heading above."""
    ((block, (printed,)),) = parts
    heading = [(_head(words, columns=2),) for words in table.headings]
    fields = [(_head(column.label.zh), cell) for column, cell in zip(block.columns, printed.cells(), strict=True)]
    return Grid((*heading, *fields), widths=(2.0, 1.0))


def _list(table: Table, parts: Sequence[tuple[TableBlock, list[PrintedRow]]]) -> Grid:
    """Names down the side with units and figures behind them; the headings between them across the whole table."""
    printed = [row for _block, rows in parts for row in rows]
    label_columns = 1 + max(len(row.groups) for row in printed)
    columns = parts[0][0].columns
    corner = _head(table.corner.zh if table.corner else "", columns=label_columns)
    unit = _head(table.unit_header.zh if table.unit_header else "")
    body: list[tuple[GridCell, ...]] = [(corner, unit, *(_head(column.label.zh) for column in columns))]
    index = 0
    for block, rows in parts:
        if block.heading.zh:
            body.append((_head(block.heading.zh, columns=label_columns + 1 + len(columns), align="left"),))
        for row in rows:
            units = GridCell(block.columns[0].unit)
            body.append((*_labels(printed, index, label_columns), units, *row.cells()))
            index += 1
    outer = [_OUTER_LABEL] * (label_columns - 1)
    values = [_width_of([row.values[place] for row in printed], _LIST_VALUE) for place in range(len(columns))]
    return Grid(tuple(body), widths=(*outer, _LIST_LABEL, _LIST_VALUE, *values))


_LAYOUTS = {"blocks": _blocks, "matrix": _matrix, "strip": _strip, "pairs": _pairs, "list": _list}
