"""Working-day and calendar periods: the vectors of the facts file and an independent slow counter."""

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.clock import after_calendar_days, after_months, after_working_days, period_ends, working_days_between
from disclosure.errors import CalendarError
from disclosure.law import period, work_calendar

CALENDAR = work_calendar()
ANY_DAY = st.dates(date(2019, 1, 1), date(2025, 12, 31))


def day(text):
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "seven", "fifteen", "twenty", "forty"),
    [
        ("2022-01-28", "2022-02-11", "2022-02-23", "2022-03-02", "2022-03-30"),
        ("2022-09-26", "2022-10-10", "2022-10-20", "2022-10-27", "2022-11-24"),
        ("2023-09-28", "2023-10-13", "2023-10-25", "2023-11-01", "2023-11-29"),
        ("2024-02-09", "2024-02-26", "2024-03-07", "2024-03-14", "2024-04-12"),
        ("2024-12-20", "2024-12-31", "2025-01-13", "2025-01-20", "2025-02-21"),
        ("2025-01-27", "2025-02-12", "2025-02-24", "2025-03-03", "2025-03-31"),
        ("2025-12-31", "2026-01-12", "2026-01-22", "2026-01-29", "2026-03-04"),
        ("2026-02-14", "2026-03-03", "2026-03-13", "2026-03-20", "2026-04-20"),
        ("2026-09-18", "2026-09-29", "2026-10-15", "2026-10-22", "2026-11-19"),
    ],
)
def test_working_days_after_a_day(start, seven, fifteen, twenty, forty):
    ends = {number: after_working_days(day(start), number, CALENDAR).on for number in (7, 15, 20, 40)}

    assert ends == {7: day(seven), 15: day(fifteen), 20: day(twenty), 40: day(forty)}


@pytest.mark.parametrize(
    ("start", "raw", "effective", "because"),
    [
        ("2025-08-05", "2025-10-04", "2025-10-09", "国庆 and 中秋 rest until the 8th"),
        ("2024-12-03", "2025-02-01", "2025-02-05", "春节 rests until the 4th"),
        ("2025-11-05", "2026-01-04", "2026-01-04", "a Sunday that is worked is no day of rest"),
    ],
)
def test_sixty_calendar_days_end_on_a_working_day(start, raw, effective, because):
    ending = period_ends(day(start), period("remedies.reconsideration_period", day(start)), CALENDAR)

    assert (ending.raw, ending.on) == (day(raw), day(effective)), because
    assert not ending.provisional


@pytest.mark.parametrize(
    ("start", "raw", "effective", "because"),
    [
        ("2025-04-01", "2025-10-01", "2025-10-09", "国庆 rests until the 8th"),
        ("2025-08-31", "2026-02-28", "2026-02-28", "no 31 February: the month's last day, a worked Saturday"),
        ("2023-08-31", "2024-02-29", "2024-02-29", "a leap year has one day more"),
        ("2024-06-15", "2024-12-15", "2024-12-16", "a Sunday rolls over to Monday"),
    ],
)
def test_six_months_end_on_the_corresponding_day(start, raw, effective, because):
    ending = period_ends(day(start), period("remedies.litigation_period", day(start)), CALENDAR)

    assert (ending.raw, ending.on) == (day(raw), day(effective)), because


def test_an_ordinary_weekend_ends_no_calendar_period():
    assert after_calendar_days(day("2024-03-01"), 15, CALENDAR).on == day("2024-03-18")
    assert after_calendar_days(day("2024-02-29"), 15, CALENDAR).on == day("2024-03-15")


def test_months_cross_the_year():
    assert after_months(day("2024-12-31"), 2, CALENDAR).raw == day("2025-02-28")
    assert after_months(day("2023-11-30"), 13, CALENDAR).raw == day("2024-12-30")


def test_the_day_of_the_event_is_not_counted_whatever_day_it_is():
    assert after_working_days(day("2024-09-10"), 1, CALENDAR).on == day("2024-09-11")
    assert after_working_days(day("2024-10-04"), 1, CALENDAR).on == day("2024-10-08")
    assert after_working_days(day("2024-09-10"), 0, CALENDAR).on == day("2024-09-10")


def slow_count(start, number):
    """Step day by day by another package's calendar."""
    while number:
        start += timedelta(days=1)
        number -= bool(chinese_calendar.is_workday(start))
    return start


@given(ANY_DAY, st.integers(1, 60))
def test_any_count_equals_the_slow_counter(start, number):
    assert after_working_days(start, number, CALENDAR).on == slow_count(start, number)


@given(ANY_DAY, st.integers(1, 60))
def test_counting_back_gives_the_number_counted(start, number):
    end = after_working_days(start, number, CALENDAR).on

    assert working_days_between(start, end, CALENDAR) == number
    assert CALENDAR.is_working_day(end)
    assert working_days_between(end, start, CALENDAR) == 0


@given(ANY_DAY, st.integers(1, 30), st.integers(1, 30))
def test_two_periods_on_end_are_one(start, first, second):
    middle = after_working_days(start, first, CALENDAR).on

    assert after_working_days(middle, second, CALENDAR) == after_working_days(start, first + second, CALENDAR)


@given(ANY_DAY, st.integers(0, 400))
def test_a_calendar_period_ends_on_the_first_working_day_from_its_raw_end(start, number):
    ending = after_calendar_days(start, number, CALENDAR)

    assert ending.raw == start + timedelta(days=number)
    assert ending.on >= ending.raw
    if ending.on.year <= 2026:
        rest = [ending.raw + timedelta(days=past) for past in range((ending.on - ending.raw).days)]
        assert not any(chinese_calendar.is_workday(each) for each in rest)
        assert chinese_calendar.is_workday(ending.on)


def test_an_end_in_a_year_without_notice_is_provisional():
    known = work_calendar(known_on=day("2025-11-03"))

    assert after_working_days(day("2025-12-20"), 5, known).on == day("2025-12-26")
    assert not after_working_days(day("2025-12-20"), 5, known).provisional
    assert after_working_days(day("2025-12-20"), 20, known).provisional
    assert after_calendar_days(day("2025-12-20"), 60, known).provisional
    assert not after_working_days(day("2025-12-20"), 20, CALENDAR).provisional


def test_what_cannot_be_counted_is_refused():
    with pytest.raises(ValueError, match="-1"):
        after_working_days(day("2024-01-01"), -1, CALENDAR)
    with pytest.raises(CalendarError):
        after_working_days(day("2006-12-01"), 1, CALENDAR)
    with pytest.raises(CalendarError):
        after_calendar_days(date.max, 1, CALENDAR)
    with pytest.raises(CalendarError):
        after_working_days(day("2036-12-30"), 5, CALENDAR)
