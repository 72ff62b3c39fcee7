"""Table three from cases: each once in, once out, and the sums of the form hold for any history."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from case_histories import KINDS, registers
from disclosure.errors import FormError
from disclosure.figures import application_figures
from disclosure.form.loading import edition_named, editions
from disclosure.records import (
    CaseRecord,
    Channel,
    Confirmed,
    CorrectionAsked,
    Received,
    Reopened,
    Replied,
    Struck,
    Withdrawn,
)

FORM = edition_named("2021")
YEARS = st.integers(2019, 2031)


def figures(cases, year: int, edition=FORM) -> dict[str, int]:
    """The cells that are not nought."""
    return {
        address.removeprefix("applications."): figure.value
        for address, figure in application_figures(cases, edition, year).items()
        if figure.value
    }


def case(*events, kind: str = "natural_person", number: int = 1) -> CaseRecord:
    return CaseRecord(f"application:{number}", kind, events)


def row(name: str, kind: str = "natural_person", value: int = 1) -> dict[str, int]:
    return {f"{name}.{kind}": value, f"{name}.total": value}


def test_an_agency_without_applications_has_a_nought_in_every_cell_and_nothing_behind_it():
    found = application_figures([], FORM, 2024)
    assert list(found) == list(FORM.table("applications").addresses())
    assert all(figure.value == 0 and figure.records == () for figure in found.values())


def test_received_and_granted_in_one_year():
    found = [case(Received(date(2024, 3, 1)), Replied(date(2024, 3, 20), "granted"))]
    assert figures(found, 2024) == row("received") | row("granted") | row("total")
    assert figures(found, 2023) == figures(found, 2025) == {}


def test_a_case_over_the_year_end_is_carried_forward_and_over():
    found = [case(Received(date(2024, 12, 20)), Replied(date(2025, 1, 3), "refused.state_secret"), kind="business")]
    assert figures(found, 2024) == row("received", "business") | row("carried_forward", "business")
    assert figures(found, 2025) == row("carried_over", "business") | row("refused.state_secret", "business") | row(
        "total", "business"
    )


@pytest.mark.parametrize(
    ("decided", "forward"), [(date(2024, 12, 31), False), (date(2025, 1, 1), True)], ids=["on the last day", "a day later"]
)
def test_the_year_ends_with_the_last_day_of_december(decided, forward):
    found = figures([case(Received(date(2024, 12, 1)), Replied(decided, "granted"))], 2024)
    assert ("carried_forward.total" in found) is forward
    assert ("granted.total" in found) is not forward


def test_an_application_counts_in_the_year_of_legal_receipt():
    """Submitted in December, confirmed in January: of the new year, and nowhere before."""
    found = [case(Received(date(2024, 12, 30), Channel.ONLINE), Confirmed(date(2025, 1, 2)))]
    assert figures(found, 2024) == {}
    assert figures(found, 2025) == row("received") | row("carried_forward")


def test_what_was_never_confirmed_counts_nowhere():
    found = [case(Received(date(2024, 5, 6), Channel.ONLINE), Withdrawn(date(2024, 5, 7)))]
    assert figures(found, 2024) == {}


def test_a_withdrawal_counts_among_other_outcomes():
    found = [case(Received(date(2024, 5, 6)), Withdrawn(date(2024, 5, 7)))]
    assert figures(found, 2024) == row("received") | row("other.other") | row("total")


def test_the_form_of_2019_has_one_row_for_other_handling():
    events = (
        Received(date(2020, 5, 6)),
        CorrectionAsked(date(2020, 5, 7)),
        Replied(date(2020, 7, 1), "other.correction_overdue"),
    )
    assert figures([case(*events)], 2020, edition_named("2019")) == row("received") | row("other_combined") | row("total")


def test_a_new_reply_in_the_same_year_takes_the_place_of_the_first():
    events = (
        Received(date(2024, 3, 1)), Replied(date(2024, 3, 20), "refused.internal_affairs"),
        Reopened(date(2024, 6, 3), date(2024, 7, 1)), Replied(date(2024, 6, 20), "granted"),
    )  # fmt: skip
    assert figures([case(*events)], 2024) == row("received") | row("granted") | row("total")


def test_a_new_reply_in_a_later_year_does_not_count_again():
    """What was settled in one year's report counts in table four alone afterwards."""
    events = (
        Received(date(2024, 3, 1)), Replied(date(2024, 3, 20), "refused.internal_affairs"),
        Reopened(date(2025, 6, 3), date(2025, 7, 1)), Replied(date(2025, 6, 20), "granted"),
    )  # fmt: skip
    assert figures([case(*events)], 2024) == row("received") | row("refused.internal_affairs") | row("total")
    assert figures([case(*events)], 2025) == {}


