"""How long a case is kept (保存期限), by the agency's reading, and which cases have been kept long enough."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from disclosure.law import Readings
from portal.agencies.models import Agency
from portal.applications.models import Application
from portal.law.calendars import readings_of

_YEARS = {"years_10": 10, "years_30": 30}


def kept_until(application: Application, readings: Readings) -> date | None:
    """The last day on which a closed case is kept, counted from the year after its closing; None for an open one, or for good."""
    years = _YEARS.get(readings.of("retention"))
    if years is None or application.closed_on is None:
        return None
    return date(application.closed_on.year + years, 12, 31)


def kept_long_enough(agency: Agency, day: date) -> QuerySet[Application]:
    """The closed cases whose time has ended before a day, and which are not erased yet; the oldest first."""
    years = _YEARS.get(readings_of(agency).of("retention"))
    found = Application.objects.filter(agency=agency, case_key__destroyed_at=None)
    if years is None:
        return found.none()
    last = date(day.year - years - 1, 12, 31)
    contested = Q(disputes__isnull=False, disputes__closed_on=None)
    return found.filter(closed_on__lte=last).exclude(contested).order_by("closed_on", "pk").distinct()
