"""Plain text taken out of a Word file or a web page → paragraphs and grids.

Two ways in which tables survive as text are read here: one cell a line, each with a tab before it and an empty line after each
row; and one row a line, its cells separated by tabs.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from disclosure.blocks import Block, Document, Grid, GridCell, Paragraph
from disclosure.errors import UnreadableError
from disclosure.language import _

_MARKS_OF_ORDER = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: Characters that no text has; a file full of them is something else.
_NOT_TEXT = frozenset(chr(code) for code in range(32)) - frozenset("\t\n\r\f\v\x1c\x1d\x1e\x1f\x07")


def decode(data: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 with a byte order mark, or GB 18030.

    Raises :class:`UnreadableError` where it is none of them.
    """
    for mark, encoding in _MARKS_OF_ORDER:
        if data.startswith(mark):
            return _checked(data.decode(encoding, errors="replace"))
    for encoding in ("utf-8", "gb18030"):
        try:
            return _checked(data.decode(encoding))
        except UnicodeDecodeError:
            continue
    raise UnreadableError(
        _("文件不是文本：既不是 UTF-8 也不是 GB 18030 编码。请用原来的程序打开，另存为 .docx 或 UTF-8 文本后再试。")
    )


def _checked(text: str) -> str:
    if any(character in _NOT_TEXT for character in text[:4096]):
        raise UnreadableError(_("文件的内容不是文本，可能后缀名不对。请用原来的程序打开，另存为 .docx 或 UTF-8 文本后再试。"))
    return text


def read_text(data: bytes) -> Document:
    """The paragraphs and grids of a text file, each with its line. Raises :class:`UnreadableError`."""
    lines = decode(data).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return Document(tuple(_blocks(lines)))


def _is_cell(line: str) -> bool:
    """One cell a line: a tab, then the cell."""
    return line.startswith("\t") and line.count("\t") == 1


def _is_row(line: str) -> bool:
    """One row a line: cells separated by tabs."""
    return "\t" in line and not _is_cell(line) and line.strip() != ""


def _blocks(lines: list[str]) -> Iterator[Block]:
    at = 0
    while at < len(lines):
        line = lines[at]
        if _is_row(line):
            rows, at = _take_rows(lines, at)
            yield Grid(rows, place=rows[0][0].place)
        elif _is_cell(line):
            rows, at = _take_cells(lines, at)
            yield from _grid_or_paragraphs(rows)
        else:
            if line.strip():
                yield Paragraph(line.strip(), f"line {at + 1}")
            at += 1


def _take_rows(lines: list[str], at: int) -> tuple[tuple[tuple[GridCell, ...], ...], int]:
    """Rows of tab-separated cells from line ``at`` on. An empty line between two rows is a page break, not an end."""
    rows = []
    while at < len(lines) and (_is_row(lines[at]) or (not lines[at].strip() and _row_follows(lines, at))):
        if lines[at].strip():
            rows.append(tuple(GridCell(cell, f"line {at + 1}") for cell in lines[at].split("\t")))
        at += 1
    return tuple(rows), at


def _row_follows(lines: list[str], at: int) -> bool:
    """Whether the next line that is not empty is again a row."""
    following = next((line for line in lines[at:] if line.strip()), "")
    return _is_row(following)


def _take_cells(lines: list[str], at: int) -> tuple[tuple[tuple[GridCell, ...], ...], int]:
    """Rows of cells that stand one a line, from line ``at`` on.

    An empty line ends a row; a line without a tab goes on with the cell before it; two empty lines, or text after an empty
    line, end the grid.
    """
    rows: list[list[GridCell]] = [[]]
    while at < len(lines):
        line = lines[at]
        if _is_cell(line):
            rows[-1].append(GridCell(line[1:], f"line {at + 1}"))
        elif not line.strip():
            if at + 1 >= len(lines) or not _is_cell(lines[at + 1]):
                break
            rows.append([])
        elif "\t" not in line and rows[-1]:
            cell = rows[-1][-1]
            text = f"{cell.text}\n{line.strip()}" if cell.text.strip() else line.strip()
            rows[-1][-1] = GridCell(text, cell.place)
        else:
            break
        at += 1
    return tuple(tuple(row) for row in rows if row), at


def _grid_or_paragraphs(rows: tuple[tuple[GridCell, ...], ...]) -> Iterator[Block]:
    """A run of lines that each begin with a tab is a grid unless no row of it has two cells: then it is indented prose."""
    if any(len(row) > 1 for row in rows):
        yield Grid(rows, place=rows[0][0].place)
        return
    for row in rows:
        for cell in row:
            if cell.text.strip():
                yield Paragraph(cell.text.strip(), cell.place)
