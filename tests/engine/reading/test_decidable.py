"""All that can be told of a report is read, and nothing else: every cell against a solver that tries every possibility.

Runs over thousands of reports in all layouts are part of ``make deep`` and print the share that nobody can tell, by layout.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from disclosure.form import CellKind
from disclosure.reading import read_report
from disclosure.samples import Layout, Truth, generate, visible_rows
from engine.reading.solver import Seen, TooManyError, decided

#: What a layout has lost divides it into classes.
LOSSES = ("blanks_dropped", "repeats_removed", "labels_lost", "cut_off", "number_lost")


def class_of(truth: Truth) -> str:
    """The layout, and what was lost in it."""
    return " ".join([truth.layout, *sorted(quirk for quirk in truth.quirks if quirk in LOSSES)])


def seen(truth: Truth) -> Iterator[Seen]:
    """The rows as the text shows them; where a number was lost, six stand between two empty cells."""
    report = truth.report
    for row in visible_rows(truth):
        cells = [report.cell(at) for at in row.addresses]
        texts = row.texts
        if any(cell and cell.kind is CellKind.UNREADABLE for cell in cells):
            known = [cell.as_printed or "" for cell in cells if cell and cell.kind is not CellKind.UNREADABLE]
            texts = ("", *(known + known[:1])[: len(cells) - 1], "")
        yield Seen(row.row, row.addresses, texts, row.how.value)


def money(truth: Truth) -> frozenset[str]:
    edition = truth.report.edition
    return frozenset(at for at in edition.addresses if edition.split(at)[2].kind == "amount")


def judged(count: int, seed: int, layouts: tuple[Layout, ...] = tuple(Layout)) -> tuple[Counter, Counter, Counter, list[str]]:
    """Reports, cells and undecidable cells by class; and every cell that was read wrong, not read, or invented."""
    reports, cells, open_cells = Counter(), Counter(), Counter()
    wrong = []
    for name, data, truth in generate(count, seed, layouts):
        kind = class_of(truth)
        rows = list(seen(truth))
        try:
            known = decided(rows, money(truth))
        except TooManyError:
            reports[f"{kind} (not solved)"] += 1
            continue
        report = read_report(data, name)
        printed = [at for row in rows for at in row.addresses]
        reports[kind] += 1
        cells[kind] += len(printed)
        open_cells[kind] += sum(at not in known for at in printed)
        for at in report.by_address.keys() | set(printed):
            read = report.cell(at)
            if at.startswith("processing_fees."):
                continue
            if at in known and report.value(at) != known[at]:
                wrong.append(f"{name} {kind}: {at} is {known[at]}, read {read and (read.value, read.kind)}")
            elif at not in known and read is not None and read.value is not None:
                wrong.append(f"{name} {kind}: {at} cannot be told, read {read.value}")
            elif at not in known and at in printed and read is not None and (read.kind is CellKind.BLANK or not read.because):
                wrong.append(f"{name} {kind}: {at} is not said to be unreadable, but {read.kind}")
    return reports, cells, open_cells, wrong


def tell(reports: Counter, cells: Counter, open_cells: Counter) -> None:
    for kind in sorted(reports):
        share = open_cells[kind] / cells[kind] if cells[kind] else 0
        print(f"{kind}: {reports[kind]} reports, {cells[kind]} cells, {share:.2%} undecidable")
    print(f"in all: {reports.total()} reports, {cells.total()} cells, {open_cells.total() / cells.total():.2%} undecidable")


@pytest.mark.parametrize("layout", list(Layout))
def test_all_that_can_be_told_is_read_and_nothing_else(layout):
    reports, _cells, _open, wrong = judged(40, 31, (layout,))

    assert not wrong, "\n".join(wrong[:20])
    assert reports.total() == 40


@pytest.mark.deep
def test_all_that_can_be_told_of_five_thousand_reports_is_read_and_nothing_else():
    reports, cells, open_cells, wrong = judged(5_020, 32)

    tell(reports, cells, open_cells)
    assert not wrong, "\n".join(wrong[:20])
    assert sum(count for kind, count in reports.items() if "(not solved)" not in kind) >= 5_000
