"""Invented figures: every sum of every edition holds, and nothing is there that an office could not report."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest

from disclosure.form import editions
from disclosure.samples.figures import holds, invent_figures

EDITIONS = [pytest.param(edition, id=edition.key) for edition in editions()]
FORMS = [pytest.param(edition, id=edition.key) for edition in editions() if edition.is_prescribed]


def seeded(number: int) -> Random:
    return Random(number)  # noqa: S311 - invention, not secrecy


def equations(edition):
    for table in edition.tables.values():
        if not table.optional:
            yield from table.equations(frozenset(row.key for row in table.regular_rows))


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("busy", [0, 0.1, 0.5, 1])
def test_every_sum_of_the_form_holds(edition, busy):
    for seed in range(30):
        figures = invent_figures(edition, seeded(seed), busy, largest=50)
        assert [equation for equation in equations(edition) if not holds(equation, figures)] == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_there_is_a_number_for_every_cell_that_the_form_prints(edition):
    figures = invent_figures(edition, seeded(1), 0.3)

    printed = [at for table in edition.tables.values() if not table.optional for at in table.addresses()]
    assert sorted(figures) == sorted(printed)


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_year_in_which_nothing_happened_has_no_applications(edition):
    figures = invent_figures(edition, seeded(5), 0)

    assert {value for at, value in figures.items() if edition.split(at)[0].layout != "blocks"} == {0}


@pytest.mark.parametrize("edition", EDITIONS)
def test_counts_are_never_negative_and_never_fractions(edition):
    for seed in range(30):
        figures = invent_figures(edition, seeded(seed), 1, largest=500)
        counts = [value for at, value in figures.items() if edition.split(at)[2].kind == "count"]
        assert all(isinstance(value, int) and value >= 0 for value in counts)


@pytest.mark.parametrize("edition", EDITIONS)
def test_no_more_is_taken_away_than_there_was(edition):
    for seed in range(60):
        figures = invent_figures(edition, seeded(seed), 1)
        for at, value in figures.items():
            if edition.split(at)[2].kind == "change":
                before = figures[at.rpartition(".")[0] + ".items_last_year"]
                assert before + value >= 0, at


@pytest.mark.parametrize("edition", FORMS)
def test_a_township_has_no_rules_of_its_own(edition):
    """规章 are made by ministries, provinces and cities with districts, never by the offices that we invent."""
    for seed in range(30):
        figures = invent_figures(edition, seeded(seed), 1)
        assert {value for at, value in figures.items() if ".regulations." in at} == {0}


@pytest.mark.parametrize("edition", EDITIONS)
def test_amounts_of_money_are_exact(edition):
    amounts = [
        value
        for seed in range(30)
        for at, value in invent_figures(edition, seeded(seed), 1).items()
        if edition.split(at)[2].kind == "amount" and value
    ]
    assert amounts
    assert all(isinstance(value, Decimal) for value in amounts)


def test_the_same_seed_gives_the_same_figures_and_another_seed_gives_others():
    edition = editions()[0]

    assert invent_figures(edition, seeded(3), 0.3) == invent_figures(edition, seeded(3), 0.3)
    assert invent_figures(edition, seeded(3), 0.3) != invent_figures(edition, seeded(4), 0.3)
