"""Documents as PDF files in the official look, set by Typst; the same document and fonts always give the same bytes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from disclosure.blocks import Block, Document, Grid, GridCell, Paragraph
from disclosure.spans import header_rows, slots
from disclosure.writing.fonts import chains
from disclosure.writing.look import LETTER, OFFICIAL, Look
from disclosure.writing.text import legal

_TEMPLATE = Path(__file__).with_name("document.typ")
#: How much closer lines may stand so that a letter ends on its first page: at the least one and a half times the type.
_CLOSER = (0.95, 0.9, 0.86, 0.83)
_TWO_PAGES = 2
#: Width of a figure in parts of its size; what a cell keeps free on both sides and the smallest size, in points.
_FIGURE, _INSET, _SMALLEST = 0.56, 9.0, 4.0
_FIGURES = frozenset("0123456789.,-")
_POINTS_PER_MM = 72 / 25.4
_MEASURES = (
    "paper_width", "paper_height", "margin_top", "margin_left", "margin_right", "margin_bottom", "title_size", "body_size",
    "table_size", "page_number_size", "line",
)  # fmt: skip


def write_pdf(document: Document, look: Look = OFFICIAL, *, fonts: Sequence[Path] = ()) -> bytes:
    """The document as a PDF: A4, official fonts where they are installed, tables with their merged cells.

    ``fonts`` are folders of fonts besides the system's. Raises :class:`NoFontError`.
    """
    import typst

    given = {
        "title": legal(document.title),
        "look": {name: getattr(look, name) for name in _MEASURES},
        "fonts": chains(look, tuple(fonts)),
        "blocks": [_block(block, look) for block in document.blocks],
    }
    # The root is our own folder: the template reads nothing but what it is given.
    made = typst.compile(
        _TEMPLATE, root=_TEMPLATE.parent, format="pdf", font_paths=list(fonts),
        sys_inputs={"document": json.dumps(given, ensure_ascii=False)},
    )  # fmt: skip
    return bytes(made)


def fitted(document: Document, look: Look, *, fonts: Sequence[Path] = ()) -> tuple[bytes, Look]:
    """The document as a PDF, its lines a little closer where that saves a second page that would hold next to nothing.

    GB/T 9704-2012 5.2.4 lets lines be adjusted. The look that was taken is given back, so that Word files are set alike.
    """
    from disclosure.writing.binding import page_count

    made = write_pdf(document, look, fonts=fonts)
    if page_count(made) == _TWO_PAGES:
        for share in _CLOSER:
            closer = replace(look, line=look.line * share)
            tried = write_pdf(document, closer, fonts=fonts)
            if page_count(tried) == 1:
                return tried, closer
    return made, look


def for_word(document: Document, look: Look = LETTER) -> Look:
    """The look for a Word file of a document: lines as close as they must be for one page with a line to spare, or just so.

    Other fonts break lines elsewhere. Raises :class:`NoFontError`.
    """
    spare = replace(look, margin_bottom=look.margin_bottom + look.line / _POINTS_PER_MM)
    return replace(look, line=min(fitted(document, each)[1].line for each in (look, spare)))


def _block(block: Block, look: Look) -> Mapping[str, Any]:
    if isinstance(block, Paragraph):
        return {"style": block.style, "text": legal(block.text).replace("\t", "　")}
    return _grid(block, look.table_size, (look.paper_width - look.margin_left - look.margin_right) * _POINTS_PER_MM)


def _grid(grid: Grid, size: float, width: float) -> Mapping[str, Any]:
    columns = max((sum(cell.column_span for cell in row) for row in grid.rows), default=1)
    widths = grid.widths if len(grid.widths) == columns else (1.0,) * columns
    point = width / sum(widths)
    rows = [
        [{**asdict(cell), "text": legal(cell.text), "size": _size(cell.text, width * point, size)} for cell, width in row]
        for row in _with_widths(grid, widths)
    ]
    # A table of nothing but heading cells has nothing to repeat them over.
    header = header_rows(grid)
    return {"style": "grid", "rows": rows, "widths": widths, "size": size, "header": header if header < len(rows) else 0}


def _with_widths(grid: Grid, widths: Sequence[float]) -> Iterator[list[tuple[GridCell, float]]]:
    """The cells of each row with the widths that they have."""
    for line in slots(grid):
        own = [slot for slot in line if not slot.is_continued]
        yield [(slot.cell, sum(widths[slot.column : slot.column + slot.cell.column_span])) for slot in own]


def _size(text: str, width: float, size: float) -> float:
    """The size in which a number fits into a cell so wide: it cannot be broken over lines, and must not touch the next one."""
    needed = len(text) * _FIGURE * size
    room = width - _INSET
    return size if needed <= room or not _FIGURES.issuperset(text) else max(size * room / needed, _SMALLEST)
