"""Figures of two reports cell by cell: what stood there, what stands there, the difference and its share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from disclosure.form import Cell, CellKind, Column, Edition, ExtraRow, Number, Report
from disclosure.language import Label, Message, _
from disclosure.reading.tables.labels import label_key
from disclosure.writing.text import cell_text, number_text

_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class FigureChange:
    """One cell in both reports. ``before`` and ``after`` are shown as printed; "" where the report has no such cell.

    ``difference`` is after less before, ``percent`` its share of what stood before, to one decimal; None where there is none:
    where one side is no number, and no share of zero.
    """

    at: str
    label: Label | str
    before: str
    after: str
    difference: Number | None
    percent: Decimal | None
    is_same: bool

    @property
    def difference_text(self) -> str:
        """The difference with its sign; nothing where there is none."""
        return "" if self.difference is None or self.is_same else number_text(self.difference, signed=True)

    @property
    def percent_text(self) -> str:
        """The share with its sign; nothing where there is none."""
        return "" if self.percent is None or self.is_same else f"{number_text(self.percent, signed=True)}%"


def changes_of(before: Report, after: Report, table: str) -> Iterator[FigureChange]:
    """Every cell that one of the reports has in a table, in the order of the later one's form, then of the earlier one's."""
    for address in dict.fromkeys([*_addresses(after, table), *_addresses(before, table)]):
        yield _change(address, before, after)
    yield from _extra_rows(before, after, table)


def _addresses(report: Report, table: str) -> Iterator[str]:
    """The addresses of a table at which the report has something, in the form's order."""
    found = report.edition.tables.get(table) if report.edition else None
    if found is None:
        return
    present = report.rows_present.get(table, frozenset())
    for row in found.rows:
        if row.key in present:
            yield from (found.address(row.key, column.key) for column in found.columns_of(row.key))


def _change(address: str, before: Report, after: Report) -> FigureChange:
    old, new = before.cell(address), after.cell(address)
    label = _label(address, after.edition) or _label(address, before.edition) or address
    was, now = _shown(old, address, before), _shown(new, address, after)
    values = (old.value if old else None, new.value if new else None)
    is_same = _is_same(old, new, before, after, address)
    difference, percent = _difference(*values) if _unit(address, before) == _unit(address, after) else (None, None)
    return FigureChange(address, label, was, now, difference, percent, is_same)


def _is_same(old: Cell | None, new: Cell | None, before: Report, after: Report, address: str) -> bool:
    if old is None or new is None:
        return old is new
    if _unit(address, before) != _unit(address, after):
        return False
    if old.value is not None or new.value is not None:
        return old.value == new.value
    return old.kind == new.kind


def _difference(old: Number | None, new: Number | None) -> tuple[Number | None, Decimal | None]:
    if old is None or new is None:
        return None, None
    difference = new - old
    if not old:
        return difference, None
    return difference, (Decimal(difference) * 100 / abs(Decimal(old))).quantize(_TENTH, ROUND_HALF_UP)


def _column(address: str, report: Report) -> Column | None:
    return report.edition.split(address)[2] if report.edition and _label(address, report.edition) else None


def _unit(address: str, report: Report) -> str:
    column = _column(address, report)
    return column.unit if column else ""


def _label(address: str, edition: Edition | None) -> Label | None:
    table = edition.tables.get(address.partition(".")[0]) if edition else None
    return edition.label(address) if edition and table and address in table.places else None


#: What a cell is said to hold where it holds no number.
_EMPTY: Message = _("（空）")


def _shown(cell: Cell | None, address: str, report: Report) -> str:
    column = _column(address, report)
    if cell is None or cell.kind is CellKind.ABSENT or column is None:
        return ""
    return _EMPTY.text() if cell.kind is CellKind.BLANK else cell_text(cell, column)


def _extra_rows(before: Report, after: Report, table: str) -> Iterator[FigureChange]:
    """Rows that the form does not have, by their names."""
    old, new = ({label_key(row.label): row for row in report.extra_rows if row.table == table} for report in (before, after))
    for key in dict.fromkeys([*new, *old]):
        was, now = old.get(key), new.get(key)
        label = (now or was).label if now or was else key  # type: ignore[union-attr]
        values = [row.values[0] if row and len(row.values) == 1 else None for row in (was, now)]
        difference, percent = _difference(*values)
        is_same = was is not None and now is not None and was.values == now.values
        yield FigureChange(f"{table}.{label}", label, _row_shown(was), _row_shown(now), difference, percent, is_same)


def _row_shown(row: ExtraRow | None) -> str:
    return "、".join("？" if value is None else number_text(value) for value in row.values) if row else ""
