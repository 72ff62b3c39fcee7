"""Sheets of a workbook → paragraphs and grids: rows that hang together are a table, lines alone are text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from disclosure.blocks import Block, Document, Grid, GridCell, Paragraph
from disclosure.errors import UnreadableError
from disclosure.language import _
from disclosure.reading.gathering import MOST_CELLS
from disclosure.reading.workbook.references import letters

#: So many empty cells with a look of their own make a row that somebody drew.
_DRAWN = 2

#: Row and column, both from one.
Position = tuple[int, int]


@dataclass
class Sheet:
    """A sheet: its name, what its cells show, what is merged (first cell: last cell), which cells stand in the file at all.

    ``hidden_rows`` and ``hidden_columns`` are not shown and not read.
    """

    name: str
    texts: dict[Position, str] = field(default_factory=dict)
    merged: dict[Position, Position] = field(default_factory=dict)
    present: set[Position] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    @property
    def prefix(self) -> str:
        """What the places of its cells begin with."""
        return f"sheet {self.name} "

    def place(self, position: Position) -> str:
        """The place of a cell: ``sheet 表三 D7``."""
        row, column = position
        return f"{self.prefix}{letters(column)}{row}"


def document_of(sheets: Sequence[Sheet], title: str = "") -> Document:
    """The blocks of all sheets in their order. Raises :class:`UnreadableError` where there are impossibly many cells."""
    if sum(len(sheet.texts) for sheet in sheets) > MOST_CELLS:
        raise too_many_cells()
    return Document(tuple(block for sheet in sheets for block in _blocks(sheet)), title=title)


def too_many_cells() -> UnreadableError:
    """What is said of a workbook with more cells than any report."""
    return UnreadableError(_("文件的表格超过 {most} 个单元格，不像是年度报告。请检查是否选错了文件。", most=MOST_CELLS))


def _blocks(sheet: Sheet) -> Iterator[Block]:
    """Rows that hang together as grids, over all columns in which any of them has something; lines alone as paragraphs."""
    covered = _covered(sheet)
    # An empty row belongs to the table above it where cells are drawn in it: the numbers of a strip stand in such a one.
    drawn = {row for row, count in Counter(row for row, _column in sheet.present).items() if count >= _DRAWN}
    in_file = {row for row, _column in sheet.present}
    busy = {row for row, _column in sheet.texts} | {row for row, _column in covered if row in in_file} | drawn
    texts, drawn_at = _by_row(sheet.texts), _by_row((*sheet.present, *sheet.merged))
    total = 0
    for rows in _runs(sorted(busy - sheet.hidden_rows), sheet.hidden_rows):
        if not any(row in texts for row in rows):
            continue
        shown = [column for row in rows for column in texts.get(row, ()) if column not in sheet.hidden_columns]
        left = min((*shown, *_reaching_in(sheet, rows)), default=0)
        if not left:
            continue
        ends = (sheet.merged.get((row, column), (row, column))[1] for row in rows for column in drawn_at.get(row, ()))
        right = max(left, *ends)
        total += len(rows) * (right - left + 1)
        if total > MOST_CELLS:
            raise too_many_cells()
        columns = [column for column in range(left, right + 1) if column not in sheet.hidden_columns]
        lines = [tuple(_cells(sheet, row, rows, columns, covered)) for row in rows]
        if any(len(line) > 1 for line in lines):
            yield Grid(tuple(lines), lines[0][0].place if lines[0] else None)
        else:
            yield from _paragraphs(cell for line in lines for cell in line)


def _reaching_in(sheet: Sheet, rows: Sequence[int]) -> Iterator[int]:
    """The columns of labels that begin in a hidden row and reach down into rows that are shown."""
    for (top, left), (bottom, _right) in sheet.merged.items() if sheet.hidden_rows else ():
        if top in sheet.hidden_rows and top < rows[0] <= bottom and (top, left) in sheet.texts:
            yield left


def _paragraphs(cells: Iterable[GridCell]) -> Iterator[Paragraph]:
    for cell in cells:
        yield from (Paragraph(line, cell.place) for line in cell.text.splitlines() if line.strip())


def _by_row(positions: Iterable[Position]) -> dict[int, list[int]]:
    """The columns of each row."""
    found: dict[int, list[int]] = {}
    for row, column in positions:
        found.setdefault(row, []).append(column)
    return found


def _covered(sheet: Sheet) -> set[Position]:
    """The positions that merged cells take, their first ones included; a merge beyond any table is none."""
    covered: set[Position] = set()
    for (top, left), (bottom, right) in sheet.merged.items():
        if (bottom - top + 1) * (right - left + 1) <= MOST_CELLS:
            covered.update((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
        if len(covered) > MOST_CELLS:
            raise too_many_cells()
    return covered


def _runs(rows: Sequence[int], hidden: set[int]) -> Iterator[list[int]]:
    """Rows that follow one upon the other for whoever looks at the sheet: hidden ones between them do not part them."""
    run: list[int] = []
    for row in rows:
        if run and not all(between in hidden for between in range(run[-1] + 1, row)):
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def _cells(sheet: Sheet, row: int, rows: Sequence[int], columns: Sequence[int], covered: set[Position]) -> Iterator[GridCell]:
    """The cells that begin in a row, with as many rows and columns as are shown of them."""
    begins = _beginnings(sheet.merged, row) if sheet.hidden_rows or sheet.hidden_columns else {}
    for column in columns:
        position = (row, column)
        if position in covered and position not in sheet.merged:
            origin = begins.get(column)
            if origin is None or not _is_first_shown(position, origin, sheet):
                continue
            position = origin
        bottom, end = sheet.merged.get(position, position)
        yield GridCell(
            sheet.texts.get(position, ""), sheet.place(position), _shown(rows, row, bottom), _shown(columns, column, end)
        )


def _shown(numbers: Sequence[int], first: int, last: int) -> int:
    """How many of the rows or columns that are shown lie between two, at least one."""
    return max(1, bisect_right(numbers, last) - bisect_left(numbers, first)) if last > first else 1


def _beginnings(merged: Mapping[Position, Position], row: int) -> dict[int, Position]:
    """For each column of a row the first cell of the merge that covers it."""
    found: dict[int, Position] = {}
    for (top, left), (bottom, right) in merged.items():
        if top <= row <= bottom:
            found.update(dict.fromkeys(range(left, min(right, left + MOST_CELLS) + 1), (top, left)))
    return found


def _is_first_shown(position: Position, origin: Position, sheet: Sheet) -> bool:
    """Whether a covered cell is the first one shown of a merge whose own first cell is hidden."""
    row, column = position
    top, left = origin
    return all(above in sheet.hidden_rows for above in range(top, row)) and all(
        before in sheet.hidden_columns for before in range(left, column)
    )
