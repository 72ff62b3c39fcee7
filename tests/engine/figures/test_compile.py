"""The year compiled: what records, statements and narrative put into each cell, and what stands behind it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from disclosure.checks.finding import Severity
from disclosure.errors import FormError, StatementError
from disclosure.examine import examine_bytes, examine_report
from disclosure.figures import Figure, application_figures, dispute_figures
from disclosure.figures.compile import AgencyFacts, compile_report, is_sum
from disclosure.figures.references import MISSING, filled, references
from disclosure.form import CellKind, Contact, edition_named, editions
from disclosure.records import CaseRecord, Received, Replied
from disclosure.records.statement import Statement
from disclosure.writing import write_report

FORM = edition_named("2021")
TOWN = AgencyFacts("临川县青禾镇人民政府", "qinghe", Contact("临川县中心路1号", "000000", "0000-1234567"))
DAY = date(2026, 1, 5)


def stated(address: str, value, id: str = "statement:1") -> Statement:
    return Statement(id, address, value, "县行政审批局统计表", "周文书", DAY)


def case(id: int, *events, kind: str = "natural_person") -> CaseRecord:
    return CaseRecord(f"application:{id}", kind, tuple(events))


def compiled(cases=(), *, disputes=(), statements=(), narrative=None, facts=None, year=2025, edition=FORM):
    return compile_report(
        edition, TOWN, year,
        applications=application_figures(cases, edition, year), disputes=dispute_figures(disputes, edition, year),
        statements=statements, narrative=narrative, facts=facts,
    )  # fmt: skip


def test_where_nothing_happened_counted_cells_are_0_and_stated_ones_blank():
    year = compiled()

    assert {cell.kind for cell in year.report.cells if cell.at.startswith(("applications.", "disputes."))} == {CellKind.NUMBER}
    assert {cell.value for cell in year.report.cells if cell.at.startswith(("applications.", "disputes."))} == {0}
    assert {cell.kind for cell in year.report.cells if cell.at.startswith("article_20.")} == {CellKind.BLANK}


def test_a_stated_zero_is_a_zero():
    year = compiled(statements=[stated("article_20.licences.decisions", 0)])

    cell = year.report.cell("article_20.licences.decisions")
    assert (cell.kind, cell.value) == (CellKind.NUMBER, 0)
    assert year.figures["article_20.licences.decisions"].records == ("statement:1",)


def test_an_application_changes_its_inflow_row_its_outcome_row_and_the_totals_they_imply_and_no_other():
    received = Received(date(2025, 3, 3))
    before = compiled()
    after = compiled([case(12, received, Replied(date(2025, 3, 10), outcome="granted"))])

    changed = {cell.at for cell in after.report.cells if cell.value != before.report.value(cell.at)}
    rows = ("received", "granted", "total")
    assert changed == {f"applications.{row}.{column}" for row in rows for column in ("natural_person", "total")}
    assert all(after.figures[address].records == ("application:12",) for address in changed)


def test_a_decision_moves_an_application_from_carried_forward_to_its_outcome():
    received = Received(date(2025, 12, 3))
    open_, decided = compiled([case(1, received)]), compiled([case(1, received, Replied(date(2025, 12, 9), outcome="granted"))])

    changed = {cell.at.split(".", 1)[1] for cell in decided.report.cells if cell.value != open_.report.value(cell.at)}
    rows = ("carried_forward", "granted", "total")
    assert changed == {f"{row}.{column}" for row in rows for column in ("natural_person", "total")}


def test_totals_open_everything_behind_their_parts():
    reply = Replied(date(2025, 3, 10), outcome="granted")
    cases = [case(1, Received(date(2025, 3, 3)), reply), case(2, Received(date(2025, 3, 3)), reply, kind="business")]

    assert set(compiled(cases).figures["applications.total.total"].records) == {"application:1", "application:2"}


def test_a_carried_over_application_without_a_case_here_comes_from_a_statement():
    year = compiled(statements=[stated("applications.carried_over.natural_person", 1)])

    assert year.report.value("applications.carried_over.natural_person") == 1
    assert year.report.value("applications.carried_over.total") == 1
    assert year.figures["applications.carried_over.total"].records == ("statement:1",)


def test_records_hold_against_a_statement_that_says_otherwise_and_the_difference_is_named():
    carried = case(7, Received(date(2024, 12, 20)))
    year = compiled([carried], statements=[stated("applications.carried_over.natural_person", 3)])

    assert year.report.value("applications.carried_over.natural_person") == 1
    (conflict,) = year.conflicts
    assert (conflict.counted, conflict.stated, conflict.statements) == (1, 3, ("statement:1",))


def test_a_statement_that_agrees_with_the_records_is_no_conflict():
    carried = case(7, Received(date(2024, 12, 20)))

    assert not compiled([carried], statements=[stated("applications.carried_over.natural_person", 1)]).conflicts


def test_statements_about_one_cell_add_up_and_all_stand_behind_it():
    address = "article_20.fees.amount"
    year = compiled(
        statements=[stated(address, Decimal("0.2130"), "statement:1"), stated(address, Decimal("1.5"), "statement:2")]
    )

    assert year.report.value(address) == Decimal("1.7130")
    assert year.figures[address].records == ("statement:1", "statement:2")


@pytest.mark.parametrize(
    ("address", "value"),
    [
        ("applications.received.total", 3),
        ("disputes.reconsideration.total", 1),
        ("article_20.licences.decisions", -1),
        ("article_20.licences.decisions", Decimal("1.5")),
    ],
    ids=["a sum along a row", "a sum of the strip", "a negative count", "half a decision"],
)
def test_a_statement_that_no_cell_can_hold_is_refused(address, value):
    with pytest.raises(StatementError):
        compiled(statements=[stated(address, value)])


def test_a_statement_about_a_cell_that_the_form_does_not_have_is_refused():
    with pytest.raises(FormError):
        compiled(statements=[stated("article_20.wishes.decisions", 1)])


def test_the_sums_of_the_form_are_known():
    assert is_sum(FORM, "applications.total.business")
    assert is_sum(FORM, "applications.granted.total")
    assert not is_sum(FORM, "applications.granted.business")
    assert not is_sum(FORM, "article_20.regulations.in_force")


@pytest.mark.parametrize("edition", [form for form in editions() if form.is_prescribed], ids=lambda edition: edition.key)
def test_every_prescribed_edition_compiles_and_its_sums_hold(edition):
    year = edition.first_year
    reply = Replied(date(year, 4, 1), outcome="refused.internal_affairs")
    report = compiled([case(1, Received(date(year, 3, 20)), reply)], year=year, edition=edition).report

    for table in edition.tables.values():
        for equation in table.equations(report.rows_present.get(table.key, frozenset())):
            left, right = ([report.value(address) or 0 for address in side] for side in (equation.left, equation.right))
            assert sum(left) == sum(right), equation


def test_the_narrative_refers_to_figures():
    narrative = {"overview": "全年新收政府信息公开申请{{applications.received.total}}件。\n培训{{ledger.training.sessions}}场。"}
    facts = {"ledger.training.sessions": Figure("ledger.training.sessions", 4, ("ledger:9",))}
    year = compiled([case(1, Received(date(2025, 3, 3)))], narrative=narrative, facts=facts)

    assert year.report.section("sections.1").text == "全年新收政府信息公开申请1件。\n培训4场。"
    assert not year.missing


def test_a_reference_that_leads_to_no_number_is_named_and_never_printed_as_one():
    year = compiled(narrative={"overview": "行政许可{{article_20.licences.decisions}}件，某某{{applications.nothing}}件。"})

    assert year.missing == (("overview", "article_20.licences.decisions"), ("overview", "applications.nothing"))
    assert year.report.section("sections.1").text == f"行政许可{MISSING}件，某某{MISSING}件。"


def test_groups_of_the_form_are_figures_of_their_own():
    replies = [Replied(date(2025, 3, 10), outcome=outcome) for outcome in ("refused.internal_affairs", "refused.state_secret")]
    year = compiled([case(number, Received(date(2025, 3, 3)), reply) for number, reply in enumerate(replies)])

    assert year.figures["applications.refused.total"].value == 2
    assert set(year.figures["applications.refused.total"].records) == {"application:0", "application:1"}
    assert year.report.cell("applications.refused.total") is None


def test_amounts_in_text_lose_zeros_that_say_nothing():
    figures = {"a": Figure("a", Decimal("400.00"), ()), "b": Figure("b", Decimal("0.2130"), ()), "c": Figure("c", 100, ())}

    assert filled("{{a}} {{ b }} {{c}} {x} {{A}}", figures) == "400 0.213 100 {x} {{A}}"
    assert [found.address for found in references("{{a}}{{ b }}")] == ["a", "b"]


def test_fees_that_are_stated_are_told_and_not_drawn_as_a_table():
    keys = {"notices": 2, "noticed_amount": 600, "received_amount": 400}
    statements = [stated(f"processing_fees.{key}", value, f"statement:{value}") for key, value in keys.items()]
    report = compiled(statements=statements).report

    assert (report.processing_fees.notices, report.processing_fees.received_amount) == (2, 400)
    assert not any(cell.at.startswith("processing_fees.") for cell in report.cells)
    assert compiled().report.processing_fees is None


def test_a_consistent_year_has_no_error_and_the_word_file_reads_back_to_the_same_tables():
    reply = Replied(date(2025, 3, 10), outcome="granted")
    cases = [case(1, Received(date(2025, 3, 3)), reply), case(2, Received(date(2025, 12, 29)), kind="business")]
    figures = list(FORM.table("article_20").addresses())
    statements = [stated(address, place, f"statement:{place}") for place, address in enumerate(figures)]
    narrative = {
        "preamble": "根据《中华人民共和国政府信息公开条例》编制。",
        "overview": "全年新收{{applications.received.total}}件。",
    }
    report = compiled(cases, statements=statements, narrative=narrative).report
    examination = examine_report(report)

    assert not [finding for finding in examination.findings if finding.severity is Severity.ERROR]
    read = examine_bytes(write_report(examination, ".docx"), "年报.docx").report
    assert {cell.at: cell.value for cell in read.cells} == {cell.at: cell.value for cell in report.cells}
