"""Blank forms as offices make them: the official tables redrawn in many ways, in three kinds of file.

Every cell that is to be filled in knows its address, so that a form can also be made with the addresses in its cells: the key
against which a filled form is compared, without any of the program's own reading.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from openpyxl import Workbook
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from disclosure.blocks import Grid, GridCell
from disclosure.form import Cell, CellKind, Column, DocumentType, Edition, Heading, Report, Source, Table, edition_named
from disclosure.language import Label
from disclosure.spans import slots
from disclosure.writing.tables import draw
from engine.reading.word_files import W, zipped

Grids = list[Grid]
Redraw = Callable[[Table, Grids], Grids]


@dataclass(frozen=True)
class BlankForm:
    """A form: its tables between lines of text. ``never`` are addresses that it has, but not so that they can be told."""

    name: str
    edition: Edition
    tables: tuple[tuple[str, tuple[Grid, ...]], ...]
    never: frozenset[str] = frozenset()
    lines: tuple[str, ...] = ("填表说明：本表由各单位填写，于1月31日前报送。",)
    nested: bool = False
    spans: bool = field(default=True)

    def addresses(self) -> list[str]:
        """The addresses of all cells to be filled in."""
        return [
            cell.at
            for _title, grids in self.tables
            for grid in grids
            for row in grid.rows
            for cell in row
            if cell.at and not cell.text
        ]

    def placeable(self) -> set[str]:
        """The addresses that stand in the form once and for certain."""
        return set(self.addresses()) - self.never


def empty_report(edition: Edition) -> Report:
    """A report whose cells are all blank."""
    cells = tuple(Cell(at, CellKind.BLANK) for table in edition.tables.values() for at in table.addresses())
    return Report(Source("", "", ""), DocumentType.BLANK_FORM, edition=edition, cells=cells)


def full_report(edition: Edition) -> Report:
    """A report with a number in every cell that no other cell has, and that no form prints."""
    addresses = [at for table in edition.tables.values() for at in table.addresses()]
    cells = tuple(Cell(at, CellKind.NUMBER, 7001 + place) for place, at in enumerate(addresses))
    return Report(Source("报告", "", ""), DocumentType.ANNUAL_REPORT, year=2023, edition=edition, cells=cells)


# Tables of the edition changed before they are drawn


def reordered_columns(table: Table) -> Table:
    """Columns from right to left, below their headings."""
    blocks = tuple(replace(block, columns=tuple(reversed(block.columns))) for block in table.blocks)
    return replace(table, header=_reversed(table.header), blocks=blocks)


def _reversed(parts: Sequence[Heading | Column]) -> tuple[Heading | Column, ...]:
    return tuple(replace(part, below=_reversed(part.below)) if isinstance(part, Heading) else part for part in reversed(parts))


def reordered_rows(table: Table) -> Table:
    """Blocks, and in a matrix the rows before and behind the groups, in another order."""
    if table.layout == "matrix":
        (block,) = table.blocks
        outer = [row for row in block.rows if not row.groups]
        inner = [row for row in block.rows if row.groups]
        return replace(table, blocks=(replace(block, rows=(*reversed(outer), *inner)),))
    if table.layout == "blocks":
        return replace(table, blocks=tuple(replace(block, rows=tuple(reversed(block.rows))) for block in reversed(table.blocks)))
    return replace(table, blocks=tuple(replace(block, rows=tuple(reversed(block.rows))) for block in table.blocks))


def renamed(table: Table) -> Table:
    """Every label under the last of its known variants."""

    def other(entry):
        words = entry.variants[-1] if entry.variants else entry.label.zh.replace("其他", "其它")
        return replace(entry, label=Label(words, words))

    def heading(part):
        return replace(part, below=tuple(map(heading, part.below))) if isinstance(part, Heading) else other(part)

    blocks = tuple(
        replace(block, columns=tuple(map(other, block.columns)), rows=tuple(map(other, block.rows))) for block in table.blocks
    )
    return replace(table, header=tuple(map(heading, table.header)), blocks=blocks)


def ungrouped(table: Table) -> Table:
    """Rows without the labels of their groups in front of them."""
    if table.layout != "matrix":
        return table
    blocks = tuple(replace(block, rows=tuple(replace(row, groups=()) for row in block.rows)) for block in table.blocks)
    return replace(table, blocks=blocks)


# Grids changed after they were drawn


def extra_rows(table: Table, grids: Grids) -> Grids:
    """Rows that the form does not have, empty like the others."""
    if table.layout not in ("blocks", "matrix"):
        return grids
    width = sum(cell.column_span for cell in grids[0].rows[0])
    words = ("其他主动公开文件", "其中：网上申请") if table.layout == "blocks" else ("五、备查", "六、另附")
    rows = [(GridCell(text, header=True), GridCell("", column_span=width - 1)) for text in words]
    return [Grid((*grids[0].rows, *rows)), *grids[1:]]


def split_headings(table: Table, grids: Grids) -> Grids:
    """The lowest headings torn in two lines, and a line that numbers the columns."""
    if table.layout != "matrix":
        return grids
    rows = list(grids[0].rows)
    last = max(place for place, row in enumerate(rows) if all(cell.header for cell in row) and _no_values(row))
    upper, lower = [], []
    for place, row in enumerate(rows[: last + 1]):
        changed = []
        for cell in row:
            reaches = place + cell.row_span - 1 == last
            if reaches and cell.row_span == 1 and len(cell.text) >= 4:
                changed.append(replace(cell, text=cell.text[:2]))
                lower.append(GridCell(cell.text[2:], header=True))
            else:
                changed.append(replace(cell, row_span=cell.row_span + 1) if reaches else cell)
        upper.append(tuple(changed))
    labels = next(row[0].column_span for row in rows)
    columns = len(table.blocks[0].columns)
    numbers = (GridCell("栏次", column_span=labels), *(GridCell(str(number)) for number in range(1, columns + 1)))
    return [Grid((*upper, tuple(lower), numbers, *rows[last + 1 :])), *grids[1:]]


def _no_values(row: Sequence[GridCell]) -> bool:
    return not any(cell.at for cell in row)


def with_remarks(table: Table, grids: Grids) -> Grids:
    """A column for remarks at the right: one cell a row, in the matrix one for all rows."""
    if table.layout == "pairs":
        return grids
    if table.layout == "matrix":
        heads = sum(1 for row in grids[0].rows if _no_values(row))
        rows = []
        for place, row in enumerate(grids[0].rows):
            more = (
                (GridCell("备注", row_span=heads, header=True),)
                if place == 0
                else (GridCell("", row_span=len(grids[0].rows) - heads),)
                if place == heads
                else ()
            )
            rows.append((*row, *more))
        return [Grid(tuple(rows)), *grids[1:]]
    rows = []
    for row in grids[0].rows:
        is_block = len(row) == 1 and row[0].header
        rows.append((replace(row[0], column_span=row[0].column_span + 1),) if is_block else (*row, _remark(row)))
    return [Grid(tuple(rows)), *grids[1:]] if table.layout == "blocks" else grids


def _remark(row: Sequence[GridCell]) -> GridCell:
    return GridCell("备注" if _no_values(row) else "", header=_no_values(row))


def on_two_pages(table: Table, grids: Grids) -> Grids:
    """A table cut in two, the labels of groups again on the second page; the heads again only where there are groups."""
    rows = grids[0].rows
    if table.layout not in ("matrix", "blocks"):
        return grids
    heads = [row for row in rows if _no_values(row)] if table.layout == "matrix" else []
    cut = len(rows) * 2 // 3
    if table.layout == "blocks":
        cut = max(place for place, row in enumerate(rows[: cut + 1]) if len(row) == 1)
        return [Grid(rows[:cut]), Grid(rows[cut:]), *grids[1:]]
    first, second = [list(row) for row in rows[:cut]], [list(row) for row in rows[cut:]]
    hanging = []
    for place, row in enumerate(first):
        for index, cell in enumerate(row):
            over = place + cell.row_span - cut
            if over > 0:
                row[index] = replace(cell, row_span=cell.row_span - over)
                hanging.append(replace(cell, row_span=over))
    second[0] = [*hanging, *second[0]]
    return [Grid(tuple(map(tuple, first))), Grid(tuple(map(tuple, [*heads, *second]))), *grids[1:]]


def with_group_lines(table: Table, grids: Grids) -> Grids:
    """The labels of groups on lines of their own with empty cells behind them, as lists have them."""
    if table.layout != "matrix":
        return grids
    groups = {
        row.key: row.groups[-1].label.zh
        for row in edition_named("2021").tables["applications"].regular_rows
        if len(row.groups) > 1
    }
    rows, said = [], set()
    for row in grids[0].rows:
        at = next((cell.at for cell in row if cell.at), "")
        key = at.partition(".")[2].rpartition(".")[0]
        if key in groups and groups[key] not in said:
            said.add(groups[key])
            rows.append((GridCell(groups[key], header=True), *(replace(cell, at=None) for cell in row[1:])))
        rows.append(row)
    return [Grid(tuple(rows)), *grids[1:]]


def strip_as_rows(table: Table, grids: Grids) -> Grids:
    """The strip with its rows below one another."""
    if table.layout != "strip":
        return grids
    columns = table.blocks[0].columns
    rows = [(GridCell("案件情形", header=True), *(GridCell(column.label.zh, header=True) for column in columns))]
    for row in table.regular_rows:
        cells = (GridCell("", at=table.address(row.key, column.key)) for column in columns)
        rows.append((GridCell(row.label.zh, header=True), *cells))
    return [Grid(tuple(rows))]


def with_zeros(_table: Table, grids: Grids) -> Grids:
    """Every third cell has a zero already."""
    count = 0

    def zero(cell):
        nonlocal count
        count += bool(cell.at)
        return replace(cell, text="0") if cell.at and count % 3 == 0 else cell

    return [Grid(tuple(tuple(map(zero, row)) for row in grid.rows)) for grid in grids]


def twice(table: Table, grids: Grids) -> Grids:
    """The table for this year and again for last year, without a word that tells them apart."""
    return [*grids, *grids] if table.layout == "strip" else grids


def in_yuan(table: Table, grids: Grids) -> Grids:
    """The heading of the charges names another unit."""
    rows = [tuple(replace(cell, text=cell.text.replace("单位：万元", "单位：元")) for cell in row) for row in grids[0].rows]
    return [Grid(tuple(rows)), *grids[1:]] if table.layout == "blocks" else grids


def three_cells_under_one_heading(table: Table, grids: Grids) -> Grids:
    """A wide heading over three cells of which nobody can tell which is meant."""
    if table.layout != "blocks":
        return grids
    rows = [
        (row[0], row[1], GridCell(""), GridCell("")) if len(row) == 2 and row[1].at and row[1].column_span == 3 else row
        for row in grids[0].rows
    ]
    return [Grid(tuple((*row[:1], *(replace(cell, column_span=1) if cell.at else cell for cell in row[1:])) for row in rows))]


def form(name: str, edition: str, change: Callable[[Table], Table] | None = None, *redraws: Redraw, **more) -> BlankForm:
    """A form made of an edition's tables."""
    known = edition_named(edition)
    tables = []
    for table in known.tables.values():
        changed = change(table) if change else table
        grids = list(draw(changed, empty_report(replace(known, tables={**known.tables, table.key: changed}))))
        for redraw in redraws:
            grids = redraw(changed, grids)
        tables.append((table.title.zh, tuple(grids)))
    return BlankForm(name, known, tuple(tables), **more)


