"""What this asks people to do: look at the cases that were kept long enough, and decide what somebody asks to erase."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from disclosure.law import cite
from portal.agencies.access import Office
from portal.agencies.models import Role
from portal.applications.models import ErasureRequest
from portal.applications.privacy.retention import kept_long_enough
from portal.applications.privacy.upkeep import clear_where_no_timer_did
from portal.desk.tasks import Task


def tasks(office: Office, day: date) -> Iterator[Task]:
    """One line for all cases whose time of keeping has ended, and for the leader one for each request to erase.

    Whoever opens the desk clears what expired, where no timer did within a day.
    """
    if not office.may(Role.CLERK, Role.LEADER):
        return
    clear_where_no_timer_did()
    count = kept_long_enough(office.agency, day).count()
    if count:
        yield Task(
            what=_("%(count)s件申请的保存期限已经届满，请鉴定后删除") % {"count": count},
            why=cite("personal_information_protection_law:47", on=day).short(),
            url=reverse("applications:retention", args=[office.agency.slug]), button=_("查看"),
        )  # fmt: skip
    if not office.may(Role.LEADER):
        return
    asked = ErasureRequest.objects.filter(application__agency=office.agency, approved=None).exclude(asked_by=office.person)
    for each in asked.select_related("application", "asked_by"):
        yield Task(
            what=_("%(who)s申请删除%(number)s的内容，请审批") % {"who": each.asked_by, "number": each.application.receipt_number},
            why=cite("personal_information_protection_law:47", on=day).short(),
            url=reverse("applications:erase", args=[office.agency.slug, each.application_id]), button=_("审批"),
        )  # fmt: skip
