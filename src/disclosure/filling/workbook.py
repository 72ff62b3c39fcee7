"""Cells of a workbook filled in: numbers go into the sheet's own XML; styles, merged cells and formulas stay as they are.

A formula is never written over. Where it is a sum, the result that programs show before they compute is brought up to date.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import Any
from xml.sax.saxutils import escape

from disclosure.blocks import Block, Document, Grid, GridCell, Paragraph
from disclosure.errors import UnreadableError
from disclosure.filling.formulas import Sums, letters, place_of
from disclosure.filling.opened import Opened, Writes
from disclosure.filling.package import Package
from disclosure.filling.patching import Edit, Span, encoding_of, patched, spans_of
from disclosure.form import Number
from disclosure.language import _
from disclosure.reading.gathering import MOST_CELLS
from disclosure.zips import replaced

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_TYPE = re.compile(rb"""\st\s*=\s*("[^"]*"|'[^']*')""")
_REFERENCE = re.compile(r"[A-Z]{1,3}[0-9]{1,7}")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
#: Digits that Excel shows; the sixteenth is noise of its sums.
_DIGITS = ".15g"

#: Columns of a sheet.
_LAST_COLUMN = 16_384
#: So many empty cells with a look of their own make a row that somebody drew.
_DRAWN = 2

Position = tuple[int, int]


@dataclass
class _Sheet:
    """A sheet: its name and part, its cells by row and column (both from one), and what is merged."""

    name: str
    part: str
    root: Any
    texts: dict[Position, str] = field(default_factory=dict)
    elements: dict[Position, Any] = field(default_factory=dict)
    rows: dict[int, Any] = field(default_factory=dict)
    formulas: dict[str, str] = field(default_factory=dict)
    merged: dict[Position, Position] = field(default_factory=dict)

    @property
    def prefix(self) -> str:
        """What the places of its cells begin with."""
        return f"sheet {self.name} "

    def place(self, position: Position) -> str:
        """The place of a cell: ``sheet 表三 D7``."""
        row, column = position
        return f"{self.prefix}{letters(column)}{row}"

    def own(self, writes: Writes) -> dict[str, str]:
        """What is to be written into this sheet, by reference; another sheet's name may begin like its own."""
        places = ((place.removeprefix(self.prefix), text) for place, text in writes.items() if place.startswith(self.prefix))
        return {reference: text for reference, text in places if _REFERENCE.fullmatch(reference)}


def open_workbook(data: bytes) -> Opened:
    """An .xlsx to be filled in. Raises :class:`UnreadableError`."""
    package = Package(data)
    strings = _strings(package)
    sheets = [_read(package, name, part, strings) for name, part in _parts(package)]
    count = sum(len(sheet.texts) for sheet in sheets)
    if count > MOST_CELLS:
        raise _too_many()
    document = Document(tuple(block for sheet in sheets for block in _blocks(sheet)))
    formulas = frozenset(f"{sheet.prefix}{reference}" for sheet in sheets for reference in sheet.formulas)
    return Opened(document, partial(_written, data, package, sheets), formulas, partial(_computed, sheets))


def _computed(sheets: Sequence[_Sheet], writes: Writes) -> dict[str, Number | None]:
    """What the formulas give once cells are filled in, by their places."""
    found: dict[str, Number | None] = {}
    for sheet in sheets:
        texts = {f"{letters(column)}{row}": text for (row, column), text in sheet.texts.items()} | sheet.own(writes)
        sums = Sums(sheet.formulas, texts)
        for reference in sheet.formulas:
            value = sums.value(reference)
            found[f"{sheet.prefix}{reference}"] = int(value) if value is not None and value == int(value) else value
    return found


def _too_many() -> UnreadableError:
    return UnreadableError(_("文件的表格超过 {most} 个单元格，不像是年度报告。请检查是否选错了文件。", most=MOST_CELLS))


