"""What notices ask of the clerk: whoever could not be reached is told by telephone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from portal.agencies.access import Office
from portal.agencies.models import Role
from portal.desk.tasks import Task
from portal.notices.models import Notice


def tasks(office: Office, day: date) -> Iterator[Task]:  # noqa: ARG001 - every source of the desk is asked with the day
    """A line for each open case whose applicant could not be reached by any way."""
    if not office.may(Role.CLERK):
        return
    given_up = Notice.objects.filter(
        application__agency=office.agency, application__closed_on=None, sent_at=None, next_try=None
    ).select_related("application")
    for notice in given_up:
        if Notice.objects.filter(application=notice.application, sequence=notice.sequence, sent_at__isnull=False).exists():
            continue
        what = _("申请 %(number)s 的%(way)s通知没有发出，请电话告知申请人") % {
            "number": notice.application.receipt_number,
            "way": notice.get_way_display(),
        }
        yield Task(what, _("通知"), notice.application.get_absolute_url(), _("打开"))
