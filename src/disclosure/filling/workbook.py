"""Cells of a workbook filled in: numbers go into the sheet's own XML; styles, merged cells and formulas stay as they are.

A formula is never written over. Where it is a sum, the result that programs show before they compute is brought up to date.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any
from xml.sax.saxutils import escape

from disclosure.errors import UnreadableError
from disclosure.filling.formulas import Sums
from disclosure.filling.opened import Opened, Writes
from disclosure.filling.patching import Edit, Span, encoding_of, patched, spans_of
from disclosure.form import Number
from disclosure.language import _
from disclosure.reading.workbook.package import Package
from disclosure.reading.workbook.references import REFERENCE, letters, place_of
from disclosure.reading.workbook.sheets import Position, document_of
from disclosure.reading.workbook.xlsx import XmlSheet, named, sheets_of
from disclosure.zips import replaced

_TYPE = re.compile(rb"""\st\s*=\s*("[^"]*"|'[^']*')""")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")

#: Columns of a sheet.
_LAST_COLUMN = 16_384


def _own(sheet: XmlSheet, writes: Writes) -> dict[str, str]:
    """What is to be written into a sheet, by reference; another sheet's name may begin like its own."""
    places = ((place.removeprefix(sheet.prefix), text) for place, text in writes.items() if place.startswith(sheet.prefix))
    return {reference: text for reference, text in places if REFERENCE.fullmatch(reference)}


def open_workbook(data: bytes) -> Opened:
    """An .xlsx to be filled in. Raises :class:`UnreadableError`."""
    package = Package(data)
    sheets = sheets_of(package)
    document = document_of(sheets)
    formulas = frozenset(f"{sheet.prefix}{reference}" for sheet in sheets for reference in sheet.formulas)
    return Opened(document, partial(_written, data, package, sheets), formulas, partial(_computed, sheets))


def _computed(sheets: Sequence[XmlSheet], writes: Writes) -> dict[str, Number | None]:
    """What the formulas give once cells are filled in, by their places."""
    found: dict[str, Number | None] = {}
    for sheet in sheets:
        texts = {f"{letters(column)}{row}": text for (row, column), text in sheet.texts.items()} | _own(sheet, writes)
        sums = Sums(sheet.formulas, texts)
        for reference in sheet.formulas:
            value = sums.value(reference)
            found[f"{sheet.prefix}{reference}"] = int(value) if value is not None and value == int(value) else value
    return found


def _written(data: bytes, package: Package, sheets: Sequence[XmlSheet], writes: Writes) -> bytes:
    changed: dict[str, bytes] = {}
    for sheet in sheets:
        if own := _own(sheet, writes):
            changed[sheet.part] = _sheet_written(package.read(sheet.part), sheet, own)
    if any(sheet.formulas for sheet in sheets):
        changed[package.main] = _computed_on_load(package.read(package.main), package.parse(package.main))
    return replaced(data, changed)


def _sheet_written(xml: bytes, sheet: XmlSheet, writes: Mapping[str, str]) -> bytes:
    encoding = encoding_of(sheet.root)
    cells = {place_of(reference)[::-1]: text for reference, text in writes.items()}
    needed = [element for position in cells for element in _around(sheet, position)]
    spans = spans_of(xml, sheet.root, needed)
    edits: dict[tuple[int, int], bytes] = {}
    for position, text in sorted(cells.items()):
        edit = _edit(xml, sheet, position, text, spans, encoding)
        # Several new cells may go to one place: they stay in their order.
        edits[edit.start, edit.end] = edits.get((edit.start, edit.end), b"") + edit.text
    return patched(xml, (Edit(start, end, text) for (start, end), text in edits.items()))


def _around(sheet: XmlSheet, position: Position) -> list[Any]:
    """The elements that must be found in the bytes: the cell with what is in it, or its row and the cell behind it."""
    cell = sheet.elements.get(position)
    if cell is not None:
        return [cell, *cell]
    behind = _behind(sheet, position)
    return [element for element in (sheet.rows.get(position[0]), behind) if element is not None]


def _behind(sheet: XmlSheet, position: Position) -> Any | None:
    """The next cell of the row that is written in the file."""
    row, column = position
    behind = next((other for other in range(column + 1, _LAST_COLUMN + 1) if (row, other) in sheet.elements), None)
    return sheet.elements[row, behind] if behind else None


def _edit(xml: bytes, sheet: XmlSheet, position: Position, text: str, spans: Mapping[Any, Span], encoding: str) -> Edit:
    cell = sheet.elements.get(position)
    row, column = position
    if cell is None:
        line = sheet.rows.get(row)
        if line is None or spans[line].is_one_tag:
            raise UnreadableError(_("工作表的第{row}行写得不规整，不能原样写回。请用 WPS 或 Excel 打开，另存后再试。", row=row))
        behind = _behind(sheet, position)
        at = spans[behind].start if behind is not None else spans[line].inner_end
        prefix = f"{line.prefix}:" if line.prefix else ""
        made = f'<{prefix}c r="{letters(column)}{row}"'.encode(encoding)
        return Edit(at, at, _with(made, prefix, text, encoding))
    span = spans[cell]
    prefix = f"{cell.prefix}:" if cell.prefix else ""
    formula = next((child for child in cell if str(child.tag).endswith("}f")), None)
    tag = _TYPE.sub(b"", xml[span.start : span.inner]).removesuffix(b">").rstrip(b"/").rstrip()
    kept = xml[spans[formula].start : spans[formula].end] if formula is not None else b""
    return Edit(span.start, span.end, _with(tag, prefix, text, encoding, kept))


def _with(tag: bytes, prefix: str, text: str, encoding: str, formula: bytes = b"") -> bytes:
    """A cell that begins with ``tag`` and holds a number, or words in itself."""
    end = f"</{prefix}c>".encode(encoding)
    if _NUMBER.fullmatch(text):
        return tag + b">" + formula + f"<{prefix}v>{text.lstrip('+')}</{prefix}v>".encode(encoding) + end
    inner = f"<{prefix}is><{prefix}t>{escape(text)}</{prefix}t></{prefix}is>"
    return tag + b' t="inlineStr">' + inner.encode(encoding) + end


def _computed_on_load(xml: bytes, root: Any) -> bytes:
    """The workbook's part, asking programs to compute all formulas when they open it."""
    found = next(iter(named(root, "calcPr")), None)
    if found is not None and found.get("fullCalcOnLoad") in ("1", "true"):
        return xml
    if found is None:
        return xml
    span = spans_of(xml, root, [found])[found]
    tag = re.sub(rb"\sfullCalcOnLoad\s*=\s*(\"[^\"]*\"|'[^']*')", b"", xml[span.start : span.inner])
    end = b"/>" if tag.endswith(b"/>") else b">"
    return patched(xml, [Edit(span.start, span.inner, tag.removesuffix(end).rstrip() + b' fullCalcOnLoad="1"' + end)])
