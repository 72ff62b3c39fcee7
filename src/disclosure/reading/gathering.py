"""Blocks gathered on the way through a Word file or a web page, each with its place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from disclosure.blocks import Block, Document, Grid, GridCell, Paragraph
from disclosure.errors import UnreadableError
from disclosure.language import Message, _
from disclosure.reading.word.tables import WordCell

# An annual report has about 250 cells in its tables. A file with a thousand times as many wants to exhaust our memory.
MOST_CELLS = 200_000
# Word itself stops at 63 columns; a cell that claims to span millions must not make anybody count that far.
WIDEST_GRID = 256
#: Digits that are set high are marks of notes, or powers, and never go on with the number before them.
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def cell_place(table: str, row: int, cell: int | str) -> str:
    """The place of a cell: the ``cell``-th of those that stand in the ``row``-th row, both counted from one."""
    return f"{table} row {row} cell {cell}"


class Gathering:
    """Collects paragraphs and grids in reading order and numbers them: ``paragraph 7``, ``table 3 row 5 cell 2``."""

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._paragraphs = 0
        self._tables = 0
        self._cells = 0
        self._unread: list[tuple[str, Message]] = []

    def paragraph(self, text: str, style: str = "body") -> str | None:
        """A paragraph, or one for each of its lines, all of the same place, which is returned. Empty ones do not count."""
        lines = [line for line in text.split("\n") if line.strip()]
        if not lines:
            return None
        self._paragraphs += 1
        place = f"paragraph {self._paragraphs}"
        self._blocks += [Paragraph(line, place, style) for line in lines]
        return place

    def grid(self, rows: Sequence[Sequence[GridCell | WordCell]]) -> str | None:
        """A table; its cells get their places below its own, which is returned (None where it has no cell).

        Raises :class:`UnreadableError` where there are impossibly many.
        """
        self._count(rows)
        if not any(rows):
            return None
        self._tables += 1
        place = f"table {self._tables}"
        # Written out, since it runs for every cell: dataclasses.replace is three times as slow.
        placed = [
            tuple(
                [
                    GridCell(
                        cell.text,
                        f"{beginning}{index}",
                        cell.row_span,
                        cell.column_span if 1 <= cell.column_span <= WIDEST_GRID else _within(cell.column_span, len(row)),
                        cell.header,
                        cell.align,
                    )
                    for index, cell in enumerate(row, 1)
                ]
            )
            for beginning, row in ((cell_place(place, number, ""), row) for number, row in enumerate(rows, 1))
        ]
        self._blocks.append(Grid(tuple(placed), place))
        return place

    def aside(self, lines: Iterable[str], place: str, *, first: bool = False) -> None:
        """Words from beside the text, such as a note at the foot of a page, under a place of their own; ``first``: before all."""
        said = [Paragraph(line, place) for text in lines for line in text.split("\n") if line.strip()]
        at = 0 if first else len(self._blocks)
        self._blocks[at:at] = said

    def lay_in(self, blocks: Iterable[Block], beginning: str) -> None:
        """The blocks of a file that is laid into this one; their places begin with that of the file."""
        for block in blocks:
            where = f"{beginning} {block.place}" if block.place else beginning
            if isinstance(block, Grid):
                self._count(block.rows)
                rows = tuple(tuple(replace(cell, place=f"{beginning} {cell.place}") for cell in row) for row in block.rows)
                self._blocks.append(replace(block, rows=rows, place=where))
            else:
                self._blocks.append(replace(block, place=where))

    def not_read(self, place: str, reason: Message) -> None:
        """Something at a place that could not be read, and why."""
        self._unread.append((place, reason))

    def _count(self, rows: Sequence[Sequence[GridCell | WordCell]]) -> None:
        self._cells += sum(len(row) for row in rows)
        if self._cells > MOST_CELLS:
            raise UnreadableError(_("文件的表格超过 {most} 个单元格，不像是年度报告。请检查是否选错了文件。", most=MOST_CELLS))

    def has_said(self, text: str) -> bool:
        """Whether the paragraph gathered last, or any heading, has the same words."""
        said = [block for block in self._blocks if isinstance(block, Paragraph)]
        return any(block.text == text for block in said if block.style != "body" or block is said[-1])

    def document(self, title: str = "") -> Document:
        """All that was gathered."""
        return Document(tuple(self._blocks), title=title, unread=tuple(self._unread))


def _within(span: int, cells: int) -> int:
    return max(1, min(span, WIDEST_GRID // max(cells, 1) or 1)) if span > WIDEST_GRID else max(span, 1)
