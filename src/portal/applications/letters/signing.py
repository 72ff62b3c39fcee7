"""Signing a draft (签发): what was on the screen is what is frozen, and the event of the case is recorded with it."""

from __future__ import annotations

from django.db import transaction

from disclosure.errors import CaseError
from disclosure.language import _ as said
from disclosure.letters import template
from portal.agencies.models import Person
from portal.applications import services
from portal.applications.letters.drafts import dated, shown
from portal.applications.letters.making import keep, refuse
from portal.applications.letters.stored import basis_of
from portal.applications.models import Letter
from portal.audit.log import record as log


def needs_leader(letter: Letter) -> bool:
    """Whether only the leader in charge (分管领导) may sign this kind of letter."""
    return template(letter.kind).signed_by == "leader"


@transaction.atomic
def sign(letter: Letter, by: Person, digest: str, *, leader: bool) -> Letter:
    """Sign what has this digest: record its event today, unless it happened already; issue its number, freeze it.

    Raises :class:`CaseError` where it may not be signed: by somebody else, changed since it was shown, or incomplete.
    """
    locked = Letter.objects.select_for_update().filter(pk=letter.pk).first()
    if locked is None:
        raise CaseError(said("这份文书刚刚已由别人签发或者删除，请刷新页面后再看"))
    if locked.is_signed:
        raise CaseError(said("这份文书已经签发"))
    if needs_leader(locked) and not leader:
        raise CaseError(said("这类文书由分管领导签发"))
    now = shown(locked)
    if now.digest != digest:
        raise CaseError(said("正文、附件或者落款日期在您打开之后有变动，请重新核对后再签发"))
    if now.changed or now.stale:
        raise CaseError(said("起草之后案情有变动，请先核对变动的段落"))
    refuse(now.missing)
    event, _additions, note = basis_of(locked)
    today_event = dated(event)
    recorded = locked.event
    if recorded is None and today_event is not None:
        recorded = services.record(locked.application, today_event, by, note=note)
    signed = keep(locked, now.letter, by, digest_of=digest, event=recorded)
    log(
        locked.application.agency, by, "application.letter_signed", locked.application, letter=signed.pk,
        number=signed.document_number, digest=digest,
    )  # fmt: skip
    return signed
