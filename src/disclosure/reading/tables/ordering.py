"""Tables drawn in another order than the official form's, put into it: columns moved, a strip turned, headings torn apart.

Alignment goes by the order of the form, as nearly all reports do; it would take the numbers of a table whose columns stand
otherwise for those of their neighbours. Only tables whose drawing leaves no doubt are put in order; others stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise

from disclosure.blocks import Grid, GridCell
from disclosure.form import Column, Heading, Table
from disclosure.reading.tables.drawn import DrawnCell, DrawnLine, lines_of
from disclosure.reading.tables.headings import widths_of
from disclosure.reading.tables.index import index_of
from disclosure.reading.tables.labels import heading_key, label_key, numbering
from disclosure.reading.tables.values import looks_like_value
from disclosure.spans import slots


def in_official_order(table: Table, grids: Sequence[Grid]) -> list[Grid]:
    """The grids that carry a table, their cells in the order of the form; the same grids where they stand so already."""
    if table.layout == "pairs" or not any(_is_odd(table, grid) for grid in grids) or not all(map(_is_even, grids)):
        return list(grids)
    lines = list(lines_of(table, grids))
    met = [(cell.row, cell.column.key) for line in lines for cell in line.cells]
    if not met or len(met) != len(set(met)):
        return list(grids)
    place = grids[0].place
    if table.layout == "strip":
        return [Grid(tuple(_strip(table, lines)), place)]
    return [Grid(tuple(_rows(table, lines)), place)]


def _is_even(grid: Grid) -> bool:
    """Whether all rows have as many columns, merged cells counted: else what stands above what cannot be told."""
    return len(set(widths_of(slots(grid)))) == 1


def _is_odd(table: Table, grid: Grid) -> bool:
    """Whether some row of headings is not in the order of the form; a quick look, since hardly any is."""
    if table.layout == "strip":
        return _is_odd_strip(table, grid)
    for row in grid.rows:
        labels = _words(row)
        # Parts of a table have columns of the same name, each in an order of its own: the part that knows most is meant.
        ranks = [_ranks(labels, order) for order in _columns(table)]
        most = max(map(len, ranks))
        if min(_falls(one) for one in ranks if len(one) == most) or _is_torn(table, labels, len(row)):
            return True
    return False


def _is_odd_strip(table: Table, grid: Grid) -> bool:
    """Whether a strip has its rows below one another, or side by side in another order, or its columns."""
    (columns,), rows = _columns(table), _rows_and_groups(table)
    lines = 0
    for row in grid.rows:
        labels = _words(row)
        if _falls(_ranks(labels, rows)) or _falls(_ranks(labels, columns)) >= len(table.rows):
            return True
        values = sum(1 for cell in row if cell.text.strip() and looks_like_value(cell.text))
        lines += values > 0 and any(label_key(cell.text) in index_of(table).rows for cell in labels)
    return lines > 1


def _words(row: Sequence[GridCell]) -> list[GridCell]:
    return [cell for cell in row if cell.text and not looks_like_value(cell.text)]


def _ranks(labels: Sequence[GridCell], order: Mapping[str, int]) -> list[int]:
    """The places in the form of the labels that are known. What is numbered is no heading."""
    return [order[key] for cell in labels if (key := label_key(cell.text)) in order and not numbering(cell.text)]


def _falls(ranks: Sequence[int]) -> int:
    """How often one stands behind another that comes after it in the form."""
    return sum(later < earlier for earlier, later in pairwise(ranks))


@cache
def _columns(table: Table) -> tuple[Mapping[str, int], ...]:
    """For each part of a table the places of its columns' labels, and of headings over them: that of the first below."""
    return tuple(_columns_of(block.columns, table.header) for block in table.blocks)


