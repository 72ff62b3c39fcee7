"""How long a case is kept (保存期限), by the agency's reading, and which cases have been kept long enough."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from disclosure.law import Readings
from portal.agencies.models import Agency
from portal.applications.models import Application
from portal.law.calendars import readings_of

_YEARS = {"years_10": 10, "years_30": 30}


def last_day_kept(ended: date | None, readings: Readings) -> date | None:
    """The last day on which what ended on a day is kept, counted from the year after; None while it goes on, or for good."""
    years = _YEARS.get(readings.of("retention"))
    return None if years is None or ended is None else date(ended.year + years, 12, 31)


def last_year_kept_no_more(agency: Agency, day: date) -> int | None:
    """What ended in this year or before need be kept no longer on a day; None where all is kept for good."""
    years = _YEARS.get(readings_of(agency).of("retention"))
    return None if years is None else day.year - years - 1


def kept_long_enough(agency: Agency, day: date) -> QuerySet[Application]:
    """The closed cases whose time has ended before a day, and which are not erased yet; the oldest first."""
    year = last_year_kept_no_more(agency, day)
    found = Application.objects.filter(agency=agency, case_key__destroyed_at=None)
    if year is None:
        return found.none()
    last = date(year, 12, 31)
    contested = Application.objects.filter(
        Q(disputes__isnull=False, disputes__closed_on=None)
        | Q(disputes__lawsuits__isnull=False, disputes__lawsuits__closed_on=None)
    )  # fmt: skip
    return found.filter(closed_on__lte=last).exclude(pk__in=contested.values("pk")).order_by("closed_on", "pk")
