"""The one door to the log of acts (操作日志)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from portal.audit.models import Entry, digest_of

if TYPE_CHECKING:  # the agencies' own acts are logged too, so the log must not need their room
    from portal.agencies.models import Agency, Person


@transaction.atomic
def record(agency: Agency, person: Person | None, action: str, subject: object, **facts: Any) -> Entry:
    """Add an act to the agency's log, in the transaction of the act itself.

    ``action`` is namespaced (``item.released``); ``subject`` is what it was done to, in words that still read when it is gone.
    Facts are JSON values without personal data of applicants.
    """
    # The agency's row is locked so that two acts cannot both follow the same entry.
    type(agency).objects.select_for_update().get(pk=agency.pk)
    last = Entry.objects.filter(agency=agency).order_by("-sequence").first()
    sequence, previous = (last.sequence + 1, last.digest) if last else (1, "")
    at, label = timezone.now(), str(subject)[:200]
    digest = digest_of(previous, sequence, at, person.pk if person else None, action, label, facts)
    return Entry.objects.create(
        agency=agency, sequence=sequence, at=at, person=person, action=action, subject=label, facts=facts,
        previous=previous, digest=digest,
    )  # fmt: skip


def broken(agency: Agency) -> Iterator[Entry]:
    """The entries of an agency whose hash or place in the chain is not what it was when they were written."""
    previous, expected = "", 1
    for entry in Entry.objects.filter(agency=agency).order_by("sequence"):
        if entry.sequence != expected or entry.previous != previous or entry.digest != entry.computed_digest():
            yield entry
        previous, expected = entry.digest, entry.sequence + 1
