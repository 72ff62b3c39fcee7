"""An erased case leaves the accounts that it was in, and the words of its rating go with it."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from portal.applicants.models import Ownership
from portal.applicants.services import forget_words, rating_of
from portal.applications.models import Application
from portal.applications.privacy import erased, holding


@receiver(erased, sender=Application, dispatch_uid="applicants.erased")
def on_erased(application: Application, **_more: Any) -> None:
    """Let go of whose account it is in, and of what was written with its rating."""
    forget_words(application)
    Ownership.objects.filter(application=application).delete()


@receiver(holding, sender=Application, dispatch_uid="applicants.holding")
def on_holding(application: Application, own_only: bool, **_more: Any) -> dict[str, Any]:
    """Since when it is in whose account; and for the applicant alone the rating, of which the office doesn't know whose it is."""
    found = Ownership.objects.filter(application=application).select_related("person")
    told: dict[str, Any] = {"accounts": [{"account": each.person.username, "since": each.since} for each in found]}
    rating = rating_of(application) if own_only else None
    return told | ({"rating": {"score": rating.score, "words": rating.words}} if rating else {})
