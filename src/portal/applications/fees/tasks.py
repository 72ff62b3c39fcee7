"""What fees ask people to do today: watch for the last days of payment, tell whose application lapsed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from disclosure.law import cite
from portal.agencies.access import Office
from portal.agencies.models import Role
from portal.applications.fees.lapse import OUTCOME, due_of, lapse_unpaid
from portal.applications.models import Application, Letter
from portal.applications.tasks import left
from portal.desk.tasks import Task

#: From so many working days before the last day of payment on, the account is looked at.
_SOON = 2


def tasks(office: Office, day: date) -> Iterator[Task]:
    """The lines on a day. Whoever opens the desk lets lapse what lapsed by law, where no timer did before."""
    if not office.may(Role.CLERK, Role.LEADER):
        return
    lapse_unpaid(office.agency, day)
    yield from _ending(office, day)
    yield from _lapsed(office)


def _ending(office: Office, day: date) -> Iterator[Task]:
    """Payments whose period ends soon: what came in must be entered before the application lapses."""
    for application in Application.objects.filter(agency=office.agency, status="payment").prefetch_related("events"):
        due = due_of(application)
        if due is not None and left(day, due.on) <= _SOON:
            yield Task(
                what=_("申请%(number)s的缴费期限将满，请查账；届满没有登记缴费的，自动视为放弃")
                % {"number": application.receipt_number},
                why=cite("fee_measures:6", on=day).short(), button=_("登记缴费"), due_on=due.on,
                working_days_left=left(day, due.on),
                url=reverse("applications:fee", args=[office.agency.slug, application.pk]),
            )  # fmt: skip


def _lapsed(office: Office) -> Iterator[Task]:
    """Letters to applicants whose application lapsed."""
    waiting = Letter.objects.filter(
        application__agency=office.agency, event__kind="replied", state=Letter.State.DRAFT, application__outcome=OUTCOME,
        application__status="replied",
    )  # fmt: skip
    for letter in waiting.select_related("application"):
        case = letter.application
        yield Task(
            what=_("申请%(number)s逾期未缴费，已视为放弃；请核对到账情况，送签告知书") % {"number": case.receipt_number},
            why=cite("fee_measures:6").short(), button=_("核对告知书"), due_on=case.closed_on,
            url=reverse("applications:letter_page", args=[office.agency.slug, case.pk, letter.pk]),
        )  # fmt: skip
