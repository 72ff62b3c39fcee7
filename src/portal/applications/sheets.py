"""Lists handed out as Excel files: plain cells, a heading that stays, nothing that a spreadsheet would compute."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO

from django.http import HttpResponse
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from portal.applications.downloads import download

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Value = str | int | date | None


def workbook(title: str, heading: Sequence[tuple[str, float]], rows: Iterable[Sequence[Value]]) -> bytes:
    """A workbook of one sheet. ``heading``: the words of each column and its width in characters."""
    book = Workbook()
    sheet = book.active
    sheet.title = title[:31]
    sheet.append([words for words, _width in heading])
    for place, (_words, width) in enumerate(heading, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
        sheet.cell(1, place).font = Font(bold=True)
        sheet.cell(1, place).alignment = Alignment(wrap_text=True, vertical="center")
    for number, row in enumerate(rows, start=2):
        for place, value in enumerate(row, start=1):
            cell = sheet.cell(number, place)
            cell.value = ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
            if isinstance(value, str):
                cell.data_type = "s"  # what begins with "=" is text somebody typed, no formula
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def handed_out(name: str, title: str, heading: Sequence[tuple[str, float]], rows: Iterable[Sequence[Value]]) -> HttpResponse:
    """The workbook as a download."""
    return download(workbook(title, heading, rows), f"{name}.xlsx", XLSX)
