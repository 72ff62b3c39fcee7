"""What requests to correct records hold about people: handed out to whom they are about, kept for years, then erased by two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from portal.agencies.models import Agency, Person
from portal.applications.handling.models import RecordsCorrection
from portal.applications.models import Application
from portal.applications.privacy.erasing import Rules, drop, erasable
from portal.applications.privacy.models import AskedErasure
from portal.applications.privacy.retention import last_year_kept_no_more
from portal.applications.sealing.marks import normal, same_number

#: All that a request says; numbers, days and what became of it stay.
TEXTS = ("name", "identity", "contact", "record", "wanted", "evidence", "verified", "answer", "reason", "letter")


def kept_long_enough(agency: Agency, day: date) -> QuerySet[RecordsCorrection]:
    """The answered requests whose time of keeping has ended before a day, and which are not erased yet; the oldest first."""
    year = last_year_kept_no_more(agency, day)
    found = RecordsCorrection.objects.filter(agency=agency, case_key__destroyed_at=None)
    if year is None:
        return found.none()
    ended = found.annotate(ended_on=Coalesce("delivered_on", "decided_on"))  # as _ended has it
    return ended.filter(ended_on__lte=date(year, 12, 31)).order_by("ended_on", "pk")


def of_the_applicant(application: Application) -> list[RecordsCorrection]:
    """The requests to correct records of the applicant of a case: by the link to it, by identity number, by name and telephone.

    They are under keys of their own and stand in no index: each of the agency's is opened. There are few.
    """
    if application.is_erased:
        return []
    found = RecordsCorrection.objects.filter(agency=application.agency, case_key__destroyed_at=None).select_related("case_key")
    return [each for each in found if _is_of(each, application)]


def _is_of(correction: RecordsCorrection, application: Application) -> bool:
    if correction.application_id == application.pk:
        return True
    if same_number(application.identity_number, correction.identity):
        return True
    return normal(correction.name) == normal(application.name) and same_number(application.phone, correction.contact)


def held_of(correction: RecordsCorrection) -> dict[str, Any]:
    """What a request holds, for whom it is about; files are named, and packed by whoever hands them out."""
    kept = ("number", "received_on", *TEXTS[:-1], "outcome", "addressee", "decided_on", "delivered_on", "document_number")
    return {name: getattr(correction, name) for name in kept if getattr(correction, name) not in ("", None)}


def _ended(correction: RecordsCorrection) -> date | None:
    return correction.delivered_on or correction.decided_on


def _against(_correction: RecordsCorrection) -> Iterator[str]:
    yield from ()


def _erased(locked: RecordsCorrection, _asked: AskedErasure, _by: Person) -> Mapping[str, Any]:
    files = list(locked.files.all())
    let_go_of(locked)
    return {"files": len(files)}


def let_go_of(correction: RecordsCorrection) -> None:
    """Destroy the key of a request, and blank what it sealed; its files go with the transaction."""
    for name in TEXTS:
        setattr(correction, name, "")
    correction.save()
    for file in correction.files.all():
        drop(file)
        file.title = ""
        file.save()
    correction.case_key.destroy()


erasable(RecordsCorrection, Rules("correction", _ended, _against, _erased, let_go_of))