def _named(root: Any, name: str) -> Iterator[Any]:
    return root.iter(f"{_MAIN}{name}", f"{_STRICT}{name}")  # type: ignore[no-any-return]


def _parts(package: Package) -> Iterator[tuple[str, str]]:
    """Name and part of each sheet that is shown."""
    links = package.links()
    for sheet in _named(package.parse(package.main), "sheet"):
        link = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
        part = links.get(link, "")
        if sheet.get("state", "visible") == "visible" and "worksheets/" in part and part in package.names:
            yield sheet.get("name", ""), part


def _strings(package: Package) -> list[str]:
    """The strings that cells share, without their pronunciation."""
    name = package.main.rpartition("/")[0] + "/sharedStrings.xml"
    if name not in package.names:
        return []
    return [_words(item) for item in _named(package.parse(name), "si")]


def _words(item: Any) -> str:
    return "".join(
        part.text or ""
        for part in _named(item, "t")
        if not any(str(above.tag).endswith("}rPh") for above in part.iterancestors())
    )


def _read(package: Package, name: str, part: str, strings: Sequence[str]) -> _Sheet:
    sheet = _Sheet(name, part, package.parse(part))
    shared: dict[str, tuple[str, str]] = {}
    number = 0
    for row in _named(sheet.root, "row"):
        number = _whole(row.get("r")) or number + 1
        sheet.rows[number] = row
        column = 0
        for cell in row:
            if not isinstance(cell.tag, str) or not cell.tag.endswith("}c"):
                continue
            reference = cell.get("r", "")
            column = place_of(reference)[0] if _REFERENCE.fullmatch(reference) else column + 1
            sheet.elements[number, column] = cell
            text = _text(cell, strings)
            if text.strip():
                sheet.texts[number, column] = text
            formula = _formula(cell, f"{letters(column)}{number}", shared)
            if formula is not None:
                sheet.formulas[f"{letters(column)}{number}"] = formula
    for merged in _named(sheet.root, "mergeCell"):
        first, _colon, last = merged.get("ref", "").partition(":")
        if _REFERENCE.fullmatch(first) and _REFERENCE.fullmatch(last):
            (left, top), (right, bottom) = place_of(first), place_of(last)
            sheet.merged[top, left] = (bottom, right)
    return sheet


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 8 else 0


def _text(cell: Any, strings: Sequence[str]) -> str:
    """What a cell shows, as far as can be told without its format."""
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _words(cell)
    value = next((child.text or "" for child in cell if str(child.tag).endswith("}v")), "")
    if kind == "s":
        number = _whole(value) if value.strip() else -1
        return strings[number] if 0 <= number < len(strings) else ""
    if kind == "n" and _is_number(value):
        return format(Decimal(format(float(value), _DIGITS)).normalize() + 0, "f")
    return value


def _is_number(value: str) -> bool:
    try:
        return abs(float(value)) < 1e15
    except ValueError:
        return False


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


def _blocks(sheet: _Sheet) -> Iterator[Block]:
    """Rows that hang together as grids, over all columns in which any of them has something; lines alone as paragraphs."""
    covered = _covered(sheet)
    # An empty row belongs to the table above it where cells are drawn in it: the numbers of a strip stand in such a one.
    drawn = {row for row, count in Counter(row for row, _column in sheet.elements).items() if count >= _DRAWN}
    busy = sorted({row for row, _column in sheet.texts} | {row for row, _column in covered if row in sheet.rows} | drawn)
    texts, drawn_at = _by_row(sheet.texts), _by_row((*sheet.elements, *sheet.merged))
    total = 0
    for rows in _runs(busy):
        if not any(row in texts for row in rows):
            continue
        left = min(column for row in rows for column in texts.get(row, ()))
        ends = (sheet.merged.get((row, column), (row, column))[1] for row in rows for column in drawn_at.get(row, ()))
        right = max(left, *ends)
        total += len(rows) * (right - left + 1)
        if total > MOST_CELLS:
            raise _too_many()
        lines = [tuple(_cells(sheet, row, left, right, covered, max(rows))) for row in rows]
        if any(len(line) > 1 for line in lines):
            yield Grid(tuple(lines), lines[0][0].place if lines[0] else None)
        else:
            yield from (Paragraph(cell.text, cell.place) for line in lines for cell in line if cell.text.strip())


