"""Documents as complete web pages: one file, no network, readable by screen readers, printable on A4."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from disclosure.blocks import Document, Grid, GridCell, Paragraph
from disclosure.spans import header_rows, slots
from disclosure.writing.text import legal

_HERE = Path(__file__).parent
# Tables with more columns than this are scrolled sideways on a phone rather than squeezed.
_WIDE = 7
_LANGUAGE_TAGS = {"zh": "zh-CN", "en": "en"}


def write_html(document: Document) -> bytes:
    """The document as a standalone HTML page in UTF-8: headings, tables with captions and scopes, its own styles."""
    page = _template().render(
        language=_LANGUAGE_TAGS.get(document.language, document.language),
        title=legal(document.title),
        blocks=_blocks(document),
        style=(_HERE / "page.css").read_text(encoding="utf-8"),
    )
    return page.encode("utf-8")


@cache
def _template() -> Template:
    loader = FileSystemLoader(_HERE, encoding="utf-8")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.get_template("page.html.j2")


@dataclass(frozen=True, slots=True)
class HtmlCell:
    """A cell as a tag: ``th`` with its scope, or ``td``."""

    lines: tuple[str, ...]
    scope: str
    row_span: int
    column_span: int
    align: str


@dataclass(frozen=True, slots=True)
class HtmlTable:
    """A table with its caption, its head and its body; ``columns`` are widths in percent of the whole."""

    caption: str
    number: int
    head: tuple[tuple[HtmlCell, ...], ...]
    body: tuple[tuple[HtmlCell, ...], ...]
    columns: tuple[float, ...]
    is_wide: bool


@dataclass(frozen=True, slots=True)
class HtmlParagraph:
    """A paragraph as a tag: ``h1``, ``h2`` or ``p`` with a class."""

    tag: str
    style: str
    lines: tuple[str, ...]


_TAGS = {"title": "h1", "heading": "h2"}


def _blocks(document: Document) -> list[HtmlTable | HtmlParagraph]:
    """The blocks as tags; the caption of a table is the heading below which it stands, else the title."""
    found: list[HtmlTable | HtmlParagraph] = []
    caption = document.title
    for block in document.blocks:
        if isinstance(block, Paragraph):
            if block.style in _TAGS:
                caption = block.text
            found.append(HtmlParagraph(_TAGS.get(block.style, "p"), block.style, _lines(block.text)))
        elif block.rows:
            number = sum(isinstance(other, HtmlTable) for other in found) + 1
            found.append(_table(block, legal(caption), number))
    return found


def _lines(text: str) -> tuple[str, ...]:
    return tuple(legal(text).split("\n"))


def _table(grid: Grid, caption: str, number: int) -> HtmlTable:
    rows = tuple(tuple(_cell(cell, row) for cell in row) for row in grid.rows)
    top = header_rows(grid)
    count = max((slot.column + slot.cell.column_span for line in slots(grid) for slot in line), default=0)
    widths = grid.widths if len(grid.widths) == count else ()
    shares = tuple(round(100 * width / sum(widths), 2) for width in widths)
    return HtmlTable(caption, number, rows[:top], rows[top:], shares, count >= _WIDE)


def _cell(cell: GridCell, row: tuple[GridCell, ...]) -> HtmlCell:
    """A heading speaks for its row where figures stand beside it, and for its columns where the row is all headings."""
    scope = "" if not cell.header else "col" if all(other.header for other in row) else "row"
    return HtmlCell(_lines(cell.text), scope, cell.row_span, cell.column_span, cell.align)
