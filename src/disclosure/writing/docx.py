"""Documents as Word files (.docx) in the official look; the same document always gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree

from disclosure.blocks import Document, Grid, GridCell
from disclosure.spans import Slot, header_rows, slots
from disclosure.writing.docx_letters import dress_letter
from disclosure.writing.docx_styles import BODY, HEADING, SIGNATURE, TABLE_TEXT, TITLE, blank_document
from disclosure.writing.look import OFFICIAL, Look
from disclosure.writing.text import legal

_STYLES = {"title": TITLE, "heading": HEADING, "body": BODY, "signature": SIGNATURE}
# The zip format begins its years in 1980; a fixed day keeps equal documents equal.
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)
_TWIPS_PER_MM = 1440 / 25.4
_CELL_MARGIN_TWIPS = 40
# The core properties must not tell when or by what the file was made: equal documents would differ.
_UNTOLD_PROPERTIES = ("created", "modified", "lastModifiedBy", "description", "revision", "creator")


def write_docx(document: Document, look: Look = OFFICIAL) -> bytes:
    """The document as a .docx: A4, official fonts, real merged cells, heading rows that repeat on the next page."""
    word = blank_document(look)
    style_ids = {kind: word.styles[name].style_id for kind, name in (*_STYLES.items(), ("table", TABLE_TEXT))}
    body = word.element.body
    for block in document.blocks:
        if isinstance(block, Grid):
            body.insert(len(body) - 1, _table(block, look, style_ids["table"]))
            # Two tables without a paragraph between them would become one.
            body.insert(len(body) - 1, _paragraph("", style_ids["table"]))
        else:
            body.insert(len(body) - 1, _paragraph(block.text, style_ids.get(block.style, style_ids["body"])))
    dress_letter(word, document, look)
    _properties(word, document)
    return _same_bytes(word)


def _properties(word: WordDocument, document: Document) -> None:
    word.core_properties.title = legal(document.title)
    word.core_properties.language = "zh-CN"
    root = word.core_properties._element
    for child in list(root):
        if etree.QName(child).localname in _UNTOLD_PROPERTIES:
            root.remove(child)


def _same_bytes(word: WordDocument) -> bytes:
    """The package with every member dated alike, in a fixed order."""
    saved, fixed = io.BytesIO(), io.BytesIO()
    word.save(saved)
    with zipfile.ZipFile(saved) as before, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            member = zipfile.ZipInfo(name, _ZIP_DAY)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 0
            after.writestr(member, before.read(name))
    return fixed.getvalue()


def _element(name: str, parent: Any = None, **attributes: object) -> Any:
    values = {qn(f"w:{key}"): str(value) for key, value in attributes.items()}
    return etree.Element(qn(f"w:{name}"), values) if parent is None else etree.SubElement(parent, qn(f"w:{name}"), values)


def _paragraph(text: str, style_id: str, *, align: str | None = None) -> Any:
    paragraph = parse_xml(f"<w:p {nsdecls('w')}/>")
    properties = _element("pPr", paragraph)
    _element("pStyle", properties, val=style_id)
    if align:
        _element("jc", properties, val=align)
    if text := legal(text):
        _run(_element("r", paragraph), text)
    return paragraph


def _run(run: Any, text: str) -> None:
    for index, line in enumerate(text.split("\n")):
        if index:
            _element("br", run)
        for tab, piece in enumerate(line.split("\t")):
            if tab:
                _element("tab", run)
            if piece:
                words = _element("t", run)
                words.text = piece
                words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _table(grid: Grid, look: Look, style_id: str) -> Any:
    lines = slots(grid)
    widths = _column_widths(grid, max(sum(slot.cell.column_span for slot in line) for line in lines), look)
    table = parse_xml(f"<w:tbl {nsdecls('w')}/>")
    _table_properties(table, sum(widths))
    columns = _element("tblGrid", table)
    for width in widths:
        _element("gridCol", columns, w=width)
    repeated = header_rows(grid)
    for index, line in enumerate(lines):
        row = _element("tr", table)
        properties = _element("trPr", row)
        _element("cantSplit", properties)
        if index < repeated:
            _element("tblHeader", properties)
        for slot in line:
            row.append(_cell(slot, widths, style_id))
        # The rows of a table stay on one page as long as a page can hold them.
        if index < len(lines) - 1:
            for paragraph in row.iter(qn("w:pPr")):
                paragraph.insert(1, _element("keepNext"))
    return table


def _column_widths(grid: Grid, count: int, look: Look) -> list[int]:
    shares = grid.widths if len(grid.widths) == count else (1.0,) * count
    whole = look.text_width * _TWIPS_PER_MM
    return [int(whole * share / sum(shares)) for share in shares]


def _table_properties(table: Any, width: int) -> None:
    properties = _element("tblPr", table)
    _element("tblW", properties, w=width, type="dxa")
    _element("jc", properties, val="center")
    borders = _element("tblBorders", properties)
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        _element(side, borders, val="single", sz=4, space=0, color="000000")
    _element("tblLayout", properties, type="fixed")
    margins = _element("tblCellMar", properties)
    for side in ("left", "right"):
        _element(side, margins, w=_CELL_MARGIN_TWIPS, type="dxa")


def _cell(slot: Slot, widths: list[int], style_id: str) -> Any:
    cell = _element("tc")
    properties = _element("tcPr", cell)
    end = slot.column + slot.cell.column_span
    _element("tcW", properties, w=sum(widths[slot.column : end]), type="dxa")
    if slot.cell.column_span > 1:
        _element("gridSpan", properties, val=slot.cell.column_span)
    if slot.cell.row_span > 1:
        _element("vMerge", properties, val="continue" if slot.is_continued else "restart")
    _element("vAlign", properties, val="center")
    cell.append(_paragraph("" if slot.is_continued else slot.cell.text, style_id, align=_alignment(slot.cell)))
    return cell


def _alignment(cell: GridCell) -> str | None:
    return cell.align if cell.align in ("left", "right") else None
