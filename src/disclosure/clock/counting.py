"""Periods that end on a day: working days (工作日), calendar days (日) and months (月).

The day of the event is not counted (民法典第二百零一条, by analogy for working days). A working-day period can only end on a
working day. A calendar period that would end on a day of rest ends on the first day after it (第二百零三条); a month ends on the
corresponding day, or on the month's last (第二百零二条). Whatever reaches past the announced calendar is provisional.
"""

from __future__ import annotations

import calendar as months_of_the_year
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile

from disclosure.errors import CalendarError
from disclosure.language import _
from disclosure.law import Period, WorkCalendar

_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Ending:
    """The last day of a period. ``raw`` is the day before any roll-over. ``provisional``: a notice to come may move it."""

    on: date
    raw: date
    provisional: bool


def after_working_days(start: date, number: int, calendar: WorkCalendar) -> Ending:
    """The ``number``-th working day after ``start``, which is not counted; ``start`` itself for zero.

    Raises :class:`ValueError` for a negative number, :class:`CalendarError` outside the calendar.
    """
    if number < 0:
        raise ValueError(f"a period of {number} working days")
    on, counted = start, 0
    while counted < number:
        on = next_day(on)
        counted += calendar.day(on).is_working
    return Ending(on, on, not calendar.day(on).announced)


def working_days_between(start: date, end: date, calendar: WorkCalendar) -> int:
    """How many working days lie after ``start`` up to and with ``end``; 0 where ``end`` is not after ``start``."""
    if end <= start:
        return 0
    return sum(day.is_working for day in takewhile(lambda day: day.on <= end, calendar.days_after(start)))


def after_calendar_days(start: date, number: int, calendar: WorkCalendar) -> Ending:
    """The end of a period of ``number`` calendar days from ``start``, which is not counted."""
    return _rolled_over(_shifted(start, number), calendar)


def after_months(start: date, number: int, calendar: WorkCalendar) -> Ending:
    """The end of a period of ``number`` months from ``start``: the corresponding day, or the month's last where there is none."""
    years, month = divmod(start.year * _MONTHS + start.month - 1 + number, _MONTHS)
    last = months_of_the_year.monthrange(years, month + 1)[1]
    return _rolled_over(date(years, month + 1, min(start.day, last)), calendar)


def period_ends(start: date, period: Period, calendar: WorkCalendar) -> Ending:
    """The end of a period of the law that begins with the event of ``start``, by its unit."""
    by_unit = {"working_day": after_working_days, "calendar_day": after_calendar_days, "month": after_months}
    return by_unit[period.unit](start, period.length, calendar)


def next_day(on: date) -> date:
    """The day after. Raises :class:`CalendarError` at the end of time."""
    return _shifted(on, 1)


def _shifted(start: date, days: int) -> date:
    try:
        return start + timedelta(days=days)
    except OverflowError as error:
        raise CalendarError(_("{day}之后{days}日超出了可以计算的日期，请核对日期和天数", day=start, days=days)) from error


def _rolled_over(raw: date, calendar: WorkCalendar) -> Ending:
    on = raw
    while not calendar.day(on).is_working:
        on = next_day(on)
    return Ending(on, raw, not calendar.day(on).announced)
