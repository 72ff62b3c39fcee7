"""Which application of its applicant's month one is (按件计收: 同一申请人一个自然月内的件数)."""

from __future__ import annotations

import unicodedata
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
    month = Application.objects.filter(
        Q(received_on__range=(first, last)) | Q(received_on=None, arrived_on__range=(first, last)), agency=application.agency
    )
    found = [each for each in month if each.pk == application.pk or same_applicant(each, application)]
    return sorted(found, key=lambda each: (counted_on(each), each.pk))


def place(application: Application) -> int:
    """Which one of the month it is, from 1."""
    received = [(counted_on(each), each.pk) for each in of_the_month(application)]
    return place_in_month(received, (counted_on(application), application.pk))


def same_applicant(one: Application, other: Application) -> bool:
    """Whether two applications come from one applicant: by the number of the document, else by name and telephone."""
    if one.applicant_kind != other.applicant_kind:
        return False
    numbers = _plain(one.identity_number), _plain(other.identity_number)
    if all(numbers):
        return numbers[0] == numbers[1]
    names = _plain(one.name), _plain(other.name)
    if one.applicant_kind != "natural_person":
        return names[0] == names[1]
    return names[0] == names[1] and bool(_plain(one.phone)) and _plain(one.phone) == _plain(other.phone)


def _plain(text: str) -> str:
    """A text as it compares: full-width as half-width, letters small, nothing between."""
    return "".join(each for each in unicodedata.normalize("NFKC", text).casefold() if each.isalnum())
