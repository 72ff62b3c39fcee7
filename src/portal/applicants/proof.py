"""Who may act on an application from outside: whoever has its number and secret, or whose account it is in."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from portal.agencies.models import Agency
from portal.applicants.models import Ownership
from portal.applications.intake.tracking import find
from portal.applications.models import Application
from portal.asked import plain_text


def owned(request: HttpRequest, agency: Agency, number: str) -> Application | None:
    """The application with this number, if it is in the account of whoever is signed in."""
    if not request.user.is_authenticated:
        return None
    found = Ownership.objects.filter(
        person=request.user, application__agency=agency, application__receipt_number=plain_text(number).strip()
    )  # fmt: skip
    ownership = found.select_related("application").first()
    return ownership.application if ownership else None


def proven(request: HttpRequest, agency: Agency) -> Application | None:
    """The application that the request may act on. Raises :class:`portal.applications.intake.tracking.TooManyTriesError`."""
    number, secret = request.POST.get("number", ""), request.POST.get("secret", "")
    return find(request, agency, number, secret) if secret else owned(request, agency, number)


def own_page(request: HttpRequest, application: Application) -> str:
    """The page of an application in the account of whoever is signed in; "" where it is not there."""
    ownership = Ownership.objects.filter(person=request.user, application=application).first()  # type: ignore[misc]
    return reverse("site:my_application", args=[application.agency.slug, ownership.pk]) if ownership else ""
