"""Erasing (删除个人信息): the key of a case is destroyed, and what the annual report counts stays.

One person asks, another approves: what was erased by a slip, or by somebody with something to hide, comes back from nowhere.
A room that keeps something with a key of its own (:class:`portal.applications.sealing.models.OwnKey`) says with
:func:`erasable` when it has ended, what stands against erasing it and what is let go of; it may hang on no case at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from disclosure.errors import CaseError
from disclosure.language import _ as said
from portal.agencies.models import Person
from portal.applications.models import Application, Erasure
from portal.applications.privacy import erased
from portal.applications.privacy.models import AskedErasure
from portal.applications.privacy.retention import last_day_kept
from portal.applications.sealing.models import OwnKey, SealedFile
from portal.audit.log import record as log
from portal.law.calendars import readings_of
from portal.today import today

#: What an application says, or what lets somebody look it up; all of it goes. Numbers of both systems, days and counts stay.
_TEXTS = (
    "name", "identity_number", "legal_representative", "contact_person", "agent", "agent_identity", "agent_phone", "phone",
    "address", "postcode", "email", "asked", "asked_number", "description", "helps", "help_wanted", "help_given", "split_reason",
    "identity_kind", "form_wanted", "way_wanted", "secret_hash",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rules:
    """How one kind of thing is erased.

    ``kind``: how its acts are named in the log. ``ended``: the last day of its handling, None while it goes on; it is kept for
    years from then. ``against``: what else stands against erasing, in words. ``erase``: erases it, and says what of it for the
    log. ``let_go``: only that part of it that can be done again, to what an older backup brought back. ``went_with``: whether
    it went with something else, wholly, and so has no request of its own.
    """

    kind: str
    ended: Callable[[Any], date | None]
    against: Callable[[Any], Iterator[str]]
    erase: Callable[[Any, AskedErasure, Person], Mapping[str, Any]]
    let_go: Callable[[Any], None]
    went_with: Callable[[Any], bool] = lambda _held: False


_RULES: dict[type[OwnKey], Rules] = {}


def erasable(model: type[OwnKey], rules: Rules) -> None:
    """Say how a kind of thing is erased. Its requests hang on it as ``erasure_requests``."""
    _RULES[model] = rules


def obstacles(held: Any, ground: str, day: date) -> Iterator[str]:
    """Why something may not be erased on a day, in words; nothing where it may."""
    rules = _RULES[type(held)]
    if held.is_erased:
        yield _("内容已经删除。")
        return
    ended = rules.ended(held)
    if ended is None:
        yield _("还没有办结。")
        return
    yield from rules.against(held)
    if ground == Erasure.Ground.UNLAWFUL:
        return
    until = last_day_kept(ended, readings_of(held.agency))
    if until is None:
        yield _("本机关规定申请案卷永久保存。")
    elif until >= day:
        yield _(
            "保存期限到%(day)s为止。保存期限没有届满的，停止除存储和采取必要的安全保护措施之外的处理（《个人信息保护法》第四十七条）。"
        ) % {"day": until.isoformat()}


def waiting(held: Any) -> Any:
    """The request that nobody decided yet, or None."""
    return held.erasure_requests.filter(approved=None).select_related("asked_by").first()


@transaction.atomic
def ask(held: Any, ground: str, approval: str, by: Person) -> Any:
    """Ask that something be erased. Raises :class:`CaseError` where it must be kept, or somebody asked already."""
    locked = _locked(held)
    _refuse(locked, ground)
    if not approval.strip():
        raise CaseError(said("请填写批准文号或者销毁清册号"))
    if waiting(locked) is not None:
        raise CaseError(said("已经申请删除，正在等待审批"))
    made = locked.erasure_requests.create(ground=ground, approval=approval.strip()[:60], asked_by=by)
    log(locked.agency, by, f"{_RULES[type(locked)].kind}.erasure_asked", locked, request=made.pk, ground=str(ground))
    return made


@transaction.atomic
def decide(held: Any, request: AskedErasure, approved: bool, opinion: str, by: Person) -> None:
    """Approve it, which erases for good, or refuse it with an opinion. Nobody approves what they asked for.

    Raises :class:`CaseError` where it was decided meanwhile, or must be kept after all.
    """
    locked = _locked(held)
    asked = locked.erasure_requests.select_for_update(of=("self",)).get(pk=request.pk)
    asked.decide(approved, opinion, by)
    kind = _RULES[type(locked)].kind
    log(locked.agency, by, f"{kind}.erasure_decided", locked, request=asked.pk, approved=approved)
    if approved:
        _refuse(locked, asked.ground)
        facts = _RULES[type(locked)].erase(locked, asked, by)
        log(locked.agency, by, f"{kind}.erased", locked, ground=asked.ground, **facts)


@transaction.atomic
def let_go_again() -> int:
    """Let go of whatever has its key destroyed and was not erased where its rows come from: a backup older than the erasure.

    Gives how much. What the key sealed can't be read anyway; this is for what stands beside it (ratings, accounts, addresses).
    """
    count = 0
    for model, rules in _RULES.items():
        gone = model._default_manager.exclude(case_key__destroyed_at=None)
        for held in gone.exclude(erasure_requests__approved=True):
            if isinstance(held, Application) and Erasure.objects.filter(application=held).exists():
                continue  # erased before two people were needed
            if rules.went_with(held):
                continue
            rules.let_go(held)
            log(held.agency, None, f"{rules.kind}.erased_again", held)
            count += 1
    return count


def _locked(held: Any) -> Any:
    return type(held).objects.select_for_update(of=("self",)).get(pk=held.pk)


def _refuse(held: Any, ground: str) -> None:
    if reasons := list(obstacles(held, ground, today())):
        raise CaseError(said("不能删除：{reasons}", reasons=" ".join(reasons)))


def drop(file: SealedFile) -> None:
    """Delete a sealed file from the disk once the transaction is kept; its row stays."""
    storage, name = file.gone()
    transaction.on_commit(lambda: storage.delete(name))


# A case


def _against(application: Application) -> Iterator[str]:
    suits = Q(lawsuits__isnull=False, lawsuits__closed_on=None)
    if application.disputes.filter(Q(closed_on=None) | suits).exists():
        yield _("因这件申请提起的行政复议或者行政诉讼还没有审结。")


def _erased(locked: Application, asked: AskedErasure, by: Person) -> Mapping[str, Any]:
    counts = {"files": locked.attachments.count(), "letters": locked.letters.count()}
    Erasure.objects.create(
        application=locked, ground=asked.ground, approval=asked.approval, by=by, asked_by=asked.asked_by, **counts
    )
    let_go_of(locked)
    return counts


def let_go_of(application: Application) -> None:
    """Destroy the key of a case, and blank what it sealed; its files go with the transaction. What is counted stays."""
    application.marks.all().delete()
    erased.send(Application, application=application)
    for name in _TEXTS:
        setattr(application, name, "")
    application.form_token = None
    application.save()
    for letter in application.letters.all():
        letter.content = letter.basis = letter.edits = letter.drawn = letter.opinion = ""
        letter.save()
    for file in application.attachments.all():
        drop(file)
        file.title = ""
        file.save()
    # Notes and words of events are never changed; like every copy that is left, they are unreadable from here on.
    application.case_key.destroy()


erasable(
    Application, Rules("application", lambda case: None if case.is_open else case.closed_on, _against, _erased, let_go_of)
)  # fmt: skip
