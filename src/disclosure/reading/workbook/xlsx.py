"""Workbooks of Excel and WPS (.xlsx) → paragraphs and grids: what their sheets show, computed results included."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from disclosure.blocks import Document
from disclosure.reading.gathering import RAISED
from disclosure.reading.workbook.package import Package
from disclosure.reading.workbook.references import REFERENCE, letters, place_of
from disclosure.reading.workbook.sheets import Position, Sheet, document_of

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
#: Digits that Excel shows; the sixteenth is noise of its sums.
_DIGITS = ".15g"
#: The name in the file of a sheet that lists findings about a report: it is no part of the report.
FINDINGS_SHEET = "GongkaiFindings"

# Built-in formats of numbers that are days, those of Chinese editions included.
_DAY_FORMATS = frozenset((*range(14, 18), 22, *range(27, 32), 36, *range(50, 59)))
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.')
_DAY_IN_FORMAT = re.compile(r"[ymd年月日]", re.IGNORECASE)
#: Excel counts days from here; and takes 1900 for a leap year, so that it is right only from March of that year on.
_FIRST_DAY = datetime(1899, 12, 30)  # noqa: DTZ001 - a day of no place
_FIRST_DAY_OF_MAC = datetime(1904, 1, 1)  # noqa: DTZ001
_FIRST_RIGHT_DAY, _LAST_DAY = 61, 2_958_465


@dataclass
class XmlSheet(Sheet):
    """A sheet with the part that it stands in and the elements of its XML, for those who write into it again."""

    part: str = ""
    root: Any = None
    elements: dict[Position, Any] = field(default_factory=dict)
    rows: dict[int, Any] = field(default_factory=dict)
    formulas: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Shared:
    """What the cells of all sheets refer to: strings, and which styles show a number as a day."""

    strings: Sequence[str]
    day_styles: frozenset[int]
    first_day: datetime
    #: Whether words inside a sheet's own part are set high.
    sets_high: bool = False


def read_xlsx(data: bytes) -> Document:
    """The blocks of an .xlsx; places are ``sheet 表三 D7``. Hidden sheets, rows and columns are not read.

    A formula shows the result that the program which saved the file stored with it; one without a result stands as it is,
    so that nobody takes it for an empty cell. Raises :class:`UnreadableError`.
    """
    sheets = sheets_of(Package(data))
    for sheet in sheets:
        for reference, formula in sheet.formulas.items():
            column, row = place_of(reference)
            sheet.texts.setdefault((row, column), f"={formula}")
    return document_of(sheets)


def sheets_of(package: Package) -> list[XmlSheet]:
    """The sheets that are shown, each with its cells. Raises :class:`UnreadableError`."""
    shared = _Shared(_strings(package), _day_styles(package), _first_day(package))
    found = [_read(package, name, part, shared) for name, part in _parts(package)]
    return [sheet for sheet in found if not _lists_findings(sheet)]


def named(root: Any, name: str) -> Iterator[Any]:
    """The elements of a name in either dialect."""
    return root.iter(f"{_MAIN}{name}", f"{_STRICT}{name}")  # type: ignore[no-any-return]


def _parts(package: Package) -> Iterator[tuple[str, str]]:
    """Name and part of each sheet that is shown."""
    links = package.links()
    for sheet in named(package.parse(package.main), "sheet"):
        link = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
        part = links.get(link, "")
        if sheet.get("state", "visible") == "visible" and "worksheets/" in part and part in package.names:
            yield sheet.get("name", ""), part


def _lists_findings(sheet: XmlSheet) -> bool:
    return any(properties.get("codeName") == FINDINGS_SHEET for properties in named(sheet.root, "sheetPr"))


def _strings(package: Package) -> list[str]:
    """The strings that cells share, without their pronunciation."""
    name = package.beside("sharedStrings.xml")
    if name not in package.names:
        return []
    sets_high = _sets_high(package, name)
    return [_words(item, sets_high=sets_high) for item in named(package.parse(name), "si")]


def _sets_high(package: Package, name: str) -> bool:
    """Whether some words of a part may be set high, in whichever width its characters are written."""
    data = package.read(name)
    return b"superscript" in data or b"\0".join(b"%c" % letter for letter in b"superscript") in data


def _words(item: Any, *, sets_high: bool) -> str:
    """The words of a string, without their pronunciation; digits that are set high are no digits of the number before them."""
    parts = (part for part in named(item, "t") if not any(str(above.tag).endswith("}rPh") for above in part.iterancestors()))
    if not sets_high:
        return "".join(part.text or "" for part in parts)
    return "".join((part.text or "").translate(RAISED if _is_high(part.getparent()) else {}) for part in parts)


def _is_high(run: Any) -> bool:
    return str(run.tag).endswith("}r") and any(look.get("val") == "superscript" for look in named(run, "vertAlign"))


def _day_styles(package: Package) -> frozenset[int]:
    """The numbers of the styles under which a number is a day."""
    name = package.beside("styles.xml")
    if name not in package.names:
        return frozenset()
    root = package.parse(name)
    own = {number.get("numFmtId", ""): number.get("formatCode", "") for number in named(root, "numFmt")}
    styles = (style for group in named(root, "cellXfs") for style in group if isinstance(style.tag, str))
    return frozenset(place for place, style in enumerate(styles) if _is_day_format(style.get("numFmtId", "0"), own))


def _is_day_format(number: str, own: Mapping[str, str]) -> bool:
    if number in own:
        return _DAY_IN_FORMAT.search(_QUOTED.sub("", own[number])) is not None
    return whole(number) in _DAY_FORMATS


def _first_day(package: Package) -> datetime:
    properties = named(package.parse(package.main), "workbookPr")
    return _FIRST_DAY_OF_MAC if any(one.get("date1904") in ("1", "true") for one in properties) else _FIRST_DAY


def _read(package: Package, name: str, part: str, shared: _Shared) -> XmlSheet:
    sheet = XmlSheet(name, part=part, root=package.parse(part))
    shared = replace(shared, sets_high=_sets_high(package, part))
    formulas: dict[str, tuple[str, str]] = {}
    number = 0
    for row in named(sheet.root, "row"):
        number = whole(row.get("r")) or number + 1
        sheet.rows[number] = row
        if row.get("hidden") in ("1", "true"):
            sheet.hidden_rows.add(number)
        column = 0
        for cell in row:
            if not isinstance(cell.tag, str) or not cell.tag.endswith("}c"):
                continue
            reference = cell.get("r", "")
            column = place_of(reference)[0] if REFERENCE.fullmatch(reference) else column + 1
            sheet.elements[number, column] = cell
            if not len(cell):  # drawn and empty, as most cells of a sheet are
                continue
            text = _text(cell, shared)
            if text.strip():
                sheet.texts[number, column] = text
            formula = _formula(cell, f"{letters(column)}{number}", formulas)
            if formula is not None:
                sheet.formulas[f"{letters(column)}{number}"] = formula
    sheet.present.update(sheet.elements)
    _hide_columns(sheet)
    for merged in named(sheet.root, "mergeCell"):
        first, _colon, last = merged.get("ref", "").partition(":")
        if REFERENCE.fullmatch(first) and REFERENCE.fullmatch(last):
            (left, top), (right, bottom) = place_of(first), place_of(last)
            sheet.merged[top, left] = (bottom, right)
    return sheet


def _hide_columns(sheet: XmlSheet) -> None:
    for columns in named(sheet.root, "col"):
        if columns.get("hidden") in ("1", "true"):
            sheet.hidden_columns.update(range(whole(columns.get("min")), min(whole(columns.get("max")), 16_384) + 1))


def whole(text: str | None) -> int:
    """A whole number of a file's own counting, 0 where it is none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 8 else 0


