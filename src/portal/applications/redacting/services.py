"""Attachments blacked out (遮盖): the areas as a page sends them, and the file that comes of it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction

from disclosure.errors import CaseError
from disclosure.isolation.errand import run
from disclosure.language import _ as said
from disclosure.redaction import Area, Proof, as_pdf
from portal.agencies.models import Person
from portal.applications import services
from portal.applications.models import Application, Attachment, Letter
from portal.audit.log import record as log

#: Most areas of one file, so that a page stays usable.
MOST_AREAS = 2000


def is_pdf(attachment: Attachment) -> bool:
    """Whether its pages can be drawn as they are."""
    return attachment.content()[:1024].lstrip().startswith(b"%PDF")


def written_areas(values: Iterable[str]) -> list[Area]:
    """Areas as a page sends them: page,left,top,right,bottom,why in parts of the page. What cannot be read is left out."""
    found = []
    for value in list(values)[:MOST_AREAS]:
        numbers, _comma, why = _split(value)
        try:
            page, (left, top, right, bottom) = int(numbers[0]), map(float, numbers[1:5])
        except (ValueError, IndexError):
            continue
        if not all(map(math.isfinite, (left, top, right, bottom))):
            continue
        area = Area(page, max(0.0, left), max(0.0, top), min(1.0, right), min(1.0, bottom), why[:100])
        if area.is_whole():
            found.append(area)
    return found


def _split(value: str) -> tuple[list[str], str, str]:
    parts = value.split(",", 5)
    return parts[:5], ",", parts[5] if len(parts) > 5 else ""


def as_value(area: Area) -> str:
    """An area as a page sends it back."""
    places = (f"{place:.5f}" for place in (area.left, area.top, area.right, area.bottom))
    return ",".join([str(area.page), *places, area.why])


def search(content: bytes, words: Sequence[str], *, personal: bool) -> tuple[tuple[Area, ...], tuple[int, ...]]:
    """The areas of words and personal numbers, and the pages that cannot be searched. Raises :class:`UnreadableError`."""
    found: Any = run("find" if personal else "find_words", content, list(words))
    areas, silent = found
    return tuple(areas), tuple(silent)


@transaction.atomic
def as_pages(attachment: Attachment, by: Person) -> Attachment:
    """An office file as a PDF beside it, so that its pages can be drawn. Raises :class:`DisclosureError`."""
    made = as_pdf(attachment.content(), attachment.title)
    name = attachment.title.rpartition(".")[0] or attachment.title
    return services.attach(attachment.application, f"{name}.pdf", made, by, kind=attachment.kind)


def may_redact(application: Application) -> bool:
    """Whether a file may still be made to go with the reply: not once the reply is signed."""
    return application.is_open or not Letter.objects.filter(application=application, kind="reply", state="signed").exists()


@transaction.atomic
def blacken(attachment: Attachment, areas: Sequence[Area], by: Person) -> tuple[Attachment, Proof]:
    """The file blacked out and read again, to go with the reply in place of the open one. Raises :class:`DisclosureError`."""
    application = attachment.application
    if not areas:
        raise CaseError(said("还没有要遮盖的地方"))
    if not may_redact(application):
        raise CaseError(said("答复已经签发，随附的文件不能再变动"))
    made, proof = run("redact", attachment.content(), list(areas))
    name = attachment.title.rpartition(".")[0] or attachment.title
    redacted = services.attach(application, f"{name}（已遮盖）.pdf", made, by, for_applicant=True)
    redacted.redacted_from = attachment
    redacted.save(update_fields=["redacted_from"])
    if attachment.for_applicant:  # the open file must not go out beside the blacked-out one
        attachment.for_applicant = False
        attachment.save(update_fields=["for_applicant"])
    log(
        application.agency, by, "application.file_redacted", application, file=redacted.pk, source=attachment.pk,
        areas=proof.areas, pages=proof.pages,
    )  # fmt: skip
    return redacted, proof
