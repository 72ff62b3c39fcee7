"""The statutory calendar (法定日历): the days that the law sets for everybody, beside those that cases set."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from disclosure.law import Deadline, report_deadline
from portal.agencies.access import Office
from portal.agencies.models import Agency, Level, Role
from portal.law.calendars import readings_of


@dataclass(frozen=True, slots=True)
class Milestone:
    """A day of the calendar: what is to be done by it, and the article that says so."""

    day: date
    what: str
    why: str


#: Which deadline of the annual report an agency has; whoever publishes the consolidated report has both.
_KINDS = {
    Level.TOWNSHIP: "township",
    Level.COUNTY_DEPARTMENT: "department",
}


def milestones(office: Office, day: date) -> list[Milestone]:
    """What the law asks for next, in order of days: the annual report, the consolidated one, and what the rooms bring."""
    sources: list[Callable[[Office, date], Iterator[Milestone]]] = [import_string(path) for path in settings.CALENDAR_SOURCES]
    brought = [one for source in sources for one in source(office, day)]
    found = [*_own_report(office.agency, day), *_consolidated(office, day), *brought]
    return sorted(found, key=lambda one: one.day)


def _next(kind: str, day: date, agency: Agency) -> tuple[int, Deadline]:
    """The reporting year whose deadline comes next, and the deadline."""
    year = day.year - 1
    readings = readings_of(agency)
    deadline = report_deadline(kind, year, readings)
    return (year, deadline) if deadline.day >= day else (year + 1, report_deadline(kind, year + 1, readings))


def _own_report(agency: Agency, day: date) -> Iterator[Milestone]:
    kind = _KINDS.get(Level(agency.level))
    if kind:
        year, deadline = _next(kind, day, agency)
        yield Milestone(deadline.day, _("公布%(year)s年政府信息公开工作年度报告") % {"year": year}, deadline.citation.short())


def _consolidated(office: Office, day: date) -> Iterator[Milestone]:
    if office.agency.level in _KINDS:
        return
    if office.may(Role.SUPERVISOR):
        year, deadline = _next("department", day, office.agency)
        yield Milestone(deadline.day, _("收齐各单位%(year)s年年度报告") % {"year": year}, deadline.citation.short())
    year, deadline = _next("government", day, office.agency)
    yield Milestone(deadline.day, _("公布%(year)s年本级政府年度报告") % {"year": year}, deadline.citation.short())
