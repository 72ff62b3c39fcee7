"""The ledger of statutory days, and what is said of the course of a case."""

from datetime import date

import pytest

from disclosure.clock import case_days, remarks, working_days_between, year_ledger
from disclosure.law import Readings, work_calendar
from disclosure.records import (
    CaseRecord,
    Channel,
    Confirmed,
    ConsultationAnswered,
    ConsultationSent,
    Corrected,
    CorrectionAsked,
    Delivered,
    DeliveryWay,
    Extended,
    FeeNoticed,
    ReasonsAsked,
    ReasonsGiven,
    Received,
    Reopened,
    Replied,
    Withdrawn,
)
from seeded_histories import histories

day = date.fromisoformat
CALENDAR = work_calendar()
RECEIVED = Received(day("2024-09-10"))


def case(*events):
    return CaseRecord("application:1", "natural_person", (RECEIVED, *events))


def line(*events, on="2024-12-31"):
    return list(case_days(case(*events), day(on), CALENDAR))[-1]


def test_every_working_day_stands_in_one_column():
    found = line(
        ConsultationSent(day("2024-09-18")), ConsultationAnswered(day("2024-09-25")), Replied(day("2024-10-15"), "granted"),
        Delivered(day("2024-10-16")),
    )  # fmt: skip

    assert (found.spent, found.consultation, found.correction, found.payment, found.late) == (16, 5, 0, 0, 0)
    assert found.spent + found.consultation == working_days_between(day("2024-09-10"), day("2024-10-15"), CALENDAR)
    assert (found.in_time, found.decided_on, found.delivered_on) == (True, day("2024-10-15"), day("2024-10-16"))


def test_an_open_case_says_how_many_days_are_left_and_an_overdue_one_how_many_are_lost():
    assert line(on="2024-10-10").left == 3  # 11, 12 (a worked Saturday) and 14 October
    assert line(on="2024-10-10").in_time is None


@pytest.mark.parametrize(("on", "left", "late"), [("2024-10-14", 0, 0), ("2024-10-15", -1, 1), ("2024-10-18", -4, 4)])
def test_days_past_the_due_day_are_late_ones(on, left, late):
    found = line(on=on)

    assert (found.left, found.late, found.spent) == (left, late, 20)


def test_while_a_correction_is_awaited_its_days_go_there_and_nothing_is_left_over():
    found = line(CorrectionAsked(day("2024-09-12")), on="2024-09-20")

    assert (found.spent, found.correction, found.left) == (2, 5, None)


def test_a_reopened_case_has_a_line_for_each_phase():
    reopened = case(Replied(day("2024-10-15"), "granted"), Reopened(day("2024-12-02"), day("2024-12-20")))
    first, second = case_days(reopened, day("2024-12-31"), CALENDAR)

    assert (first.phase, first.in_time, first.late) == (1, False, 1)
    assert (second.phase, second.due.on, second.late, second.in_time) == (2, day("2024-12-20"), 7, None)


def test_the_ledger_of_a_year_has_what_began_before_its_end_and_was_not_decided_before_it():
    kept = [
        case(Replied(day("2024-10-15"), "granted")),
        CaseRecord("application:2", "other", (Received(day("2024-12-20")), Replied(day("2025-01-20"), "granted"))),
        CaseRecord("application:3", "other", (Received(day("2024-12-20"), Channel.ONLINE),)),
        CaseRecord("application:4", "other", (Received(day("2025-03-03"), Channel.ONLINE), Confirmed(day("2025-03-04")))),
    ]

    def ids(year, on="2025-06-30"):
        return [each.case_id for each in year_ledger(kept, year, day(on), CALENDAR)]

    assert ids(2024) == ["application:1", "application:2"]
    assert ids(2025) == ["application:2", "application:4"]
    assert ids(2023) == []


def test_no_line_of_any_history_has_a_negative_number_or_loses_a_day():
    for record in histories(0, 400):
        on = max(event.on for event in record.events)
        for found in case_days(record, on, CALENDAR):
            numbers = (found.spent, found.consultation, found.correction, found.payment, found.delay, found.late, found.extended)
            assert min(numbers) >= 0
            assert found.spent <= found.length
            assert (found.in_time is None) == (found.decided_on is None)


# --- remarks

ASKED_LATE = CorrectionAsked(day("2024-09-23"), day("2024-10-10"))


@pytest.mark.parametrize(
    ("events", "keys"),
    [
        ([], []),
        ([Replied(day("2024-10-14"), "granted"), Delivered(day("2024-10-14"))], []),
        ([ASKED_LATE, Corrected(day("2024-10-09"))], ["correction_late"]),
        ([CorrectionAsked(day("2024-09-20"), day("2024-10-10")), Replied(day("2024-10-11"), "other.correction_overdue")], []),
        (
            [CorrectionAsked(day("2024-09-20"), day("2024-10-10")), Replied(day("2024-10-10"), "other.correction_overdue")],
            ["correction_not_awaited"],
        ),
        (
            [CorrectionAsked(day("2024-09-20")), Replied(day("2024-10-10"), "other.correction_overdue")],
            ["correction_not_awaited"],
        ),
        ([FeeNoticed(day("2024-09-12")), Replied(day("2024-10-16"), "other.fee_overdue")], ["payment_not_awaited"]),
        ([FeeNoticed(day("2024-09-12")), Replied(day("2024-10-17"), "other.fee_overdue")], []),
        ([Replied(day("2024-09-20"), "unavailable.unclear_after_correction")], ["unclear_without_correction"]),
        ([Replied(day("2024-09-20"), "not_processed.excessive")], ["excessive_without_reasons"]),
        (
            [
                ReasonsAsked(day("2024-09-12")),
                ReasonsGiven(day("2024-09-13")),
                Replied(day("2024-09-20"), "not_processed.excessive"),
            ],
            [],
        ),
        ([ConsultationSent(day("2024-09-12")), Replied(day("2024-09-20"), "granted")], ["opinion_not_awaited"]),
        ([Extended(day("2024-10-15"), 5)], ["without_effect", "overdue"]),
        ([Replied(day("2024-10-15"), "granted")], ["reply_late"]),
        ([Replied(day("2024-10-14"), "granted"), Delivered(day("2024-10-15"))], ["delivery_late"]),
        ([Withdrawn(day("2024-10-20"))], []),
    ],
)
def test_what_is_said_of_the_course_of_a_case(events, keys):
    on = max((event.on for event in events), default=day("2024-10-14"))
    last = on if "overdue" not in keys else day("2024-10-16")
    found = remarks((RECEIVED, *events), CALENDAR, last)

    assert [each.key for each in found] == keys
    assert all(each.message.text("zh") and each.citation.text("zh") for each in found)


def test_of_electronic_delivery_the_day_that_counts_is_a_reading():
    events = (RECEIVED, Replied(day("2024-10-14"), "granted"),
              Delivered(day("2024-10-14"), DeliveryWay.ELECTRONIC, reached_on=day("2024-10-16")))  # fmt: skip
    reached = Readings({"electronic_delivery": "reached"})

    assert remarks(events, CALENDAR, day("2024-10-20")) == []
    assert [each.key for each in remarks(events, CALENDAR, day("2024-10-20"), reached)] == ["delivery_late"]
