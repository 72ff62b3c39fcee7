"""The invented county as it stands on a day: the same day gives the same county."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.db import transaction
from django.test.utils import override_settings

from portal.agencies.models import Agency
from portal.demo.annual import invent_annual, invent_received
from portal.demo.applications import invent_applications, invent_disputes
from portal.demo.handling import invent_handling
from portal.demo.items import invent_items
from portal.demo.ledgers import invent_ledgers
from portal.demo.people import Town, invent_people

#: What happens in a town, room by room, in the order in which the rooms build on each other.
_ROOMS: tuple[Callable[[Town, Agency, date], None], ...] = (
    invent_ledgers,
    invent_items,
    invent_applications,
    invent_handling,
    invent_disputes,
    invent_annual,
)


@override_settings(PASSWORD_HASHERS=["portal.demo.hashing.QuickHasher"])
@transaction.atomic
def invent(day: date) -> Agency:
    """Fill an empty database with the county as of ``day``; gives the county."""
    county, towns = invent_people(day)
    for town, agency in towns:
        for room in _ROOMS:
            room(town, agency, day)
    invent_received(county)
    return county
