"""Letters made: numbered in order and frozen. Once signed, none of it changes any more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from disclosure.errors import CaseError
from disclosure.language import _
from disclosure.letters import Additions, Letter, compose, digest, kind_of_event, wants
from disclosure.letters.facts import fill, names_in
from disclosure.records import (
    ApplicationEvent as EngineEvent,
)
from disclosure.records import ConsultationSent, CorrectionAsked, DelaySet, Extended, ReasonsAsked, Replied, Transferred
from portal.agencies.models import Agency, Person
from portal.applications.intake.numbers import next_serial
from portal.applications.letters.facts import digests_of, enclosed, matter_of, rules_of, template_of
from portal.applications.letters.stored import freeze
from portal.applications.models import Application, ApplicationEvent
from portal.applications.models import Letter as Stored
from portal.today import today

#: Which letter goes with which event; a consultation's depends on whom it asks.
KINDS: Mapping[type, str] = {
    CorrectionAsked: "correction", Extended: "extension", ConsultationSent: "consultation", ReasonsAsked: "reasons_asked",
    DelaySet: "delayed", Transferred: "transfer", Replied: "reply",
}  # fmt: skip


@transaction.atomic
def make(
    application: Application, event: ApplicationEvent, add: Additions, by: Person | None = None, *, paper_signer: str = ""
) -> Stored:
    """Make and freeze the letter of a recorded event. Raises :class:`CaseError` where something that it needs is missing."""
    recorded = event.engine_event()
    application.refresh_from_db(fields=["due_on", "received_on"])
    kind = kind_of_event(recorded)
    agency = application.agency
    reply = isinstance(recorded, Replied)
    files = enclosed(application) if reply else []
    if reply:
        add = replace(add, files=tuple(file.title for file in files))
    composed = compose(
        template_of(agency, kind), matter_of(application), recorded.on, event=recorded, additions=add,
        rules=rules_of(agency, recorded.on),
    )  # fmt: skip
    refuse(wants(composed, composed))
    return keep(
        Stored(application=application, kind=kind, drafted_by=by, paper_signer=paper_signer), composed, by, event=event,
        digest_of=digest(composed, digests_of(files)),
    )  # fmt: skip


@transaction.atomic
def issue(application: Application, kind: str, add: Additions, by: Person) -> Stored:
    """Make and freeze a letter that no event brings. Raises :class:`CaseError` where something that it needs is missing."""
    agency, on = application.agency, today()
    composed = compose(
        template_of(agency, kind), matter_of(application), on, additions=add, rules=rules_of(agency, on)
    )  # fmt: skip
    refuse(wants(composed, composed))
    return keep(Stored(application=application, kind=kind, drafted_by=by), composed, by, digest_of=digest(composed))


def refuse(missing: tuple[object, ...]) -> None:
    """Raise :class:`CaseError` where anything is missing."""
    if missing:
        raise CaseError(_("不能签发：{missing}", missing=list(missing)))


def keep(stored: Stored, letter: Letter, by: Person | None, *, digest_of: str, event: ApplicationEvent | None = None) -> Stored:
    """Number it, freeze it, keep it. The lock on the agency's row gives numbers in order and without gaps."""
    agency = Agency.objects.select_for_update().get(pk=stored.application.agency_id)
    stored.event, stored.state, stored.made_on = event, Stored.State.SIGNED, letter.on
    stored.year, stored.serial = letter.on.year, None
    pattern = template_of(agency, stored.kind).number
    number = letter.number
    if "序号" in names_in(pattern):
        stored.serial = next_serial(agency, stored.kind, letter.on.year)
        number = numbered(pattern, letter, stored, agency)
    stored.document_number, stored.content = number[:60], freeze(replace(letter, number=number))
    stored.digest, stored.signed_by, stored.signed_at = digest_of, by, timezone.now()
    stored.basis = stored.edits = stored.drawn = ""
    stored.save()
    return stored


def numbered(pattern: str, letter: Letter, stored: Stored, agency: Agency) -> str:
    """The number of a letter in its series."""
    return numbered_in(pattern, letter, stored.serial or 0, agency, stored.application.receipt_number)


def numbered_in(pattern: str, letter: Letter, serial: int, agency: Agency, receipt_number: str) -> str:
    """The number of a letter by its pattern: the ``serial``-th of its run in the year."""
    values = dict.fromkeys(names_in(pattern), "") | {
        "代字": agency.document_prefix or agency.short_name, "年": str(letter.on.year), "序号": str(serial),
        "机关名称": agency.name, "受理编号": receipt_number,
    }  # fmt: skip
    return fill(pattern, values)


def kind_of(event: EngineEvent) -> str:
    """The kind of letter that goes with an event."""
    return kind_of_event(event)
