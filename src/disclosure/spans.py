"""Grids with the places of their cells worked out: where each one stands, which go on from the row above."""

from __future__ import annotations

from dataclasses import dataclass

from disclosure.blocks import Grid, GridCell


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell at its column, or the continuation of a cell that began in a row above."""

    cell: GridCell
    column: int
    is_continued: bool = False


def slots(grid: Grid) -> list[list[Slot]]:
    """The rows with every column accounted for: cells that reach down from above stand in their rows as continued."""
    lines: list[list[Slot]] = []
    reaching_down: list[tuple[Slot, int]] = []
    for row in grid.rows:
        line = [Slot(slot.cell, slot.column, is_continued=True) for slot, _rows in reaching_down]
        taken = {column for slot in line for column in range(slot.column, slot.column + slot.cell.column_span)}
        still = [(slot, rows - 1) for slot, rows in reaching_down if rows > 1]
        column = 0
        for cell in row:
            while column in taken:
                column += 1
            slot = Slot(cell, column)
            line.append(slot)
            column += cell.column_span
            if cell.row_span > 1:
                still.append((slot, cell.row_span - 1))
        reaching_down = still
        lines.append(sorted(line, key=lambda slot: slot.column))
    return lines


def header_rows(grid: Grid) -> int:
    """How many rows at the top are the head of the whole table.

    None are where rows of headings also stand further down: the first ones are then the head of the first part only.
    """
    only_headings = [bool(row) and all(cell.header for cell in row) for row in grid.rows]
    top = next((index for index, heading in enumerate(only_headings) if not heading), len(grid.rows))
    return top if top < len(grid.rows) and not any(only_headings[top:]) else 0
