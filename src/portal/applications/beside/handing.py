"""Tables and packages for another system: the template, the cases under its headings, and a zip with their letters."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils import translation
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from disclosure.language import CHINESE, speaking
from disclosure.records import Delivered, Replied, effective, outcome_of
from disclosure.writing.fonts import NoFontError
from portal.agencies.models import Agency
from portal.applications.beside.reading import Column, choices_of, columns
from portal.applications.beside.rows import course_of
from portal.applications.letters.files import title_of, word_file
from portal.applications.models import Application, ColumnNames, Letter
from portal.asked import harmless

_ROWS = 2000
_WIDE = ("asked", "description", "address", "outcome")


def template() -> bytes:
    """The table to be filled in: lists to choose from, days as days, numbers as text, and a sheet that says how."""
    with translation.override("zh-hans"), speaking(CHINESE):
        book = Workbook()
        sheet, lists = book.active, book.create_sheet("选项")
        sheet.title = "申请"
        _head(sheet, [f"{column.label}{'*' if column.required else ''}" for column in columns().values()])
        for place, column in enumerate(columns().values(), start=1):
            letter = get_column_letter(place)
            sheet.column_dimensions[letter].width = 40 if column.key in _WIDE else 16
            cells = f"{letter}2:{letter}{_ROWS}"
            if column.kind == "choice":
                words = [words for _key, words in choices_of(column.key)]
                for row, each in enumerate(words, start=1):
                    lists.cell(row, place, each)
                rule = DataValidation("list", formula1=f"'选项'!${letter}$1:${letter}${len(words)}", allow_blank=True)
                rule.error, rule.errorTitle = "请从列表中选择", column.label
                sheet.add_data_validation(rule)
                rule.add(cells)
            for row in range(2, 202):
                sheet[f"{letter}{row}"].number_format = "yyyy-mm-dd" if column.kind == "day" else "@"
        _notes(book, columns().values())
        lists.sheet_state = "hidden"
        return _saved(book)


def _notes(book: Workbook, every: Any) -> None:
    notes = book.create_sheet("填写说明", 1)
    _head(notes, ["列", "是否必填", "怎样填"])
    for column in every:
        day = "日期，例如2024-09-10。" if column.kind == "day" else ""
        notes.append([column.label, "必填" if column.required else "", day + column.how])
    for letter, width in (("A", 20), ("B", 10), ("C", 80)):
        notes.column_dimensions[letter].width = width


def _head(sheet: Any, headings: Sequence[str]) -> None:
    for place, words in enumerate(headings, start=1):
        cell = sheet.cell(1, place)
        cell.value, cell.data_type = words, "s"  # headings are another system's words: text, whatever they begin with
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="center")
        cell.fill = PatternFill("solid", fgColor="E8EEF6")
    sheet.freeze_panes = "B2"


def _saved(book: Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def headings_of(agency: Agency) -> list[tuple[str, Column | None]]:
    """The headings of the other system in its order, as its last import had them, each with our column; else those of ours."""
    known = columns()
    names = list(ColumnNames.objects.filter(agency=agency).order_by("pk").values_list("heading", "field"))
    if not any(field for _heading, field in names):
        return [(column.label, column) for column in known.values()]
    return [(heading, known.get(field)) for heading, field in names]


def rows_of(agency: Agency, cases: Sequence[Application]) -> Iterator[list[str]]:
    """The cases under the headings of the other system; a column that we know nothing for stays empty."""
    shape = headings_of(agency)
    with translation.override("zh-hans"), speaking(CHINESE):
        for case in cases:
            said = said_of(case)
            yield [said.get(column.key, "") if column else "" for _heading, column in shape]


def said_of(case: Application) -> dict[str, str]:
    """What a case says, by column."""
    fields = {key: str(getattr(case, key)) for key in columns() if key in _FIELDS}
    said = fields | course_of(case.engine_events())
    said["channel"] = case.manner or case.channel
    # A case of our own has our number in the place of its number there.
    said["other_number"] = case.other_number or case.receipt_number
    events = effective(case.engine_events())
    replies = [event for event in events if isinstance(event, Replied)]
    if replies:
        decisions = outcome_of(replies[-1].outcome).decisions
        said["decision"] = next((each.label.text() for each in decisions if each.key == replies[-1].decision), "")
        letter = case.letters.filter(kind="reply", state=Letter.State.SIGNED).order_by("pk").last()
        note = case.events.filter(kind="replied").order_by("sequence").last()
        ours = letter.document_number if letter else ""
        said["document_number"] = ours or (note.note.removeprefix("答复文号：") if note else "")
    said["delivery_way"] = next((str(event.way) for event in events if isinstance(event, Delivered) and event.way), "")
    if case.received_on:
        said["received_on"] = case.received_on.isoformat()
    return {key: _in_words(key, value) for key, value in said.items() if value}


_FIELDS = {
    "name", "identity_kind", "identity_number", "legal_representative", "contact_person", "agent", "phone", "email", "address",
    "postcode", "asked", "asked_number", "description", "applicant_kind", "form_wanted", "way_wanted",
}  # fmt: skip


def _in_words(key: str, value: str) -> str:
    column = columns()[key]
    return dict(choices_of(key)).get(value, value) if column.kind == "choice" else value


def as_workbook(agency: Agency, cases: Sequence[Application]) -> bytes:
    """The cases as an .xlsx; everything is text, so that no number is rounded and no word is a formula."""
    book = Workbook()
    sheet = book.active
    sheet.title = "申请"
    _head(sheet, [heading for heading, _column in headings_of(agency)])
    for number, row in enumerate(rows_of(agency, cases), start=2):
        for place, text in enumerate(row, start=1):
            cell = sheet.cell(number, place)
            cell.value, cell.data_type, cell.number_format = ILLEGAL_CHARACTERS_RE.sub("", text), "s", "@"
    return _saved(book)


def as_tabs(agency: Agency, cases: Sequence[Application]) -> str:
    """The cases as text separated by tabs, to be pasted; ends of lines and tabs within a cell become blanks.

    What a spreadsheet would take for a formula when it is pasted gets an apostrophe before it: applicants write these cells.
    """
    lines = [[heading for heading, _column in headings_of(agency)], *rows_of(agency, cases)]
    return "\r\n".join("\t".join(harmless(" ".join(cell.split())) for cell in line) for line in lines) + "\r\n"


def as_package(agency: Agency, cases: Sequence[Application]) -> bytes:
    """The table with the letters of each case in a folder under its number there, as a zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("申请.xlsx", as_workbook(agency, cases))
        for case in cases:
            folder = _safe(case.other_number or case.receipt_number)
            for letter in case.letters.filter(state=Letter.State.SIGNED).order_by("pk"):
                try:
                    content = word_file(letter)
                except NoFontError:
                    continue
                archive.writestr(f"{folder}/{_safe(letter.document_number or title_of(letter.kind))}-{letter.pk}.docx", content)
            for file in case.attachments.filter(for_applicant=True):
                archive.writestr(f"{folder}/附件{file.pk}-{_safe(file.title)}", file.content())
    return out.getvalue()


def _safe(name: str) -> str:
    return "".join("_" if letter in '/\\:*?"<>|' or ord(letter) < 32 else letter for letter in name)[:80] or "_"