def _columns_of(columns: Sequence[Column], header: Sequence[Heading | Column]) -> Mapping[str, int]:
    ranks = {column.key: place for place, column in enumerate(columns)}
    found = {label_key(printed): ranks[column.key] for column in columns for printed in column.printed_labels}
    waiting = [part for part in header if isinstance(part, Heading)]
    while waiting:
        heading = waiting.pop()
        found[label_key(heading.label.zh)] = min(ranks[column.key] for column in heading.columns())
        waiting.extend(part for part in heading.below if isinstance(part, Heading))
    return found


@cache
def _rows_and_groups(table: Table) -> Mapping[str, int]:
    """The place of each row's label in the form, and of each group's: that of its first row."""
    found: dict[str, int] = {}
    for place, row in enumerate(table.rows):
        for printed in (*row.printed_labels, *(group.label.zh for group in row.groups)):
            found.setdefault(label_key(printed), place)
    return found


def _is_torn(table: Table, labels: Sequence[GridCell], count: int) -> bool:
    """Whether a row of words ends in one that names a column as well as a row, and none before it is known."""
    if len(labels) < 3 or len(labels) != count:
        return False
    index = index_of(table)
    keys = [label_key(cell.text) for cell in labels]
    known = index.rows.keys() | index.header_words | index.groups
    return keys[-1] in index.rows and keys[-1] in index.columns and not any(key in known for key in keys[:-1])


def _rows(table: Table, lines: Sequence[DrawnLine]) -> Iterator[tuple[GridCell, ...]]:
    """Each row with its cells in the order of the form, below one line of headings in that order."""
    headings: list[DrawnLine] = []
    for line in lines:
        if line.is_heading:
            headings.append(line)
            continue
        if line.cells and headings:
            yield from _blocks(table, headings)
            yield _headings(table.columns_of(line.cells[0].row), line.cells)
            headings = []
        yield tuple(_ordered(table, line)) if line.cells else tuple(slot.cell for slot in line.own)
    yield from (tuple(slot.cell for slot in line.own) for line in headings)


def _blocks(table: Table, headings: Sequence[DrawnLine]) -> Iterator[tuple[GridCell, ...]]:
    """The lines that name a part of the table (第二十条第（一）项)."""
    known = index_of(table).headings
    for line in headings:
        if any(heading_key(slot.cell.text) in known for slot in line.own):
            yield tuple(slot.cell for slot in line.own)


def _headings(columns: Sequence[Column], cells: Sequence[DrawnCell]) -> tuple[GridCell, ...]:
    """One line of headings, as they were printed, behind an empty corner."""
    printed = {cell.column.key: cell.heading for cell in cells}
    found = [GridCell(printed[column.key].name) for column in columns if column.key in printed]
    return (GridCell(""), *found)


def _ordered(table: Table, line: DrawnLine) -> Iterator[GridCell]:
    """A row's labels, then its cells under the columns of the form."""
    own = {id(cell.slot.cell) for cell in line.cells}
    last = line.label.column if line.label else -1
    yield from (slot.cell for slot in line.own if slot.column <= last)
    by_column = {cell.column.key: cell.slot.cell for cell in line.cells}
    yield from (by_column[column.key] for column in table.columns_of(line.cells[0].row) if column.key in by_column)
    # What stands behind them in columns of the file's own is no figure of the form.
    yield from (slot.cell for slot in line.own if slot.column > last and id(slot.cell) not in own and slot.cell.text.strip())


def _strip(table: Table, lines: Sequence[DrawnLine]) -> Iterator[tuple[GridCell, ...]]:
    """The labels of rows, the headings of all columns, and the one line of cells."""
    cells = {(cell.row, cell.column.key): cell for line in lines for cell in line.cells}
    rows = [row for row in table.rows if any(row.key == key for key, _column in cells)]
    yield tuple(GridCell(row.label.zh, column_span=len(table.columns_of(row.key))) for row in rows)
    found = [cells[row.key, column.key] for row in rows for column in table.columns_of(row.key) if (row.key, column.key) in cells]
    yield tuple(GridCell(cell.heading.name) for cell in found)
    yield tuple(cell.slot.cell for cell in found)
