"""Review by distinct people (三审三校): each act bound to exactly what was read, the last one releases it.

An agency says how many distinct people a text needs (``reviewers_needed``, three unless it says otherwise: who writes it,
who reviews it, who releases it). Two is the fewest: nobody releases what they wrote.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from portal.agencies.access import Office
from portal.agencies.models import Role
from portal.audit import log
from portal.publishing import indexing, placing
from portal.publishing.models import Item, Release, ReviewAct, Status, Step, Verdict
from portal.publishing.models.item import REVIEWED
from portal.publishing.moving import expect, locked, move
from portal.publishing.personal import open_numbers
from portal.publishing.refusing import ChangedMeanwhile, Refused
from portal.publishing.writing import OPEN, may_write, number_given
from portal.today import now, today

FEWEST = 2
#: Who reviews in between, and who may be the last.
REVIEWERS = (Role.CLERK, Role.REVIEWER, Role.LEADER)
RELEASERS = (Role.REVIEWER, Role.LEADER)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a round stands: how many steps it has, which comes next, and what it is bound to."""

    needed: int
    acts: tuple[ReviewAct, ...]

    @property
    def position(self) -> int:
        """The number of the next step; 1 is the submission."""
        return len(self.acts) + 1

    @property
    def step(self) -> Step:
        """The kind of the next step."""
        return Step.SUBMIT if self.position == 1 else Step.RELEASE if self.position >= self.needed else Step.REVIEW

    @property
    def content_hash(self) -> str:
        """What was handed in; empty before."""
        return self.acts[0].content_hash if self.acts else ""


def standing(item: Item) -> Standing:
    """The current round of an item."""
    acts = tuple(item.acts.filter(round=item.round, verdict=Verdict.PASSED).select_related("reviewer").order_by("position"))
    return Standing(max(FEWEST, item.agency.reviewers_needed), acts)


def why_not(office: Office, item: Item) -> str:
    """Why somebody may not do the next step of an item; empty where they may."""
    now = standing(item)
    if item.status != Status.IN_REVIEW:
        return _("这条信息不在审核中。")
    if item.author_id == office.person.pk or item.writers.filter(pk=office.person.pk).exists():
        return _("起草或修改过这条信息的人不能审核、签发它，请交给其他人。")
    if any(act.reviewer_id == office.person.pk for act in now.acts):
        return _("您已经审核过这一稿，下一步要由另一个人办理。")
    if now.step == Step.RELEASE and not office.may(*RELEASERS):
        return _("签发要由审核人或分管领导办理。")
    if not office.may(*REVIEWERS):
        return _("信息员不参加审核。")
    return ""


@transaction.atomic
def submit(office: Office, pk: int) -> Item:
    """Hand an item in: a new round begins, bound to what it says now. Raises :class:`Refused`."""
    item = locked(office, pk)
    expect(item, *OPEN)
    if not may_write(office, item):
        raise Refused(_("只有起草人和专职人员可以提交这条信息。"))
    _check_complete(item)
    if not item.index_number:
        Item.objects.filter(pk=item.pk).update(index_number=number_given(item, today()))
        item.refresh_from_db()
    _refuse_numbers(item)
    item.writers.add(office.person)
    move(item, Status.IN_REVIEW, round=item.round + 1)
    _act(office, item, 1, Step.SUBMIT, Verdict.PASSED, "")
    log.record(office.agency, office.person, "item.submitted", item, item=item.pk, hash=item.content_hash())
    return item


@transaction.atomic
def approve(office: Office, pk: int, content_hash: str, position: int, opinion: str = "") -> Item:
    """Pass an item's step ``position`` for the content with this hash, as the page showed both; the last step releases it.

    Raises :class:`ChangedMeanwhile` where the text or the step is no longer that, :class:`Refused` for everything else that
    stands in the way.
    """
    item = locked(office, pk)
    now = _checked(office, item, content_hash, position)
    if now.step == Step.RELEASE:
        _refuse_numbers(item)
    _act(office, item, position, now.step, Verdict.PASSED, opinion)
    if now.step == Step.REVIEW:
        log.record(office.agency, office.person, "item.reviewed", item, item=item.pk, hash=content_hash)
        return move(item, Status.IN_REVIEW)
    return _release(office, item, content_hash)