def _text(cell: Any, shared: _Shared) -> str:
    """What a cell shows, as far as can be told without the width of its column."""
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _words(cell, sets_high=shared.sets_high)
    value = next((child.text or "" for child in cell if str(child.tag).endswith("}v")), "")
    if kind == "s":
        number = whole(value) if value.strip() else -1
        return shared.strings[number] if 0 <= number < len(shared.strings) else ""
    if kind != "n" or not value:
        return value
    number_shown = number_text(value)
    style = cell.get("s", "")
    return _day(value, shared.first_day) or number_shown if style and whole(style) in shared.day_styles else number_shown


def number_text(value: str) -> str:
    """A number as a sheet shows it: 3.0 is 3, and what is beyond fifteen digits is noise."""
    try:
        number = float(value)
    except ValueError:
        return value
    return format(Decimal(format(number, _DIGITS)).normalize() + 0, "f") if abs(number) < 1e15 else value


def _day(value: str, first_day: datetime) -> str | None:
    """The day (2022-12-31) that a number stands for, with its time where it has one."""
    try:
        number = float(value)
    except ValueError:
        return None
    if not _FIRST_RIGHT_DAY <= number <= _LAST_DAY - (first_day - _FIRST_DAY).days:
        return None
    moment = first_day + timedelta(seconds=round(number * 86_400))
    return moment.date().isoformat() if number == int(number) else moment.isoformat(" ", "minutes")


def _formula(cell: Any, reference: str, shared: dict[str, tuple[str, str]]) -> str | None:
    """The formula of a cell; one that cells share is moved to where it stands."""
    found = next((child for child in cell if str(child.tag).endswith("}f")), None)
    if found is None:
        return None
    text, group = found.text or "", found.get("si", "")
    if found.get("t") != "shared":
        return text
    if text:
        shared[group] = (text, reference)
        return text
    if group not in shared:
        return ""
    from openpyxl.formula.translate import Translator, TranslatorError

    first, origin = shared[group]
    try:
        return str(Translator(f"={first}", origin=origin).translate_formula(reference)).lstrip("=")
    except TranslatorError:
        return ""
