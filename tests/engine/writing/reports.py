"""Reports to write: invented agencies, figures from the edition itself, and the published good set of statute facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from hypothesis import strategies as st

from disclosure.blocks import Document, Grid
from disclosure.form import (
    Cell,
    CellKind,
    DocumentType,
    Edition,
    Line,
    Number,
    Report,
    Section,
    Source,
    Table,
    edition_named,
)

AGENCY = "青溪县白石镇人民政府"

#: A city's figures for 2025 that fulfil every sum of the form.
GOOD_APPLICATIONS = """
13612 252 0 45 128 32 14069
535 6 0 1 18 0 560
5345 129 0 41 19 14 5548
2120 39 0 1 6 2 2168
13 0 0 0 0 0 13
30 0 0 0 0 0 30
11 0 0 0 0 0 11
49 2 0 0 0 0 51
103 1 0 0 0 0 104
84 1 0 0 0 0 85
282 4 0 0 0 0 286
147 0 0 0 1 2 150
3075 50 0 0 89 8 3222
177 3 0 0 0 0 180
19 0 0 0 0 0 19
199 1 0 0 3 0 203
147 1 0 0 0 0 148
0 0 0 0 0 0 0
100 1 0 0 0 0 101
5 0 0 0 0 0 5
315 3 0 0 0 0 318
202 0 0 1 0 0 203
941 17 0 1 3 3 965
13364 252 0 44 121 29 13810
783 6 0 2 25 3 819
"""
GOOD_DISPUTES = "376 97 196 121 790 16 1 12 27 56 74 1 30 51 156"
GOOD_ARTICLE_20 = "3 5 74 564 984 4185 11398889 6937489 166105 316441"


def addresses(edition: Edition, table: str | None = None) -> list[str]:
    """The cells that the form prints, without its optional tables."""
    tables = [edition.table(table)] if table else [each for each in edition.tables.values() if not each.optional]
    return [address for each in tables for address in each.addresses()]


def numbers(values: Mapping[str, Number | None]) -> tuple[Cell, ...]:
    """Cells of these values; None makes a blank."""
    return tuple(Cell(at, CellKind.BLANK if value is None else CellKind.NUMBER, value) for at, value in values.items())


def good_values() -> dict[str, Number]:
    edition = edition_named("2021")
    found: dict[str, Number] = {}
    for table, text in (
        ("article_20", GOOD_ARTICLE_20),
        ("applications", GOOD_APPLICATIONS),
        ("disputes", GOOD_DISPUTES),
    ):
        found |= dict(zip(addresses(edition, table), map(int, text.split()), strict=True))
    return found


def report(edition: Edition | str = "2021", values: Mapping[str, Number | None] | None = None, **changes: object) -> Report:
    """A report with all six parts. Without ``values`` every cell of the form holds 0."""
    form = edition_named(edition) if isinstance(edition, str) else edition
    figures = dict.fromkeys(addresses(form), 0) if values is None else values
    texts = {1: "我镇稳步推进政府信息公开工作。", 5: "信息更新还不够及时。", 6: "无其他需要报告的事项。"}
    sections = tuple(
        Section(
            f"sections.{part.number}", part.number, part.title.zh, "", tuple(map(Line, filter(None, [texts.get(part.number)])))
        )
        for part in form.sections
    )
    whole = Report(
        Source("report.txt", "0" * 64, "text/plain"),
        DocumentType.ANNUAL_REPORT,
        agency=AGENCY,
        year=2022,
        edition=form,
        preamble=Section("preamble", None, "", "", (Line("本报告依据《中华人民共和国政府信息公开条例》编制。"),)),
        sections=sections,
        cells=numbers(figures),
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def without_row(whole: Report, table: str, row: str) -> Report:
    """The same report, not having a row."""
    assert whole.edition
    gone = {whole.edition.table(table).address(row, column.key) for column in whole.edition.table(table).columns_of(row)}
    absent = Cell(f"{table}.{row}", CellKind.ABSENT)
    return replace(whole, cells=(*(cell for cell in whole.cells if cell.at not in gone), absent))


def with_cell(whole: Report, cell: Cell) -> Report:
    """The same report with another cell at the address of ``cell``."""
    return replace(whole, cells=tuple(cell if each.at == cell.at else each for each in whole.cells))


def grids(document: Document) -> list[Grid]:
    return [block for block in document.blocks if isinstance(block, Grid)]


def texts(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in row] for row in grid.rows]


def shape(document: Document) -> list[object]:
    """What must survive writing and reading: words and spans of cells, words and styles of paragraphs."""
    return [
        [[(cell.text, cell.row_span, cell.column_span) for cell in row] for row in block.rows]
        if isinstance(block, Grid)
        else block.text
        for block in document.blocks
    ]


def value_of(kind: str) -> st.SearchStrategy[Number]:
    """A value as a column of this kind may have it."""
    amounts = st.decimals(min_value=0, max_value=Decimal(10) ** 7, places=4).map(lambda amount: amount.normalize() + 0)
    return {"count": st.integers(0, 12_000_000), "change": st.integers(-9999, 9999), "amount": amounts}[kind]


@st.composite
def filled(draw: st.DrawFn, edition: Edition) -> Report:
    """A report of an edition with any figures and blanks in its cells."""
    values: dict[str, Number | None] = {}
    for address in addresses(edition):
        _table, _row, column = edition.split(address)
        number = value_of(column.kind)
        values[address] = draw(st.none() | number)
    return report(edition, values)


def table_of(whole: Report, key: str) -> Table:
    assert whole.edition
    return whole.edition.table(key)