@transaction.atomic
def send_back(office: Office, pk: int, content_hash: str, position: int, opinion: str) -> Item:
    """Return an item to its author with an opinion. Raises :class:`Refused`, :class:`ChangedMeanwhile`."""
    item = locked(office, pk)
    now = _checked(office, item, content_hash, position)
    if not opinion.strip():
        raise Refused(_("请写明退回的意见：哪里要改、怎么改。"))
    _act(office, item, position, now.step, Verdict.RETURNED, opinion)
    log.record(office.agency, office.person, "item.returned", item, item=item.pk, hash=content_hash)
    return move(item, Status.RETURNED)


def _checked(office: Office, item: Item, content_hash: str, position: int) -> Standing:
    """The round, if this person may do this step on this content."""
    now = standing(item)
    if item.status == Status.IN_REVIEW and position != now.position:
        raise ChangedMeanwhile(_("这一步刚刚已由别人办理。请刷新页面，看现在到了哪一步。"))
    reason = why_not(office, item)
    if reason:
        raise Refused(reason)
    current = item.content_hash()
    if current != now.content_hash:
        raise ChangedMeanwhile(_("送审后内容有了改动，之前的审核不再算数。请由起草人撤回，重新提交审核。"))
    if content_hash != current:
        raise ChangedMeanwhile(_("您看到的不是现在的内容。请刷新页面，看过新的内容再办理。"))
    return now


def _act(office: Office, item: Item, position: int, step: str, verdict: str, opinion: str) -> None:
    ReviewAct.objects.create(
        item=item, round=item.round, position=position, step=step, reviewer=office.person, verdict=verdict,
        opinion=opinion.strip()[:500], content_hash=item.content_hash(), at=now(),
    )  # fmt: skip


def _release(office: Office, item: Item, content_hash: str) -> Item:
    """Put an item before the public, frozen as it was reviewed; a correction takes the place of what it corrects."""
    content = item.content()
    shown = _merged(item) if item.revises_id else move(item, Status.RELEASED, published_on=item.published_on or today())
    number = shown.releases.count() + 1
    Release.objects.create(
        item=shown, number=number, content=content, content_hash=content_hash, released_by=office.person,
        released_on=today(), reason=_("更正") if item.revises_id else "",
    )  # fmt: skip
    log.record(office.agency, office.person, "item.released", shown, item=shown.pk, hash=content_hash, number=number)
    placing.place_on_own_site(office, shown)
    indexing.put(shown)
    return shown


def _merged(draft: Item) -> Item:
    """The original with the corrected content; the draft keeps the files that it replaced."""
    original = Item.objects.select_for_update().get(pk=draft.revises_id)
    expect(original, Status.RELEASED)
    replaced, new = list(original.attachments.all()), list(draft.attachments.all())
    move(original, Status.RELEASED, **{name: getattr(draft, name) for name in REVIEWED})
    for file in (*replaced, *new):
        file.item = original if file in new else draft
        file.save(update_fields=["item"])
    move(draft, Status.MERGED)
    return original


def _check_complete(item: Item) -> None:
    """Refuse an item that says nothing, or has no title."""
    if not item.title.strip():
        raise Refused(_("请填写标题。"))
    if not item.body and not item.attachments.exists() and not item.source_address:
        raise Refused(_("正文和附件都是空的。请写正文，或上传附件。"))


def _refuse_numbers(item: Item) -> None:
    found = open_numbers(item)
    if found:
        raise Refused(
            _("还有%(count)s处个人号码没有处理（%(first)s）。请遮盖，或说明是公务号码，然后再提交。")
            % {"count": len(found), "first": f"{found[0].place}：{found[0].kind} {found[0].masked}"}
        )
