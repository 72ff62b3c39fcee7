"""Cell by cell: what changed, by how much, and what cannot be computed is not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from disclosure.comparing import compare
from disclosure.form import Cell, CellKind, DocumentType, ExtraRow, Report, Source, edition_named

AT = "applications.received.natural_person"


def report(cells=(), *, edition="2021", extra=(), year=2022):
    return Report(
        Source(f"{year}.docx", "", ""), DocumentType.ANNUAL_REPORT, agency="青禾镇", year=year,
        edition=edition_named(edition), cells=tuple(cells), extra_rows=tuple(extra),
    )  # fmt: skip


def number(value, at=AT):
    return Cell(at, CellKind.NUMBER, value, str(value))


def change(before, after, at=AT):
    """The change at an address."""
    figures = [figure for table in compare(report(before), report(after)).tables for figure in table.figures]
    return next(figure for figure in figures if figure.at == at)


@pytest.mark.parametrize(
    ("before", "after", "difference", "percent"),
    [
        (4, 6, 2, "+50%"), (6, 4, -2, "-33.3%"), (3, 3, 0, ""), (0, 5, 5, ""), (5, 0, -5, "-100.0%"), (8, 9, 1, "+12.5%"),
        (Decimal("0.2130"), Decimal("0.426"), Decimal("0.2130"), "+100.0%"), (2000, 2001, 1, "+0.1%"),
    ],
)  # fmt: skip
def test_difference_and_share(before, after, difference, percent):
    found = change([number(before)], [number(after)])

    assert found.difference == difference
    assert found.percent_text.replace(".0%", "%") == percent.replace(".0%", "%")
    assert found.is_same == (before == after)


@pytest.mark.parametrize("kind", [CellKind.BLANK, CellKind.MARK, CellKind.UNREADABLE])
def test_what_is_no_number_has_no_difference_and_is_not_zero(kind):
    found = change([number(0)], [Cell(AT, kind, None, "/" if kind is CellKind.MARK else "若干")])

    assert (found.difference, found.percent, found.is_same) == (None, None, False)
    assert found.after == {CellKind.BLANK: "（空）", CellKind.MARK: "/", CellKind.UNREADABLE: "若干"}[kind]


def test_a_row_that_only_one_report_has_is_shown_on_its_side():
    found = change([number(1)], [number(1), number(2, "applications.granted.total")], "applications.granted.total")

    assert (found.before, found.after, found.is_same) == ("", "2", False)


def test_of_two_editions_cells_of_the_same_key_are_compared_and_others_stand_alone():
    old = report([number(3, "article_20.licences.decisions"), number(7, "article_20.regulations.made")], edition="2019")
    new = report([number(4, "article_20.licences.decisions"), number(1, "article_20.regulations.issued")])

    table = next(table for table in compare(old, new).tables if table.key == "article_20")
    shown = {figure.at: (figure.before, figure.after) for figure in table.changed if figure.before or figure.after}

    assert shown["article_20.licences.decisions"] == ("3", "4")
    assert shown["article_20.regulations.made"] == ("7", "")
    assert shown["article_20.regulations.issued"] == ("", "1")


def test_rows_that_the_form_does_not_have_are_compared_by_name():
    old = report([number(1)], extra=[ExtraRow("applications", "其中：网上", (4,))])
    new = report([number(1)], extra=[ExtraRow("applications", "其中：网上 ", (6,)), ExtraRow("applications", "备查", (1, 2))])

    changed = {figure.label: (figure.before, figure.after, figure.difference) for figure in compare(old, new).tables[0].changed}

    assert changed == {"其中：网上 ": ("4", "6", 2), "备查": ("", "1、2", None)}


def test_a_report_compared_with_itself_does_not_differ():
    same = report([number(1), Cell("applications.received.total", CellKind.BLANK)])

    assert compare(same, same).changed == 0
    assert compare(same, same).compared == 7
