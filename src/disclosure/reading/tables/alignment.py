"""Grids → the form's rows and columns: one alignment for all formats.

Rows are found by their labels, not by their position; values go under their columns through ``fitting``. What a table prints
that the form does not have is kept as an extra row. What was odd on the way is noted for the checks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache

from disclosure.blocks import Grid, GridCell
from disclosure.form import Cell, CellKind, Column, Edition, ExtraRow, Number, Oddity, Row, Table
from disclosure.reading.tables.aligned import Aligned, PrintedRow, absent_rows, is_label, sums_of
from disclosure.reading.tables.fitting import Possible, Sum, possible, settled
from disclosure.reading.tables.index import LabelIndex, index_of
from disclosure.reading.tables.labels import heading_key, label_key, label_number, numbering
from disclosure.reading.tables.nameless import NamelessRows
from disclosure.reading.tables.reconciling import reconciled
from disclosure.reading.tables.strips import Pairs, Strip
from disclosure.reading.tables.values import looks_like_value, read_value, squeeze

#: Labels of a table that a grid must hold to be that table. One alone may be a word of any other table.
_FEWEST_LABELS = 2
#: A run of blanks around a number that is longer than any typist's slip.
_MANY_BLANKS = 20


def _words_of(row: PrintedRow) -> Iterator[str]:
    """What the labels of a row say, as a row, a column or a heading would."""
    for cell in row:
        if not looks_like_value(cell.text):
            yield label_key(cell.text)
            yield heading_key(cell.text)


def tables_of(grids: Sequence[Grid], edition: Edition) -> Mapping[str, list[Grid]]:
    """The grids that belong to each table of the form; a grid with fewer than two of its labels belongs to none.

    A grid that holds the labels of several tables, because nothing but empty lines stood between them, is cut.
    """
    owned: dict[str, list[Grid]] = {key: [] for key in edition.tables}
    before: str | None = None
    nameless: list[Grid] = []  # values without any label belong where the grids before and after them both do
    for grid in grids:
        said = {word for row in grid.rows for word in _words_of(row)}
        if not said:
            nameless.append(grid)
            continue
        hits = {key: len(index_of(table).words & said) for key, table in edition.tables.items()}
        best = max(hits, key=lambda key: (hits[key], key))
        if hits[best] < _FEWEST_LABELS:
            if before and _goes_on(grid, edition.tables[before]):
                owned[before] += [*nameless, grid]
            nameless = []
            continue
        for key, rows in _cut(grid, said, edition, best):
            owned[key] += nameless if key == before else []
            before, nameless = key, []
            owned[key].append(grid if rows == grid.rows else Grid(rows, rows[0][0].place, lost=grid.lost))
    return owned


def _goes_on(grid: Grid, table: Table) -> bool:
    """Whether a grid is what a page break left of the table before it: rows of its own labels, each with all its numbers."""
    for row in grid.rows:
        labels = [place for place, cell in enumerate(row) if not looks_like_value(cell.text)]
        rows: Sequence[Row] = index_of(table).rows.get(label_key(row[labels[-1]].text), ()) if labels else ()
        if labels and not rows and label_key(row[labels[-1]].text) in index_of(table).groups:
            rows = table.regular_rows[-1:]  # the label of a group whose rows have lost theirs
        if not any(_has_all(row[labels[-1] + 1 :], len(table.columns_of(one.key))) for one in rows):
            return False
    return bool(grid.rows)


def _has_all(values: PrintedRow, width: int) -> bool:
    """Whether a row has as many values as columns; behind them only empty ones may stand."""
    return len(values) >= width and not any(squeeze(cell.text) for cell in values[width:])


def _cut(
    grid: Grid, said: AbstractSet[str], edition: Edition, best: str
) -> Iterator[tuple[str, tuple[tuple[GridCell, ...], ...]]]:
    """The rows of a grid, which has ``said`` these words, by their table: one begins where a row says what only it says."""
    own = {key: _own_words(table, edition) for key, table in edition.tables.items()}
    present = [key for key in own if len(own[key] & said) >= _FEWEST_LABELS]
    if len(present) < 2:
        yield best, grid.rows
        return
    taken: dict[str, list[tuple[GridCell, ...]]] = {}
    key = present[0]
    for row in grid.rows:
        spoken = frozenset(_words_of(row))
        key = next((other for other in present if own[other] & spoken), key)
        if row:
            taken.setdefault(key, []).append(row)
    yield from ((key, tuple(rows)) for key, rows in taken.items())


@cache
def _own_words(table: Table, edition: Edition) -> frozenset[str]:
    """The labels that only this table of the edition has."""
    others = (index_of(other).words for other in edition.tables.values() if other is not table)
    return index_of(table).words.difference(*others)


def says_more(grids: Sequence[Grid], edition: Edition, than: Edition) -> bool:
    """Whether the grids hold a label that ``edition`` has and ``than`` has not."""
    own = _all_words(edition) - _all_words(than)
    return any(word in own for grid in grids for row in grid.rows for word in _words_of(row))


@cache
def _all_words(edition: Edition) -> frozenset[str]:
    return frozenset().union(*(index_of(table).words for table in edition.tables.values()))


def align(table: Table, grids: Sequence[Grid]) -> Aligned:
    """The cells of one table of the form out of the grids that carry it, in their order."""
    rows = [(row, grid.lost) for grid in grids for row in grid.rows]
    index = index_of(table)
    if table.layout == "strip":
        return Strip(index, rows).aligned()
    if table.layout == "pairs":
        return Pairs(index, [row for row, _lost in rows]).aligned()
    return _Rows(index, rows).aligned()


class _Rows:
    """Tables whose rows carry labels: the blocks of Article 20 and the matrix of applications."""

    def __init__(self, index: LabelIndex, rows: Sequence[tuple[PrintedRow, str]]) -> None:
        self.index = index
        self.table = index.table
        self.rows = rows
        self.out = Aligned()
        self.met: dict[str, Possible] = {}
        self.header: list[str] = []
        self.fragments: list[GridCell] = []
        self.waiting: tuple[Row, PrintedRow] | None = None
        self.lost = ""
        self.nameless = NamelessRows(index)
        self.starts_over = False

    def aligned(self) -> Aligned:
        for printed, lost in self.rows:
            self.lost = lost
            self._take(printed)
            if self.starts_over:
                self._note("table_twice", None, printed[0].place)
                break
        self._settle_waiting()
        self._name_rows(None)
        cells = {key: settled(row) for key, row in reconciled(self.table, self.met).items()}
        self.out.cells = [cell for row in self.table.rows for cell in self.nameless.marked(row.key, cells.get(row.key, ()))]
        self._note_unreadable(cells)
        self.out.cells.extend(absent_rows(self.table, frozenset(self.met)))
        self._note_fragments()
        return self.out

    def _take(self, printed: PrintedRow) -> None:
        labels = [place for place, cell in enumerate(printed) if is_label(cell)]
        if not labels:
            self._take_values(printed)
            return
        values = printed[labels[-1] + 1 :]
        row = self._find_row([printed[place] for place in labels])
        if row and self._is_header(printed[labels[-1]]) and not any(squeeze(cell.text) for cell in values):
            row = None  # 总计 alone in a line of a torn header; the row of that name has its number before it
        if row is None and (place := self._label_before_words(printed, labels)) is not None:
            row, values = self._find_row([printed[place]]), printed[place + 1 :]
        if row is None:
            self._take_other(printed, labels, values)
            return
        self._settle_waiting(row)
        self._name_rows(row)
        if any(squeeze(cell.text) for cell in values):
            self._put(row, values)
        else:
            self.waiting = (row, values)

    def _find_row(self, labels: Sequence[GridCell]) -> Row | None:
        """The row that the last label names; the labels before it may be a group's, or pieces of one."""
        last = label_key(labels[-1].text)
        candidates = [row for row in self.index.rows.get(last, ()) if row.key not in self.met]
        if last in self.index.header_words:  # a word of many meanings: 「2.其他」 may be the half of another label
            candidates = [row for row in candidates if _is_numbered_so(row, labels[-1].text)]
        if not candidates or any(self._is_header(cell) for cell in labels[:-1]):
            return None
        for cell in labels[:-1]:
            key = label_key(cell.text)
            if key not in self.index.groups and key not in self.index.rows and key not in self.index.columns:
                self.fragments.append(cell)
        row = _best_row(self._not_opened(candidates), labels[-1].text)
        if last != label_key(row.label.zh):
            facts = {"printed": squeeze(labels[-1].text), "official": row.label}
            self._note("label_variant", row.key, labels[-1].place, **facts)
        return row

    def _not_opened(self, candidates: Sequence[Row]) -> Sequence[Row]:
        """Without single rows for a group of which rows of its own were met: after 1. and 2. an unnumbered 其他 is the third."""
        opened = {group.key for row in self.table.rows if row.key in self.met and not row.stands_for for group in row.groups}
        return [row for row in candidates if row.stands_for not in opened] or candidates

    def _label_before_words(self, printed: PrintedRow, labels: Sequence[int]) -> int | None:
        """The label of a row in whose cells words stand where numbers should: 「行政许可 | 详见附件」 is not to be lost."""
        last = labels[-1]
        if self._is_known(printed[last]):
            return None
        for place in reversed(labels[:-1]):
            rows = self.index.rows.get(label_key(printed[place].text), ())
            values = [cell for cell in printed[place + 1 :] if squeeze(cell.text)]
            if self._is_known(printed[place]):
                fits = rows and rows[0].stands_for is None and len(values) <= len(self.table.columns_of(rows[0].key))
                return place if fits and not self._is_header(printed[place]) else None
        return None

    def _is_known(self, cell: GridCell) -> bool:
        key = label_key(cell.text)
        index = self.index
        return key in index.words or key in index.groups or key in index.header_words or heading_key(cell.text) in index.words

    def _is_header(self, cell: GridCell) -> bool:
        """Whether a label stands above columns. 「（六）其他」 is numbered, so it is the head of rows and not the column 其他."""
        return label_key(cell.text) in self.index.header_words and not numbering(cell.text)

    def _take_values(self, printed: PrintedRow) -> None:
        """Values without a label belong to the labelled row before them that had none."""
        filled = [cell for cell in printed if squeeze(cell.text)]
        # Fewer numbers than columns are still the row's own: which are missing is for the fitting to say.
        if self.waiting and 0 < len(filled) <= len(self.table.columns_of(self.waiting[0].key)):
            row, _blank = self.waiting
            self.waiting = None
            self._put(row, printed)
            self._note("values_apart", row.key, printed[0].place)
        elif filled and not self.nameless.take(printed):
            self._note("values_without_label", None, printed[0].place, values=[squeeze(cell.text) for cell in filled])

    def _take_other(self, printed: PrintedRow, labels: Sequence[int], values: PrintedRow) -> None:
        """A row that is a header, a heading, or one that the form does not have."""
        keys = [label_key(printed[place].text) for place in labels]
        self.nameless.below(keys[-1])
        if any(squeeze(cell.text) for cell in values):
            self._settle_waiting()
            self.starts_over = self._is_met_again(printed[labels[-1]])
            if not self.starts_over and not (keys[-1] in self.index.groups and self.nameless.take(values)):
                self._extra_row(printed[labels[-1]], values)
            return
        self.header.extend(keys)

    def _is_met_again(self, label: GridCell) -> bool:
        """Whether the table begins again: its first row comes a second time, as where a page prints two reports."""
        first = next(iter(self.met), None)
        return first is not None and any(row.key == first for row in self.index.rows.get(label_key(label.text), ()))

    def _name_rows(self, following: Row | None) -> None:
        """Rows whose labels were lost, where the form leaves no doubt which they are."""
        last = next(reversed(self.met), None)
        for row, values in self.nameless.named(last, following, frozenset(self.met)):
            self._put(row, values)
        for values in self.nameless.left_over():
            filled = [squeeze(cell.text) for cell in values if squeeze(cell.text)]
            self._note("values_without_label", None, values[0].place, values=filled)

    def _extra_row(self, label: GridCell, values: PrintedRow) -> None:
        numbers: list[Number | None] = [
            read_value(cell.text, Column("", label=self.table.title, unit="", kind="amount")).value
            for cell in values
            if squeeze(cell.text)
        ]
        self.out.extra_rows.append(ExtraRow(self.table.key, squeeze(label.text), tuple(numbers), label.place))

    def _settle_waiting(self, following: Row | None = None) -> None:
        """A labelled row after which no values came is blank; （六）其他处理 above its own three rows is only their label."""
        if self.waiting:
            row, values = self.waiting
            self.waiting = None
            if following and row.stands_for and any(group.key == row.stands_for for group in following.groups):
                return
            width = len(self.table.columns_of(row.key))
            is_whole = len(values) >= width or self.lost
            self._put(row, values if is_whole else [*values, *_blanks(values, width)])

    def _put(self, row: Row, values: PrintedRow) -> None:
        columns, addresses, sums = _laid_out(self.table, row.key)
        self._check_columns(row)
        self.met[row.key] = possible(values, columns, addresses, sums, self.lost)
        for address, cell in zip(addresses, values, strict=False) if len(values) == len(columns) else ():
            blanks = len(cell.text) - len(cell.text.strip()) if len(cell.text) > _MANY_BLANKS else 0
            if blanks > _MANY_BLANKS:
                self.out.oddities.append(Oddity("blanks_in_cell", (address,), cell.place, {"count": blanks}))

    def _note_unreadable(self, cells: Mapping[str, tuple[Cell, ...]]) -> None:
        """The rows of which some cell cannot be told, though the rest of them may be."""
        for key, row in self.met.items():
            if any(cell.kind is CellKind.UNREADABLE for cell in cells[key]):
                count = sum(1 for cell in row.cells if squeeze(cell.text))
                place = row.cells[0].place if row.cells else None
                self._note("row_unreadable", key, place, count=count, columns=len(row.addresses))

    def _check_columns(self, row: Row) -> None:
        """Whether the header printed before ``row`` names every column of its block."""
        header, self.header = self.header, []
        if not header:
            return
        columns = self.table.columns_of(row.key)
        if not _overlap(columns, header):
            return
        for column in columns:
            printed = next((key for key in header if key in map(label_key, column.printed_labels)), None)
            if printed is None:
                self._note("missing_column", None, None, column=column.label)
                continue
            self.out.columns_found += 1
            if printed != label_key(column.label.zh):
                self._note("column_variant", None, None, printed=printed, official=column.label)

    def _note_fragments(self) -> None:
        """Pieces of a group's label that stand in different rows: （三）不予 … 公开."""
        joined = "".join(label_key(cell.text) for cell in self.fragments)
        group = next((key for key in self.index.groups if key and key in joined), None)
        for cell in self.fragments[:1] if group else self.fragments:
            self._note("label_broken" if group else "label_unknown", None, cell.place, printed=group or squeeze(cell.text))

    def _note(self, kind: str, row: str | None, place: str | None, **facts: object) -> None:
        at = f"{self.table.key}.{row}" if row else self.table.key
        self.out.oddities.append(Oddity(kind, (at,), place, facts))


def _is_numbered_so(row: Row, printed: str) -> bool:
    """Whether a label has the number that the form gives to a row, or none."""
    number = label_number(printed)
    return not number or any(label_number(label) == number for label in row.printed_labels)


@cache
def _laid_out(table: Table, row: str) -> tuple[tuple[Column, ...], tuple[str, ...], tuple[Sum, ...]]:
    """The columns of a row, the addresses of its cells, the sums inside it."""
    columns = table.columns_of(row)
    return columns, tuple(table.address(row, column.key) for column in columns), sums_of(table, columns)


def _best_row(candidates: Sequence[Row], printed: str) -> Row:
    """The row that a label means where its words fit several: the one numbered the same way, else the first of the form."""
    number = numbering(printed)
    return next((row for row in candidates if any(numbering(label) == number for label in row.printed_labels)), candidates[0])


def _overlap(columns: Sequence[Column], header: Sequence[str]) -> bool:
    return any(label_key(printed) in header for column in columns for printed in column.printed_labels)


def _blanks(values: PrintedRow, width: int) -> Iterator[GridCell]:
    place = values[0].place if values else None
    return (GridCell("", place) for _missing in range(width - len(values)))
