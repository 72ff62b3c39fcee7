"""What this room asks people to do today: answer in time, decide on an appeal, reply anew where an order says so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from disclosure.clock import DisputeDay, Term, working_days_between
from disclosure.law import cite
from disclosure.records import DisputeKind, DisputeOutcome, Stage
from portal.agencies.access import Office
from portal.agencies.counting import calendar_here
from portal.agencies.models import Role
from portal.desk.calendar import Milestone
from portal.desk.tasks import Task
from portal.disputes.models import Dispute, DisputeErasure
from portal.disputes.privacy import kept_long_enough
from portal.disputes.services import days_of, orders, reopenings
from portal.marks import mark

#: So many days back a decision may lie for an appeal or a suit still to be possible; older ones ask for nothing.
_LONG_DECIDED = 400


def tasks(office: Office, day: date) -> Iterator[Task]:
    """The lines for a clerk or a leader on a day."""
    if not office.may(Role.CLERK, Role.LEADER):
        return
    for dispute in _living(office, day):
        yield from _of_days(office, dispute, day)
        yield from _to_receive(office, dispute)
        yield from _to_reply(dispute, day)
    yield from _to_erase(office, day)


def _to_erase(office: Office, day: date) -> Iterator[Task]:
    """Disputes about no application that were kept long enough, and for the leader what somebody asks to erase."""
    article = cite("personal_information_protection_law:47", on=day).short()
    for dispute in kept_long_enough(office.agency, day):
        if not dispute.erasure_requests.filter(approved=None).exists():
            yield Task(
                what=_("%(case)s的保存期限已经届满，请鉴定后删除") % {"case": dispute}, why=article, button=str(_("查看")),
                url=reverse("disputes:erase", args=[office.agency.slug, dispute.pk]),
            )  # fmt: skip
    asked = DisputeErasure.objects.filter(dispute__agency=office.agency, approved=None).exclude(asked_by=office.person)
    for each in asked.select_related("dispute", "asked_by") if office.may(Role.LEADER) else []:
        yield Task(
            what=_("%(who)s申请删除%(number)s的内容，请审批") % {"who": each.asked_by, "number": each.dispute},
            why=article, button=str(_("审批")), url=reverse("disputes:erase", args=[office.agency.slug, each.dispute_id]),
        )  # fmt: skip


def milestones(office: Office, day: date) -> Iterator[Milestone]:
    """The days of disputes that lie ahead, for the statutory calendar."""
    if not office.may(Role.CLERK, Role.REVIEWER, Role.LEADER):
        return
    for dispute in _living(office, day):
        for each in days_of(dispute):
            if each.is_open and each.end.on >= day:
                yield Milestone(each.end.on, f"{dispute}{mark('：')}{each.term.label}", each.period.citation.short())


def _living(office: Office, day: date) -> list[Dispute]:
    since = date.fromordinal(day.toordinal() - _LONG_DECIDED)
    found = Dispute.objects.filter(Q(closed_on=None) | Q(closed_on__gte=since), agency=office.agency)
    return list(found.select_related("application", "agency").prefetch_related("events").order_by("pk"))


def _left(day: date, each: DisputeDay) -> int:
    calendar, end = calendar_here(), each.end.on
    return working_days_between(day, end, calendar) if end >= day else -working_days_between(end, day, calendar)


def _of_days(office: Office, dispute: Dispute, day: date) -> Iterator[Task]:
    for each in days_of(dispute):
        if not each.is_open:
            continue
        if each.term is Term.ANSWER:
            what = _("答复行政复议：%(case)s") if dispute.kind == DisputeKind.RECONSIDERATION else _("提交答辩状和证据：%(case)s")
            url, button = _act(office, dispute, "answer"), _("登记答复、答辩")
        elif each.term is Term.APPEAL and dispute.outcome == DisputeOutcome.CORRECTED and each.end.on >= day:
            what, url, button = _("决定是否上诉：%(case)s"), dispute.get_absolute_url(), _("打开")
        else:
            continue
        yield Task(
            what % {"case": dispute}, each.period.citation.short(), url, str(button), each.end.on, _left(day, each)
        )  # fmt: skip


def _act(office: Office, dispute: Dispute, key: str) -> str:
    return reverse("disputes:act", args=[office.agency.slug, dispute.pk, key])


def _to_receive(office: Office, dispute: Dispute) -> Iterator[Task]:
    """A decision on record whose document has not arrived: the periods run from its arrival."""
    last = dispute.case().instances()[-1]
    if dispute.stage == Stage.DECIDED and last.received_on is None:
        yield Task(
            _("登记何日收到决定书、裁判文书：%(case)s") % {"case": dispute}, _("收到之日起计算上诉、起诉、重新答复的期限"),
            _act(office, dispute, "received"), str(_("登记收到文书")),
        )  # fmt: skip


def _to_reply(dispute: Dispute, day: date) -> Iterator[Task]:
    """An order to reply to an application that had no reply: it was open already, and the order sets its own day."""
    application = dispute.application
    if application is None or not application.is_open or not dispute.counts:
        return
    reopened = {event.on for _sequence, event in reopenings(dispute)}
    for received, decided in orders(dispute):
        if received not in reopened:
            article = "reconsideration_law" if dispute.kind == DisputeKind.RECONSIDERATION else "litigation_law"
            yield Task(
                _("按决定、判决答复申请%(number)s") % {"number": application.receipt_number}, cite(article, on=received).short(),
                application.get_absolute_url(), str(_("打开")), decided.redo_by,
                None if decided.redo_by is None else working_days_between(day, decided.redo_by, calendar_here()),
            )  # fmt: skip
