"""The reply period extended (延长答复期限): asked, approved by the head of the disclosure office, told by letter (第三十三条)."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from disclosure.errors import CaseError
from disclosure.language import CHINESE, speaking
from disclosure.language import _ as said
from disclosure.law import period
from disclosure.records import Extended
from portal.agencies.models import Person
from portal.applications import letters
from portal.applications.handling.models import ExtensionRequest
from portal.applications.letters import Additions
from portal.applications.models import Application
from portal.audit.log import record as log
from portal.today import today


def waiting(application: Application) -> ExtensionRequest | None:
    """The request that nobody decided yet."""
    return application.extension_requests.filter(approved=None).select_related("asked_by").first()


@transaction.atomic
def ask(application: Application, days: int, reason: str, by: Person) -> ExtensionRequest:
    """Ask for the extension. Raises :class:`CaseError` where none can be given, or one is asked for already."""
    locked = Application.objects.select_for_update().get(pk=application.pk)
    _still_possible(locked, days)
    if waiting(locked) is not None:
        raise CaseError(said("已经申请延期，正在等待审批"))
    if not reason.strip():
        raise CaseError(said("申请延期须说明理由"))
    made = ExtensionRequest.objects.create(application=locked, days=days, reason=reason, asked_by=by)
    log(locked.agency, by, "application.extension_asked", locked, request=made.pk, days=days)
    return made


def _still_possible(application: Application, days: int) -> None:
    """Raise :class:`CaseError` where the period is over, was extended, or the days are more than the law allows."""
    if Extended not in application.case().open_events():
        raise CaseError(said("现在不能延长：期限只能延长一次，而且应当在办理当中"))
    if application.due_on is not None and today() > application.due_on:
        raise CaseError(said("答复期限已经届满，不能再延长"))
    longest = period("application.extension", application.received_on or application.arrived_on).length
    if not 1 <= days <= longest:
        raise CaseError(said("延长的期限应为1至{longest}个工作日", longest=longest))


@transaction.atomic
def decide(request: ExtensionRequest, approved: bool, opinion: str, by: Person) -> ExtensionRequest:
    """Approve it, which drafts the letter to the applicant, or refuse it with an opinion. Nobody approves what they asked for.

    The period is extended when the letter is signed: decided and told on one day. Raises :class:`CaseError`.
    """
    locked = ExtensionRequest.objects.select_for_update().select_related("application__agency").get(pk=request.pk)
    application = locked.application
    if locked.approved is not None:
        raise CaseError(said("这一步刚刚已由别人办理，请刷新页面后再看"))
    if locked.asked_by_id == by.pk:
        raise CaseError(said("申请延期的人不能自己审批，请交给政府信息公开工作机构的负责人"))
    if not approved and not opinion.strip():
        raise CaseError(said("不同意的，请写明意见"))
    if approved:
        _still_possible(application, locked.days)
        with speaking(CHINESE):
            note = str(said("{who}同意。{reason}", who=str(by), reason=locked.reason))
        locked.letter = letters.draft(
            application, "extension", Extended(today(), locked.days), Additions(note=locked.reason), locked.asked_by, note=note
        )  # fmt: skip
    locked.approved, locked.opinion, locked.decided_by, locked.decided_at = approved, opinion, by, timezone.now()
    locked.save()
    log(application.agency, by, "application.extension_decided", application, request=locked.pk, approved=approved)
    return locked
