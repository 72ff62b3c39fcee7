"""What the engine's letters ask for, out of the case and the agency's settings."""

from __future__ import annotations

import hashlib
from datetime import date

from disclosure.clock import reply_timeline
from disclosure.errors import DisclosureError
from disclosure.language import CHINESE, speaking
from disclosure.letters import Matter, Office, Template, TemplateError, Withheld, Wording, read_template, template, templates
from disclosure.letters.wording import chosen
from disclosure.records import ApplicationEvent
from portal.agencies.models import Agency
from portal.applications.choices import CHANNELS, FORMS, NATURAL_PERSON, WAYS
from portal.applications.models import Application, Attachment, LetterTemplate
from portal.law.calendars import calendar_of, readings_of


def office_of(agency: Agency) -> Office:
    """The agency as its letters speak of it."""
    return Office(
        agency=agency.name, office=agency.disclosure_office, address=agency.address, postcode=agency.postcode,
        phone=agency.phone, hours=agency.office_hours, prefix=agency.document_prefix or agency.short_name,
        reconsideration_organ=agency.reconsideration_organ, reconsideration_online=agency.reconsideration_online,
        court=agency.court, readings=readings_of(agency),
    )  # fmt: skip


def matter_of(application: Application, event: ApplicationEvent | None = None) -> Matter:
    """The application as its letters speak of it; the due day with an ``event`` that is still to be recorded."""
    number = f"（{application.asked_number}）" if application.asked_number else ""
    events = application.engine_events()
    wanted = [_in_chinese(FORMS, application.form_wanted), _in_chinese(WAYS, application.way_wanted)]
    return Matter(
        office=office_of(application.agency), applicant=application.name, receipt_number=application.receipt_number,
        asked=f"{application.asked.strip().rstrip('。')}{number}", arrived_on=application.arrived_on,
        received_on=application.received_on, due_on=_due_with(application.agency, events, event) if event else application.due_on,
        channel=_in_chinese(CHANNELS, application.channel), way="，".join(each for each in wanted if each), events=events,
        organisation=application.applicant_kind != NATURAL_PERSON,
    )  # fmt: skip


def _in_chinese(choices: object, key: str) -> str:
    """What a choice is called, in the language of letters whatever the language of the page."""
    from django.utils import translation

    with translation.override("zh-hans"), speaking(CHINESE):
        return str(dict(choices).get(key, ""))  # type: ignore[call-overload]


def _due_with(agency: Agency, events: tuple[ApplicationEvent, ...], event: ApplicationEvent) -> date | None:
    try:
        found = reply_timeline((*events, event), calendar=calendar_of(agency), readings=readings_of(agency))
    except DisclosureError:
        return None
    return found.due.on if found.due else None


def rules_of(agency: Agency, on: date) -> tuple[Wording, ...]:
    """The region's rules of wording that an agency follows on a day."""
    return chosen(map(str, agency.letter_wordings or []), on)


def template_of(agency: Agency, kind: str) -> Template:
    """The agency's own template of a kind, else ours. One of its own that no longer holds gives way to ours."""
    own = LetterTemplate.objects.filter(agency=agency, kind=kind).first()
    if own is None:
        return template(kind)
    try:
        return read_template(kind, own.title, own.number, own.text)
    except TemplateError:
        return template(kind)


#: Letters made without a form of their own: the receipt and the proof of delivery are printed at any time.
_PRINTED = ("receipt", "delivery_receipt")


def kinds_by_hand() -> list[Template]:
    """The letters that somebody starts by hand, because no event of the case brings them."""
    return [each for each in templates().values() if not each.event and each.kind not in _PRINTED]


def enclosed(application: Application) -> list[Attachment]:
    """The files that go with a reply."""
    return list(application.attachments.filter(for_applicant=True))


def digests_of(files: list[Attachment]) -> list[str]:
    """The digest of each file, so that what is signed is what is sent."""
    return [hashlib.sha256(file.content()).hexdigest() for file in files]


def withheld_parts(application: Application) -> tuple[Withheld, ...]:
    """The parts that the check part by part withholds (第三十七条), where it was made."""
    parts = getattr(application, "parts", None)
    if parts is None:
        return ()
    return tuple(Withheld(part.ground, part.label, part.reason) for part in parts.all() if part.ground)
