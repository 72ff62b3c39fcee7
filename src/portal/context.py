"""What every template can ask for."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from portal.agencies.models import Membership
from portal.today import today


def portal(request: HttpRequest) -> dict[str, Any]:
    """The day, whether this is a demonstration, large type, and where the person signed in works."""
    person = getattr(request, "user", None)
    memberships = (
        list(Membership.objects.current(today()).filter(person=person).select_related("agency"))
        if person is not None and person.is_authenticated
        else []
    )
    return {
        "today": today(),
        "demo": settings.DEMO,
        "large_type": request.COOKIES.get("large-type") == "1",
        "memberships": memberships,
        "office": getattr(request, "office", None),
        "agency": getattr(request, "site_agency", None) or getattr(getattr(request, "office", None), "agency", None),
    }
