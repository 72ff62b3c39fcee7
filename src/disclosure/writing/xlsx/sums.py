"""The sums of the form as live formulas (勾稽关系): totals that are computed, and cells that turn red where a sum breaks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from openpyxl.cell import Cell as SheetCell
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill

from disclosure.form import Equation, Report
from disclosure.writing.xlsx.drawing import Drawn, fits

_BROKEN = {"font": Font(color="9C0006", bold=True), "fill": PatternFill(bgColor="FFC7CE")}


def put_sums(drawn: Drawn, report: Report) -> None:
    """Write the form's sums into a workbook.

    A total that is the sum of its parts becomes a formula. One that is not stays the number that was printed, in red as any
    total is that differs from its parts. A total that is blank stays blank.
    """
    for table in report.edition.tables.values() if report.edition else ():
        for equation in table.equations(report.rows_present.get(table.key, frozenset())):
            if all(address in drawn.cells for address in (*equation.left, *equation.right)):
                _put_formula(drawn, report, equation)
                _watch(drawn, equation)


def _put_formula(drawn: Drawn, report: Report, equation: Equation) -> None:
    if len(equation.left) != 1:
        return
    total, cell = report.value(equation.left[0]), drawn.cells[equation.left[0]]
    parts = [report.value(address) for address in equation.right]
    # A total of a total is already there; one side of it is enough.
    if cell.data_type == "f" or total is None or not fits(total) or sum(part or 0 for part in parts) != total:
        return
    cell.value = f"={_sum(drawn, equation.right)}"
    drawn.results[cell.parent.title, cell.coordinate] = total


def _watch(drawn: Drawn, equation: Equation) -> None:
    """Turn the left side red while it differs from the right; an empty total is not wrong but not there."""
    left = _sum(drawn, equation.left)
    for address in equation.left:
        cell = drawn.cells[address]
        formula = f'AND({_absolute(cell)}<>"",ABS({left}-{_sum(drawn, equation.right)})>0.000001)'
        cell.parent.conditional_formatting.add(cell.coordinate, FormulaRule(formula=[formula], **_BROKEN))


def _absolute(cell: SheetCell) -> str:
    return f"${cell.column_letter}${cell.row}"


def _sum(drawn: Drawn, addresses: Sequence[str]) -> str:
    return f"SUM({','.join(_ranges([drawn.cells[address] for address in addresses]))})"


def _ranges(cells: Sequence[SheetCell]) -> Iterator[str]:
    """Cells as ranges: what stands side by side or below one another is one of them."""
    for _line, run in groupby(_runs(cells), key=lambda entry: entry[0]):
        members = [cell for _number, cell in run]
        first, last = members[0], members[-1]
        yield _absolute(first) if first is last else f"{_absolute(first)}:{_absolute(last)}"


def _runs(cells: Sequence[SheetCell]) -> Iterator[tuple[int, SheetCell]]:
    """Each cell with the number of its run: a run goes on in the direction in which its second cell went."""
    number, before, direction = 0, None, None
    for cell in cells:
        step = (cell.row - before.row, cell.column - before.column) if before is not None else None
        goes_on = step in ((0, 1), (1, 0)) and direction in (None, step)
        number += before is not None and not goes_on
        direction = step if goes_on else None
        before = cell
        yield number, cell
