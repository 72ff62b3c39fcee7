"""Invented reports as Markdown, as converters make it of pages and Word files: bars between cells, marks around words."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from random import Random

from disclosure.blocks import Grid, GridCell
from disclosure.samples.grids import spread
from disclosure.samples.parts import blocks_of
from disclosure.samples.truth import Truth

_MARKS = {"title": "# ", "heading": "## "}


def render_markdown(truth: Truth) -> bytes:
    """The report as Markdown; one in four has its tables as HTML, as converters write tables with merged cells."""
    random = Random(truth.name)  # noqa: S311 - invention, not secrecy
    as_html, bold, repeats = random.random() < 0.25, random.random() < 0.5, random.random() < 0.5
    lines: list[str] = []
    for block in blocks_of(truth):
        if isinstance(block, Grid):
            lines += _html(block) if as_html else _bars(block, repeats)
        elif block.style in _MARKS:
            lines.append(_MARKS[block.style] + (f"**{block.text}**" if bold else block.text))
        else:
            lines.append(f"**{block.text[:4]}**{block.text[4:]}" if bold and random.random() < 0.3 else block.text)
        lines.append("")
    return "\n".join(lines).encode()


def _bars(grid: Grid, repeats: bool) -> Iterator[str]:
    """One row a line; what a merged cell covers is empty, or says again what the cell says."""
    width = sum(cell.column_span for cell in grid.rows[0])
    shown: list[list[str]] = []
    for row in spread(grid.rows, width):
        texts: list[str] = []
        for place, cell in enumerate(row):
            if isinstance(cell, GridCell):
                texts.append(cell.text.replace("|", "\\|"))
            elif repeats:
                texts.append(texts[-1] if cell == "left" and texts else shown[-1][place])
            else:
                texts.append("")
        shown.append(texts)
    head, *rest = [f"| {' | '.join(texts)} |" for texts in shown]
    yield from (head, "|" + " --- |" * width, *rest)


def _html(grid: Grid) -> Iterator[str]:
    yield "<table>"
    for row in grid.rows:
        yield "<tr>" + "".join(_cell(cell) for cell in row) + "</tr>"
    yield "</table>"


def _cell(cell: GridCell) -> str:
    spans = f' rowspan="{cell.row_span}"' * (cell.row_span > 1) + f' colspan="{cell.column_span}"' * (cell.column_span > 1)
    return f"<td{spans}>{escape(cell.text)}</td>"
