"""Due days that move with the calendar: the cases counted again, and what clerks are asked to look at."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.agencies.access import Office
from portal.agencies.models import Agency, Role
from portal.applications import services
from portal.applications.models import Application
from portal.desk.tasks import Task
from portal.law.calendars import calendar_of
from portal.law.models import MovedDay
from portal.law.services import Moved, counted_again

#: The State Council announces a year's days off towards the end of the year before.
_FROM_MONTH = 11


@receiver(counted_again)
def count_cases_again(sender: Any, agency: Agency, **_kwargs: Any) -> list[Moved]:  # noqa: ARG001 - a receiver's signature
    """Fold the open cases of an agency again; those whose due day moved or is settled now."""
    moved = []
    for application in Application.objects.filter(agency=agency, closed_on=None).prefetch_related("events").order_by("pk"):
        before = application.due_on
        if services.refresh(application):
            moved.append(
                Moved(
                    application.receipt_number,
                    application.get_absolute_url(),
                    before,
                    application.due_on,
                    application.due_is_provisional,
                )
            )
    return moved


def tasks(office: Office, day: date) -> Iterator[Task]:
    """The lines for a clerk on a day: look at due days that moved; enter next year's notice when it is out."""
    if not office.may(Role.CLERK):
        return
    moved = MovedDay.objects.filter(agency=office.agency, seen_at=None)
    number = moved.count()
    if number:
        yield Task(
            what=_("%(number)s件申请的答复期限改变了，请核对") % {"number": number},
            why="、".join(sorted(set(moved.values_list("because", flat=True)))),
            url=reverse("law:moved", args=[office.agency.slug]),
            button=_("查看"),
            due_on=day,
        )
    if day.month >= _FROM_MONTH and calendar_of(office.agency).years[-1].year <= day.year:
        yield Task(
            what=_("国务院办公厅公布后，登记%(year)s年的放假安排") % {"year": day.year + 1},
            why=_("登记之前，跨入%(year)s年的期限都是暂定的") % {"year": day.year + 1},
            url=reverse("law:notice", args=[office.agency.slug]),
            button=_("登记"),
        )
