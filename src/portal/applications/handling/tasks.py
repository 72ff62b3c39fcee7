"""What handling asks people to do today: what was given to them, what came back, what waits for approval."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from disclosure.law import cite
from portal.agencies.access import Office
from portal.agencies.models import Role
from portal.applications.handling.assigning import mine
from portal.applications.handling.correction_keeping import kept_long_enough
from portal.applications.handling.models import Assignment, CorrectionErasure, ExtensionRequest, RecordsCorrection, Suggestion
from portal.applications.tasks import left
from portal.desk.tasks import Task


def tasks(office: Office, day: date) -> Iterator[Task]:
    """The lines for somebody on a day."""
    yield from _mine(office, day)
    if office.may(Role.CLERK, Role.LEADER):
        yield from _returned(office, day)
        yield from _extensions(office, day)
        yield from _beside(office)
        yield from _to_erase(office, day)


def _mine(office: Office, day: date) -> Iterator[Task]:
    for one in mine(office):
        number = {"number": one.application.receipt_number}
        asked = one.state == Assignment.State.ASKED
        yield Task(
            what=(_("接收交办的申请%(number)s") if asked else _("反馈申请%(number)s的检索情况和意见")) % number,
            why=cite("disclosure_regulations:45", on=day).short(), button=str(_("接收") if asked else _("反馈")),
            due_on=one.due_on, working_days_left=left(day, one.due_on),
            url=reverse("applications:assigned", args=[office.agency.slug, one.pk]),
        )  # fmt: skip


def _returned(office: Office, day: date) -> Iterator[Task]:
    """What a department gave back or answered, while its case is open and nobody else was asked since."""
    moved = Assignment.objects.filter(
        application__agency=office.agency, application__closed_on=None,
        state__in=(Assignment.State.RETURNED, Assignment.State.ANSWERED),
    ).select_related("application")  # fmt: skip
    for one in moved:
        if one.application.assignments.filter(pk__gt=one.pk).exists():
            continue
        words = {"number": one.application.receipt_number, "unit": one.unit}
        back = one.state == Assignment.State.RETURNED
        due = one.application.due_on
        yield Task(
            what=(_("%(unit)s退回了申请%(number)s，请重新交办") if back else _("%(unit)s已反馈申请%(number)s，请审查并答复"))
            % words,
            why=cite("disclosure_regulations:45", on=day).short(), button=str(_("查看")), due_on=due,
            working_days_left=left(day, due) if due else None, url=one.application.get_absolute_url(),
        )  # fmt: skip


def _extensions(office: Office, day: date) -> Iterator[Task]:
    asked = ExtensionRequest.objects.filter(
        application__agency=office.agency, application__closed_on=None, approved=None
    ).select_related("application")
    for one in asked if office.may(Role.LEADER) else []:
        if one.asked_by_id != office.person.pk:
            yield _extension(office, day, one, _("审批申请%(number)s的延期"), _("审批"))
    approved = ExtensionRequest.objects.filter(
        application__agency=office.agency, approved=True, letter__state="draft"
    ).select_related("application")  # fmt: skip
    for one in approved:
        yield _extension(office, day, one, _("申请%(number)s的延期已同意，请签发延期告知书并告知申请人"), _("核对并签发"))


def _extension(office: Office, day: date, one: ExtensionRequest, what: str, button: str) -> Task:
    due, slug = one.application.due_on, office.agency.slug
    url = reverse("applications:extension", args=[slug, one.application_id])
    if one.letter_id:
        url = reverse("applications:letter_page", args=[slug, one.application_id, one.letter_id])
    return Task(
        what=what % {"number": one.application.receipt_number}, why=cite("disclosure_regulations:33.2", on=day).short(), url=url,
        button=button, due_on=due, working_days_left=left(day, due) if due else None,
    )  # fmt: skip


def _beside(office: Office) -> Iterator[Task]:
    for one in RecordsCorrection.objects.filter(agency=office.agency, decided_on=None):
        yield Task(
            what=_("办理更正自身信息记录的申请%(number)s") % {"number": one.number},
            why=cite("disclosure_regulations:41").short(), button=str(_("办理")),
            url=reverse("applications:correction", args=[office.agency.slug, one.pk]),
        )  # fmt: skip
    for one in Suggestion.objects.filter(application__agency=office.agency, accepted=None).select_related("application"):
        yield Task(
            what=_("审核申请%(number)s的申请人提出的主动公开建议") % {"number": one.application.receipt_number},
            why=cite("disclosure_regulations:44").short(), button=str(_("审核")),
            url=reverse("applications:publish", args=[office.agency.slug, one.application_id]),
        )  # fmt: skip


def _to_erase(office: Office, day: date) -> Iterator[Task]:
    """Requests to correct records that were kept long enough, and for the leader what somebody asks to erase."""
    article = cite("personal_information_protection_law:47", on=day).short()
    if count := kept_long_enough(office.agency, day).count():
        yield Task(
            what=_("%(count)s件更正申请的保存期限已经届满，请鉴定后删除") % {"count": count}, why=article, button=str(_("查看")),
            url=reverse("applications:corrections", args=[office.agency.slug]),
        )  # fmt: skip
    asked = CorrectionErasure.objects.filter(correction__agency=office.agency, approved=None).exclude(asked_by=office.person)
    for each in asked.select_related("correction", "asked_by") if office.may(Role.LEADER) else []:
        yield Task(
            what=_("%(who)s申请删除%(number)s的内容，请审批") % {"who": each.asked_by, "number": each.correction.number},
            why=article, button=str(_("审批")),
            url=reverse("applications:correction_erase", args=[office.agency.slug, each.correction_id]),
        )  # fmt: skip
