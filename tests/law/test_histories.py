"""Twenty thousand case histories: the clock against an independent count, status against itself, table three against its sums."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest

from disclosure.clock import Standing, reply_timelines
from disclosure.errors import CaseError
from disclosure.figures.applications import application_figures
from disclosure.form.loading import edition_for_year
from disclosure.law import Readings
from disclosure.records import EVENT_NAMES, CaseRecord, Confirmed, Corrected, Delivered, Paid, Status, Withdrawn, event_to
from law_reference import due, year_cells
from seeded_histories import KINDS, histories

#: So many histories in each batch; the first runs on every Python, the others once.
BATCH = 1000
BATCHES = [pytest.param(0, id="0"), *(pytest.param(n, id=str(n), marks=pytest.mark.once) for n in range(1, 21))]
#: Applications of one invented agency, whose table three is counted together.
REGISTER = 40
COLUMNS = (*KINDS, "total")
YEARS = range(2019, 2027)


def batch(number):
    return histories(number * BATCH, BATCH)


def facts(case):
    return [event_to(event) for event in case.events]


def prefixes(case):
    """The case as it stood after each of its events."""
    return (CaseRecord(case.id, case.applicant_kind, case.events[:length]) for length in range(1, len(case.events) + 1))


@pytest.mark.parametrize("number", BATCHES)
def test_the_due_day_is_that_of_an_independent_count_after_every_event(number):
    for case in batch(number):
        for sofar in prefixes(case):
            found = reply_timelines(sofar.events)[-1].due
            assert (found.on if found else None) == due(facts(sofar)), facts(sofar)


@pytest.mark.parametrize("number", BATCHES)
def test_no_day_is_lost_or_negative(number):
    for case in batch(number):
        for timeline in reply_timelines(case.events):
            days = timeline.days
            assert days[0].day.on == timeline.case.day_zero
            assert all(later.day.on - earlier.day.on == timedelta(days=1) for earlier, later in pairwise(days))
            standings = Counter(each.standing for each in days)
            assert sum(standings.values()) == (days[-1].day.on - days[0].day.on).days + 1
            for earlier, later in pairwise(days):
                restarted = later.standing is Standing.DAY_ZERO
                assert later.count == (0 if restarted else earlier.count + (later.standing in _COUNTING))
            assert all(each.day.is_working for each in days if each.standing is Standing.COUNTED)
            assert all(each.law is not None for each in days if each.standing not in _SELF_EVIDENT)
            if timeline.due is not None and timeline.set_day is None:
                assert days[-1].count == timeline.length


_COUNTING = (Standing.COUNTED, Standing.DELAY)
_SELF_EVIDENT = (Standing.COUNTED, Standing.REST, Standing.DAY_ZERO)


@pytest.mark.parametrize("number", BATCHES)
def test_status_is_never_contradictory(number):
    for case in batch(number):
        for sofar in prefixes(case):
            status, on = sofar.status(), max(event.on for event in sofar.events)
            assert status.is_closed == (sofar.outcome is not None) == (sofar.decided_on is not None)
            assert (status is Status.UNCONFIRMED) <= (sofar.received_on is None)
            assert sofar.is_open(on) == (sofar.received_on is not None and not status.is_closed)
            allowed = sofar.open_events()
            for kind in (Confirmed, Corrected, Paid, Delivered, Withdrawn):
                longer = CaseRecord(sofar.id, sofar.applicant_kind, (*sofar.events, kind(on)))
                if kind in allowed:
                    longer.check()
                else:
                    with pytest.raises(CaseError):
                        longer.check()
            assert set(allowed) <= set(EVENT_NAMES)


@pytest.mark.parametrize("number", BATCHES)
def test_table_three_balances_and_every_application_counts_once(number):
    cases = list(batch(number))
    for start in range(0, BATCH, REGISTER):
        register = cases[start : start + REGISTER]
        for year in YEARS:
            _check_year(register, year)


def _check_year(register, year):
    edition = edition_for_year(year)
    figures = application_figures(register, edition, year)
    rows = [row.key for row in edition.table("applications").regular_rows]
    leaves = [key for key in rows if key not in ("received", "carried_over", "carried_forward", "total")]
    behind = {(row, column): figures[f"applications.{row}.{column}"].records for row in rows for column in COLUMNS}
    for column in COLUMNS:
        count = {row: len(behind[row, column]) for row in rows}
        assert count["received"] + count["carried_over"] == count["total"] + count["carried_forward"]
        assert count["total"] == sum(count[leaf] for leaf in leaves)
    for row in rows:
        assert len(behind[row, "total"]) == sum(len(behind[row, kind]) for kind in KINDS)
    for case in register:
        inflows = [(row, column) for row in ("received", "carried_over") for column in KINDS if case.id in behind[row, column]]
        outflows = [(row, column) for row in (*leaves, "carried_forward") for column in KINDS if case.id in behind[row, column]]
        expected = year_cells(facts(case), year)
        if expected is None:
            assert not any(case.id in ids for ids in behind.values())
            continue
        assert [inflow for inflow, _column in inflows] == [expected[0]]
        assert len(outflows) == 1
        assert {column for _row, column in inflows + outflows} == {case.applicant_kind}
        assert (outflows[0][0] == "carried_forward") == (expected[1] == "carried_forward")
        assert (case.id in behind["total", "total"]) == (expected[1] != "carried_forward")


@pytest.mark.parametrize("number", BATCHES)
def test_what_is_carried_forward_is_carried_over_into_the_next_year_column_by_column(number):
    cases = list(batch(number))
    for year in YEARS[:-1]:
        now = application_figures(cases, edition_for_year(year), year)
        then = application_figures(cases, edition_for_year(year + 1), year + 1)
        for column in COLUMNS:
            assert now[f"applications.carried_forward.{column}"].records == then[f"applications.carried_over.{column}"].records


def test_a_history_is_the_same_for_the_same_seed():
    assert [case.events for case in histories(7, 3)] == [case.events for case in histories(7, 3)]


def test_the_histories_reach_every_status_and_every_kind_of_event():
    drawn = list(batch(0))
    assert {case.status() for case in drawn} == set(Status)
    assert {type(event) for case in drawn for event in case.events} == set(EVENT_NAMES)
    assert any(event.on.year - case.events[0].on.year > 1 for case in drawn for event in case.events)
    assert all(event.on <= date(2026, 6, 30) for case in drawn for event in case.events)


def test_readings_that_an_agency_chose_keep_the_sums():
    register = list(histories(0, 200))
    other = Readings({"remade_reply": "first_stands"})
    for year in YEARS:
        figures = application_figures(register, edition_for_year(year), year, other)
        for column in COLUMNS:
            at = {
                row: figures[f"applications.{row}.{column}"].value
                for row in ("received", "carried_over", "total", "carried_forward")
            }
            assert at["received"] + at["carried_over"] == at["total"] + at["carried_forward"]
