"""Writing items: drafts, their files, and taking back, correcting, repealing and withdrawing what is out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from portal.agencies.access import Office
from portal.agencies.models import Role
from portal.audit import log
from portal.publishing import files, indexing
from portal.publishing.cleaning import clean, is_web_address
from portal.publishing.models import Item, Status, Validity
from portal.publishing.models.item import REVIEWED
from portal.publishing.moving import expect, locked, move
from portal.publishing.personal import mask_words, numbers_in
from portal.publishing.refusing import ChangedMeanwhile, Refused
from portal.publishing.wording import reworded
from portal.today import today

#: Who writes.
WRITERS = (Role.CLERK, Role.CONTRIBUTOR)
#: States in which the text may be changed.
OPEN = (Status.DRAFT, Status.RETURNED)


def may_write(office: Office, item: Item) -> bool:
    """Whether somebody may change an item: the clerk any open one, a contributor those that they wrote."""
    if item.status not in OPEN or not office.may(*WRITERS):
        return False
    return office.may(Role.CLERK) or item.author_id == office.person.pk


@transaction.atomic
def create(office: Office, fields: Mapping[str, Any], uploads: Iterable[UploadedFile] = ()) -> Item:
    """A new draft, its body cleaned. ``fields`` are those of :class:`Item`. Raises :class:`Refused`."""
    if not office.may(*WRITERS):
        raise Refused(_("只有专职人员和信息员可以起草信息。"))
    item = Item(agency=office.agency, author=office.person)
    _fill(item, fields)
    item.save()
    item.writers.add(office.person)
    _attach(item, uploads)
    log.record(office.agency, office.person, "item.drafted", item, item=item.pk)
    return item


@transaction.atomic
def change(office: Office, pk: int, version: int, fields: Mapping[str, Any], uploads: Iterable[UploadedFile] = ()) -> Item:
    """Change an open item that is still at ``version``, as the form showed it. Raises :class:`Refused`."""
    item = _open_item(office, pk)
    if item.version != version:
        raise ChangedMeanwhile(_("您编辑期间，这条信息被别人改过。请在新窗口打开看过后，再决定保留哪些内容。"))
    _fill(item, fields)
    _save_change(office, item)
    _attach(item, uploads)
    log.record(office.agency, office.person, "item.changed", item, item=item.pk)
    return item


@transaction.atomic
def detach(office: Office, pk: int, attachment: int) -> Item:
    """Take a file off an open item. Raises :class:`Refused`, ``Attachment.DoesNotExist``."""
    item = _open_item(office, pk)
    found = item.attachments.get(pk=attachment)
    _save_change(office, item)
    log.record(office.agency, office.person, "item.file_removed", item, item=item.pk, digest=found.digest)
    found.delete()
    return item


@transaction.atomic
def mask_numbers(office: Office, pk: int) -> Item:
    """Mask the personal numbers in title and texts that nobody marked as official. Files keep theirs: they are replaced."""
    item = _open_item(office, pk)
    spared = {number.digest for number in numbers_in(item) if number.official}

    def masked(text: str) -> str:
        return mask_words(text, spared, item)

    item.title, item.summary, item.keywords = masked(item.title), masked(item.summary), masked(item.keywords)
    item.body = reworded(item.body, masked)
    _save_change(office, item)
    log.record(office.agency, office.person, "item.numbers_masked", item, item=item.pk)
    return item


@transaction.atomic
def take_back(office: Office, pk: int) -> Item:
    """Take an item out of its review, to change it: by who wrote it, or the clerk. The round begins anew afterwards."""
    item = locked(office, pk)
    expect(item, Status.IN_REVIEW)
    if not (office.may(Role.CLERK) or item.author_id == office.person.pk):
        raise Refused(_("只有起草人和专职人员可以撤回送审的信息。"))
    log.record(office.agency, office.person, "item.taken_back", item, item=item.pk)
    return move(item, Status.DRAFT)


@transaction.atomic
def withdraw(office: Office, pk: int, reason: str) -> Item:
    """Withdraw a released item: its page stays with a mark, the day and the reason (撤下). Raises :class:`Refused`."""
    item = locked(office, pk)
    expect(item, Status.RELEASED)
    if not office.may(Role.CLERK, Role.LEADER):
        raise Refused(_("只有专职人员和分管领导可以撤下信息。"))
    if not reason.strip():
        raise Refused(_("请写明撤下的原因，会显示在页面上。"))
    log.record(office.agency, office.person, "item.withdrawn", item, item=item.pk, reason=reason.strip())
    move(item, Status.WITHDRAWN, withdrawn_on=today(), withdrawal_reason=reason.strip()[:200])
    indexing.drop(item)
    return item


@transaction.atomic
def mark_validity(office: Office, pk: int, validity: str, reason: str) -> Item:
    """Mark a released document as repealed, expired, or in force, on its own page (《政府网站发展指引》)."""
    item = locked(office, pk)
    expect(item, Status.RELEASED)
    if not office.may(Role.CLERK):
        raise Refused(_("只有专职人员可以标注有效性。"))
    if validity not in Validity.values:
        raise Refused(_("请选择：现行有效、已废止或已失效。"))
    if validity != Validity.IN_FORCE and not reason.strip():
        raise Refused(_("请写明废止或失效的依据，例如废止它的文件名称和文号。"))
    log.record(office.agency, office.person, "item.validity", item, item=item.pk, validity=validity, reason=reason.strip())
    return move(item, item.status, validity=validity, validity_reason=reason.strip()[:200])


@transaction.atomic
def correct(office: Office, pk: int) -> Item:
    """A draft to correct a released item, which stays public as it is until the draft has gone through its own review."""
    item = locked(office, pk)
    expect(item, Status.RELEASED)
    if not office.may(*WRITERS):
        raise Refused(_("只有专职人员和信息员可以起草更正。"))
    begun = item.revisions.exclude(status=Status.MERGED).first()
    if begun is not None:
        return begun
    fields = {name: getattr(item, name) for name in REVIEWED}
    draft = Item.objects.create(
        agency=item.agency, author=office.person, revises=item, published_on=item.published_on, validity=item.validity, **fields
    )
    draft.writers.add(office.person)
    for file in item.attachments.all():
        file.pk, file.item = None, draft
        file.save(force_insert=True)
    log.record(office.agency, office.person, "item.correction_begun", item, item=item.pk, draft=draft.pk)
    return draft


@transaction.atomic
def discard(office: Office, pk: int) -> None:
    """Delete a draft that never was handed in. Raises :class:`Refused`."""
    item = _open_item(office, pk)
    if item.round:
        raise Refused(_("送审过的信息要留痕，不能删除。"))
    log.record(office.agency, office.person, "item.discarded", item, item=item.pk)
    item.delete()


def number_given(item: Item, day: date) -> str:
    """The next index number of an agency's year: 〈机构代码〉/〈年〉-〈五位序号〉. Numbers are given once and never again."""
    start = f"{item.agency.code}/{day.year}-"
    taken = Item.objects.filter(agency=item.agency, index_number__startswith=start).values_list("index_number", flat=True)
    last = max((int(number[len(start) :]) for number in taken if number[len(start) :].isdecimal()), default=0)
    return f"{start}{last + 1:05d}"


def _open_item(office: Office, pk: int) -> Item:
    item = locked(office, pk)
    expect(item, *OPEN)
    if not may_write(office, item):
        raise Refused(_("这条信息由%(author)s起草，只有起草人和专职人员可以修改。") % {"author": item.author})
    return item


def _fill(item: Item, fields: Mapping[str, Any]) -> None:
    for name, value in fields.items():
        setattr(item, name, clean(value) if name == "body" else value)
    if item.source_address and not is_web_address(item.source_address):
        raise Refused(_("网址要以 http:// 或 https:// 开头。"))


def _save_change(office: Office, item: Item) -> None:
    item.version += 1
    item.save()
    item.writers.add(office.person)


def _attach(item: Item, uploads: Iterable[UploadedFile]) -> None:
    for upload in uploads:
        files.check(upload)
        if item.attachments.count() >= files.MOST:
            raise Refused(_("一条信息最多%(most)s个附件。") % {"most": files.MOST})
        files.keep(item, upload)
