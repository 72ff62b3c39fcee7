"""Which figure of a report goes into which cell of a file, and of those that go nowhere the reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from disclosure.form import Cell, CellKind, Column, Edition, ExtraRow, Number, Report
from disclosure.language import Label, Message, _
from disclosure.reading.tables.labels import label_key
from disclosure.reading.tables.locating import Found, Target, UnknownRow
from disclosure.reading.tables.values import read_value, squeeze
from disclosure.writing.text import cell_text, number_text

#: An entry of a cell as it is quoted, in characters.
_LONGEST_ENTRY = 20


@dataclass(frozen=True, slots=True)
class Placed:
    """A figure with the cell of the file that it was put into."""

    at: str
    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Left:
    """A figure that was not put anywhere, or a cell that was left as it is: what it is called, and why where it needs saying."""

    at: str
    label: Label | str
    why: Message | None = None


@dataclass
class Assignment:
    """What to write where; ``same`` counts cells in which the figure stood already, ``empty`` names cells without a figure.

    ``formulas`` are the figures of cells that compute what they show, with their labels, by place.
    """

    formulas: dict[str, tuple[Cell, Label]] = field(default_factory=dict)
    writes: dict[str, str] = field(default_factory=dict)
    placed: list[Placed] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    empty: list[Left] = field(default_factory=list)
    same: int = 0


def assign(report: Report, form: Edition, found: Found, *, overwrite: bool, formulas: frozenset[str] = frozenset()) -> Assignment:
    """The figures of a report to the cells found in a file that has the tables of ``form``.

    An entry goes where its own row and column are, and nowhere else. A cell that has an entry keeps it unless ``overwrite``;
    one that computes what it shows always does.
    """
    assigned = Assignment(formulas=dict.fromkeys(formulas, _NO_FIGURE))
    taken = Counter(target.place for targets in found.targets.values() for target in targets)
    for cell in report.cells:
        if report.edition and cell.kind is not CellKind.ABSENT:
            _assign_one(cell, report.edition, form, found, assigned, taken, overwrite=overwrite)
    for row in report.extra_rows:
        _assign_row(row, found.rows, assigned, overwrite=overwrite)
    met = {cell.at for cell in report.cells if cell.kind is not CellKind.ABSENT}
    assigned.empty = [Left(address, form.label(address)) for address in found.targets if address not in met]
    return assigned


def _assign_one(
    cell: Cell, edition: Edition, form: Edition, found: Found, assigned: Assignment, taken: Mapping[str, int], *, overwrite: bool
) -> None:
    label = edition.label(cell.at)
    targets = found.targets.get(cell.at, [])
    column = edition.split(cell.at)[2]
    if cell.kind is CellKind.BLANK:
        if len(targets) == 1 and squeeze(targets[0].printed):
            printed = _short(targets[0].printed)
            assigned.left.append(Left(cell.at, label, _("报告此格是空的，表样已有“{printed}”，没有改动", printed=printed)))
        return
    if cell.kind not in (CellKind.NUMBER, CellKind.INFERRED, CellKind.MARK):
        assigned.left.append(Left(cell.at, label, _("报告此格读不出确定的数")))
        return
    why = _why_not(cell, column, form, targets, taken)
    if why is None and targets[0].place in assigned.formulas:
        assigned.formulas[targets[0].place] = (cell, label)
    elif why is None:
        _write(cell.at, label, targets[0], cell_text(cell, column), assigned, column, overwrite=overwrite)
    else:
        assigned.left.append(Left(cell.at, label, why))


#: A formula of the file that stands in no cell of the form.
_NO_FIGURE = (Cell("", CellKind.ABSENT), Label("", ""))


def settle_formulas(assigned: Assignment, computed: Mapping[str, Number | None]) -> dict[str, str]:
    """What formulas show once the form is filled in, by place; those that give another figure than the report are named."""
    shown = {}
    for place, (cell, label) in assigned.formulas.items():
        value = computed.get(place)
        if value is not None:
            shown[place] = number_text(value)
        if cell.kind is CellKind.ABSENT:
            continue
        if value is None:
            assigned.left.append(Left(cell.at, label, _("表样此格是公式，由打开文件的程序计算，没有改写")))
        elif value == cell.value:
            assigned.placed.append(Placed(cell.at, place, number_text(value)))
        else:
            facts = {"computed": number_text(value), "printed": cell.as_printed or cell.value}
            assigned.left.append(Left(cell.at, label, _("表样此格是公式，算得{computed}，报告是{printed}，没有改写", **facts)))
    return shown


def _why_not(cell: Cell, column: Column, form: Edition, targets: Sequence[Target], taken: Mapping[str, int]) -> Message | None:
    if not targets:
        return _("表样里没有找到这一格")
    if len(targets) > 1 or taken[targets[0].place] > 1:
        return _("表样里有{count}处可能是这一格，无法断定", count=max(len(targets), 2))
    unit = form.split(cell.at)[2].unit
    other = targets[0].other_unit or (unit if unit != column.unit else "")
    if other:
        return _("表样此列的单位是{other}，报告是{unit}", other=other, unit=column.unit)
    return None


def _write(
    at: str, label: Label | str, target: Target, text: str, assigned: Assignment, column: Column | None, *, overwrite: bool
) -> None:
    printed = squeeze(target.printed)
    if printed and _is_same(printed, text, column):
        assigned.same += 1
    elif printed and not overwrite:
        why = _("表样此格已有“{printed}”，没有改写", printed=_short(printed))
        assigned.left.append(Left(at, label, why))
    else:
        assigned.writes[target.place] = text
        assigned.placed.append(Placed(at, target.place, text))


def _is_same(printed: str, text: str, column: Column | None) -> bool:
    if printed == text or column is None:
        return printed == text
    here, there = read_value(printed, column), read_value(text, column)
    return here.value is not None and here.value == there.value


def _assign_row(row: ExtraRow, rows: Sequence[UnknownRow], assigned: Assignment, *, overwrite: bool) -> None:
    """A row that the form does not have goes into one of the same name, where the file has as many cells for it."""
    at = f"{row.table}.{row.label}"
    same = [other for other in rows if other.table == row.table and label_key(other.label) == label_key(row.label)]
    if len(same) != 1:
        assigned.left.append(Left(at, row.label, _("官方格式没有这一行，表样里也没有同名的行")))
    elif len(same[0].targets) != len(row.values) or None in row.values:
        assigned.left.append(Left(at, row.label, _("同名的行格数不同，无法断定各数属于哪一格")))
    else:
        for value, target in zip(row.values, same[0].targets, strict=True):
            if value is not None:
                _write(at, row.label, target, number_text(value), assigned, None, overwrite=overwrite)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_ENTRY else text[: _LONGEST_ENTRY - 1] + "…"


def rows_of(left: Sequence[Left], edition: Edition | None) -> Iterator[tuple[Label | str, Message | None, int]]:
    """What was left, a line for each row and reason: its name, why, and how many cells; several cells by their row's label."""
    counted: dict[tuple[str, str], list[Left]] = {}
    for one in left:
        counted.setdefault((one.at.rpartition(".")[0], one.why.text() if one.why else ""), []).append(one)
    for (row, _why), members in counted.items():
        label = _row_label(row, edition) if len(members) > 1 and edition else None
        yield label or members[0].label, members[0].why, len(members)


def _row_label(address: str, edition: Edition) -> Label | None:
    """The label of a row; of a table of pairs, whose rows have none, its title."""
    table_key, _dot, row_key = address.partition(".")
    table = edition.tables.get(table_key)
    if table is None:
        return None
    return next((row.label for row in table.rows if row.key == row_key), table.title)
