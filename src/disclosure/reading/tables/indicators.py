"""Tables of indicators (政府信息公开情况统计表) of the years before the uniform form, under the names that they print.

A table is one where something heads its names, something its figures, and some of its names are those of the lists that offices
were sent. Codes of lines (01, 02, …) and of columns (甲, 乙, 1) are no figures. What a row lacks is not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from disclosure.blocks import Block, Grid, GridCell, Paragraph
from disclosure.form import Cell, Column, Edition, Group, Table
from disclosure.form.listing import (
    INDICATOR_COLUMNS,
    ListedRow,
    columns_of_lists,
    document_table,
    known_rows,
    list_like,
    lists_of,
    name_key,
    told_apart,
    with_table,
)
from disclosure.form.report import CellKind
from disclosure.language import Label, _
from disclosure.privacy import mask
from disclosure.reading.tables.labels import label_key
from disclosure.reading.tables.run_together import CODES, UNITS, YEAR
from disclosure.reading.tables.values import CellValue, looks_like_value, read_value, squeeze
from disclosure.spans import slots

#: Known names that a table must have. One alone may be a word of any other table.
_FEWEST_KNOWN = 2
#: The same where nothing heads the table.
_FEWEST_WITHOUT_HEAD = 4
_FEWEST_CODES = 3
_LONGEST_NAME = 120

_COLUMN_CODES = frozenset({"甲", "(甲)", "（甲）"})
_UNIT_IN_NAME = re.compile(r"[(（](?:单位[:：])?([^()（）]{1,3})[)）]$")
_TOP = re.compile(r"^[一二三四五六七八九十]{1,3}[、.．]")


#: What is said of figures that their source leaves open.
_OPEN = {
    "broken_off": CellValue(CellKind.UNREADABLE, because=_("文件在这里中断，这个数可能不完整。")),
    "run_on": CellValue(CellKind.UNREADABLE, because=_("这个数与后面的名称连在一起，分不清哪些数字是名称里的。")),
    "page": CellValue(CellKind.UNREADABLE, because=_("这个数可能是页码，不是这一行的数；请对照原文填写。")),
}

#: The cells of a row, each with its column and whether it goes on from the row above.
_Placed = Sequence[tuple[int, GridCell, bool]]


@dataclass
class Indicators:
    """What a document's tables of indicators say: the edition with their rows, the cells, the grids used, the year they head."""

    edition: Edition
    cells: tuple[Cell, ...]
    grids: tuple[Grid, ...]
    year: int | None = None

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len({cell.at.rpartition(".")[0] for cell in self.cells})


@dataclass(frozen=True, slots=True)
class _Head:
    """Where the columns of a grid stand: that of the units (None: none), those of codes, and those of the figures by key."""

    unit: int | None
    codes: frozenset[int]
    values: Mapping[str, int]
    labels: Mapping[str, str]
    width: int

    @property
    def first(self) -> int:
        """The first column that is no name."""
        return min([*self.values.values(), *([] if self.unit is None else [self.unit])])


@dataclass
class _Line:
    """A row of a table as it was met, with its figures by column."""

    row: ListedRow
    values: Mapping[str, GridCell | None]
    #: What is printed where there are fewer figures than columns: which is which cannot be told.
    torn: tuple[str, ...] = ()


@dataclass
class _Run:
    """A table under one head, over one grid or several."""

    head: _Head
    lines: list[_Line] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)


def with_barred_rows(blocks: Sequence[Block], edition: Edition) -> tuple[Block, ...]:
    """The blocks, with lines of cells between bars made a grid where the first of them is the head of a table of indicators."""
    reader = _Reader(edition)
    found: list[Block] = []
    for barred, run in groupby(blocks, key=lambda block: isinstance(block, Paragraph) and "|" in block.text):
        members = list(run)
        rows = tuple(_barred(block) for block in members if isinstance(block, Paragraph)) if barred else ()
        if len(rows) > 1 and reader.is_head(rows[0]):
            found.append(Grid(rows, place=members[0].place))
        else:
            found += members
    return tuple(found)


