"""Invented reports as workbooks of other offices: one sheet for each part, one for everything, or the tables alone."""

from __future__ import annotations

import io
import re
import zipfile
from random import Random

from openpyxl import Workbook
from openpyxl.styles import Border, Side
from openpyxl.worksheet.worksheet import Worksheet

from disclosure.blocks import Block, Grid, Paragraph
from disclosure.samples.parts import blocks_of
from disclosure.samples.truth import Truth
from disclosure.spans import slots

_NUMBER = re.compile(r"0|[1-9]\d{0,8}(?:\.\d{1,4})?")
_LINES = Border(*(Side("thin") for _side in range(4)))
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)


def render_workbook(truth: Truth) -> bytes:
    """The report as a workbook; numbers are sometimes text, tables sometimes begin further right, one sheet may be hidden."""
    random = Random(truth.name)  # noqa: S311 - invention, not secrecy
    book = Workbook()
    kind = random.choice(("parts", "one", "one_tight", "tables"))
    writer = _Writer(book, random, gap=kind != "one_tight")
    for block in blocks_of(truth, random.choice((2, 3))):
        style = block.style if isinstance(block, Paragraph) else "grid"
        if kind != "tables" or style in ("title", "grid"):
            writer.put(block, new_sheet=style == "heading" and kind == "parts")
    if random.random() < 0.3:
        hidden = book.create_sheet("去年底稿")
        for row in book.worksheets[-2].iter_rows(max_row=10):
            for cell in row:
                hidden.cell(cell.row, cell.column, 999 if isinstance(cell.value, float) else cell.value)
        hidden.sheet_state = "hidden"
    return _same_bytes(book)


class _Writer:
    """Puts blocks into sheets, one below the other."""

    def __init__(self, book: Workbook, random: Random, *, gap: bool) -> None:
        self._book, self._random, self._gap = book, random, gap
        self._sheet: Worksheet = book.worksheets[0]
        self._as_text = random.random() < 0.3
        self._first = random.choice((1, 1, 2))
        self._row = 1

    def put(self, block: Block, *, new_sheet: bool) -> None:
        if new_sheet:
            self._sheet, self._row = self._book.create_sheet(f"表{len(self._book.sheetnames)}"), 1
        if isinstance(block, Grid):
            self._grid(block)
        elif block.text:
            self._sheet.cell(self._row, self._first, block.text)
            if self._random.random() < 0.5:
                self._merge(self._row, self._first, 1, 8)
            self._row += 1

    def _grid(self, grid: Grid) -> None:
        self._row += self._gap
        for line in slots(grid):
            for slot in line:
                if slot.is_continued:
                    continue
                column = self._first + slot.column
                cell = self._sheet.cell(self._row, column, self._value(slot.cell.text))
                cell.border = _LINES
                self._merge(self._row, column, slot.cell.row_span, slot.cell.column_span)
            self._row += 1
        self._row += self._gap

    def _value(self, text: str) -> str | float | None:
        if _NUMBER.fullmatch(text) and not (self._as_text and self._random.random() < 0.5):
            return float(text)
        return text or None

    def _merge(self, row: int, column: int, rows: int, columns: int) -> None:
        if rows > 1 or columns > 1:
            self._sheet.merge_cells(start_row=row, end_row=row + rows - 1, start_column=column, end_column=column + columns - 1)


def _same_bytes(book: Workbook) -> bytes:
    """The workbook without the moment in which it was made."""
    plain, fixed = io.BytesIO(), io.BytesIO()
    book.save(plain)
    with zipfile.ZipFile(plain) as before, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as after:
        for name in sorted(before.namelist()):
            if name != "docProps/core.xml":
                after.writestr(zipfile.ZipInfo(name, _ZIP_DAY), before.read(name), zipfile.ZIP_DEFLATED)
    return fixed.getvalue()
