"""Documents as PDF files in the official look, set by Typst; the same document and fonts always give the same bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from disclosure.blocks import Block, Document, Grid, Paragraph
from disclosure.spans import header_rows
from disclosure.writing.fonts import chains
from disclosure.writing.look import OFFICIAL, Look
from disclosure.writing.text import legal

_TEMPLATE = Path(__file__).with_name("document.typ")
#: How much closer lines may stand so that a letter ends on its first page.
_CLOSER = 0.9
_TWO_PAGES = 2
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
        "blocks": [_block(block, look.table_size) for block in document.blocks],
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
        closer = replace(look, line=look.line * _CLOSER)
        tried = write_pdf(document, closer, fonts=fonts)
        if page_count(tried) == 1:
            return tried, closer
    return made, look


def _block(block: Block, table_size: float) -> Mapping[str, Any]:
    if isinstance(block, Paragraph):
        return {"style": block.style, "text": legal(block.text).replace("\t", "　")}
    return _grid(block, table_size)


def _grid(grid: Grid, size: float) -> Mapping[str, Any]:
    columns = max((sum(cell.column_span for cell in row) for row in grid.rows), default=1)
    widths = grid.widths if len(grid.widths) == columns else (1.0,) * columns
    rows = [[{**asdict(cell), "text": legal(cell.text)} for cell in row] for row in grid.rows]
    # A table of nothing but heading cells has nothing to repeat them over.
    header = header_rows(grid)
    return {"style": "grid", "rows": rows, "widths": widths, "size": size, "header": header if header < len(rows) else 0}
