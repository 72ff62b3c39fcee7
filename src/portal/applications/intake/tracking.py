"""Looking an application up by number and secret, with a brake on guessing."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from portal.agencies.models import Agency
from portal.applications.intake.numbers import fits
from portal.applications.models import Application, TrackingAttempt
from portal.asked import plain_text

#: So many wrong tries within the window close the door for a number, or for an address.
MOST_PER_NUMBER, MOST_PER_ADDRESS = 5, 30
WINDOW = timedelta(minutes=15)


class TooManyTriesError(Exception):
    """Too many wrong tries; the door is closed for a while."""


def _keys(request: HttpRequest, agency: Agency, number: str) -> dict[str, int]:
    # Behind the reverse proxy of production the last hop that it added is the visitor; what stands before may be made up.
    hops = request.headers.get("X-Forwarded-For", "").split(",") if settings.PRODUCTION else [""]
    address = hops[-1].strip() or request.META.get("REMOTE_ADDR", "")
    plain = {f"number:{agency.pk}:{number}": MOST_PER_NUMBER, f"address:{address}": MOST_PER_ADDRESS}
    return {hashlib.sha256(key.encode()).hexdigest(): most for key, most in plain.items()}


def find(request: HttpRequest, agency: Agency, number: str, secret: str) -> Application | None:
    """The application with this number, if the secret is right. Raises :class:`TooManyTriesError`.

    The brake holds however the number is written: blanks around it make no other number of it.
    """
    number = plain_text(number).strip()
    keys = _keys(request, agency, number)
    since = timezone.now() - WINDOW
    TrackingAttempt.objects.filter(at__lt=since).delete()
    if any(TrackingAttempt.objects.filter(key=key, at__gte=since).count() >= most for key, most in keys.items()):
        raise TooManyTriesError
    application = Application.objects.filter(agency=agency, receipt_number=number).first()
    if application is not None and fits(secret, application.secret_hash):
        return application
    TrackingAttempt.objects.bulk_create(TrackingAttempt(key=key) for key in keys)
    return None
