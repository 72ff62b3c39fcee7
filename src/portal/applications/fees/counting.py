"""Which application of its applicant's month one is (按件计收: 同一申请人一个自然月内的件数)."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from django.db.models import Q

from disclosure.records import place_in_month
from portal.applications.models import Application


def counted_on(application: Application) -> date:
    """The day by which it counts: of receipt, until then that of its arrival."""
    return application.received_on or application.arrived_on


def of_the_month(application: Application) -> list[Application]:
    """All applications of one's applicant at its agency in its month, itself among them, in the order of their receipt.

    Whatever the channel; those that were withdrawn count, and so do the parts that one was split into (办法第四条).
    """
    day = counted_on(application)
    first, last = day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
    month = list(
        Application.objects.filter(
            Q(received_on__range=(first, last)) | Q(received_on=None, arrived_on__range=(first, last)),
            agency=application.agency,
        ).prefetch_related("marks")
    )
    own = _marks(application)
    found = [each for each in month if each.pk == application.pk or _same(_marks(each), own, application)]
    return sorted(found, key=lambda each: (counted_on(each), each.pk))


def place(application: Application) -> int:
    """Which one of the month it is, from 1."""
    received = [(counted_on(each), each.pk) for each in of_the_month(application)]
    return place_in_month(received, (counted_on(application), application.pk))


def _marks(application: Application) -> dict[str, int]:
    """Who asks, by keyed fingerprints: nothing is decrypted to compare."""
    return {mark.kind: mark.value for mark in application.marks.all() if mark.kind in ("identity", "phone", "name")}


def _same(one: dict[str, int], other: dict[str, int], application: Application) -> bool:
    """Whether both come from one applicant: by the number of the document; else an organisation by its name, a person by name
    and telephone."""
    if "identity" in one and "identity" in other:
        return one["identity"] == other["identity"]
    kinds = ("name",) if application.applicant_kind != "natural_person" else ("name", "phone")
    return all(kind in one and one.get(kind) == other.get(kind) for kind in kinds)
