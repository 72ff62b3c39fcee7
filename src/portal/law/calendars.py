"""The working days and the readings of an agency: the program's, what was entered for it or above it, and its own choices."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from disclosure.errors import DisclosureError
from disclosure.law import DEFAULT_READINGS, Readings, WorkCalendar, work_calendar
from portal.agencies.models import Agency
from portal.law.models import ChosenReading, LocalHoliday, Notice


def line_of(agency: Agency) -> Iterator[Agency]:
    """The agency and those above it, to the top."""
    seen: set[int] = set()
    found: Agency | None = agency
    while found is not None and found.pk not in seen:
        yield found
        seen.add(found.pk)
        found = found.parent


def calendar_of(agency: Agency) -> WorkCalendar:
    """The working days of an agency. What can't be taken into the calendar (a year is missing in between) is left out."""
    above = [each.pk for each in line_of(agency)]
    notices = tuple((each.pk, each.entered_at) for each in Notice.objects.filter(agency__in=above))
    locals_ = tuple((each.pk, each.entered_at) for each in LocalHoliday.objects.filter(agency__in=above))
    if not notices and not locals_:
        return work_calendar()
    return _calendar(notices, locals_)


@lru_cache(maxsize=64)
def _calendar(notices: tuple[tuple[int, object], ...], locals_: tuple[tuple[int, object], ...]) -> WorkCalendar:
    """Kept by what it is made of: an entry is never changed in place."""
    calendar = work_calendar()
    for notice in Notice.objects.filter(pk__in=[pk for pk, _at in notices]).order_by("year", "announced"):
        try:
            calendar = calendar.with_years([notice.noticed_year()])
        except DisclosureError:  # a year of its own without the one before: settled when that arrives
            continue
    holidays = LocalHoliday.objects.filter(pk__in=[pk for pk, _at in locals_])
    return calendar.with_local(each.noticed_days() for each in holidays)


def readings_of(agency: Agency) -> Readings:
    """How an agency reads the doubtful points."""
    chosen = {each.key: each.value() for each in ChosenReading.objects.filter(agency=agency)}
    return Readings(chosen) if chosen else DEFAULT_READINGS