def test_reopened_and_still_open_at_the_year_end_is_carried_forward():
    events = (
        Received(date(2024, 3, 1)), Replied(date(2024, 3, 20), "refused.internal_affairs"),
        Reopened(date(2024, 12, 3), date(2025, 1, 6)), Replied(date(2025, 1, 3), "granted"),
    )  # fmt: skip
    assert figures([case(*events)], 2024) == row("received") | row("carried_forward")
    assert figures([case(*events)], 2025) == row("carried_over") | row("granted") | row("total")


def test_what_was_taken_back_does_not_count():
    events = (Received(date(2024, 3, 1)), Replied(date(2024, 3, 20), "granted"), Struck(date(2025, 1, 5), 2, "未作答复"))
    assert figures([case(*events)], 2024) == row("received") | row("carried_forward")


def test_each_figure_opens_the_applications_behind_it():
    found = application_figures(
        [
            case(Received(date(2024, 3, 1)), Replied(date(2024, 3, 20), "granted"), number=7),
            case(Received(date(2024, 4, 1)), Replied(date(2024, 4, 20), "granted"), number=9, kind="business"),
        ],
        FORM,
        2024,
    )
    assert found["applications.granted.total"].records == ("application:7", "application:9")
    assert found["applications.granted.business"].records == ("application:9",)
    assert found["applications.refused.state_secret.total"].records == ()


@pytest.mark.parametrize("kind", ["total", "martian", ""])
def test_an_applicant_kind_without_a_column_is_refused(kind):
    with pytest.raises(FormError):
        application_figures([case(Received(date(2024, 3, 1)), kind=kind)], FORM, 2024)


@given(registers(), YEARS, st.sampled_from([form for form in editions() if form.is_prescribed]))
@settings(max_examples=60)
def test_every_sum_of_the_form_holds_for_any_history(register, year, edition):
    table = edition.table("applications")
    found = application_figures(register, edition, year)
    equations = list(table.equations(frozenset(row.key for row in table.regular_rows)))
    assert len(equations) > len(table.regular_rows)
    for equation in equations:
        left, right = (sum(found[address].value for address in side) for side in (equation.left, equation.right))
        assert left == right, equation.identity


@given(registers(), YEARS)
@settings(max_examples=60)
def test_each_application_counts_once_in_and_once_out(register, year):
    found = application_figures(register, FORM, year)
    table = FORM.table("applications")
    leaves = [row.key for row in table.leaves("outcomes", frozenset(row.key for row in table.regular_rows))]
    inflow = Counter(
        each for kind in KINDS for row in ("received", "carried_over") for each in found[f"applications.{row}.{kind}"].records
    )
    outflow = Counter(
        each for kind in KINDS for row in (*leaves, "carried_forward") for each in found[f"applications.{row}.{kind}"].records
    )
    assert inflow == outflow
    assert set(inflow.values()) <= {1}
    assert all(figure.value == len(figure.records) == len(set(figure.records)) for figure in found.values())


@given(registers(), YEARS)
@settings(max_examples=60)
def test_what_is_carried_forward_is_carried_over_next_year_column_by_column(register, year):
    this, following = (application_figures(register, FORM, each) for each in (year, year + 1))
    for kind in (*KINDS, "total"):
        assert this[f"applications.carried_forward.{kind}"].records == following[f"applications.carried_over.{kind}"].records


@given(registers())
@settings(max_examples=60)
def test_over_all_years_each_received_application_is_received_once_and_settled_at_most_once(register):
    years = range(2019, 2040)
    found = [application_figures(register, FORM, year) for year in years]
    received = Counter(each for year in found for each in year["applications.received.total"].records)
    settled = Counter(each for year in found for each in year["applications.total.total"].records)
    assert received == Counter(case.id for case in register if case.received_on)
    assert set(settled) <= set(received)
    assert set(settled.values()) <= {1}
    open_still = set(found[-1]["applications.carried_forward.total"].records)
    assert set(received) == set(settled) | open_still
