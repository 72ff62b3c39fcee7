"""Plain text taken out of a Word file or a web page → paragraphs and grids.

Tables survive as text in several ways. With tabs: one cell a line, each with a tab before it and an empty line after each row;
or one row a line, its cells separated by tabs. With bars: ``barred``. With nothing but the words of the form: ``loose``.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Container, Iterator
from dataclasses import replace

from disclosure.blocks import Block, Document, Grid, GridCell, Paragraph
from disclosure.errors import UnreadableError
from disclosure.language import _
from disclosure.reading.gathering import MOST_CELLS
from disclosure.reading.plain import barred
from disclosure.reading.plain.loose import Run, grid_of_run, lost_in, run_from
from disclosure.reading.plain.pages import page_numbers
from disclosure.reading.tables.values import looks_like_value, squeeze

#: Characters of text. The longest consolidated reports have a hundred thousand; a file of many times that is something else.
LONGEST_TEXT = 3_000_000

_MARKS_OF_ORDER = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: Lines in which tables without tabs and bars are looked for, which is slow; a report has a few hundred.
_MOST_LOOKS = 6000
#: Characters that no text has; a file full of them is something else.
_NOT_TEXT = re.compile(r"[\x00-\x06\x08\x0e-\x1b]")
#: A number and a tab before prose, as word processors write it out: 「一、\t总体情况」. It is no row of a table.
_NUMBERED_PROSE = re.compile(r"^\s*[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)、.．]\t+[^\t\d][^\t]*$")
#: What numbers the parts of a report; such a line is never the rest of a number above it.
_PART = re.compile(r"^\s*[一二三四五六七八九十]{1,3}、")


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
    if _NOT_TEXT.search(text, 0, 4096):
        raise UnreadableError(_("文件的内容不是文本，可能后缀名不对。请用原来的程序打开，另存为 .docx 或 UTF-8 文本后再试。"))
    return text


def read_text(data: bytes) -> Document:
    """The paragraphs and grids of a text file, each with its line. Raises :class:`UnreadableError`."""
    text = decode(data)
    if len(text) > LONGEST_TEXT:
        raise UnreadableError(_("文件有 {size} 万字，不像是年度报告。请检查是否选错了文件。", size=len(text) // 10_000))
    if max(text.count("\t"), text.count("|")) > MOST_CELLS:
        raise UnreadableError(_("文件的表格超过 {most} 个单元格，不像是年度报告。请检查是否选错了文件。", most=MOST_CELLS))
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    found = list(_blocks(lines))
    is_whole = not lines[-1].strip()
    return Document(tuple(_in_grids(found, is_whole=is_whole)), broken_off=not is_whole)


def _in_grids(found: list[Block | Run], *, is_whole: bool) -> Iterator[Block]:
    """The blocks with loose tables as grids, and a mark on the last cell of a text that ends in a table.

    ``is_whole``: the last line is ended, so that at least no number is broken off.
    """
    lost = lost_in([block for block in found if isinstance(block, Run)])
    for number, block in enumerate(found, 1):
        is_last = number == len(found)
        grid = grid_of_run(block, lost) if isinstance(block, Run) else block
        yield ending(grid, is_whole=is_whole) if is_last else grid


def ending(block: Block, *, is_whole: bool) -> Block:
    """The last block of a text; where it is a table, with a mark on the cell in which the text ends.

    ``is_whole``: the last line is ended, so that no digit is missing, though cells of the last row may be.
    """
    if not isinstance(block, Grid) or not block.rows or not block.rows[-1]:
        return block
    *rows, last = block.rows
    doubt = last[-1].doubt if last[-1].doubt in ("glued", "page") else "last" if is_whole else "broken_off"
    return Grid((*rows, (*last[:-1], replace(last[-1], doubt=doubt))), block.place, block.widths, block.lost)


def _is_cell(line: str) -> bool:
    """One cell a line: a tab, then the cell."""
    return line.startswith("\t") and line.count("\t") == 1


def _is_row(line: str) -> bool:
    """One row a line: cells separated by tabs."""
    return "\t" in line and not _is_cell(line) and line.strip() != "" and not _NUMBERED_PROSE.match(line)


def _blocks(lines: list[str]) -> Iterator[Block | Run]:
    at = looked = 0
    pages = page_numbers(lines)
    while at < len(lines):
        line = lines[at]
        if "\t" not in line and line.strip():
            if barred.has_bars(line) and barred.is_row(line):
                barred_rows, end = barred.rows_from(lines, at)
                grid = Grid(barred_rows, place=f"line {at + 1}")
                if barred_rows and barred.is_table(grid):
                    yield grid
                    at = end
                    continue
            elif looked < _MOST_LOOKS and (run := run_from(lines, at, pages)):
                # What is no table as a whole has none inside: its lines need not be looked at again.
                yield from (run,) if run.is_table else _paragraphs(lines, at, run.end, pages)
                looked += run.end - at
                at = run.end
                continue
            looked += 1
        if _is_row(line):
            rows, at = _take_rows(lines, at)
            yield from _grid_or_paragraphs(rows)
        elif _is_cell(line):
            rows, at = _take_cells(lines, at, pages)
            yield from _grid_or_paragraphs(rows)
        else:
            if line.strip():
                yield Paragraph(re.sub(r"\t+", " ", line.strip()), f"line {at + 1}", doubt="page" if at in pages else "")
            at += 1


def _paragraphs(lines: list[str], start: int, end: int, pages: Container[int]) -> Iterator[Paragraph]:
    for at in range(start, end):
        if lines[at].strip():
            yield Paragraph(lines[at].strip(), f"line {at + 1}", doubt="page" if at in pages else "")


def _take_rows(lines: list[str], at: int) -> tuple[tuple[tuple[GridCell, ...], ...], int]:
    """Rows of tab-separated cells from line ``at`` on. Empty lines between two rows are a page break, not an end."""
    rows = []
    while True:
        rows.append(tuple(GridCell(cell, f"line {at + 1}") for cell in lines[at].split("\t")))
        following = at + 1
        while following < len(lines) and not lines[following].strip():
            following += 1
        if following == len(lines) or not _is_row(lines[following]):
            return tuple(rows), at + 1
        at = following


def _take_cells(lines: list[str], at: int, pages: Container[int]) -> tuple[tuple[tuple[GridCell, ...], ...], int]:
    """Rows of cells that stand one a line, from line ``at`` on; a number of a page (``pages``) is none, for it has no tab.

    An empty line ends a row; a line without a tab goes on with the cell before it; two empty lines, or text after an empty
    line, end the grid.
    """
    rows: list[list[GridCell]] = [[]]
    continued: list[str] = []
    while at < len(lines):
        line = lines[at]
        if continued and (_is_cell(line) or not line.strip()):
            rows[-1][-1] = _continued(rows[-1][-1], continued)
        if _is_cell(line):
            rows[-1].append(GridCell(line[1:], f"line {at + 1}"))
        elif not line.strip():
            if at + 1 >= len(lines) or not _is_cell(lines[at + 1]):
                break
            rows.append([])
        elif at in pages:
            pass
        elif "\t" not in line and rows[-1] and not (_PART.match(line) and looks_like_value(rows[-1][-1].text)):
            continued.append(line.strip())
        else:
            break
        at += 1
    if continued:
        rows[-1][-1] = _continued(rows[-1][-1], continued)
    return tuple(tuple(row) for row in rows if row), at


def _continued(cell: GridCell, lines: list[str]) -> GridCell:
    """The cell with the lines that go on with it, which are used up."""
    text = "\n".join(([cell.text] if cell.text.strip() else []) + lines)
    lines.clear()
    return GridCell(text, cell.place)


def _grid_or_paragraphs(rows: tuple[tuple[GridCell, ...], ...]) -> Iterator[Block]:
    """A run of lines with tabs is a grid unless no row of it has two cells, or two with something in them: then it is prose."""
    if any(sum(1 for cell in row if squeeze(cell.text)) > 1 for row in rows):
        yield Grid(rows, place=rows[0][0].place)
        return
    for row in rows:
        for cell in row:
            if cell.text.strip():
                yield Paragraph(cell.text.strip(), cell.place)
