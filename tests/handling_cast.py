"""Whoever and whatever the tests of handling inside the office need."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from disclosure.records import Replied
from portal.agencies.models import Membership, Person

DAY = date(2024, 9, 10)
REFUSED = Replied(DAY, "refused.internal_affairs", "refused")


def person(username: str, name: str, where, role: str) -> Person:
    found = Person.objects.create_user(username, f"{username}@example.org", "一二三四五六七八九十a", name=name)
    Membership.objects.create(person=found, agency=where, role=role)
    return found


def url(name: str, case, *more) -> str:
    return reverse(f"applications:{name}", args=[case.agency.slug, case.pk, *more])
