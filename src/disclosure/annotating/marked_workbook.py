"""The tables of a report as a workbook with live sums in which every finding is marked at its cell (核对表).

A cell that a finding speaks of is filled with the colour of its severity and carries a comment; a last sheet lists all
findings, those of the text too, the number of each linked to its cell.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from openpyxl.cell import Cell as SheetCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from disclosure.annotating.words import Advised, advised, comment_lines
from disclosure.checks.examination import Examination
from disclosure.checks.finding import Finding, Severity
from disclosure.language import Message, _
from disclosure.privacy import masked
from disclosure.reading.workbook.xlsx import FINDINGS_SHEET
from disclosure.writing.text import legal
from disclosure.writing.xlsx import Drawn, saved, workbook_of

AUTHOR: Message = _("年报核对")
_FILLS = {
    Severity.ERROR: PatternFill("solid", fgColor="F8CBAD"),
    Severity.WARNING: PatternFill("solid", fgColor="FFE699"),
    Severity.NOTICE: PatternFill("solid", fgColor="BDD7EE"),
}
_WORST_FIRST = (Severity.ERROR, Severity.WARNING, Severity.NOTICE)
# Pixels of a comment's box: wide enough for one sentence of advice in a few lines.
_BOX_WIDTH, _BOX_LINE, _CHARACTERS_A_LINE = 340, 19, 23
# The list of findings: headings with the width of their columns in digits.
_HEADINGS: tuple[tuple[Message, float], ...] = (
    (_("序号"), 6), (_("程度"), 9), (_("问题"), 52), (_("位置"), 34), (_("建议"), 40), (_("依据"), 34),
)  # fmt: skip
_LINE_HEIGHT, _TALLEST = 15.0, 409.0
_EDGE = Border(*(Side("thin", color="A6A6A6") for _side in range(4)))


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A finding with its number in the list, its sentences, and the cells of the workbook that it speaks of."""

    number: int
    finding: Finding
    said: Advised
    cells: tuple[SheetCell, ...]


def marked_workbook(examination: Examination) -> bytes:
    """The report's workbook with the findings in it, in the language in force. Personal numbers are masked."""
    drawn = workbook_of(masked(examination.report))
    listed = [
        _Numbered(number, finding, advised(finding, examination), tuple(_cells(finding, drawn)))
        for number, finding in enumerate(examination.findings, 1)
    ]
    _mark_cells(listed, examination)
    _list_findings(drawn, listed)
    return saved(drawn)


def _cells(finding: Finding, drawn: Drawn) -> Iterator[SheetCell]:
    """The cells that a finding names; of a whole row the first."""
    for address in finding.at:
        if address in drawn.cells:
            yield drawn.cells[address]
        elif "." in address:
            yield from (drawn.cells[at] for at in [at for at in drawn.cells if at.startswith(f"{address}.")][:1])


def _mark_cells(listed: Sequence[_Numbered], examination: Examination) -> None:
    """Fill each cell with the colour of its worst finding and say all of them in one comment."""
    of_cell: dict[tuple[str, str], tuple[SheetCell, list[_Numbered]]] = {}
    for entry in listed:
        for cell in dict.fromkeys(entry.cells):
            of_cell.setdefault((cell.parent.title, cell.coordinate), (cell, []))[1].append(entry)
    for cell, entries in of_cell.values():
        severities = {entry.finding.severity for entry in entries}
        cell.fill = _FILLS[next(severity for severity in _WORST_FIRST if severity in severities)]
        lines = [line for entry in entries for line in comment_lines(entry.finding, examination, entry.number)]
        height = _BOX_LINE * (1 + sum(max(1, math.ceil(_width(line) / 2 / _CHARACTERS_A_LINE)) for line in lines))
        cell.comment = Comment(legal("\n".join(lines)), AUTHOR.text(), height=height, width=_BOX_WIDTH)


def _list_findings(drawn: Drawn, listed: Sequence[_Numbered]) -> None:
    """The last sheet, on which the workbook opens: the findings in their order, or that there are none."""
    sheet: Worksheet = drawn.book.create_sheet(_("问题").text())
    sheet.sheet_properties.codeName = FINDINGS_SHEET
    drawn.book.active = len(drawn.book.worksheets) - 1
    for other in drawn.book.worksheets:
        other.sheet_view.tabSelected = other is sheet
    for column, (heading, width) in enumerate(_HEADINGS, 1):
        cell = _put(sheet, 1, column, heading.text())
        cell.font, cell.fill = Font("黑体", 11), PatternFill("solid", fgColor="F2F2F2")
        sheet.column_dimensions[cell.column_letter].width = width
    for row, entry in enumerate(listed, 2):
        _list_one(sheet, row, entry)
    if not listed:
        _put(sheet, 2, 3, _("没有发现问题").text())
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    page = sheet.page_setup
    page.paperSize, page.orientation, page.fitToWidth, page.fitToHeight = 9, "landscape", 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _list_one(sheet: Worksheet, row: int, entry: _Numbered) -> None:
    said = entry.said
    texts = (str(entry.number), entry.finding.severity.label.text(), said.what, said.where, said.advice, said.law)
    for column, text in enumerate(texts, 1):
        cell = _put(sheet, row, column, text)
        cell.alignment = Alignment(vertical="top", wrap_text=True, horizontal="center" if column < 3 else "left")
    sheet.cell(row, 1).value = entry.number
    sheet.cell(row, 2).fill = _FILLS[entry.finding.severity]
    if entry.cells:
        target, link = entry.cells[0], sheet.cell(row, 1)
        name = target.parent.title.replace("'", "''")
        link.hyperlink = Hyperlink(ref=link.coordinate, location=f"'{name}'!{target.coordinate}")
        link.font = Font("宋体", 11, color="0563C1", underline="single")
    lines = max(math.ceil(_width(text) / (width - 1)) for text, (_heading, width) in zip(texts, _HEADINGS, strict=True))
    sheet.row_dimensions[row].height = min(_TALLEST, max(1, lines) * _LINE_HEIGHT + 4)


def _put(sheet: Worksheet, row: int, column: int, text: str) -> SheetCell:
    """Text in a cell; never taken for a formula, whatever it begins with."""
    cell = sheet.cell(row, column)
    cell.value = legal(text)
    cell.data_type = "s"
    cell.font, cell.border = Font("宋体", 11), _EDGE
    return cell


def _width(text: str) -> int:
    """The width of a text in digits: a Chinese character is as wide as two."""
    return sum(1 if char.isascii() else 2 for char in text)