def _barred(line: Paragraph) -> tuple[GridCell, ...]:
    bare = line.text.strip().removeprefix("|").removesuffix("|")
    return tuple(GridCell(text.strip(), line.place) for text in bare.split("|"))


def read_indicators(grids: Sequence[Grid], edition: Edition) -> Indicators | None:
    """The tables of indicators among some grids; None where there is none."""
    reader = _Reader(edition)
    for grid in grids:
        reader.take(grid)
    runs = [run for run in reader.runs if reader.is_ours(run)]
    lines = [line for run in runs for line in run.lines]
    labels = {key: label for run in reversed(runs) for key, label in run.head.labels.items()}
    like, _known = list_like((line.row.name for line in lines), edition)
    if like is None:
        return None
    rows = told_apart([line.row for line in lines])
    table = document_table(like, rows, tuple(_columns(edition, labels)))
    cells = tuple(cell for row, line in zip(rows, lines, strict=True) for cell in _cells(table, row.key, line))
    years = [int(match[1]) for label in labels.values() if (match := YEAR.match(label))]
    return Indicators(
        with_table(edition, table), cells, tuple(grid for run in runs for grid in run.grids), max(years, default=None)
    )


def _columns(edition: Edition, labels: Mapping[str, str]) -> Iterator[Column]:
    """The columns of the document under the labels that it prints."""
    for key, column in columns_of_lists(edition).items():
        if key in labels:
            year = YEAR.match(labels[key])
            yield replace(column, label=Label(labels[key], year[1] if year else column.label.en))


def _cells(table: Table, key: str, line: _Line) -> Iterator[Cell]:
    for column in table.columns_of(key):
        at = table.address(key, column.key)
        cell = line.values.get(column.key)
        if line.torn:
            printed = " ".join(line.torn)
            because = _("这一行的数字比栏目少，分不清是哪一栏的。")
            yield Cell(at, CellKind.UNREADABLE, None, printed, cell.place if cell else None, because)
        elif cell is None:
            yield Cell(at, CellKind.BLANK)
        else:
            value = _OPEN[cell.doubt] if cell.doubt in _OPEN else read_value(cell.text, column)
            yield Cell(at, value.kind, value.value, " ".join(cell.text.split()), cell.place, value.because)


