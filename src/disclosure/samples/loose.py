"""Tables of an invented report as text of which little more than words and numbers is left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from disclosure.form import Table
from disclosure.samples.grids import grid_of, matrix_body, matrix_header, strip_header
from disclosure.samples.truth import Layout, Quirk, Truth
from disclosure.samples.visible import How, VisibleRow, visible_rows

#: Where a text that was cut off ends; nothing that comes after it is printed.
END = "\x00"
#: Characters of a label from which on it is torn in two.
_LONG = 12


@dataclass(frozen=True, slots=True)
class LooseRow:
    """Labels in front, and the numbers where the row has any. ``is_head``: labels above columns; ``is_free``: no row
    of ``visible_rows``.
    """

    labels: tuple[str, ...]
    texts: tuple[str, ...] = ()
    how: How = How.WHOLE
    is_head: bool = False
    is_free: bool = False


def loose_rows(truth: Truth, table: Table) -> list[LooseRow]:
    """The rows of a table in order, with what is visible of each; after one that ends the text there are none."""
    visible = {(row.table, row.row): row for row in visible_rows(truth)}
    found: list[LooseRow] = []
    for row in _rows(truth, table, visible):
        found.append(row)
        if row.how is How.ENDED:
            break
    return found


def _rows(truth: Truth, table: Table, visible: Mapping[tuple[str, str], VisibleRow]) -> Iterator[LooseRow]:
    if table.layout == "blocks":
        yield from _block_rows(truth, table, visible)
    elif table.layout == "matrix":
        yield from (LooseRow(_texts(row), is_head=True, is_free=True) for row in matrix_header(table, 3))
        for key, cells in matrix_body(truth.report, table, 3):
            seen = visible.get((table.key, key))
            if seen:
                labels = tuple(cell.text for cell in cells[: -len(seen.addresses)] if cell.text)
                yield LooseRow(labels[:-1] if seen.how is How.NAMELESS else labels, seen.texts, seen.how)
    elif table.layout == "strip":
        yield from (LooseRow(_texts(row), is_head=True, is_free=True) for row in strip_header(table))
        if seen := visible.get((table.key, "")):
            yield LooseRow((), seen.texts, seen.how)
    else:
        yield from (LooseRow(_texts(row), is_free=True) for row in grid_of(truth.report, table).rows)


def _block_rows(truth: Truth, table: Table, visible: Mapping[tuple[str, str], VisibleRow]) -> Iterator[LooseRow]:
    corner = table.corner.zh if table.corner else ""
    for number, block in enumerate(table.blocks):
        yield LooseRow((block.heading.zh,), is_head=True, is_free=True)
        yield LooseRow((corner, *(column.label.zh for column in block.columns)), is_head=True, is_free=True)
        for row in block.rows:
            if seen := visible.get((table.key, row.key)):
                yield LooseRow((row.label.zh,), seen.texts, seen.how)
        if number == min(1, len(table.blocks) - 1):
            for extra in truth.report.extra_rows:
                if extra.table == table.key:
                    yield LooseRow((extra.label,), tuple(map(str, extra.values)), is_free=True)


def _texts(row: Sequence[object]) -> tuple[str, ...]:
    return tuple(text for cell in row if (text := str(getattr(cell, "text", ""))))


def _in_lines(truth: Truth, table: Table, random: Random) -> Iterator[str]:
    """One cell a line, and between the cells what the quirks say."""
    quirks = truth.quirks
    between = [""] if Quirk.EMPTY_BETWEEN in quirks else ["|"] if Quirk.BAR_BETWEEN in quirks else []
    after = " |" if Quirk.BAR_AFTER in quirks else ""
    said = {text for row in visible_rows(truth) for text in row.texts} if Quirk.REPEATS_REMOVED in quirks else set()
    for row in loose_rows(truth, table):
        cells = _torn_labels(row, random) if Quirk.LABELS_TORN in quirks else [*row.labels, *row.texts]
        if Quirk.REPEATS_REMOVED in quirks and row.is_free:
            cells = [cell for cell in cells if cell not in said]
            said.update(cells)
        for number, cell in enumerate(cells):
            if Quirk.PAGE_NUMBERS in quirks and random.random() < 0.02:
                yield f"- {random.randint(1, 9)} -"
            yield from between if number else ()
            yield f"{cell}{after}"
        if row.how is How.ENDED:
            yield END
        if Quirk.ROW_ENDS in quirks:
            yield "|" * random.choice((2, 3, 4, 9))
        else:
            yield from between


def _torn_labels(row: LooseRow, random: Random) -> list[str]:
    """The cells of a row whose last label, where it is long, stands in two pieces: both before the numbers, or one behind."""
    if row.is_head or not row.labels or len(row.labels[-1]) < _LONG or row.how is How.ENDED:
        return [*row.labels, *row.texts]
    *others, label = row.labels
    half = random.randint(len(label) // 3, 2 * len(label) // 3)
    if random.random() < 0.5:
        return [*others, label[:half], label[half:], *row.texts]
    return [*others, label[:half], *row.texts, label[half:]]


def _in_bars(truth: Truth, table: Table, random: Random) -> Iterator[str]:
    """One row a line with bars between the cells."""
    quirks = truth.quirks
    lead = "| " if Quirk.LEADING_BAR in quirks or Quirk.RULED in quirks else ""
    more = " |" * random.randint(1, 2) if Quirk.EXTRA_COLUMNS in quirks else ""
    rows = loose_rows(truth, table)
    for number, row in enumerate(rows):
        cells = [*row.labels, *row.texts]
        end = END if row.how is How.ENDED else f" |{more}"
        yield f"{lead}{' | '.join(cells)}{end}"
        if Quirk.RULED in quirks and not number:
            yield "|" + "---|" * len(cells)
        if Quirk.CUT_TABLES in quirks and not row.is_head and random.random() < 0.3:
            yield from ("", *([f"|{'---|' * len(cells)}"] if Quirk.RULED in quirks else []))


def _spaced(truth: Truth, table: Table, random: Random) -> Iterator[str]:
    """One row a line with blanks between its cells, as text taken out of a PDF has it."""
    quirks = truth.quirks
    for row in loose_rows(truth, table):
        if Quirk.PAGE_NUMBERS in quirks and random.random() < 0.05:
            yield f"— {random.randint(1, 9)} —"
        texts, label = " ".join(row.texts), row.labels[-1] if row.labels else ""
        if Quirk.LABELS_TORN in quirks and not row.is_head and len(label) >= _LONG and row.how is not How.ENDED:
            half = random.randint(len(label) // 3, 2 * len(label) // 3)
            yield from (" ".join([*row.labels[:-1], label[:half]]), texts, label[half:])
        else:
            yield " ".join([*row.labels, *row.texts]) + (END if row.how is How.ENDED else "")


def _glued(truth: Truth, table: Table, _random: Random) -> Iterator[str]:
    """Labels and numbers without anything between them, the whole table in one line or each row in its own."""
    rows = ["".join([*row.labels, *row.texts]) for row in loose_rows(truth, table)]
    yield from rows if Quirk.LINE_A_ROW in truth.quirks else ["".join(rows)]


TABLES = {Layout.LINES: _in_lines, Layout.BAR_ROWS: _in_bars, Layout.SPACED_ROWS: _spaced, Layout.GLUED: _glued}
