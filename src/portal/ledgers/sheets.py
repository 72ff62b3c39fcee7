"""Ledgers as Excel files: the template to fill in, the import that takes all or nothing, the export."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from portal.agencies.models import Agency, Person
from portal.ledgers.forms import EntryForm
from portal.ledgers.kind import Field, FieldType, Kind
from portal.ledgers.models import Entry
from portal.ledgers.services import enter, json_data
from portal.marks import listed

#: The largest file, what it may unpack to (bytes), and the most rows that are taken at once.
LARGEST = 5 * 1024 * 1024
_UNPACKED = 80 * 1024 * 1024
MOST_ROWS = 5000
#: How far down the heading may stand: above it are titles and remarks.
_HEADING_WITHIN = 10


class SheetError(Exception):
    """A file that cannot be imported at all; the message says what to do."""


@dataclass(frozen=True, slots=True)
class RowError:
    """What is wrong in a row of the file (counted as Excel counts), in which column."""

    row: int
    column: str
    words: str


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file: entries made, or errors and nothing made. ``passed_over``: columns that no field has."""

    entries: tuple[Entry, ...] = ()
    errors: tuple[RowError, ...] = ()
    passed_over: tuple[str, ...] = ()


def _header(field: Field) -> str:
    unit = f"（{field.unit.text()}）" if field.unit and field.unit.text() else ""
    return f"{field.label.text()}{unit}{'*' if field.required else ''}"


def _headed(kind: Kind) -> tuple[Workbook, Worksheet]:
    """A workbook with the header of a kind."""
    book = Workbook()
    sheet = book.active
    sheet.title = kind.label.text()[:31]
    sheet.append([_header(field) for field in kind.data_fields])
    for number, field in enumerate(kind.data_fields, start=1):
        cell = sheet.cell(1, number)
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="center")
        wide = field.type in (FieldType.LONG_TEXT, FieldType.PEOPLE) or field.key == kind.title
        sheet.column_dimensions[get_column_letter(number)].width = 32 if wide else 16
    sheet.freeze_panes = "A2"
    return book, sheet


def _saved(book: Workbook) -> bytes:
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def template(kind: Kind) -> bytes:
    """An empty sheet to fill in: the header, lists to choose from, and a second sheet that explains the columns."""
    book, sheet = _headed(kind)
    for number, field in enumerate(kind.data_fields, start=1):
        letter = get_column_letter(number)
        if field.type is FieldType.CHOICE:
            names = ",".join(choice.label.text() for choice in field.choices)
            validation = DataValidation("list", formula1=f'"{names}"', allow_blank=not field.required)
            sheet.add_data_validation(validation)
            validation.add(f"{letter}2:{letter}{MOST_ROWS}")
        elif field.type is FieldType.DATE:
            for row in range(2, 202):
                sheet[f"{letter}{row}"].number_format = "yyyy-mm-dd"
    notes = book.create_sheet(_("填写说明"))
    notes.append([_("列"), _("是否必填"), _("怎样填")])
    for field in kind.data_fields:
        notes.append([field.label.text(), _("必填") if field.required else "", _how(field)])
    for letter, width in (("A", 20), ("B", 12), ("C", 60)):
        notes.column_dimensions[letter].width = width
    return _saved(book)


def _how(field: Field) -> str:
    said = field.hint.text() if field.hint else ""
    match field.type:
        case FieldType.DATE:
            said = said or _("日期，例如 2026-03-02")
        case FieldType.NUMBER:
            said = said or _("整数，不带单位")
        case FieldType.CHOICE:
            said = said or _("从以下选项中选：%(choices)s") % {"choices": listed(one.label.text() for one in field.choices)}
    return said


def export(kind: Kind, entries: Iterable[Entry]) -> bytes:
    """The entries as a sheet that the import reads back."""
    book, sheet = _headed(kind)
    for row, entry in enumerate(entries, start=2):
        for column, field in enumerate(kind.data_fields, start=1):
            _write(sheet, row, column, shown(field, entry.value(field.key)))
    return _saved(book)


def _write(sheet: Worksheet, row: int, column: int, value: Any) -> None:
    cell = sheet.cell(row, column)
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"  # words that begin with = are words, not a formula
    elif isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"


def shown(field: Field, value: Any) -> Any:
    """What a field holds, as people read it: a day, a number, the words of a choice."""
    if value is None:
        return None
    if field.type is FieldType.DATE:
        return date.fromisoformat(value)
    if field.type is FieldType.CHOICE and (choice := field.choice(value)):
        return choice.label.text()
    return value


