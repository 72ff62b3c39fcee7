"""What is still to be seen of a table in text that has lost something: the row's texts, and in which way they stand there.

Rendering prints exactly this, and a test may reckon from it what can be told and what cannot.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from random import Random

from disclosure.form import Table
from disclosure.samples.grids import printed_at, rows_printed
from disclosure.samples.truth import Layout, Quirk, Truth


class How(StrEnum):
    """How the numbers of a row stand in a text.

    ``whole``: each by itself and all there; ``dropped``: those that are not empty; ``glued``: all, without anything between
    them; ``thinned``: those that no line before them said already; ``nameless``: all, but without the row's label;
    ``ended``: as many as stand before the end of the text.
    """

    WHOLE = "whole"
    DROPPED = "dropped"
    GLUED = "glued"
    THINNED = "thinned"
    NAMELESS = "nameless"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class VisibleRow:
    """A row of a table as a text shows it; ``row`` is empty for a strip, which has one line for all its rows."""

    table: str
    row: str
    addresses: tuple[str, ...]
    texts: tuple[str, ...]
    how: How = How.WHOLE


def visible_rows(truth: Truth) -> tuple[VisibleRow, ...]:
    """The rows that the text of a report shows, in order. The same truth gives the same rows."""
    random = Random(f"{truth.name} visible")  # noqa: S311 - invention, not secrecy
    rows = [row for table in _tables(truth) for row in _whole_rows(truth, table)]
    rows = [_formed(row, truth, random) for row in rows] if Quirk.NUMBER_FORMS in truth.quirks else rows
    if truth.layout is Layout.GLUED:
        return tuple(replace(row, how=How.GLUED) if len(row.texts) > 1 else row for row in rows)
    if Quirk.BLANKS_DROPPED in truth.quirks:
        rows = [_dropped(row, truth, random) for row in rows]
    if Quirk.REPEATS_REMOVED in truth.quirks:
        rows = list(_thinned(rows))
    if Quirk.LABELS_LOST in truth.quirks:
        rows = [replace(row, how=How.NAMELESS) if row.row.startswith("refused.") else row for row in rows]
    if Quirk.CUT_OFF in truth.quirks:
        rows = _ended(rows, truth, random)
    return tuple(rows)


def _tables(truth: Truth) -> Iterator[Table]:
    edition = truth.report.edition
    for table in edition.tables.values() if edition else ():
        if table.layout != "pairs":
            yield table


def _whole_rows(truth: Truth, table: Table) -> Iterator[VisibleRow]:
    report = truth.report
    if table.layout == "strip":
        addresses = tuple(
            table.address(row.key, column.key) for row in table.regular_rows for column in table.columns_of(row.key)
        )
        yield VisibleRow(table.key, "", addresses, tuple(printed_at(report, at) for at in addresses))
        return
    for row in rows_printed(report, table):
        addresses = tuple(table.address(row.key, column.key) for column in table.columns_of(row.key))
        yield VisibleRow(table.key, row.key, addresses, tuple(printed_at(report, at) for at in addresses))


def _formed(row: VisibleRow, truth: Truth, random: Random) -> VisibleRow:
    """Numbers as offices also write them: 1,234, １２, 12件, 〇."""
    return replace(row, texts=tuple(_form(text, at, truth, random) for text, at in zip(row.texts, row.addresses, strict=True)))


def _form(text: str, at: str, truth: Truth, random: Random) -> str:
    edition = truth.report.edition
    if not text.isdigit() or edition is None or random.random() < 0.6:
        return text
    column = edition.split(at)[2]
    if column.kind == "amount":
        return f"{text}.00" if random.random() < 0.5 else f"{text}{column.unit}"
    forms = [text.translate(str.maketrans("0123456789", "０１２３４５６７８９")), f"{int(text):,}"]
    if text == "0":
        forms += ["〇", "零"]
    elif column.kind == "count":
        forms += [f"{text}{column.unit}", f"{text}（其中修订{random.randint(1, 4)}件）"]
    return random.choice(forms)


def _dropped(row: VisibleRow, truth: Truth, random: Random) -> VisibleRow:
    """A row of the matrix as its author leaves the noughts empty and the extraction drops what is empty."""
    if not _in_matrix(row, truth) or random.random() < 0.3:
        return row
    *parts, total = row.texts
    return replace(row, texts=tuple(text for text in (*parts, total) if text != "0"), how=How.DROPPED)


def _in_matrix(row: VisibleRow, truth: Truth) -> bool:
    edition = truth.report.edition
    return edition is not None and edition.table(row.table).layout == "matrix"


def _thinned(rows: list[VisibleRow]) -> Iterator[VisibleRow]:
    """Of all numbers that are the same only the first one stays."""
    seen: set[str] = set()
    for row in rows:
        kept = []
        for text in row.texts:
            if text not in seen:
                kept.append(text)
            seen.add(text)
        yield row if len(kept) == len(row.texts) else replace(row, texts=tuple(kept), how=How.THINNED)


def _ended(rows: list[VisibleRow], truth: Truth, random: Random) -> list[VisibleRow]:
    """The rows up to one of the matrix in whose middle the text ends."""
    inside = [number for number, row in enumerate(rows) if _in_matrix(row, truth) and len(row.texts) > 2]
    if not inside:
        return rows
    end = random.choice(inside)
    row = rows[end]
    return [*rows[:end], replace(row, texts=row.texts[: random.randint(1, len(row.texts) - 1)], how=How.ENDED)]
