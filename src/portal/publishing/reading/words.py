"""The words of an attached file, for the search for personal numbers and for full text."""

from __future__ import annotations

from typing import Any

from disclosure.blocks import Document, Grid
from disclosure.reading.plain.text import decode
from disclosure.reading.word.docx import read_docx
from portal.publishing.reading import sheets

#: Characters that are kept.
LONGEST = 500_000


def read(data: bytes, name: str) -> str:
    """The words of a .docx, .xlsx, .txt or .csv."""
    if name.lower().endswith(".docx"):
        found = document_words(read_docx(data))
    elif name.lower().endswith(".xlsx"):
        found = _sheet_words(data, name)
    else:
        found = decode(data)
    return found[:LONGEST].replace("\x00", "")


def document_words(document: Document) -> str:
    """The words of a document, blocks on lines, cells separated by tabs."""
    lines: list[str] = []
    for block in document.blocks:
        if isinstance(block, Grid):
            lines.extend("\t".join(cell.text for cell in row) for row in block.rows)
        else:
            lines.append(block.text)
    return "\n".join(lines)


def _sheet_words(data: bytes, name: str) -> str:
    rows: list[Any] = []
    for _title, sheet in sheets.sheets_of(data, name):
        for row in sheet:
            rows.append(row)
            if len(rows) > sheets.MOST_ROWS:
                break
    return "\n".join("\t".join(str(cell) for cell in row if str(cell)) for row in rows if any(str(cell) for cell in row))
