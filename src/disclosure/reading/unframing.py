"""A whole report inside one table: its title, headings and text are taken out, so that only its tables are left as tables.

So it is on a sheet of a workbook where no row is left empty, and on pages that put everything into one table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from disclosure.blocks import Block, Grid, GridCell, Paragraph
from disclosure.form import Edition
from disclosure.reading.tables.labels import heading_key, title_key
from disclosure.reading.tables.values import looks_like_value

#: A heading is a short line.
_LONGEST_TITLE = 40
_NAME_OF_REPORT = "年度报告"


def unframed(blocks: Sequence[Block], known: Sequence[Edition]) -> tuple[Block, ...]:
    """The blocks, with grids cut at rows that are the report's own title or the heading of one of its parts.

    Below such a row, rows of one cell are text until a row of several cells begins a table. Grids without one stay as they are.
    """
    if not any(isinstance(block, Grid) for block in blocks):
        return tuple(blocks)
    titles, headings = _titles(tuple(known)), _headings(tuple(known))
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Grid) and any(_is_title(cell, titles) for cell in map(_only_cell, block.rows)):
            found += _cut(block, titles, headings)
        else:
            found.append(block)
    return tuple(found)


@cache
def _titles(known: tuple[Edition, ...]) -> frozenset[str]:
    """What the headings of parts say, in any edition."""
    return frozenset(title_key(title) for edition in known for part in edition.sections for title in part.printed_titles)


@cache
def _headings(known: tuple[Edition, ...]) -> frozenset[str]:
    """The lines inside tables that stand alone in their row and belong to the table (第二十条第（一）项)."""
    return frozenset(
        heading_key(heading)
        for edition in known
        for table in edition.tables.values()
        for heading in (*(block.heading.zh for block in table.blocks), *table.headings)
    )


def _only_cell(row: Sequence[GridCell]) -> GridCell | None:
    """The cell of a row in which no other has anything."""
    filled = [cell for cell in row if cell.text.strip()]
    return filled[0] if len(filled) == 1 and filled[0].row_span == 1 else None


def _is_title(cell: GridCell | None, titles: frozenset[str]) -> bool:
    if cell is None or len(cell.text) > _LONGEST_TITLE or looks_like_value(cell.text):
        return False
    return title_key(cell.text) in titles or "".join(cell.text.split()).endswith(_NAME_OF_REPORT)


def _cut(grid: Grid, titles: frozenset[str], headings: frozenset[str]) -> Iterator[Block]:
    rows: list[tuple[GridCell, ...]] = []
    in_text = True
    for row in grid.rows:
        cell = _only_cell(row)
        if cell is not None and (in_text or _is_title(cell, titles)) and heading_key(cell.text) not in headings:
            if rows:
                yield Grid(tuple(rows), rows[0][0].place)
                rows = []
            in_text = True
            yield from (Paragraph(line.strip(), cell.place) for line in cell.text.splitlines() if line.strip())
        elif any(part.text.strip() for part in row) or not in_text:
            in_text = False
            rows.append(row)
    if any(rows):
        yield Grid(tuple(rows), next(row for row in rows if row)[0].place)
