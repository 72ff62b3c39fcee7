"""Personal numbers in an item: found before it goes out, masked, or marked as an office's own (条例第十五条、个人信息保护法)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from disclosure.privacy import PersonalNumber, find_personal_numbers, mask
from portal.agencies.access import Office
from portal.audit import log
from portal.publishing.models import Attachment, Item, OfficialNumber
from portal.publishing.refusing import Refused
from portal.publishing.wording import addresses, words


@dataclass(frozen=True, slots=True)
class Found:
    """A personal number in an item: where, what kind, masked; ``digest`` names it without telling it.

    ``official`` is the mark with its reason, if somebody made one. What stands in a file cannot be masked here.
    """

    place: str
    kind: str
    masked: str
    digest: str
    in_file: bool
    official: OfficialNumber | None


def numbers_in(item: Item) -> list[Found]:
    """Every personal number in title, texts and readable files, each once a place."""
    marks = {mark.digest: mark for mark in item.official_numbers.all()}
    found: dict[tuple[str, str], Found] = {}
    for place, text, file in _texts(item):
        for number in find_personal_numbers(text):
            digest = _digest(item, number)
            shown = mask(text[number.start : number.end])
            entry = Found(place, number.kind.label.text(), shown, digest, file is not None, marks.get(digest))
            found.setdefault((place, digest), entry)
    return list(found.values())


def open_numbers(item: Item) -> list[Found]:
    """Those that block the release: neither masked nor marked."""
    return [number for number in numbers_in(item) if number.official is None]


@transaction.atomic
def mark_official(office: Office, item: Item, digest: str, reason: str) -> OfficialNumber:
    """Say that a number found in an item is an office's own, and why. Raises :class:`Refused`."""
    number = next((number for number in open_numbers(item) if number.digest == digest), None)
    if number is None:
        raise Refused(_("这个号码已经处理过，或正文已经改动。请刷新页面后再看。"))
    if not reason.strip():
        raise Refused(_("请写明为什么可以公开，例如“值班公务手机”。"))
    log.record(office.agency, office.person, "item.number_official", item, item=item.pk, masked=number.masked)
    return OfficialNumber.objects.create(
        item=item, digest=digest, masked=number.masked, reason=reason.strip()[:200], marked_by=office.person
    )


def mask_words(text: str, spared: set[str], item: Item) -> str:
    """The text with its personal numbers masked, those of ``spared`` digests left; its length does not change."""
    result = text
    for number in find_personal_numbers(text):
        if _digest(item, number) not in spared:
            covered = mask(text[number.start : number.end])
            result = result[: number.start] + covered + result[number.end :]
    return result


def _texts(item: Item) -> Iterator[tuple[str, str, Attachment | None]]:
    yield _("标题"), item.title, None
    yield _("内容概述"), item.summary, None
    yield _("关键词"), item.keywords, None
    yield _("正文"), "\n".join((words(item.body), *addresses(item.body))), None
    for file in item.attachments.all():
        yield _("附件《%(name)s》") % {"name": file.name}, f"{file.name}\n{file.text}", file


def _digest(item: Item, number: PersonalNumber) -> str:
    # With the item's number as salt: eleven digits alone could be found by trying.
    return hashlib.sha256(f"{item.pk}:{number.kind}:{number.digits}".encode()).hexdigest()
