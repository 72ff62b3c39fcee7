"""The days of a dispute: vectors counted by hand with the calendar of statute.md, by kind, procedure and instance."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure.clock import Term, dispute_days, record_at
from disclosure.law import Readings, work_calendar
from disclosure.records import (
    AnswerFiled,
    Appealed,
    Appellant,
    CopyReceived,
    Decided,
    DisputeCase,
    DisputeKind,
    DisputeOutcome,
    Procedure,
    Resumed,
    Suspended,
)

CALENDAR = work_calendar()


def days(kind, *events):
    return dispute_days(DisputeCase("dispute:1", DisputeKind(kind), events), CALENDAR)


def of(term, found):
    return [each for each in found if each.term is term]


@pytest.mark.parametrize(
    ("kind", "procedure", "received", "until", "article"),
    [
        ("reconsideration", "ordinary", date(2024, 9, 10), date(2024, 9, 25), "《行政复议法》第四十八条"),
        ("reconsideration", "simple", date(2024, 9, 10), date(2024, 9, 18), "《行政复议法》第五十四条"),
        ("reconsideration", "simple", date(2024, 9, 26), date(2024, 10, 9), "《行政复议法》第五十四条"),
        # Before the revision the ten days were calendar days, and there was no simple procedure.
        ("reconsideration", "ordinary", date(2023, 9, 20), date(2023, 10, 7), "《行政复议法》第二十三条"),
        ("reconsideration", "simple", date(2023, 12, 1), date(2023, 12, 11), "《行政复议法》第二十三条"),
        ("litigation_direct", "ordinary", date(2024, 9, 10), date(2024, 9, 25), "《行政诉讼法》第六十七条"),
        ("litigation_after_reconsideration", "ordinary", date(2024, 9, 18), date(2024, 10, 8), "《行政诉讼法》第六十七条"),
    ],
)
def test_the_answer_is_due_by_the_law_of_its_kind_procedure_and_day(kind, procedure, received, until, article):
    (answer,) = of(Term.ANSWER, days(kind, CopyReceived(received, procedure=Procedure(procedure))))
    assert (answer.end.on, answer.period.citation.short("zh"), answer.is_open) == (until, article, True)


def test_every_day_of_the_period_says_whether_it_counts():
    (answer,) = of(Term.ANSWER, days("reconsideration", CopyReceived(date(2024, 9, 10), procedure=Procedure.SIMPLE)))
    counts = [(day.on.day, count) for day, count in answer.days(CALENDAR)]
    # The 14th is a Saturday that is worked, the 15th to 17th are Mid-Autumn.
    assert counts == [(11, 1), (12, 2), (13, 3), (14, 4), (15, None), (16, None), (17, None), (18, 5)]
    assert answer.working_rule.short("zh") == "《行政复议法》第八十八条"


def test_a_calendar_period_counts_every_day_and_rolls_over_days_of_rest():
    (answer,) = of(Term.ANSWER, days("litigation_direct", CopyReceived(date(2024, 9, 18))))
    counts = [count for _day, count in answer.days(CALENDAR)]
    assert counts[:15] == list(range(1, 16))
    assert counts[15:] == [None] * 5
    assert answer.working_rule is None


def test_an_answer_that_was_filed_or_a_decision_closes_the_question():
    filed = days("litigation_direct", CopyReceived(date(2024, 9, 10)), AnswerFiled(date(2024, 9, 24)))
    assert of(Term.ANSWER, filed)[0].done_on == date(2024, 9, 24)
    decided = days(
        "litigation_direct", CopyReceived(date(2024, 9, 10)), Decided(date(2024, 9, 20), "withdrawn", date(2024, 9, 21))
    )
    assert not of(Term.ANSWER, decided)[0].is_open
    assert of(Term.APPEAL, decided) == []


@pytest.mark.parametrize(("procedure", "until"), [(Procedure.ORDINARY, date(2024, 11, 5)), (Procedure.SIMPLE, date(2024, 10, 8))])
def test_the_organ_decides_in_sixty_days_from_acceptance_or_thirty_in_the_simple_procedure(procedure, until):
    found = days("reconsideration", CopyReceived(date(2024, 9, 10), date(2024, 9, 6), procedure))
    assert of(Term.DECISION, found)[0].end.on == until


def test_after_a_reconsideration_a_suit_may_follow_for_fifteen_days():
    found = days("reconsideration", CopyReceived(date(2024, 9, 10)), Decided(date(2024, 10, 30), "upheld", date(2024, 11, 1)))
    assert of(Term.SUIT, found)[0].end.on == date(2024, 11, 18)  # the 16th is a Saturday


@pytest.mark.parametrize(("ending", "until"), [("claims_rejected", date(2025, 1, 8)), ("suit_rejected", date(2025, 1, 3))])
def test_a_judgment_can_be_appealed_against_for_fifteen_days_a_ruling_for_ten(ending, until):
    found = days("litigation_direct", CopyReceived(date(2024, 9, 10)), Decided(date(2024, 12, 20), ending, date(2024, 12, 24)))
    assert of(Term.APPEAL, found)[0].end.on == until


def test_who_is_appealed_against_answers_in_fifteen_days_who_appeals_does_not():
    before = (CopyReceived(date(2024, 9, 10)), Decided(date(2024, 12, 20), "annulled", date(2024, 12, 24)))
    other = of(Term.ANSWER, days("litigation_direct", *before, Appealed(date(2025, 1, 6))))
    assert [(each.instance, each.end.on) for each in other if each.is_open] == [(2, date(2025, 1, 21))]
    own = days("litigation_direct", *before, Appealed(date(2025, 1, 6), Appellant.AGENCY))
    assert not [each for each in own if each.is_open]
    again = days("litigation_direct", *before, Appealed(date(2025, 1, 6)), Decided(date(2025, 3, 3), "remanded"))
    assert not [each for each in again if each.is_open]


def test_a_judgment_that_can_still_be_appealed_against_counts_as_the_agency_reads_it():
    case = DisputeCase("dispute:1", DisputeKind.LITIGATION_DIRECT, (
        CopyReceived(date(2024, 9, 10)), Decided(date(2024, 12, 20), "claims_rejected", date(2024, 12, 24)),
    ))  # fmt: skip
    end, next_end = date(2024, 12, 31), date(2025, 12, 31)
    in_force = Readings({"appealable_judgment": "in_force"})
    assert record_at(case, end, CALENDAR).closed_on == date(2024, 12, 20)
    assert record_at(case, end, CALENDAR, in_force).closed_on is None
    later = record_at(case, next_end, CALENDAR, in_force)
    assert (later.closed_on, later.outcome) == (date(2025, 1, 8), DisputeOutcome.UPHELD)
    withdrawn = DisputeCase(case.id, case.kind, (case.events[0], Decided(date(2024, 12, 20), "withdrawn", date(2024, 12, 24))))
    assert record_at(withdrawn, end, CALENDAR, in_force).closed_on == date(2024, 12, 20)


# Suspension (中止)

SIXTH, SUSPENDED = date(2024, 9, 6), Suspended(date(2024, 9, 14), "other_case")


def test_the_time_of_a_suspension_is_not_counted_for_the_decision():
    received = CopyReceived(date(2024, 9, 10), SIXTH)
    (without,) = of(Term.DECISION, days("reconsideration", received))
    (found,) = of(Term.DECISION, days("reconsideration", received, SUSPENDED, Resumed(date(2024, 10, 14))))
    assert (without.end.on, found.end.on) == (date(2024, 11, 5), date(2024, 12, 5))
    counts = {day.on: count for day, count in found.days(CALENDAR)}
    assert [counts[day] for day in (date(2024, 9, 13), date(2024, 9, 14), date(2024, 10, 13), date(2024, 10, 14))] == [
        7, None, None, 8,
    ]  # fmt: skip
    assert counts[date(2024, 12, 5)] == 60


def test_while_it_lasts_nothing_runs_and_the_answer_does_as_the_agency_reads_the_law():
    received = CopyReceived(date(2024, 9, 10), SIXTH)
    case = DisputeCase("dispute:1", DisputeKind.RECONSIDERATION, (received, SUSPENDED))
    answer, decision = dispute_days(case, CALENDAR)
    assert (answer.is_open, decision.is_open, decision.suspended.ground.key) == (True, False, "other_case")
    assert answer.end.on == date(2024, 9, 25)
    stops = Readings({"suspended_answer": "stops"})
    assert [each.is_open for each in dispute_days(case, CALENDAR, stops)] == [False, False]
    went_on = DisputeCase("dispute:1", DisputeKind.RECONSIDERATION, (received, SUSPENDED, Resumed(date(2024, 10, 14))))
    # 11, 12 and 13 September counted; seven working days are left from 14 October on, the first of them.
    assert dispute_days(went_on, CALENDAR, stops)[0].end.on == date(2024, 10, 22)


@given(
    st.dates(date(2024, 1, 2), date(2025, 6, 1)),
    st.lists(st.integers(0, 25), min_size=1, max_size=6),
    st.sampled_from(["runs", "stops"]),
)
@settings(max_examples=300, deadline=None)
def test_no_day_of_a_suspension_counts_and_no_other_is_lost(received, gaps, choice):
    """Against a slow count: every day but the first, those of rest and those of suspensions, one by one."""
    events, on, suspended = [CopyReceived(received)], received, []
    for place, gap in enumerate(gaps):
        on += timedelta(days=gap)
        events.append(Resumed(on) if place % 2 else Suspended(on, "other"))
        suspended.append(on)
    if len(suspended) % 2:
        on += timedelta(days=3)
        events.append(Resumed(on))
        suspended.append(on)
    spans = list(zip(suspended[::2], suspended[1::2], strict=True))
    case = DisputeCase("dispute:1", DisputeKind.RECONSIDERATION, tuple(events))
    for found in dispute_days(case, CALENDAR, Readings({"suspended_answer": choice})):
        stopped = spans if found.term is Term.DECISION or choice == "stops" else []
        day, count = received, 0
        while count < found.period.length:
            day += timedelta(days=1)
            still = any(since <= day < until for since, until in stopped)
            working = CALENDAR.day(day).is_working
            count += not still and (working or found.term is Term.DECISION)
        assert found.end.raw == day
        assert [number for _day, number in found.days(CALENDAR) if number] == list(range(1, found.period.length + 1))


def test_in_a_lawsuit_the_case_waits_and_stays_pending_for_table_four():
    copy = CopyReceived(date(2024, 9, 10))
    case = DisputeCase("dispute:1", DisputeKind.LITIGATION_DIRECT, (copy, Suspended(date(2024, 10, 1), "interpretation")))
    assert case.stage() == "suspended"
    assert record_at(case, date(2024, 12, 31), CALENDAR).outcome is None
    (ground,) = [each.ground for each in case.instances()[0].suspensions]
    assert ground.citation(date(2024, 10, 1)).short("zh").endswith("第八十七条第一款第（五）项")
    assert ground.time_citation(date(2024, 10, 1)).short("zh").endswith("第五十条第一款")