def _by_row(positions: Iterable[Position]) -> dict[int, list[int]]:
    """The columns of each row."""
    found: dict[int, list[int]] = {}
    for row, column in positions:
        found.setdefault(row, []).append(column)
    return found


def _covered(sheet: _Sheet) -> set[Position]:
    """The positions that merged cells take, their first ones included; a merge beyond any table is none."""
    covered: set[Position] = set()
    for (top, left), (bottom, right) in sheet.merged.items():
        if (bottom - top + 1) * (right - left + 1) <= MOST_CELLS:
            covered.update((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
        if len(covered) > MOST_CELLS:
            raise _too_many()
    return covered


def _runs(rows: Sequence[int]) -> Iterator[range]:
    """Rows that follow one upon the other."""
    start = 0
    for place in range(1, len(rows) + 1):
        if place == len(rows) or rows[place] != rows[place - 1] + 1:
            yield range(rows[start], rows[place - 1] + 1)
            start = place


def _cells(sheet: _Sheet, row: int, left: int, right: int, covered: set[Position], last: int) -> Iterator[GridCell]:
    for column in range(left, right + 1):
        position = (row, column)
        if position in covered and position not in sheet.merged:
            continue
        bottom, end = sheet.merged.get(position, position)
        spans = (min(bottom, last) - row + 1, min(end, right) - column + 1)
        yield GridCell(sheet.texts.get(position, ""), sheet.place(position), *spans)


def _written(data: bytes, package: Package, sheets: Sequence[_Sheet], writes: Writes) -> bytes:
    changed: dict[str, bytes] = {}
    for sheet in sheets:
        if own := sheet.own(writes):
            changed[sheet.part] = _sheet_written(package.read(sheet.part), sheet, own)
    if any(sheet.formulas for sheet in sheets):
        changed[package.main] = _computed_on_load(package.read(package.main), package.parse(package.main))
    return replaced(data, changed)


def _sheet_written(xml: bytes, sheet: _Sheet, writes: Mapping[str, str]) -> bytes:
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


def _around(sheet: _Sheet, position: Position) -> list[Any]:
    """The elements that must be found in the bytes: the cell with what is in it, or its row and the cell behind it."""
    cell = sheet.elements.get(position)
    if cell is not None:
        return [cell, *cell]
    behind = _behind(sheet, position)
    return [element for element in (sheet.rows.get(position[0]), behind) if element is not None]


def _behind(sheet: _Sheet, position: Position) -> Any | None:
    """The next cell of the row that is written in the file."""
    row, column = position
    behind = next((other for other in range(column + 1, _LAST_COLUMN + 1) if (row, other) in sheet.elements), None)
    return sheet.elements[row, behind] if behind else None


def _edit(xml: bytes, sheet: _Sheet, position: Position, text: str, spans: Mapping[Any, Span], encoding: str) -> Edit:
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
    found = next(iter(_named(root, "calcPr")), None)
    if found is not None and found.get("fullCalcOnLoad") in ("1", "true"):
        return xml
    if found is None:
        return xml
    span = spans_of(xml, root, [found])[found]
    tag = re.sub(rb"\sfullCalcOnLoad\s*=\s*(\"[^\"]*\"|'[^']*')", b"", xml[span.start : span.inner])
    end = b"/>" if tag.endswith(b"/>") else b">"
    return patched(xml, [Edit(span.start, span.inner, tag.removesuffix(end).rstrip() + b' fullCalcOnLoad="1"' + end)])
