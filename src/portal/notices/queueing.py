"""Whatever happens to an application becomes a notice for each way its applicant can be reached by; sending comes after."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver

from portal.applications.models import Application, ApplicationEvent
from portal.applications.privacy import erased, holding
from portal.notices.models import Notice, Way
from portal.notices.sending import send_soon
from portal.notices.ways import ways
from portal.notices.wording import wordings

#: A mobile number as people write it; messages go to no other.
_MOBILE = re.compile(r"(?:\+?86)?(1[3-9]\d{9})")


@receiver(post_save, sender=ApplicationEvent, dispatch_uid="notices")
def on_event(instance: ApplicationEvent, created: bool, **_more: Any) -> None:
    """Queue what an applicant is told of an event; it goes out when the event is kept for good."""
    if not created or not settings.NOTICES or instance.kind not in wordings():
        return
    known = ways()
    queued = [
        Notice(application=instance.application, sequence=instance.sequence, kind=instance.kind, way=way, address=address)
        for way, address in _addresses(instance.application)
        if way in known
    ]
    if queued:
        Notice.objects.bulk_create(queued, ignore_conflicts=True)
        transaction.on_commit(send_soon)


@receiver(erased, sender=Application, dispatch_uid="notices.erased")
def on_erased(application: Application, **_more: Any) -> None:
    """Let go of whom an erased case told, and how."""
    application.notices.all().delete()
    application.followers.all().delete()


@receiver(holding, sender=Application, dispatch_uid="notices.holding")
def on_holding(application: Application, **_more: Any) -> dict[str, Any]:
    """What is held about whom a case told: the notices with their days, not their words, which are composed when they go out."""
    told = [{"kind": each.kind, "way": each.way, "sent_at": each.sent_at} for each in application.notices.all()]
    return {"notices": told, "followed_in_wechat": application.followers.exists()}


def _addresses(application: Application) -> Iterator[tuple[Way, str]]:
    """How the applicant can be reached: what was given with the application, and WeChat where it is followed there."""
    if application.email:
        yield Way.EMAIL, application.email
    if found := _MOBILE.fullmatch(re.sub(r"[ -]", "", application.phone)):
        yield Way.SMS, found[1]
    follower = application.followers.first()
    if follower:
        yield Way.WECHAT, follower.open_id
