"""The tables of a report as the page draws them: headers and rows from the edition, cells from the report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from disclosure.form import Cell, CellKind, Column, ExtraRow, Group, Heading, Report, Row, Table
from disclosure.language import CHINESE, Label, Message, _
from disclosure.writing.checkup.anchors import Anchors, rows_drawn, tables_drawn
from disclosure.writing.checkup.twin import number, shown


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """A cell of a table's header with the columns and levels that it covers."""

    label: Label
    columns: int = 1
    levels: int = 1
    is_leaf: bool = True


@dataclass(frozen=True, slots=True)
class DrawnCell:
    """A cell as the page draws it. ``doubt`` is its kind where it holds no plain number, with the reason in ``because``."""

    id: str
    text: str
    column: Label
    findings: tuple[int, ...] = ()
    doubt: CellKind | None = None
    word: Message | None = None
    because: Message | None = None
    columns: int = 1
    as_printed: str = ""


@dataclass(frozen=True, slots=True)
class DrawnRow:
    """A row as the page draws it: the label of a group alone, or a label with cells; ``depth`` is its indentation."""

    id: str
    label: Label
    depth: int = 0
    note: str = ""
    cells: tuple[DrawnCell, ...] = ()
    is_group: bool = False
    is_sum: bool = False
    findings: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class DrawnBlock:
    """A part of a table under one header, ``width`` columns of figures wide."""

    heading: Label | None
    corner: Label | None
    header: tuple[tuple[HeaderCell, ...], ...]
    rows: tuple[DrawnRow, ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """Cells that are doubtful for one reason: named by row where the whole row is, each with the id to jump to."""

    word: Message
    because: Message
    count: int
    places: tuple[tuple[str, Label], ...]


@dataclass(frozen=True, slots=True)
class DrawnTable:
    """A table as the page draws it, with the reasons for its doubtful cells and the rows the form does not know."""

    id: str
    title: Label
    width: int
    blocks: tuple[DrawnBlock, ...]
    doubts: tuple[Doubt, ...]
    extra_rows: tuple[tuple[str, tuple[str, ...]], ...]
    findings: tuple[int, ...]
    is_missing: bool


_WORDS: Mapping[CellKind, Message] = {
    CellKind.BLANK: _("空白"),
    CellKind.MARK: _("符号"),
    CellKind.UNREADABLE: _("读不准"),
    CellKind.ABSENT: _("缺"),
    CellKind.INFERRED: _("推断"),
}
_REASONS: Mapping[CellKind, Message] = {
    CellKind.BLANK: _("原文此格为空；空白不等于0。"),
    CellKind.MARK: _("原文此格填的是符号，不是数字；符号不等于0。"),
    CellKind.UNREADABLE: _("原文此格的数字无法确定，不作猜测。"),
    CellKind.ABSENT: _("原文没有这一格。"),
    CellKind.INFERRED: _("原文此格不清楚，此数由同表其他数字推出。"),
}
#: How many places are named for one reason before the rest is only counted.
_PLACES_NAMED = 12


def draw_tables(report: Report, anchors: Anchors, named: Mapping[str, tuple[int, ...]]) -> dict[str, DrawnTable]:
    """The tables that the page draws for a report, by key; ``named`` holds the findings that name an address."""
    return {table.key: _draw(report, table, anchors, named) for table in tables_drawn(report)}


def _draw(report: Report, table: Table, anchors: Anchors, named: Mapping[str, tuple[int, ...]]) -> DrawnTable:
    pen = _Pen(report, table, anchors, named)
    blocks = tuple({"pairs": pen.pairs, "list": pen.list}.get(table.layout, pen.blocks)())
    prefix = f"{table.key}."
    cells = [cell for cell in report.cells if cell.at.startswith(prefix)]
    return DrawnTable(
        id=anchors.id(table.key),
        title=table.title,
        width=pen.width,
        blocks=blocks,
        doubts=tuple(_doubts(blocks)),
        extra_rows=tuple(_extra(row) for row in report.extra_rows if row.table == table.key),
        findings=named.get(table.key, ()),
        is_missing=all(cell.kind is CellKind.ABSENT for cell in cells),
    )


def _extra(row: ExtraRow) -> tuple[str, tuple[str, ...]]:
    return shown(row.label), tuple(number(value) or "—" for value in row.values)


@dataclass(frozen=True)
class _Pen:
    """Draws one table of one report."""

    report: Report
    table: Table
    anchors: Anchors
    named: Mapping[str, tuple[int, ...]]

    @property
    def width(self) -> int:
        """Columns of figures of the widest block."""
        if self.table.layout == "pairs":
            return 1
        return max((len(block.columns) for block in self.table.blocks), default=1)

    def blocks(self) -> Iterator[DrawnBlock]:
        for block in self.table.blocks:
            header = self.table.header or block.columns
            if self.table.header_label and self.table.header_label.zh:
                header = (Heading(self.table.header_label, header),)
            yield DrawnBlock(
                heading=block.heading if block.heading.zh else None,
                corner=self.table.corner,
                header=tuple(_levels(header, self.width - len(block.columns))),
                rows=tuple(self._rows(block.rows, block.columns)),
            )

    def pairs(self) -> Iterator[DrawnBlock]:
        """A table of pairs as rows of one figure each."""
        for block in self.table.blocks:
            rows = tuple(
                DrawnRow(id="", label=column.label, cells=(self._cell(self.table.address("", column.key), column),))
                for column in block.columns
            )
            yield DrawnBlock(None, None, (), rows)

    def list(self) -> Iterator[DrawnBlock]:
        """A list under one header, each row with its unit behind its name; headings and groups stand between the rows."""
        rows: list[DrawnRow] = []
        present = self.report.rows_present.get(self.table.key, frozenset())
        above: tuple[Group, ...] = ()
        for block in self.table.blocks:
            if block.heading.zh:
                rows.append(DrawnRow(id="", label=_printed(block.heading), is_group=True))
            for row in (row for row in block.rows if row.key in present):
                rows += [
                    DrawnRow(id="", label=_printed(group.label), is_group=True) for group in row.groups if group not in above
                ]
                above = row.groups
                drawn = self._row(row, block.columns)
                depth = 1 if row.part_of or row.groups else 0
                rows.append(replace(drawn, label=_printed(row.label), note=shown(block.columns[0].unit), depth=depth))
        columns = self.table.blocks[0].columns if self.table.blocks else ()
        header = tuple(_levels([replace(column, label=_printed(column.label)) for column in columns], 0)) if columns else ()
        yield DrawnBlock(None, self.table.corner, header, tuple(rows))

    def _rows(self, rows: Sequence[Row], columns: Sequence[Column]) -> Iterator[DrawnRow]:
        open_groups: tuple[Group, ...] = ()
        for row in (row for row in rows_drawn(self.report, self.table) if row in rows):
            for depth, group in enumerate(row.groups):
                if group not in open_groups:
                    yield DrawnRow(id="", label=group.label, depth=depth, is_group=True)
            open_groups = row.groups
            yield self._row(row, columns)

    def _row(self, row: Row, columns: Sequence[Column]) -> DrawnRow:
        address = f"{self.table.key}.{row.key}"
        spare = self.width - len(columns)
        spans = [1] * (len(columns) - 1) + [1 + spare]
        cells = [
            self._cell(self.table.address(row.key, column.key), column, address, span)
            for column, span in zip(columns, spans, strict=True)
        ]
        return DrawnRow(
            id=self.anchors.id(address),
            label=row.label,
            depth=len(row.groups),
            note=row.note,
            cells=tuple(cells),
            is_sum=row.is_sum,
            findings=self.named.get(address, ()),
        )

    def _cell(self, address: str, column: Column, row: str = "", columns: int = 1) -> DrawnCell:
        cell = self.report.cell(address) or self.report.cell(row) or Cell(address, CellKind.ABSENT)
        doubt = None if cell.kind is CellKind.NUMBER else cell.kind
        printed = shown(cell.as_printed or "").strip()
        text = number(cell.value) or (printed if doubt in (CellKind.MARK, CellKind.UNREADABLE) else "")
        return DrawnCell(
            id=self.anchors.id(address),
            text=text,
            column=column.label,
            findings=self.named.get(address, ()),
            doubt=doubt,
            word=_WORDS.get(doubt) if doubt else None,
            because=(cell.because or _REASONS[doubt]) if doubt else None,
            columns=columns,
            as_printed=printed if printed != text else "",
        )


def _printed(label: Label) -> Label:
    """A label that the document itself gives, fit to be shown."""
    return Label(shown(label.zh), shown(label.en))


def _levels(header: Sequence[Heading | Column], spare: int) -> Iterator[tuple[HeaderCell, ...]]:
    """The header level by level, each cell with its spans; ``spare`` columns are added to the last."""
    depth = max(_depth(part) for part in header)
    level: list[Heading | Column] = list(header)
    for remaining in range(depth, 0, -1):
        cells: list[HeaderCell] = []
        below: list[Heading | Column] = []
        for part in level:
            if isinstance(part, Heading):
                cells.append(HeaderCell(part.label, len(list(part.columns())), is_leaf=False))
                below.extend(part.below)
            else:
                cells.append(HeaderCell(part.label, levels=remaining))
        if spare and isinstance(level[-1], Column):
            cells[-1] = HeaderCell(cells[-1].label, 1 + spare, cells[-1].levels)
        yield tuple(cells)
        level = below


def _depth(part: Heading | Column) -> int:
    return 1 if isinstance(part, Column) else 1 + max(_depth(below) for below in part.below)


def _doubts(blocks: Sequence[DrawnBlock]) -> Iterator[Doubt]:
    """The doubtful cells gathered by reason, in the order in which the reasons are first met."""
    gathered: dict[tuple[CellKind, str], list[tuple[DrawnRow, DrawnCell]]] = {}
    for row in (row for block in blocks for row in block.rows):
        for cell in row.cells:
            if cell.doubt and cell.because:
                gathered.setdefault((cell.doubt, cell.because.text(CHINESE)), []).append((row, cell))
    for cells in gathered.values():
        _row, first = cells[0]
        if first.word and first.because:
            yield Doubt(first.word, first.because, len(cells), tuple(_doubtful_places(cells))[:_PLACES_NAMED])


def _doubtful_places(cells: Sequence[tuple[DrawnRow, DrawnCell]]) -> Iterator[tuple[str, Label]]:
    by_row: dict[str, list[tuple[DrawnRow, DrawnCell]]] = {}
    for row, cell in cells:
        by_row.setdefault(row.id or cell.id, []).append((row, cell))
    for found in by_row.values():
        row, first = found[0]
        if len(found) == len(row.cells):
            yield first.id, row.label
        else:
            for _row, cell in found:
                yield cell.id, Label(f"{row.label.zh} · {cell.column.zh}", f"{row.label.en} · {cell.column.en}")
