"""What this room asks people to do today: confirm receipt, answer in time, deliver, look after what is awaited."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from disclosure.clock import working_days_between
from disclosure.law import cite
from disclosure.letters import template
from disclosure.records import Channel, CorrectionAsked, Status, effective
from portal.agencies.access import Office
from portal.agencies.counting import calendar_here
from portal.agencies.models import Role
from portal.applications.acts import ACTS
from portal.applications.models import Application, Letter
from portal.desk.tasks import Task

#: An act, and the article that asks for it.
_Kind = tuple[str, str]
_CONFIRM: _Kind = ("confirm", "disclosure_regulations:31")
_REPLY: _Kind = ("reply", "disclosure_regulations:33.2")
_DELIVER: _Kind = ("deliver", "disclosure_regulations:36")
_UNCORRECTED: _Kind = ("reply", "disclosure_regulations:30")
#: From so many working days before its due day on, a reply is asked for.
SOON = 5


def left(day: date, due: date) -> int:
    """Working days from a day to a due day; negative when it has passed."""
    calendar = calendar_here()
    return working_days_between(day, due, calendar) if due >= day else -working_days_between(due, day, calendar)


def tasks(office: Office, day: date) -> Iterator[Task]:
    """The lines for a clerk or a leader on a day."""
    if not office.may(Role.CLERK, Role.LEADER):
        return
    yield from _to_sign(office)
    closed = (Status.DELIVERED, Status.WITHDRAWN)
    for application in Application.objects.filter(agency=office.agency).exclude(status__in=closed).prefetch_related("events"):
        yield from _tasks_of(office, application, day)


def _to_sign(office: Office) -> Iterator[Task]:
    """Letters that wait for the leader's signature."""
    if not office.may(Role.LEADER):
        return
    waiting = Letter.objects.filter(application__agency=office.agency, state=Letter.State.WAITING).select_related("application")
    for letter in waiting:
        case = letter.application
        yield Task(
            what=_("签发申请%(number)s的%(letter)s") % {"number": case.receipt_number, "letter": template(letter.kind).name},
            why=cite("disclosure_regulations:45").short(), button=str(_("核对并签发")), due_on=case.due_on,
            url=reverse("applications:letter_page", args=[office.agency.slug, case.pk, letter.pk]),
        )  # fmt: skip


def _tasks_of(office: Office, application: Application, day: date) -> Iterator[Task]:
    status, due = Status(application.status), application.due_on
    if status is Status.UNCONFIRMED:
        # An ordinary letter is confirmed on the day it came (第三十一条第二项); nothing is said of the internet and fax.
        by = application.arrived_on if application.channel == Channel.POST else None
        yield _task(office, application, _CONFIRM, _("确认收到申请%(number)s"), day, by)
    elif status is Status.REPLIED:
        yield _task(office, application, _DELIVER, _("送达申请%(number)s的答复"), day, due)
    elif status in (Status.HANDLING, Status.CONSULTING):
        if due is not None and left(day, due) <= SOON:
            yield _task(office, application, _REPLY, _("答复申请%(number)s"), day, due)
    else:
        yield from _awaited(office, application, status, day)


def _awaited(office: Office, application: Application, status: Status, day: date) -> Iterator[Task]:
    """A correction that did not come in time: whether there was a good reason is for a person to judge (第三十条)."""
    events = effective(application.engine_events())
    if status is Status.CORRECTION:
        asked = [event.answer_by for event in events if isinstance(event, CorrectionAsked)][-1]
        if asked is not None and asked < day:
            yield _task(office, application, _UNCORRECTED, _("申请%(number)s逾期未补正，请办结或者联系申请人"), day, asked)


def _task(office: Office, application: Application, kind: _Kind, what: str, day: date, due: date | None = None) -> Task:
    act, law = kind
    return Task(
        what=what % {"number": application.receipt_number},
        why=cite(law, on=day).short(),
        url=reverse("applications:act", args=[office.agency.slug, application.pk, act]),
        button=str(ACTS[act].button),
        due_on=due,
        working_days_left=None if due is None else left(day, due),
    )