def addresses_of(edition: str, *prefixes: str) -> frozenset[str]:
    """The addresses below these."""
    return frozenset(at for at in edition_named(edition).addresses if at.startswith(prefixes))


def forms() -> list[BlankForm]:
    """The ten forms."""
    wide = ("article_20.licences.", "article_20.penalties.", "article_20.coercive_measures.", "article_20.fees.")
    return [
        form("official-2021", "2021"),
        form("official-2019", "2019"),
        form("columns-reordered", "2021", reordered_columns),
        form("rows-reordered", "2021", reordered_rows, extra_rows),
        form("renamed-2021", "2021", renamed, with_remarks),
        form("renamed-2019", "2019", renamed, extra_rows),
        form("headings-split", "2021", None, split_headings, on_two_pages),
        form("nested", "2021", None, strip_as_rows, with_zeros, nested=True, lines=("附件2", "单位：件、万元", "填表人：")),
        form("groups-on-lines", "2021", ungrouped, with_group_lines, in_yuan,
             never=frozenset({"article_20.fees.amount"})),
        form("doubtful", "2021", None, twice, three_cells_under_one_heading, on_two_pages,
             never=addresses_of("2021", "disputes.", *wide)),
    ]  # fmt: skip


# Kinds of file; ``shown`` says what stands in a cell


