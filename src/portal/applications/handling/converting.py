"""What was given on application is disclosed to all (依申请转主动公开, 第四十四条): one step to a draft, reviewed like any."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet
from django.utils.html import escape

from disclosure.errors import CaseError
from disclosure.language import _ as said
from portal.agencies.access import Office
from portal.agencies.models import Agency, Person
from portal.applications.handling.models import Conversion, Suggestion
from portal.applications.models import Application, Attachment
from portal.audit.log import record as log
from portal.publishing import files
from portal.publishing.models import Column, Item, Status
from portal.publishing.writing import create

#: Outcomes that gave something: nothing else can be disclosed to all.
GIVEN = ("granted", "partly_granted")


def may_be_converted(application: Application) -> bool:
    """Whether something was given, and no draft was made of it yet that still stands."""
    return application.outcome in GIVEN and not application.is_open and not application.conversions.exists()


def given_files(application: Application) -> list[Attachment]:
    """The files that went to the applicant: of what was redacted only the redacted version."""
    given = application.attachments.filter(for_applicant=True)
    return [each for each in given if not given.filter(redacted_from=each).exists()]


@transaction.atomic
def convert(
    office: Office, application: Application, *, title: str, column: Column, text: str, attachments: Sequence[Attachment]
) -> Conversion:
    """Draft an item of what was given, with its files, and keep the way back. Review and the check for numbers come after.

    The applicant does not appear in it. Raises :class:`CaseError` where nothing was given, and what publishing refuses.
    """
    locked = Application.objects.select_for_update().get(pk=application.pk)
    if not may_be_converted(locked):
        raise CaseError(said("只有已经公开（部分公开）的申请可以转为主动公开，而且只转一次"))
    body = "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip())
    unit = locked.assignments.order_by("pk").values_list("unit", flat=True).last() or ""
    fields = {"title": title, "column": column, "body": body, "unit": unit}
    uploads = [_upload(each) for each in attachments]
    for upload in uploads:
        files.check(upload)
    item = create(office, fields, uploads)
    made = Conversion.objects.create(application=locked, item=item, by=office.person)
    log(office.agency, office.person, "application.converted", locked, item=item.pk, files=len(uploads))
    return made


def _upload(attachment: Attachment) -> UploadedFile:
    content = attachment.content()
    return UploadedFile(ContentFile(content), name=attachment.title, size=len(content))


@transaction.atomic
def suggest(application: Application, on: date, text: str, by: Person) -> Suggestion:
    """Record the applicant's suggestion. Raises :class:`CaseError` where nothing was given, or one was recorded."""
    if application.outcome not in GIVEN or application.is_open:
        raise CaseError(said("对依申请公开的政府信息，申请人才能建议纳入主动公开（第四十四条）"))
    if Suggestion.objects.filter(application=application).exists():
        raise CaseError(said("这件申请的建议已经登记过"))
    made = Suggestion.objects.create(application=application, on=on, text=text, by=by)
    log(application.agency, by, "application.disclosure_suggested", application, on=on.isoformat())
    return made


@transaction.atomic
def decide_suggestion(suggestion: Suggestion, accepted: bool, reason: str, by: Person) -> None:
    """Accept the suggestion, or not with a reason. Raises :class:`CaseError`."""
    if not accepted and not reason.strip():
        raise CaseError(said("不采纳的，请写明审核意见"))
    suggestion.accepted, suggestion.reason = accepted, reason
    suggestion.save()
    application = suggestion.application
    log(application.agency, by, "application.suggestion_decided", application, accepted=accepted)


def released_conversions(agency: Agency, year: int) -> QuerySet[Item]:
    """The items of a year that came of applications and are before the public (依申请转主动公开条数)."""
    return Item.objects.filter(
        conversion__isnull=False, agency=agency, status=Status.RELEASED, published_on__year=year
    ).order_by("published_on", "pk")  # fmt: skip
