"""What is kept for a while only (登录状态、没有提交的附件): cleared when its time is over, every day, and the log says so."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from portal.agencies.models import Agency
from portal.applications.models import DraftFile, ImportFile, TrackingAttempt
from portal.audit.log import record as log
from portal.audit.models import Entry

#: The act in the log of the highest agencies: it is one installation's, not one office's.
ACTION = "upkeep.cleared"
_A_DAY = timedelta(days=1)


@transaction.atomic
def clear_expired() -> Mapping[str, int]:
    """Delete expired sessions (as ``clearsessions`` does), and files and failed look-ups older than a day.

    Gives how many of ``sessions``, ``drafts``, ``tables``, ``attempts``; the same stands in the log. Done twice, it finds nothing
    more, and says so too.
    """
    now = timezone.now()
    counts = {
        "sessions": Session.objects.filter(expire_date__lt=now).delete()[0],
        "drafts": DraftFile.objects.filter(at__lt=now - _A_DAY).delete()[0],
        "tables": ImportFile.objects.filter(at__lt=now - _A_DAY).delete()[0],
        "attempts": TrackingAttempt.objects.filter(at__lt=now - _A_DAY).delete()[0],
    }
    for agency in Agency.objects.filter(parent=None).order_by("pk"):
        log(agency, None, ACTION, agency, **counts)
    return counts


def clear_where_no_timer_did() -> None:
    """The same, once a day, where nothing else has done it: whoever opens the desk first does."""
    if not Entry.objects.filter(action=ACTION, at__gt=timezone.now() - _A_DAY).exists():
        clear_expired()