def read_in(kind: Kind, agency: Agency, content: bytes, by: Person | None) -> Imported:
    """Import a file: all of its rows, or none and every error by row. Raises :class:`SheetError`."""
    rows = _rows(content)
    heading, columns, passed_over = _columns(kind, rows)
    forms, errors, known = [], [], []
    for number, row in enumerate(rows[heading + 1 :], start=heading + 2):
        values = {field.key: _cell(row, at) for field, at in columns}
        if not any(values.values()):
            continue
        form = EntryForm(kind, agency, values, files=False, known=known)
        if form.is_valid():
            doubled = _doubled(form, known)
            errors += [RowError(number, "", doubled)] if doubled else []
            known.append(form.cleaned_data)
            forms.append(form)
        else:
            errors += _row_errors(kind, form, number)
    if not forms and not errors:
        raise SheetError(_("表头下面没有记录。请把记录填在表头下面，一行一条。"))
    if errors:
        return Imported(errors=tuple(errors), passed_over=passed_over)
    with transaction.atomic():
        entries = tuple(enter(agency, kind, form.cleaned_data, by, source="import") for form in forms)
    return Imported(entries=entries, passed_over=passed_over)


def _doubled(form: EntryForm, known: Sequence[dict[str, Any]]) -> str:
    """Words when the very same record stands in the file or in the ledger already; empty when it does not."""
    if form.cleaned_data in known:
        return _("与文件中前面的一行完全相同。请删除其中一行。")
    data = json_data(form.kind, form.cleaned_data)
    day = form.cleaned_data[form.kind.day]
    same_day = Entry.objects.filter(agency=form.agency, kind=form.kind.key, day=day).in_force()
    if any(entry.data == data for entry in same_day):
        return _("台账中已经有完全相同的记录。请从文件中删除这一行。")
    return ""


def _row_errors(kind: Kind, form: EntryForm, number: int) -> list[RowError]:
    found = []
    for key, complaints in form.errors.items():
        column = kind.field(key).label.text() if key in kind.keys else ""
        found += [RowError(number, column, str(words)) for words in complaints]
    return found


def _rows(content: bytes) -> list[tuple[Any, ...]]:
    """The cells of the first sheet. Raises :class:`SheetError`."""
    if len(content) > LARGEST:
        raise SheetError(_("文件超过5MB。请删去图片和空白行，或分成几个文件。"))
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
        if unpacked > _UNPACKED:
            raise SheetError(_("文件展开后太大。请只保留要导入的工作表。"))
        book = load_workbook(BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what a file says of its own size is not to be believed
        rows = []
        for row in sheet.iter_rows(values_only=True, max_col=200):
            rows.append(row)
            if len(rows) > MOST_ROWS + _HEADING_WITHIN:
                raise SheetError(_("一次最多导入%(most)s行。请分成几个文件。") % {"most": MOST_ROWS})
    except SheetError:
        raise
    except Exception as error:  # a damaged file makes openpyxl raise anything at all
        raise SheetError(_("读不懂这个文件。请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入。")) from error
    return rows


def _columns(kind: Kind, rows: list[tuple[Any, ...]]) -> tuple[int, list[tuple[Field, int]], tuple[str, ...]]:
    """Where the heading stands, which column is which field's, and the columns of none. Raises :class:`SheetError`."""
    best: tuple[int, list[tuple[Field, int]]] = (0, [])
    for at, row in enumerate(rows[:_HEADING_WITHIN]):
        found = _matched(kind, row)
        if len(found) > len(best[1]):
            best = (at, found)
    heading, columns = best
    missing = [field.label.text() for field in kind.data_fields if field.required and field not in [one for one, _at in columns]]
    if missing:
        raise SheetError(_("表头缺少这些列：%(columns)s。请下载模板对照。") % {"columns": "、".join(missing)})
    taken = {at for _field, at in columns}
    return heading, columns, tuple(str(cell) for at, cell in enumerate(rows[heading]) if cell and at not in taken)


def _matched(kind: Kind, row: tuple[Any, ...]) -> list[tuple[Field, int]]:
    found: list[tuple[Field, int]] = []
    for field in kind.data_fields:
        at = next((at for at, cell in enumerate(row) if isinstance(cell, str) and field.is_headed(cell)), None)
        if at is not None and at not in [taken for _one, taken in found]:
            found.append((field, at))
    return found


def _cell(row: tuple[Any, ...], at: int) -> Any:
    """A cell as a form takes it: days stay days, whole numbers lose the .0 that Excel gives them."""
    value = row[at] if at < len(row) else None
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
