"""Invented reports as plain text in the ways in which real ones arrive."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

from disclosure.blocks import GridCell
from disclosure.form import Line, Table
from disclosure.samples import loose
from disclosure.samples.damage import broken_body, broken_header
from disclosure.samples.grids import grid_of, matrix_body, spread
from disclosure.samples.parts import signature_of, table_of, title_of
from disclosure.samples.truth import Layout, Quirk, Truth

_HARD_SPACE = "\u00a0"


def render_txt(truth: Truth, layout: Layout | None = None) -> bytes:
    """The report as a text file in one of the text layouts (default: its own). The same truth gives the same bytes.

    Raises ValueError for a layout that is not text.
    """
    layout = layout or truth.layout
    if layout not in _TABLES:
        raise ValueError(f"{layout} is not a layout of plain text")
    random = Random(truth.name)  # noqa: S311 - invention, not secrecy
    text = "\n".join(_document(truth, layout, random)) + "\n"
    text = text.partition(loose.END)[0]
    if Quirk.CRLF in truth.quirks:
        text = text.replace("\n", "\r\n")
    if Quirk.GB18030 in truth.quirks:
        return text.encode("gb18030")
    return text.encode("utf-8-sig" if Quirk.BYTE_ORDER_MARK in truth.quirks else "utf-8")


def _document(truth: Truth, layout: Layout, random: Random) -> Iterator[str]:
    report = truth.report
    # Text from tables of one row a line has an empty line after every paragraph; a dump from Word has none.
    gap = [] if layout is Layout.WORD_DUMP else [""]
    yield ""
    yield from (*title_of(truth), *gap)
    for line in report.preamble.lines:
        yield from (line.text, *gap)
    for section in report.sections:
        hard = _HARD_SPACE if Quirk.HARD_SPACES in truth.quirks and random.random() < 0.3 else ""
        yield from (hard + section.printed, *gap)
        yield from _lines(section.lines, layout, gap)
        if table := table_of(truth, section):
            yield from (*_TABLES[layout](truth, table, random), "")
    yield from signature_of(truth)


def _lines(lines: Sequence[Line], layout: Layout, gap: list[str]) -> Iterator[str]:
    for line in lines:
        if not line.is_table_row:
            yield from (line.text, *gap)
        elif layout is Layout.WORD_DUMP:
            yield from (*("\t" + cell for cell in line.text.split("\t")), "")
        else:
            yield line.text
    if lines and lines[-1].is_table_row:
        yield ""


def _dumped(truth: Truth, table: Table, random: Random) -> Iterator[str]:
    """One cell a line after a tab, an empty line after each row; a cell covered from above is a lone tab."""
    rows = [list(row) for row in grid_of(truth.report, table).rows]
    header = len(rows) - len(matrix_body(truth.report, table, 3)) if table.layout == "matrix" else len(rows) - 1
    blanks = random.randrange(len(rows)) if Quirk.TRAILING_BLANKS in truth.quirks else -1
    for number, row in enumerate(spread(rows, _width(rows))):
        breaks = Quirk.BROKEN_HEADER in truth.quirks and table.layout != "blocks" and number < header
        cells = [_dumped_cell(truth, cell, random, breaks) for cell in row if cell != "left"]
        if number == blanks:
            cells[-1] += " " * random.randint(200, 900)
        yield from (*cells, "")


def _dumped_cell(truth: Truth, cell: GridCell | str, random: Random, breaks: bool) -> str:
    return "\t" + (_cell_text(truth, cell.text, random, breaks) if isinstance(cell, GridCell) else "")


def _cell_text(truth: Truth, text: str, random: Random, breaks: bool) -> str:
    if breaks and len(text) == 4:
        return f"{text[:2]}\n{text[2:]}"
    if Quirk.HARD_SPACES in truth.quirks and text.isdigit() and random.random() < 0.5:
        return _HARD_SPACE + text
    return text


def _tabbed(truth: Truth, table: Table, _random: Random) -> Iterator[str]:
    """One row a line, tabs between the cells, covered cells empty."""
    label_columns = 2 if Quirk.NINE_COLUMNS in truth.quirks else 3
    rows = grid_of(truth.report, table, label_columns).rows
    for row in spread(rows, _width(rows)):
        yield "\t".join(_texts(row))


def _damaged(truth: Truth, table: Table, random: Random) -> Iterator[str]:
    """One row a line, with what conversion breaks in the largest table."""
    if table.layout == "list" and Quirk.PAGE_BREAK in truth.quirks:
        lines = list(_tabbed(truth, table, random))
        place = random.randrange(2, len(lines))
        again = lines[:1] if random.random() < 0.5 else []
        yield from (*lines[:place], "", f"- {random.randint(2, 9)} -", "", *again, *lines[place:])
        return
    if table.layout != "matrix":
        yield from _tabbed(truth, table, random)
        return
    header = broken_header(truth, table)
    yield from ("\t".join(_texts(row)) for row in spread(header, _width(header)))
    body = matrix_body(truth.report, table, 3)
    plain = spread([row for _key, row in body], _width([row for _key, row in body]))
    rows = [(key, _texts(row)) for (key, _cells), row in zip(body, plain, strict=True)]
    yield from broken_body(truth, table, rows, random)


def _width(rows: Sequence[Sequence[GridCell]]) -> int:
    return sum(cell.column_span for cell in rows[0])


def _texts(row: Sequence[GridCell | str]) -> list[str]:
    return [cell.text if isinstance(cell, GridCell) else "" for cell in row]


_TABLES = {
    Layout.WORD_DUMP: _dumped,
    Layout.TAB_ROWS: _tabbed,
    Layout.BROKEN_ROWS: _damaged,
    **loose.TABLES,
}
