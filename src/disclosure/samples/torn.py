"""Invented reports as PDF files the way office programs print them: what makes the tables in real ones hard to read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from random import Random
from typing import Any

from disclosure.blocks import GridCell
from disclosure.form import Section, Table
from disclosure.samples.grids import grid_of, matrix_body
from disclosure.samples.parts import signature_of, table_of, title_of
from disclosure.samples.truth import Quirk, Truth
from disclosure.writing.fonts import chain
from disclosure.writing.look import OFFICIAL

_TEMPLATE = Path(__file__).with_name("torn.typ")
#: Around a page's number.
_DASHES = (("- ", " -"), ("— ", " —"), ("", ""))
#: Shares of the page's width: labels of a matrix stand in three columns, and in a narrow one are broken over lines.
_WIDTHS: Mapping[str, tuple[float, ...]] = {
    "matrix": (1.0, 1.7, 4.2, *(1.25,) * 7),
    "pairs": (1.2, 0.7, 1.2, 0.9, 1.6),
}
#: A label of a group of so many rows has room to stand upright.
_ROOM = 5
#: Headings of so many characters stand on two lines where fifteen columns stand side by side.
_TWO_LINES = 4


def render_torn(truth: Truth) -> bytes:
    """The report as a PDF with the quirks of its truth. The same truth and fonts give the same bytes.

    Raises :class:`NoFontError`.
    """
    import typst

    random = Random(truth.name)  # noqa: S311 - invention, not secrecy
    given = {
        "fonts": chain(OFFICIAL.table),
        "repeated": Quirk.HEADER_ONCE not in truth.quirks,
        "number": random.choice(_DASHES),
        "blocks": list(_blocks(truth, random)),
    }
    made = typst.compile(
        _TEMPLATE, root=_TEMPLATE.parent, format="pdf", sys_inputs={"document": json.dumps(given, ensure_ascii=False)}
    )
    return bytes(made)


def _blocks(truth: Truth, random: Random) -> Iterator[Mapping[str, Any]]:
    yield {"style": "title", "text": "\n".join(title_of(truth))}
    for line in truth.report.preamble.lines:
        yield {"style": "body", "text": line.text}
    for section in truth.report.sections:
        yield from _section(truth, section, random)
    for text in signature_of(truth):
        yield {"style": "signature", "text": text}


def _section(truth: Truth, section: Section, random: Random) -> Iterator[Mapping[str, Any]]:
    yield {"style": "body", "text": section.printed}
    for line in section.lines:
        yield {"style": "body", "text": line.text.replace("\t", "　　")}
    table = table_of(truth, section)
    if table is not None:
        yield _grid(truth, table, random)


def _grid(truth: Truth, table: Table, random: Random) -> Mapping[str, Any]:
    drawn = grid_of(truth.report, table).rows
    width = sum(cell.column_span for cell in drawn[0])
    header = len(drawn) - len(matrix_body(truth.report, table, 3)) if table.layout == "matrix" else 0
    widths = _WIDTHS.get(table.layout, ()) or (1.0,) * width
    size = random.choice((8, 9)) if table.layout == "blocks" else 8
    return {
        "style": "grid", "rows": [[_cell(truth, table, cell) for cell in row] for row in drawn],
        "rules": _rules(truth, table), "header": header, "widths": widths, "size": size,
        "inset": 1 if table.layout == "strip" else 4,
    }  # fmt: skip


def _rules(truth: Truth, table: Table) -> str:
    """Which lines a table has. That of fees, whose labels stand above and beside its cells, has all of them."""
    if table.layout == "pairs":
        return "all"
    return "none" if Quirk.NO_RULES in truth.quirks else "level" if Quirk.LEVEL_RULES in truth.quirks else "all"


def _cell(truth: Truth, table: Table, cell: GridCell) -> Mapping[str, Any]:
    """A cell as data; labels of groups and of narrow columns upright where the truth says so."""
    text = cell.text
    if Quirk.UPRIGHT_LABELS in truth.quirks and cell.row_span >= max(_ROOM, len(text)):
        text = "\n".join(text)
    elif table.layout == "strip" and cell.column_span == 1 and len(text) == _TWO_LINES and text.isalpha():
        text = "\n".join(text) if Quirk.UPRIGHT_HEADERS in truth.quirks else f"{text[:2]}\n{text[2:]}"
    left = table.layout == "matrix" and cell.row_span == 1 and len(text) > 4
    return {**asdict(cell), "text": text, "align": "left" if left else "center"}
