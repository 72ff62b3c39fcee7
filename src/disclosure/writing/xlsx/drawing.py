"""A document drawn into a workbook: one sheet for what stands before the first heading, then one for each part."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from disclosure.blocks import Block, Document, Grid, GridCell, Paragraph
from disclosure.form import Number, Report
from disclosure.spans import header_rows, slots
from disclosure.writing.text import legal

# Widths in digits, heights in points, as Excel counts them. A sheet is as wide as A4 holds at this size of type.
_SHEET_WIDTH = 96.0
_TEXT_COLUMNS = 8
_LINE = 20.0
_TABLE_LINE = 14.0
_TALLEST = 409.0
_LONGEST_TEXT = 30_000
_LONGEST_NAME = 31
_FORBIDDEN_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
#: Digits that a number of a spreadsheet keeps; one with more is written as text.
MOST_DIGITS = 15

_FONTS = {
    "title": Font("黑体", 18, bold=True),
    "heading": Font("黑体", 14),
    "body": Font("仿宋", 12),
    "signature": Font("仿宋", 12),
}
_PLACED = {"title": "center", "number": "center", "signature": "right"}
_TABLE_FONT = Font("宋体", 10)
_LINES = Border(*(Side("thin", color="000000") for _side in range(4)))
_HEAD = PatternFill("solid", fgColor="F2F2F2")


@dataclass
class Drawn:
    """A workbook with what is known of its cells: the place of every figure, and what each formula gives."""

    book: Workbook
    #: The cell that shows the figure at an address of the form.
    cells: dict[str, SheetCell] = field(default_factory=dict)
    #: What the formula in a cell gives, by title of sheet and coordinate: nobody computes it before the file is opened.
    results: dict[tuple[str, str], Number] = field(default_factory=dict)


def drawn(document: Document, report: Report) -> Drawn:
    """The document as sheets; figures of the report as numbers, all else as text."""
    found = Drawn(Workbook())
    found.book.remove(found.book.worksheets[0])
    found.book.properties.title = legal(document.title)
    for blocks in _parts(document):
        _Sheet(found, _name(blocks, found.book.sheetnames), report).draw(blocks)
    return found


def _parts(document: Document) -> Iterator[list[Block]]:
    """The blocks of each sheet; there is always one, though it may be empty."""
    part: list[Block] = []
    for block in document.blocks:
        if isinstance(block, Paragraph) and block.style == "heading" and part:
            yield part
            part = []
        part.append(block)
    yield part


def _name(blocks: Sequence[Block], taken: Sequence[str]) -> str:
    """The name of a sheet: its heading as far as a name may be long, told apart from others by a number."""
    first = next((block for block in blocks if isinstance(block, Paragraph)), None)
    heading = first.text if first and first.style == "heading" else "标题"
    name = _FORBIDDEN_IN_NAMES.sub("", " ".join(legal(heading).split()))[:_LONGEST_NAME].strip() or "表"
    known = {other.lower() for other in taken}
    number = 2
    told = name
    while told.lower() in known:
        told = f"{name[: _LONGEST_NAME - 4]} {number}"
        number += 1
    return told


class _Sheet:
    """One sheet, filled from the top."""

    def __init__(self, found: Drawn, name: str, report: Report) -> None:
        self._found = found
        self._report = report
        self._sheet: Worksheet = found.book.create_sheet(name)
        self._row = 1
        self._columns = _TEXT_COLUMNS

    def draw(self, blocks: Sequence[Block]) -> None:
        grids = [block for block in blocks if isinstance(block, Grid) and block.rows]
        main = next((grid for grid in grids if any(cell.at for row in grid.rows for cell in row)), grids[0] if grids else None)
        widths = _widths(main) if main else [_SHEET_WIDTH / _TEXT_COLUMNS] * _TEXT_COLUMNS
        self._columns = len(widths)
        for column, width in enumerate(widths, 1):
            self._sheet.column_dimensions[get_column_letter(column)].width = round(width, 2)
        self._set_page()
        for block in blocks:
            if isinstance(block, Paragraph):
                for text in _pieces(legal(block.text)):
                    self._paragraph(text, block.style)
            elif block.rows:
                self._grid(block, repeat=block is main)

    def _set_page(self) -> None:
        page = self._sheet.page_setup
        page.paperSize, page.orientation, page.fitToWidth, page.fitToHeight = 9, "portrait", 1, 0
        self._sheet.sheet_properties.pageSetUpPr.fitToPage = True
        self._sheet.print_options.horizontalCentered = True
        self._sheet.sheet_view.showGridLines = False

    def _paragraph(self, text: str, style: str) -> None:
        cell = self._put(self._row, 1, text)
        cell.font = _FONTS.get(style, _FONTS["body"])
        indent = 2 if style in ("body", "heading") else 0
        cell.alignment = Alignment(horizontal=_PLACED.get(style, "left"), vertical="center", wrap_text=True, indent=indent)
        if self._columns > 1:
            self._sheet.merge_cells(start_row=self._row, end_row=self._row, start_column=1, end_column=self._columns)
        size = cell.font.sz or 12
        lines = _lines(text, (_SHEET_WIDTH - 2 * indent) * 11 / size)
        self._sheet.row_dimensions[self._row].height = min(_TALLEST, max(1, lines) * _LINE * size / 12)
        self._row += 1

    def _grid(self, grid: Grid, *, repeat: bool) -> None:
        """A table with an empty row before and behind it, so that it ends where it ends."""
        self._row += self._row > 1
        top = self._row
        widths = [self._sheet.column_dimensions[get_column_letter(column)].width for column in range(1, self._columns + 1)]
        for line in slots(grid):
            tallest = 1
            for slot in line:
                if not slot.is_continued:
                    self._cell(slot.cell, slot.column + 1)
                    width = sum(widths[slot.column : slot.column + slot.cell.column_span]) or _SHEET_WIDTH / _TEXT_COLUMNS
                    tallest = max(tallest, math.ceil(_lines(slot.cell.text, width - 1) / slot.cell.row_span))
            self._sheet.row_dimensions[self._row].height = min(_TALLEST, tallest * _TABLE_LINE + 5)
            self._row += 1
        heads = header_rows(grid)
        if repeat and heads:
            self._sheet.print_title_rows = f"{top}:{top + heads - 1}"
        self._row += 1

    def _cell(self, cell: GridCell, column: int) -> None:
        last_row, last_column = self._row + cell.row_span - 1, column + cell.column_span - 1
        shown = self._figure(cell) if cell.at else None
        placed = self._put(self._row, column, legal(cell.text) if shown is None else shown)
        if cell.at:
            self._found.cells[cell.at] = placed
            if self._is_change(cell.at):
                placed.number_format = "+0;-0;0"
        for row in range(self._row, last_row + 1):
            for across in range(column, last_column + 1):
                self._sheet.cell(row, across).border = _LINES
        placed.font = _TABLE_FONT
        placed.alignment = Alignment(horizontal=cell.align, vertical="center", wrap_text=True)
        if cell.header:
            placed.fill = _HEAD
        if (last_row, last_column) != (self._row, column):
            self._sheet.merge_cells(start_row=self._row, end_row=last_row, start_column=column, end_column=last_column)

    def _figure(self, cell: GridCell) -> Number | None:
        """The figure as a number, None where it is none or has more digits than a spreadsheet keeps."""
        value = self._report.value(cell.at or "")
        return value if value is not None and fits(value) else None

    def _is_change(self, address: str) -> bool:
        return self._report.edition is not None and self._report.edition.split(address)[2].kind == "change"

    def _put(self, row: int, column: int, value: str | Number) -> SheetCell:
        """A value in a cell; text is never taken for a formula, whatever it begins with."""
        cell = self._sheet.cell(row, column)
        if value != "":
            cell.value = value
        if isinstance(value, str) and value:
            cell.data_type = "s"
        return cell


def fits(value: Number) -> bool:
    """Whether a spreadsheet keeps every digit of a number."""
    return len(Decimal(value).normalize().as_tuple().digits) <= MOST_DIGITS and abs(value) < 10**MOST_DIGITS


def _widths(grid: Grid) -> list[float]:
    count = max(sum(slot.cell.column_span for slot in line) for line in slots(grid))
    shares = grid.widths if len(grid.widths) == count else (1.0,) * count
    return [_SHEET_WIDTH * share / sum(shares) for share in shares]


def _lines(text: str, width: float) -> int:
    """How many lines a text takes in a cell so many digits wide; a Chinese character is as wide as two digits."""
    return sum(max(1, math.ceil(sum(1 if char.isascii() else 2 for char in line) / max(width, 2))) for line in text.split("\n"))


def _pieces(text: str) -> Iterator[str]:
    """A text in pieces that a cell can hold."""
    for start in range(0, max(len(text), 1), _LONGEST_TEXT):
        yield text[start : start + _LONGEST_TEXT]
