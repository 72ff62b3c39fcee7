"""Erasing a case (删除个人信息): its key is destroyed, and what the annual report counts stays.

One person asks, another approves: what was erased by a slip, or by somebody with something to hide, comes back from nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from disclosure.errors import CaseError
from disclosure.language import _ as said
from portal.agencies.models import Person
from portal.applications.models import Application, Erasure, ErasureRequest, Letter
from portal.applications.privacy import erased
from portal.applications.privacy.retention import kept_until
from portal.audit.log import record as log
from portal.law.calendars import readings_of
from portal.today import today

#: What an application says, or what lets somebody look it up; all of it goes. Numbers of both systems, days and counts stay.
_TEXTS = (
    "name", "identity_number", "legal_representative", "contact_person", "agent", "agent_identity", "agent_phone", "phone",
    "address", "postcode", "email", "asked", "asked_number", "description", "helps", "help_wanted", "help_given", "split_reason",
    "identity_kind", "form_wanted", "way_wanted", "secret_hash",
)  # fmt: skip


def obstacles(application: Application, ground: str, day: date) -> Iterator[str]:
    """Why a case may not be erased on a day, in words; nothing where it may."""
    if application.is_erased:
        yield _("这件申请的内容已经删除。")
        return
    if application.is_open or application.closed_on is None:
        yield _("这件申请还没有办结。")
        return
    if application.disputes.filter(closed_on=None).exists():
        yield _("因这件申请提起的行政复议或者行政诉讼还没有审结。")
    if ground == Erasure.Ground.UNLAWFUL:
        return
    until = kept_until(application, readings_of(application.agency))
    if until is None:
        yield _("本机关规定申请案卷永久保存。")
    elif until >= day:
        yield _(
            "保存期限到%(day)s为止。保存期限没有届满的，停止除存储和采取必要的安全保护措施之外的处理（《个人信息保护法》第四十七条）。"
        ) % {"day": until.isoformat()}


def waiting(application: Application) -> ErasureRequest | None:
    """The request that nobody decided yet."""
    return application.erasure_requests.filter(approved=None).select_related("asked_by").first()


@transaction.atomic
def ask(application: Application, ground: str, approval: str, by: Person) -> ErasureRequest:
    """Ask that a case be erased. Raises :class:`CaseError` where it must be kept, or somebody asked already."""
    locked = _locked(application)
    _refuse(locked, ground)
    if not approval.strip():
        raise CaseError(said("请填写批准文号或者销毁清册号"))
    if waiting(locked) is not None:
        raise CaseError(said("已经申请删除，正在等待审批"))
    made = ErasureRequest.objects.create(application=locked, ground=ground, approval=approval.strip()[:60], asked_by=by)
    log(locked.agency, by, "application.erasure_asked", locked, request=made.pk, ground=str(ground))
    return made


@transaction.atomic
def decide(request: ErasureRequest, approved: bool, opinion: str, by: Person) -> Erasure | None:
    """Approve it, which erases the case for good, or refuse it with an opinion. Nobody approves what they asked for.

    Raises :class:`CaseError` where it was decided meanwhile, or the case must be kept after all.
    """
    locked = _locked(request.application)
    asked = ErasureRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if asked.approved is not None:
        raise CaseError(said("这一步刚刚已由别人办理，请刷新页面后再看"))
    if asked.asked_by_id == by.pk:
        raise CaseError(said("申请删除的人不能自己批准，请交给分管领导"))
    if not approved and not opinion.strip():
        raise CaseError(said("不同意的，请写明意见"))
    if approved:
        _refuse(locked, asked.ground)
    asked.approved, asked.decided_by, asked.decided_at = approved, by, timezone.now()
    asked.opinion = "" if approved else opinion.strip()
    asked.save()
    log(locked.agency, by, "application.erasure_decided", locked, request=asked.pk, approved=approved)
    return _erased(locked, asked, by) if approved else None


def _locked(application: Application) -> Application:
    return Application.objects.select_for_update(of=("self",)).get(pk=application.pk)


def _refuse(application: Application, ground: str) -> None:
    if reasons := list(obstacles(application, ground, today())):
        raise CaseError(said("不能删除：{reasons}", reasons=" ".join(reasons)))


def _erased(locked: Application, asked: ErasureRequest, by: Person) -> Erasure:
    files = list(locked.attachments.all())
    kept = Erasure.objects.create(
        application=locked, ground=asked.ground, approval=asked.approval, files=len(files), letters=locked.letters.count(),
        by=by, asked_by=asked.asked_by,
    )  # fmt: skip
    _let_go_of(locked)
    for file in files:
        storage, name = file.file.storage, file.file.name
        transaction.on_commit(lambda storage=storage, name=name: storage.delete(name))
    log(locked.agency, by, "application.erased", locked, ground=asked.ground, files=kept.files, letters=kept.letters)
    return kept


def _let_go_of(application: Application) -> None:
    application.marks.all().delete()
    erased.send(Application, application=application)
    for name in _TEXTS:
        setattr(application, name, "")
    application.form_token = None
    application.save()
    for letter in Letter.objects.filter(application=application):
        letter.content = letter.basis = letter.edits = letter.drawn = letter.opinion = ""
        letter.save()
    for file in application.attachments.all():
        file.title = ""
        file.save()
    # Notes and words of events are never changed; like every copy that is left, they are unreadable from here on.
    application.case_key.destroy()