class _Reader:
    """Reads grids one after another; a table that goes on after a page break keeps its head."""

    def __init__(self, edition: Edition) -> None:
        tables = lists_of(edition)
        self._columns = columns_of_lists(edition)
        self._known = frozenset(name for table in tables for name in known_rows(table))
        self._names = {label_key(word) for table in tables for word in (*table.headings, table.corner.zh if table.corner else "")}
        self._unit_heads = {label_key(table.unit_header.zh) for table in tables if table.unit_header}
        self._heads = {
            label_key(printed): column.key
            for table in tables
            for column in table.header
            if isinstance(column, Column)
            for printed in column.printed_labels
        }
        self._heading = ""
        self.runs: list[_Run] = []

    def take(self, grid: Grid) -> None:
        """Read a grid where it is a table with a head, or the rest of the table before it."""
        rows = [[(slot.column, slot.cell, slot.is_continued) for slot in line] for line in slots(grid)]
        width = max(map(_reach, rows), default=0)
        start, head = self._find_head(rows)
        if head is not None:
            if not self.runs or self.runs[-1].head.labels != head.labels:
                self._begin(head)
        elif not self._goes_on(rows, width):
            head = self._without_head(rows, width)
            if head is None:
                return
            self._begin(head)
        run = self.runs[-1]
        head = head or run.head
        head = replace(head, codes=head.codes | _code_columns(rows[start:], head))
        run.grids.append(grid)
        for row in rows[start:]:
            self._take_row(row, head)

    def is_head(self, row: Sequence[GridCell]) -> bool:
        """Whether a row names a column of names and one of figures."""
        placed = [(column, cell, False) for column, cell in enumerate(row)]
        return self._find_head([placed])[1] is not None

    def _begin(self, head: _Head) -> None:
        self.runs.append(_Run(head))
        self._heading = ""

    def is_ours(self, run: _Run) -> bool:
        """Whether a table is one of indicators: it has several that offices were asked for."""
        return len({name_key(line.row.name) for line in run.lines} & self._known) >= _FEWEST_KNOWN

    def _find_head(self, rows: Sequence[_Placed]) -> tuple[int, _Head | None]:
        """The head of a grid, over one row or several, and the row behind it."""
        for start, row in enumerate(rows[:6]):
            names = [(column, cell) for column, cell, _on in row if label_key(cell.text) in self._names]
            if not names:
                continue
            own = names[0][1]
            end = start + 1
            while end < len(rows) and any(cell is own for _column, cell, _on in rows[end]):
                end += 1
            above = [(column, squeeze(cell.text)) for line in rows[start:end] for column, cell, on in line if not on]
            return end, self._head_of(above, max(map(_reach, rows[start:end])))
        return 0, None

    def _head_of(self, above: Sequence[tuple[int, str]], width: int) -> _Head | None:
        unit: int | None = None
        codes: set[int] = set()
        values: dict[str, int] = {}
        labels: dict[str, str] = {}
        for column, text in above:
            key = self._heads.get(label_key(text)) or ("cumulative" if "累计" in text else None)
            if year := YEAR.match(text):
                # Of several years the last is the year of the report.
                earlier = YEAR.match(labels.get("year", ""))
                if earlier and earlier[1] > year[1]:
                    continue
                key = "year"
            if label_key(text) in self._unit_heads:
                unit = column
            elif text in CODES:
                codes.add(column)
            elif key and (key not in values or year):
                values[key], labels[key] = column, text
        return _Head(unit, frozenset(codes), values, labels, width) if values else None

    def _goes_on(self, rows: Sequence[_Placed], width: int) -> bool:
        """Whether a grid without a head has the columns of the one before it: units where that had its units."""
        head = self.runs[-1].head if self.runs else None
        if head is None or head.unit is None or width != head.width:
            return False
        units = [squeeze(cell.text) for row in rows for column, cell, _on in row if column == head.unit]
        return any(unit in UNITS for unit in units) and all(unit in UNITS or looks_like_value(unit) for unit in units)

    def _without_head(self, rows: Sequence[_Placed], width: int) -> _Head | None:
        """Name, unit and one or two figures in every row, and several known names: nothing need head such a table."""
        full = [row for row in rows if len(row) == width and any(squeeze(cell.text) in UNITS for _c, cell, _on in row)]
        known = {name_key(cell.text) for row in full for _column, cell, _on in row} & self._known
        places = {column for row in full for column, cell, _on in row if squeeze(cell.text) in UNITS}
        if len(known) < _FEWEST_WITHOUT_HEAD or len(places) != 1:
            return None
        unit = places.pop()
        keys = INDICATOR_COLUMNS[: width - unit - 1]
        if not keys or width - unit - 1 > len(keys):
            return None
        values = {key: unit + 1 + place for place, key in enumerate(keys)}
        labels = {key: self._columns[key].label.zh for key in keys}
        return _Head(unit, frozenset(), values, labels, width)

    def _take_row(self, row: _Placed, head: _Head) -> None:
        is_even = self._is_even(row, head)
        cells = [(column, cell, on) for column, cell, on in row if not (is_even and column in head.codes)]
        texts = [squeeze(cell.text) for _column, cell, on in cells if not on]
        if not any(texts) or texts[0] in _COLUMN_CODES or label_key(texts[0]) in self._names:
            return
        line = self._by_column(cells, head) if is_even else self._by_content(cells, head)
        if line is None:
            heading = next((text for text in texts if text and not looks_like_value(text)), "")
            self._heading = mask(heading[:_LONGEST_NAME]) or self._heading
            return
        if _TOP.match(line.row.name):
            # 「四、行政复议数量」 after the rows of 「三、依申请公开情况」: it stands below no heading
            self._heading, line.row = "", replace(line.row, heading=Label("", ""))
        self.runs[-1].lines.append(line)

    def _is_even(self, row: _Placed, head: _Head) -> bool:
        """Whether the cells of a row stand below those of the head: as many columns, and no name where the units are."""
        if _reach(row) != head.width:
            return False
        units = [squeeze(cell.text) for column, cell, on in row if column == head.unit and not on]
        return not any(any(map(str.isdigit, unit)) or name_key(unit) in self._known for unit in units)

    def _by_column(self, cells: _Placed, head: _Head) -> _Line | None:
        """A row whose cells stand where the head says."""
        labels = [(cell, on) for column, cell, on in cells if column < head.first and squeeze(cell.text)]
        at = {column: cell for column, cell, on in cells if not on}
        values = {key: at.get(column) for key, column in head.values.items()}
        unit = squeeze(at[head.unit].text) if head.unit is not None and head.unit in at else ""
        return self._line(labels, unit, values)

    def _by_content(self, cells: _Placed, head: _Head) -> _Line | None:
        """A row that lost cells: its names first, then its unit, then figures, which must be as many as there are columns."""
        filled = [(cell, on) for _column, cell, on in cells if squeeze(cell.text)]
        behind = next((place for place, (cell, _on) in enumerate(filled) if squeeze(cell.text) in UNITS), None)
        if behind is None:
            behind = next((place for place, (cell, _on) in enumerate(filled) if looks_like_value(cell.text)), len(filled))
            # The first number behind a name is the code of its line, where lines have one.
            unit, figures = "", [cell for cell, _on in filled[behind + bool(head.codes) :]]
        else:
            unit, figures = squeeze(filled[behind][0].text), [cell for cell, _on in filled[behind + 1 :]]
        labels = [(cell, on) for cell, on in filled[:behind] if not looks_like_value(cell.text)]
        whole = len(figures) == len(head.values)
        order = sorted(head.values, key=lambda key: head.values[key])
        values = dict(zip(order, figures, strict=False)) if whole else {}
        line = self._line(labels, unit, values, is_figure=bool(figures))
        if line and figures and not whole:
            line.torn = tuple(squeeze(cell.text) for cell in figures)
            line.values = dict.fromkeys(head.values, figures[0])
        return line

    def _line(
        self,
        labels: Sequence[tuple[GridCell, bool]],
        unit: str,
        values: Mapping[str, GridCell | None],
        *,
        is_figure: bool = False,
    ) -> _Line | None:
        """The row, None where it is a heading: no unit and no figure."""
        own = [cell for cell, on in labels if not on]
        if not own or looks_like_value(own[-1].text):
            return None
        name = mask(squeeze(own[-1].text)[:_LONGEST_NAME])
        figure = is_figure or any(cell is not None and any(map(str.isdigit, cell.text)) for cell in values.values())
        in_name = _UNIT_IN_NAME.search(name)
        if not unit and in_name and in_name[1] in UNITS:
            unit = in_name[1]
        elif unit and looks_like_value(unit):
            unit = ""
        known = name_key(name) in self._known
        if not figure and not (unit in UNITS or (known and unit)):
            return None
        groups = tuple(
            Group(mask(squeeze(cell.text)), _label(mask(squeeze(cell.text)))) for cell, _on in labels if cell is not own[-1]
        )
        row = ListedRow(name, mask(unit[:8]), heading=_label(self._heading), groups=groups)
        return _Line(row, values)


def _reach(row: _Placed) -> int:
    """How many columns of the grid a row takes."""
    return max((column + cell.column_span for column, cell, _on in row), default=0)


def _label(text: str) -> Label:
    return Label(text, text)


def _code_columns(rows: Sequence[_Placed], head: _Head) -> frozenset[int]:
    """The columns of which the cells count the lines: 01, 02, 03."""
    met: dict[int, list[str]] = {}
    for row in rows:
        for column, cell, on in row:
            if not on and (text := squeeze(cell.text)):
                met.setdefault(column, []).append(text)
    found = set()
    for column, texts in met.items():
        codes = [text for text in texts if text.isascii() and text.isdigit()]
        counted = [f"{number:02d}" for number in range(1, len(codes) + 1)]
        if len(codes) >= _FEWEST_CODES and codes == counted and column != head.unit:
            found.add(column)
    return frozenset(found)
