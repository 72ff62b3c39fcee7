"""The five real reports, every cell against what a person read in the files (real_reports.yaml)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from disclosure.form import CellKind, Contact, DocumentType, Number, Report, Row, Table, edition_named
from disclosure.reading import read_report

REPORTS = Path(__file__).parents[4] / "shared" / "reports"
EXPECTED: dict[str, dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("real_reports.yaml").read_text(encoding="utf-8"))

pytestmark = pytest.mark.skipif(not REPORTS.is_dir(), reason="the five real reports are not part of the repository")
each_report = pytest.mark.parametrize("name", EXPECTED)


@cache
def read(name: str) -> Report:
    return read_report((REPORTS / name).read_bytes(), name)


def rows(table: Table, noted: dict[str, Any]) -> list[Row]:
    """The rows that a report prints: those of the form, with （六）其他处理 as one row where it is one."""
    replaced = {row.stands_for for row in table.rows if row.stands_for} if noted["other_combined"] else set()
    kept = [row for row in table.rows if not any(group.key in replaced for group in row.groups)]
    return [row for row in kept if row.stands_for is None or row.stands_for in replaced]


def places(noted: dict[str, Any]) -> Iterator[tuple[str, int, str]]:
    """Each cell with its position in its row and its place, from the noted first lines."""
    edition = edition_named("2021")
    for key, first_lines in noted["lines"].items():
        table = edition.table(key)
        if table.layout == "pairs":
            for at, line in zip(table.addresses(), first_lines, strict=True):
                yield at, 0, f"line {line}"
            continue
        below = 0
        for row, first in zip(rows(table, noted), first_lines if key != "disputes" else first_lines * 3, strict=True):
            for position, column in enumerate(table.columns_of(row.key)):
                step = below + position if noted["one_cell_a_line"] else 0
                yield table.address(row.key, column.key), position, f"line {first + step}"
            below += len(table.columns_of(row.key)) if key == "disputes" else 0


def expected_cells(noted: dict[str, Any]) -> dict[str, Number | None]:
    cells: dict[str, Number | None] = {}
    for at, position, _place in places(noted):
        printed = noted["numbers"].get(at.rpartition(".")[0])
        number = printed[position] if printed else 0
        cells[at] = Decimal(number) if isinstance(number, str) else number
    return cells | dict.fromkeys(noted["unreadable"])


@each_report
def test_every_cell_is_the_number_that_stands_there(name):
    cells = {cell.at: cell.value for cell in read(name).cells if cell.kind is not CellKind.ABSENT}

    assert cells == expected_cells(EXPECTED[name])
    assert {type(value) for value in cells.values()} <= {int, Decimal, type(None)}


@each_report
def test_every_cell_has_the_line_on_which_it_stands(name):
    cells = {cell.at: cell.place for cell in read(name).cells if cell.kind is not CellKind.ABSENT}

    assert cells == {at: place for at, _position, place in places(EXPECTED[name])}


@each_report
def test_every_cell_is_a_number_except_those_that_cannot_be_told(name):
    kinds = {cell.at: cell.kind for cell in read(name).cells if cell.kind not in (CellKind.NUMBER, CellKind.ABSENT)}

    assert kinds == dict.fromkeys(EXPECTED[name]["unreadable"], CellKind.UNREADABLE)


@each_report
def test_a_number_is_kept_as_it_was_printed(name):
    for cell in read(name).cells:
        if cell.kind is CellKind.NUMBER:
            assert cell.as_printed == str(cell.value), cell.at


def test_no_row_is_missing_where_the_form_is_printed_whole():
    for name, noted in EXPECTED.items():
        absent = [cell.at for cell in read(name).cells if cell.kind is CellKind.ABSENT]
        assert absent == [], name
        assert len(read(name).cells) == sum(1 for _cell in places(noted)), name


def test_six_numbers_for_seven_columns_leave_two_cells_open_and_say_why():
    """baihe: whether 自然人 or 总计 is the one that was not printed cannot be told, so neither is guessed."""
    report = read("baihe-2021.txt")
    for at in EXPECTED["baihe-2021.txt"]["unreadable"]:
        cell = report.cell(at)
        assert cell
        assert cell.value is None
        assert cell.because
        assert "无法断定" in str(cell.because)
        assert cell.as_printed is None, "no printed text is claimed for a cell that cannot be told"


@each_report
def test_the_report_says_whose_it_is_of_which_year_in_which_form(name):
    report, noted = read(name), EXPECTED[name]

    assert report.document_type is DocumentType.ANNUAL_REPORT
    assert report.agency
    assert noted["agency"] in report.agency
    assert report.year == noted["year"]
    assert report.edition is edition_named("2021")


@each_report
def test_period_and_day_of_publication_are_as_printed_or_null(name):
    report, noted = read(name), EXPECTED[name]
    period = [report.period.first, report.period.last] if report.period else None

    assert period == noted["period"]
    assert report.published_on == noted["published_on"]


def test_the_signing_day_of_jinling_is_a_day():
    assert read("jinling-2022.txt").published_on == date(2023, 1, 29)


@each_report
def test_the_contact_has_what_is_printed_and_nothing_else(name):
    contact = read(name).contact
    found = [field.name for field in fields(Contact) if getattr(contact, field.name)]

    assert found == EXPECTED[name]["contact"]
    if contact.postcode:
        assert len(contact.postcode) == 6
        assert contact.postcode.isdigit()
    if contact.phone:
        assert contact.phone[:1] == "0", "an office telephone with its area code"


@each_report
def test_the_parts_are_found_by_their_words_with_their_lines(name):
    sections = read(name).sections

    assert [[section.number, int(str(section.place).split()[1])] for section in sections] == EXPECTED[name]["sections"]
    assert all(section.text for section in sections if section.number in (1, 5, 6))


@each_report
def test_rows_that_the_form_does_not_have_are_kept_beside_it(name):
    found = [
        {"table": row.table, "label": row.label, "values": list(row.values), "place": row.place} for row in read(name).extra_rows
    ]

    assert found == EXPECTED[name]["extra_rows"]


@each_report
def test_the_processing_fee_is_what_table_or_text_states(name):
    fees = read(name).processing_fees
    stated = [fees.notices, fees.noticed_amount, fees.received_amount] if fees else None

    assert stated == EXPECTED[name]["processing_fees"]


@each_report
def test_reading_twice_gives_the_same_report(name):
    assert read_report((REPORTS / name).read_bytes(), name) == read(name)
