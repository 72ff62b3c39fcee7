"""The arithmetic rules (勾稽关系): silent on every consistent table, loud at every single wrong cell."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from disclosure.checks.arithmetic import arithmetic_rules
from disclosure.checks.finding import Finding, Severity
from disclosure.examine import examine_report
from disclosure.form import Report, edition_named, editions
from engine.checks.reports import report_with, without
from engine.checks.tables import consistent_tables, printed_rows

#: Forms to try: the edition, a year of its time, and whether 其他处理 is printed as one row.
FORMS = [("2021", 2022, False), ("2021", 2022, True), ("2019", 2020, False)]
#: Table three and table four of a city for 2025, as published.
RECEIVED = (13612, 252, 0, 45, 128, 32, 14069)
FAST = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def arithmetic(report: Report) -> list[Finding]:
    return [finding for finding in examine_report(report).findings if finding.rule.startswith("arithmetic.")]


def printed(form: str, year: int, figures: dict[str, int]) -> Report:
    """A report that prints these figures and no other cells."""
    report = report_with(edition=form, year=year, cells=figures)
    return without(report, *(cell.at for cell in report.cells if cell.at not in figures))


def equations(form: str, collapsed: bool) -> list[frozenset[str]]:
    """The cells of each sum of a form."""
    found = []
    for table in edition_named(form).tables.values():
        rows = printed_rows(table, collapsed)
        found += [frozenset((*equation.left, *equation.right)) for equation in table.equations(rows)]
    return found


@pytest.mark.parametrize(("form", "year", "collapsed"), FORMS)
@given(data=st.data())
@FAST
def test_a_consistent_report_raises_no_arithmetic_finding(form, year, collapsed, data):
    figures = data.draw(consistent_tables(edition_named(form), collapsed=collapsed))

    assert arithmetic(printed(form, year, figures)) == []


@pytest.mark.parametrize(("form", "year", "collapsed"), FORMS)
@given(data=st.data())
@FAST
def test_one_wrong_cell_is_named_by_every_sum_it_stands_in(form, year, collapsed, data):
    figures = data.draw(consistent_tables(edition_named(form), collapsed=collapsed))
    cell = data.draw(st.sampled_from(sorted(figures)))
    wrong = data.draw(st.integers(0, 20_000).filter(lambda value: value != figures[cell]))

    findings = arithmetic(printed(form, year, figures | {cell: wrong}))

    assert len(findings) == sum(cell in cells for cells in equations(form, collapsed))
    assert all(cell in finding.at for finding in findings)


@pytest.mark.parametrize(("form", "collapsed"), [("2021", False), ("2021", True), ("2019", False)])
def test_every_cell_of_tables_three_and_four_stands_in_a_sum(form, collapsed):
    """Table two has no sums: its cells are the only ones that arithmetic cannot watch."""
    watched = frozenset().union(*equations(form, collapsed))
    for key in ("applications", "disputes"):
        table = edition_named(form).table(key)
        rows = printed_rows(table, collapsed)
        cells = {table.address(row, column.key) for row in rows for column in table.columns_of(row)}
        assert cells <= watched
    assert not [at for at in watched if at.startswith("article_20.")]


def test_the_row_total_is_named_with_what_it_should_be():
    row = dict(zip(edition_named("2021").table("applications").columns_of("received"), RECEIVED, strict=True))
    cells = {f"applications.received.{column.key}": value for column, value in row.items()}

    finding = next(f for f in arithmetic(report_with(cells=cells | {"applications.received.total": 14070}))
                   if f.rule == "arithmetic.applications.row_total")  # fmt: skip

    assert finding.severity is Severity.ERROR
    assert (finding.expected, finding.found) == (14069, 14070)
    assert finding.at[0] == "applications.received.total"
    assert "14070" in str(finding.message)
    assert "相差1" in str(finding.message)
    assert finding.law == "国办公开办函〔2021〕30号"


def test_the_law_behind_it_is_the_form_of_the_year():
    finding = arithmetic(report_with(edition="2019", year=2020, cells={"disputes.reconsideration.total": 1}))[0]

    assert finding.law == "国办公开办函〔2019〕60号"


@pytest.mark.parametrize("nothing", ["", "/", "若干"])
def test_a_sum_over_a_cell_that_is_no_number_has_no_result(nothing):
    """A blank is not a zero: a half-empty row is neither right nor wrong."""
    cells = {"disputes.reconsideration.upheld": nothing, "disputes.reconsideration.total": 7}

    assert arithmetic(report_with(cells=cells)) == []


def test_a_sum_over_a_row_that_is_not_printed_is_not_demanded():
    report = report_with(cells={"disputes.reconsideration.total": 0})
    partly = without(report, *(cell.at for cell in report.cells if cell.at.startswith("applications.granted.")))

    assert arithmetic(partly) == []


def test_long_sums_show_only_what_makes_them_up():
    cells = {"applications.total.business": 5, "applications.granted.business": 3, "applications.partly_granted.business": 1}
    finding = next(f for f in arithmetic(report_with(cells=cells)) if f.rule == "arithmetic.applications.results_total")

    words = str(finding.message)

    assert "予以公开" in words
    assert "部分公开" in words
    assert "国家秘密" not in words, "zeros are left out"


def test_the_same_sum_of_two_editions_is_one_rule():
    rules = [rule.id for rule in arithmetic_rules(editions())]

    assert len(rules) == len(set(rules))
    assert "arithmetic.applications.balance" in rules
    assert sum("indicators" not in rule for rule in rules) == 4
