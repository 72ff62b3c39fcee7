"""What this room asks people to do today: look after ledgers that are still empty when the year is being written up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from disclosure.law import report_deadline
from portal.agencies.access import Office
from portal.agencies.models import Role
from portal.desk.tasks import Task
from portal.ledgers.models import Entry
from portal.ledgers.services import kinds


def tasks(office: Office, day: date) -> Iterator[Task]:
    """In December and January: each ledger without an entry in the year that the report will be about."""
    if not office.may(Role.CLERK) or day.month not in (12, 1):
        return
    year = day.year if day.month == 12 else day.year - 1
    found = Entry.objects.filter(agency=office.agency).in_force().of_year(year)
    filled = set(found.values_list("kind", flat=True).distinct().order_by())
    for kind in kinds():
        if kind.key not in filled:
            yield Task(
                what=_("核对“%(ledger)s”台账：%(year)s年还没有登记") % {"ledger": kind.label.text(), "year": year},
                why=_("年度报告要写这方面的情况；有就补登，确实没有就不必登记。"),
                url=reverse("ledgers:kind", args=[office.agency.slug, kind.key]) + f"?year={year}",
                button=_("去登记"),
                due_on=report_deadline("township", year).day,
            )
