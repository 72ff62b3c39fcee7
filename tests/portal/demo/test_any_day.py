"""The county can be had as of any day, and the same day gives the same county."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import transaction

from portal.applications.models import ApplicationEvent
from portal.demo.county import invent
from portal.ledgers.models import Entry
from portal.publishing.models import Item

pytestmark = pytest.mark.django_db


def seen(day: date, as_of) -> list[object]:
    """The county of a day as plain values; nothing of it stays."""
    as_of(day)
    with transaction.atomic():
        invent(day)
        found: list[object] = [
            *Item.objects.order_by("pk").values_list("title", "published_on", "status", "index_number"),
            *ApplicationEvent.objects.order_by("pk").values_list("kind", "on", "application__receipt_number"),
            *Entry.objects.order_by("pk").values_list("title", "day"),
        ]
        transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2024, 2, 29), date(2026, 12, 31)])
def test_on_the_edges_of_a_year_and_in_a_leap_year(day, as_of):
    found = seen(day, as_of)

    days = [value for row in found for value in row if isinstance(value, date)]  # type: ignore[attr-defined]
    assert max(days) <= day
    assert len(found) > 500


def test_the_same_day_gives_the_same_county(as_of):
    assert seen(date(2026, 3, 2), as_of) == seen(date(2026, 3, 2), as_of)