Shown = Callable[[GridCell], str]


def blank(cell: GridCell) -> str:
    """What the form itself shows."""
    return cell.text


def key(cell: GridCell) -> str:
    """The address in every cell that is to be filled in."""
    return cell.at if cell.at and not cell.text else cell.text


def docx(entry: BlankForm, shown: Shown = blank) -> bytes:
    """A Word file with the marks of an office's: fonts in the paragraphs' ends, empty paragraphs, merged cells."""
    body = []
    for title, grids in entry.tables:
        body.append(_paragraph(title))
        body += [_word_table(grid, shown) + "<w:p/>" for grid in grids]
    body += map(_paragraph, entry.lines)
    inside = "".join(body)
    if entry.nested:
        inside = f"<w:tbl><w:tr><w:tc>{inside}<w:p/></w:tc></w:tr></w:tbl><w:p/>"
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
    xml = f"{head}<w:document xmlns:w='{W}'><w:body>{inside}<w:sectPr/></w:body></w:document>"
    return zipped({"word/document.xml": xml, "word/media/印章.bin": bytes(range(256)), "customXml/a.xml": "<a  b='1' />"})


def _paragraph(text: str) -> str:
    return f'<w:p w:rsidR="00A"><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def _word_table(grid: Grid, shown: Shown) -> str:
    rows = []
    for line in slots(grid):
        cells = []
        for slot in line:
            span = f'<w:gridSpan w:val="{slot.cell.column_span}"/>' if slot.cell.column_span > 1 else ""
            merge = "<w:vMerge/>" if slot.is_continued else '<w:vMerge w:val="restart"/>' if slot.cell.row_span > 1 else ""
            text = "" if slot.is_continued else shown(slot.cell)
            cells.append(f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{_word_cell(text, slot.column)}</w:tc>")
        rows.append(f"<w:tr>{''.join(cells)}</w:tr>")
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def _word_cell(text: str, column: int) -> str:
    """An empty cell is written in one of four ways that Word and WPS have."""
    look = '<w:pPr><w:rPr><w:ins w:id="7" w:author="甲"/><w:b/><w:sz w:val="18"/></w:rPr></w:pPr>'
    if text:
        return f"<w:p>{look}<w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r></w:p>"
    empty = ("<w:p/>", f"<w:p>{look}</w:p>", '<w:p w:rsidR="00B" />', '<w:p><w:r><w:t xml:space="preserve">  </w:t></w:r></w:p>')
    return empty[column % 4]


def html(entry: BlankForm, shown: Shown = blank) -> bytes:
    """A page in GBK as an editor saves it: capital tags, cells held open, a layout table around all."""
    body = []
    for title, grids in entry.tables:
        body.append(f"<P align=center><B>{title}</B></P>")
        for grid in grids:
            rows = []
            for row in grid.rows:
                cells = [_page_cell(cell, shown(cell), place) for place, cell in enumerate(row)]
                rows.append("<TR>" + "\n".join(cells) + "</TR>")
            body.append("<TABLE border=1><TBODY>" + "\n".join(rows) + "</TBODY></TABLE>")
    body += [f"<p>{line}</p>" for line in entry.lines]
    inside = "\n".join(body)
    if entry.nested:
        inside = f"<table width=100%><tr><td>{inside}</td></tr></table>"
    page = f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>表样</title>
<style>td > p {{ margin: 0 }}</style><script>var a = "<td>" + 1 > 2;</script></head><body><!-- <td>旧表</td> -->
{inside}</body></html>"""
    return page.encode("gb18030")


def _page_cell(cell: GridCell, text: str, place: int) -> str:
    spans = (f" colspan={cell.column_span}" if cell.column_span > 1 else "") + (
        f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
    )
    empty = ("&nbsp;", "<p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p>", "", "<p><br></p>", "　")
    return f"<TD{spans}>{text or empty[place % 5]}</TD>"


def xlsx(entry: BlankForm, shown: Shown = blank) -> bytes:
    """A workbook with a sheet for each table: merged cells, borders, some cells never written at all."""
    book = Workbook()
    book.remove(book.worksheets[0])
    line = Border(*(Side("thin") for _side in range(4)))
    for number, (title, grids) in enumerate(entry.tables, 1):
        sheet = book.create_sheet(f"表 {number}")
        sheet["B2"] = title
        row = 3
        for grid in grids:
            row += 1
            for cells in slots(grid):
                for slot in cells:
                    if slot.is_continued:
                        continue
                    text = shown(slot.cell)
                    column = slot.column + 2
                    cell = sheet.cell(row, column) if text or column % 2 else None
                    if cell is not None:
                        cell.value = int(text) if text.isdigit() else text or None
                        cell.border, cell.font = line, Font("宋体", 10, bold=bool(text))
                        cell.fill = PatternFill("solid", fgColor="FFFFEE")
                    if slot.cell.row_span > 1 or slot.cell.column_span > 1:
                        last = f"{get_column_letter(column + slot.cell.column_span - 1)}{row + slot.cell.row_span - 1}"
                        sheet.merge_cells(f"{get_column_letter(column)}{row}:{last}")
                row += 1
        for number, text in enumerate(entry.lines):
            sheet.cell(row + 1 + number, 2).value = text
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
