"""Markdown, as converters make it of pages and Word files → paragraphs and grids: rows between bars, HTML tables among them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from disclosure.blocks import Block, Document, Grid, GridCell, Paragraph
from disclosure.errors import UnreadableError
from disclosure.language import _
from disclosure.reading.gathering import MOST_CELLS, RAISED
from disclosure.reading.plain.pages import page_numbers
from disclosure.reading.plain.text import LONGEST_TEXT, decode, ending
from disclosure.reading.tables.values import looks_like_value

#: One column of the line under the head of a table.
_RULE = re.compile(r":?-{2,}:?")
_OPENED, _CELL = re.compile(rb"<table[\s>]", re.IGNORECASE), re.compile(rb"<t[dh][\s>]", re.IGNORECASE)
_HEADING_IN = re.compile(rb"^#{1,6} +[^\s#]", re.MULTILINE)
#: Bytes in which headings are looked for.
_HEAD = 100_000
_BAR = re.compile(r"(?<!\\)\|")
# Marks reach over one sentence; a bound keeps thousands of unclosed ones from being looked for to the end each.
_EMPHASIS = re.compile(r"(\*{1,3}|_{2,3})(?=\S)(.{1,300}?)(?<=\S)\1")
_PICTURE = re.compile(r"!\[[^\]]{0,300}\]\([^)]{0,1000}\)")
_LINK = re.compile(r"\[([^\[\]]{0,300})\]\([^)\s]{0,1000}\)")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")
_RAISED = re.compile(r"<sup\b[^<>]*>(.*?)(?:</sup\s*>|$)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"</?(?:br|b|strong|em|i|u|span|font|sup|sub|p|div|center)\b[^<>]*>", re.IGNORECASE)
_OPENS, _CLOSES = re.compile(r"<table\b", re.IGNORECASE), re.compile(r"</table\s*>", re.IGNORECASE)


def is_markdown(data: bytes) -> bool:
    """Whether a text is Markdown, told by what a reader of plain text can make nothing of: rules of tables, HTML tables, several
    headings marked as such."""
    if b"|" in data and b"--" in data and any(is_rule(line.decode("latin-1")) for line in data.splitlines() if b"--" in line):
        return True
    if len(_HEADING_IN.findall(data, 0, _HEAD)) > 1:
        return True
    opened = _OPENED.search(data)
    return opened is not None and _CELL.search(data, opened.end()) is not None


def is_rule(line: str) -> bool:
    """Whether a line is the one under the head of a table: | --- | :--: |, with a bar somewhere."""
    bare = line.strip(" \t\r>")
    return "|" in bare and all(_RULE.fullmatch(part.strip(" \t")) for part in bare.strip("|").split("|"))


def read_markdown(data: bytes) -> Document:
    """The paragraphs and grids of a Markdown file, each with its line. Raises :class:`UnreadableError`."""
    text = decode(data)
    if len(text) > LONGEST_TEXT:
        raise UnreadableError(_("文件有 {size} 万字，不像是年度报告。请检查是否选错了文件。", size=len(text) // 10_000))
    if text.count("|") > MOST_CELLS:
        raise UnreadableError(_("文件的表格超过 {most} 个单元格，不像是年度报告。请检查是否选错了文件。", most=MOST_CELLS))
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    found = list(_blocks(lines))
    # A cell that has its bar, or a tag its end, is whole; only a line that ends in a cell may lack digits.
    is_whole = not lines[-1].strip() or lines[-1].rstrip().endswith(("|", ">"))
    blocks = (*found[:-1], *(ending(block, is_whole=is_whole) for block in found[-1:]))
    return Document(blocks, broken_off=not is_whole)


def _blocks(lines: Sequence[str]) -> Iterator[Block]:
    at = 0
    pages = page_numbers(lines)
    while at < len(lines):
        line = lines[at]
        if _OPENS.search(line):
            end = _end_of_html(lines, at)
            yield from _html(lines[at:end], at + 1)
            at = end
        elif _is_row(line):
            end = at
            while end < len(lines) and (_is_row(lines[end]) or is_rule(lines[end])):
                end += 1
            yield from _table(lines[at:end], at + 1)
            at = end
        else:
            yield from _paragraph(line, f"line {at + 1}", doubt="page" if at in pages else "")
            at += 1


def _is_row(line: str) -> bool:
    """Whether a line has cells: bars with something between them."""
    return len(_BAR.findall(line)) > (not line.strip(" \t>").startswith("|"))


def _paragraph(line: str, place: str, doubt: str = "") -> Iterator[Paragraph]:
    text = line.lstrip(" \t>").rstrip(" \t")
    depth = len(text) - len(text.lstrip("#"))
    is_heading = 0 < depth < 7 and text[depth : depth + 1] in (" ", "\t")
    if is_rule(line) or (text and not text.strip("-*_= ")):  # a line drawn across the page
        return
    style = ("title" if depth == 1 else "heading") if is_heading else "body"
    said = _words(text.strip("# \t") if is_heading else text)
    yield from (Paragraph(part.strip(), place, style, doubt) for part in said.split("\n") if part.strip())


def _words(text: str) -> str:
    """A text without the marks that say how it looks."""
    text = _LINK.sub(r"\1", _PICTURE.sub("", text))
    for _time in range(2):  # bold inside italic
        text = _EMPHASIS.sub(r"\2", text)
    if "<" in text:
        text = _RAISED.sub(lambda raised: raised[1].translate(RAISED), text)
    text = _TAG.sub(lambda tag: "\n" if tag[0].lower().startswith(("<br", "<p", "<div")) else "", text)
    return html.unescape(_ESCAPED.sub(r"\1", text)).replace("\u00a0", " ").strip()


def _table(lines: Sequence[str], first: int) -> Iterator[Block]:
    rows = [(_cells(line), f"line {number}") for number, line in enumerate(lines, first) if not is_rule(line)]
    if len(rows) == 1 and len(lines) == 1 and len([cell for cell in rows[0][0] if cell]) < 2:
        yield from _paragraph(" ".join(rows[0][0]), rows[0][1])
        return
    above: dict[int, int] = {}
    yield Grid(tuple(tuple(_joined(cells, place, above)) for cells, place in rows), f"line {first}")


def _joined(cells: Sequence[str], place: str, above: dict[int, int]) -> Iterator[GridCell]:
    """The cells of a row, those in which a merged cell is said again and again as one.

    Words beside the same words are one cell; so are equal numbers, but only under words that are one cell there too. ``above``
    knows for each column where the cell of words above it begins.
    """
    column = 0
    while column < len(cells):
        text, end = cells[column], column + 1
        is_word = not looks_like_value(text)
        under = above.get(column, column)
        while end < len(cells) and text and cells[end] == text and (is_word or above.get(end, end) == under):
            end += 1
        if is_word:
            above.update(dict.fromkeys(range(column, end), column))
        yield GridCell(text, place, column_span=end - column)
        column = end


def _cells(line: str) -> list[str]:
    """The cells of a row; the bars at its edges part nothing."""
    inner = line.strip().lstrip(">").strip()
    cells = _BAR.split(inner.removeprefix("|"))
    if len(cells) > 1 and not cells[-1].strip():
        cells.pop()
    return [_words(cell) for cell in cells]


def _end_of_html(lines: Sequence[str], at: int) -> int:
    """The line behind the one on which as many tables were closed as opened; the last one where the file breaks off."""
    depth = 0
    for number in range(at, len(lines)):
        depth += len(_OPENS.findall(lines[number])) - len(_CLOSES.findall(lines[number]))
        if depth <= 0:
            return number + 1
    return len(lines)


def _html(lines: Sequence[str], first: int) -> Iterator[Block]:
    """The tables that stand in the text as HTML, read like a page; the rows have the line on which they begin as their place."""
    from disclosure.reading.web.html import read_html

    starts = [number for number, line in enumerate(lines, first) for _row in re.findall(r"<tr\b", line, re.IGNORECASE)]
    rows = iter(starts)
    for block in read_html("\n".join(lines).encode()).blocks:
        if isinstance(block, Paragraph):
            yield Paragraph(block.text, f"line {first}", block.style)
        else:
            placed = [(row, f"line {next(rows, first)}") for row in block.rows]
            yield Grid(tuple(tuple(_placed(cell, place) for cell in row) for row, place in placed), placed[0][1])


def _placed(cell: GridCell, place: str) -> GridCell:
    return GridCell(cell.text, place, cell.row_span, cell.column_span, cell.header, cell.align)
