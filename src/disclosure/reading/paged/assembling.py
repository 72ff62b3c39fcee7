"""The marks of all pages → one document: tables and paragraphs in reading order, put together over the ends of pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from disclosure.blocks import Block, Document, Grid, GridCell, Paragraph
from disclosure.errors import UnreadableError
from disclosure.language import _
from disclosure.reading.gathering import MOST_CELLS, cell_place
from disclosure.reading.paged.breaks import PageGrid, follows, is_known, joined
from disclosure.reading.paged.furniture import widest, without_furniture
from disclosure.reading.paged.likeness import nearest_label
from disclosure.reading.paged.marks import UNKNOWN, Glyph, PageMarks, TextLine, lines_of
from disclosure.reading.paged.prose import Prose, goes_on, paragraphs
from disclosure.reading.paged.ruled import RuledTable, cell_text, fill_in, has_rows, tables_of_strokes
from disclosure.reading.paged.segments import CutLine, cut, regions
from disclosure.reading.paged.unruled import grid_of_lines
from disclosure.reading.tables.values import looks_like_value
from disclosure.spans import slots

#: Strokes on one page that could rule a table; a drawing of more rules none.
_MOST_STROKES = 8_000
#: No label among numbers has so few characters.
_SHORT = 4
#: A row of so many numbers is one of numbers only.
_MANY = 8


@dataclass(slots=True)
class _Page:
    """A page taken apart: its tables, and the lines outside them."""

    marks: PageMarks
    tables: list[RuledTable]
    lines: list[TextLine]
    sure: dict[str, int] = field(default_factory=dict)


def document_of(pages: Sequence[PageMarks]) -> Document:
    """The blocks of pages. Raises :class:`UnreadableError` where their tables have impossibly many cells."""
    for page in pages:
        page.glyphs.sort(key=lambda glyph: (glyph.base, glyph.left))
    without_furniture(pages)
    apart = [_apart(page) for page in pages]
    margins = widest([line for page in apart for line in page.lines])
    found: list[Prose | PageGrid] = []
    for one in apart:
        for number, part in enumerate(_parts(one, margins)):
            before = found[-1] if found and number == 0 else None
            if isinstance(part, PageGrid) and isinstance(before, PageGrid) and follows(before, part):
                found[-1] = joined(before, part)
            elif (
                isinstance(part, Prose)
                and isinstance(before, Prose)
                and goes_on(before.lines, part.lines[0], margins, over_page=True)
            ):
                before.lines.extend(part.lines)
            else:
                found.append(part)
    blocks = tuple(map(_block, found))
    sure = {place: least for one in apart if one.marks.is_recognised for place, least in one.sure.items()}
    return Document(blocks, sure=sure, spelt=_spelt(apart))


def _spelt(pages: Sequence[_Page]) -> tuple[str, bytes]:
    """The words outside tables and how sure each of their characters is, where some were recognised; those of text are sure.

    Of a page of text the words in tables are among them: a title may stand in a frame, and nobody doubts it.
    """
    if not any(page.marks.is_recognised and page.lines for page in pages):
        return "", b""
    said: list[tuple[str, int]] = []
    for page in pages:
        glyphs = [glyph for line in page.lines for glyph in line.glyphs]
        if page.marks.is_recognised:
            said += [(character, min(max(glyph.sure, 0), 100)) for glyph in glyphs for character in glyph.text]
        else:
            said += [(character, 100) for glyph in glyphs for character in glyph.text]
            framed = (cell_text(glyphs) for table in page.tables for glyphs in table.glyphs)
            said += [(character, 100) for text in framed if not looks_like_value(text) for character in text]
    written = [(character, sure) for character, sure in said if not character.isspace()]
    return "".join(character for character, _sure in written), bytes(sure for _character, sure in written)


def _block(part: Prose | PageGrid) -> Block:
    if isinstance(part, Prose):
        return Paragraph(part.text, part.place)
    return Grid(tuple(tuple(row) for row in part.rows), part.place)


def _apart(page: PageMarks) -> _Page:
    strokes = len(page.level) + len(page.upright)
    tables = tables_of_strokes(page.level, page.upright) if strokes <= _MOST_STROKES else []
    if sum(len(table.areas) for table in tables) > MOST_CELLS:
        raise UnreadableError(_("文件的表格超过 {most} 个单元格，不像是年度报告。请检查是否选错了文件。", most=MOST_CELLS))
    left, kept = page.glyphs, []
    for table in tables:
        inside: list[Glyph] = []
        outside: list[Glyph] = []
        for glyph in left:
            (inside if table.holds(glyph) else outside).append(glyph)
        fill_in(table, inside)
        if any(table.glyphs) and has_rows(table):
            kept.append(table)
            left = outside
    return _Page(page, kept, lines_of(left))


def _parts(page: _Page, margins: tuple[float, float]) -> Iterator[Prose | PageGrid]:
    """What stands on a page, from its top."""
    lines = cut(page.lines)
    tables = [(table.top + (table.bottom - table.top) / 2, table) for table in page.tables]
    counted = tabled = 0
    for middle, table in [*tables, (float("inf"), None)]:
        above = [line for line in lines[counted:] if line.line.base < middle]
        for first, last, is_table in _cut_at_tables(above, margins):
            if is_table:
                tabled += 1
                grid = grid_of_lines(above[first:last], f"page {page.marks.number} table {tabled}")
                # Where only white space parts the columns, a figure may also be missing: none is surer than the least sure.
                if page.marks.is_recognised:
                    least = min((glyph.sure for line in above[first:last] for glyph in line.line.glyphs), default=100)
                    page.sure.update((cell.place, least) for row in grid.rows for cell in row if cell.place)
                yield grid
            else:
                yield from paragraphs(page.lines[counted + first : counted + last], page.marks.number, margins, counted + first)
        counted += len(above)
        if table is not None:
            tabled += 1
            yield _ruled(table, f"page {page.marks.number} table {tabled}", page.sure if page.marks.is_recognised else None)


def _cut_at_tables(lines: Sequence[CutLine], margins: tuple[float, float]) -> Iterator[tuple[int, int, bool]]:
    """Runs of lines, first and last not included, and whether they are a table."""
    done = 0
    for first, last in regions(lines, margins):
        yield done, first, False
        yield first, last, True
        done = last
    yield done, len(lines), False


def _ruled(table: RuledTable, place: str, sure: dict[str, int] | None) -> PageGrid:
    """A ruled table as rows of cells; how sure the characters in each are goes into ``sure``."""
    rows: list[list[GridCell]] = [[] for _row in range(len(table.rows) - 1)]
    for area, glyphs in sorted(zip(table.areas, table.glyphs, strict=True)):
        row = rows[area.top]
        where = cell_place(place, area.top + 1, len(row) + 1)
        if sure is not None:
            sure[where] = min((glyph.sure for glyph in glyphs), default=100)
        text = cell_text(glyphs)
        if sure is not None and not looks_like_value(text):
            text = nearest_label(text)
        row.append(GridCell(text, where, area.bottom - area.top, area.right - area.left))
    return PageGrid(_without_garbage(rows) if sure is not None else rows, table.columns, place)


def _without_garbage(rows: list[list[GridCell]]) -> list[list[GridCell]]:
    """The rows of a recognised table: what was recognised as words among the numbers of a row, in a column of numbers, is a
    figure that nobody made out, and no label."""
    starts = [[slot.column for slot in line if not slot.is_continued] for line in slots(Grid(tuple(map(tuple, rows))))]
    numbers = [[any(one.isdigit() for one in cell.text) and looks_like_value(cell.text) for cell in row] for row in rows]
    columns = {
        column for line, kinds in zip(starts, numbers, strict=True) for column, is_one in zip(line, kinds, strict=True) if is_one
    }
    return [
        [
            replace(cell, text=UNKNOWN)
            if any(kinds) and (column in columns or sum(kinds) >= _MANY) and _is_garbage(cell.text)
            else cell
            for cell, column in zip(row, line, strict=True)
        ]
        for row, line, kinds in zip(rows, starts, numbers, strict=True)
    ]


def _is_garbage(text: str) -> bool:
    return not looks_like_value(text) and not is_known(text) and len(text) <= _SHORT
