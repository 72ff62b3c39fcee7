"""What this room does, and what other rooms ask of it."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Q

from disclosure.records import DisputeRecord
from portal.agencies.models import Agency, Person
from portal.audit.log import record as log
from portal.disputes.models import Dispute


@transaction.atomic
def save(dispute: Dispute, by: Person) -> Dispute:
    """Enter a dispute or change it, with an entry in the log. Raises :class:`disclosure.errors.CaseError`."""
    dispute.engine_record()
    action = "dispute.changed" if dispute.pk else "dispute.entered"
    if dispute.pk is None:
        dispute.created_by = by
    dispute.save()
    closed = dispute.closed_on.isoformat() if dispute.closed_on else None
    log(
        dispute.agency, by, action, dispute,
        kind=dispute.kind, filed=dispute.filed_on.isoformat(), closed=closed, outcome=dispute.outcome,
    )  # fmt: skip
    return dispute


def dispute_records(agency: Agency, year: int) -> list[DisputeRecord]:
    """The disputes that touch a year: filed by its end and not closed before it began."""
    touching = Dispute.objects.filter(
        Q(closed_on=None) | Q(closed_on__gte=date(year, 1, 1)), agency=agency, filed_on__lte=date(year, 12, 31)
    )
    return [dispute.engine_record() for dispute in touching.order_by("pk")]
