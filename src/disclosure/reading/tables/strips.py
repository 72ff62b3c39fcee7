"""Tables without a row for each label: a strip with all its values in one line, and pairs of label and value."""

from __future__ import annotations

from collections.abc import Sequence

from disclosure.blocks import GridCell
from disclosure.form import CellKind, Column, Oddity
from disclosure.reading.tables.aligned import Aligned, PrintedRow, absent_rows, is_label, sums_of
from disclosure.reading.tables.fitting import Sum, fit
from disclosure.reading.tables.index import LabelIndex
from disclosure.reading.tables.labels import label_key
from disclosure.reading.tables.values import looks_like_value, squeeze


class Strip:
    """A table with all its values in one line below a header of several levels (行政复议、行政诉讼)."""

    def __init__(self, index: LabelIndex, rows: Sequence[tuple[PrintedRow, str]]) -> None:
        self.table = index.table
        self.index = index
        self.printed = [row for row, _lost in rows]
        self.lost = next((lost for _row, lost in rows if lost), "")
        self.out = Aligned()

    def aligned(self) -> Aligned:
        """The cells of the strip."""
        table = self.table
        places = [(row, column) for row in table.rows for column in table.columns_of(row.key)]
        addresses = [table.address(row.key, column.key) for row, column in places]
        columns = [column for _row, column in places]
        line = self._values(len(places))
        if not self.printed:
            self.out.cells.extend(absent_rows(table, frozenset()))
            return self.out
        self._check_header()
        self.out.cells.extend(fit(line, columns, addresses, self._sums(columns), self.lost))
        if any(cell.kind is CellKind.UNREADABLE for cell in self.out.cells):
            facts = {"count": len([cell for cell in line if squeeze(cell.text)]), "columns": len(places)}
            self.out.oddities.append(Oddity("row_unreadable", (table.key,), line[0].place if line else None, facts))
        return self.out

    def _values(self, width: int) -> list[GridCell]:
        """The values of the table: those after the last label of each row that has any, the first such row first."""
        for row in self.printed:
            labels = [place for place, cell in enumerate(row) if is_label(cell)]
            values = list(row[labels[-1] + 1 :] if labels else row)
            if any(squeeze(cell.text) for cell in values) and (not labels or len(values) >= width):
                return values
        last = self.printed[-1] if self.printed else []
        return [cell for cell in last if not is_label(cell)]

    def _sums(self, columns: Sequence[Column]) -> tuple[Sum, ...]:
        inner = self.table.columns_of(self.table.rows[0].key)
        return tuple(
            Sum(start + rule.total, tuple(start + part for part in rule.parts))
            for start in range(0, len(columns), len(inner))
            for rule in sums_of(self.table, inner)
        )

    def _check_header(self) -> None:
        printed = [label_key(cell.text) for row in self.printed for cell in row]
        wanted = len(self.table.rows)
        for column in self.table.columns_of(self.table.rows[0].key):
            keys = set(map(label_key, column.printed_labels))
            met = sum(key in keys for key in printed)
            self.out.columns_found += bool(met)
            if met < wanted:
                facts = {"column": column.label, "met": met, "wanted": wanted}
                self.out.oddities.append(Oddity("missing_column", (self.table.key,), None, facts))


class Pairs:
    """A small table of labels and values side by side (信息处理费): a value belongs to the label before it or above it."""

    def __init__(self, index: LabelIndex, rows: Sequence[PrintedRow]) -> None:
        self.index = index
        self.table = index.table
        self.printed = rows
        self.values: dict[str, tuple[Column, GridCell]] = {}

    def aligned(self) -> Aligned:
        """The cells of the pairs."""
        above: list[Column] = []
        for row in self.printed:
            above += self._take(row, above)
        out = Aligned()
        for column in self.table.blocks[0].columns:
            if column.key in self.values:
                address = self.table.address(self.table.key, column.key)
                out.cells.extend(fit([self.values[column.key][1]], [column], [address], ()))
        return out

    def _take(self, row: PrintedRow, above: Sequence[Column]) -> list[Column]:
        """Read one row; return the fields named in it that found no value beside them."""
        unfilled: list[Column] = []
        label: Column | None = None
        for cell in row:
            if not looks_like_value(cell.text):
                label = self.index.columns.get(label_key(cell.text))
                if label:
                    unfilled.append(label)
            elif squeeze(cell.text):
                target = label or next((column for column in above if column.key not in self.values), None)
                if target and target.key not in self.values:
                    self.values[target.key] = (target, cell)
                label = None
        return [column for column in unfilled if column.key not in self.values]
