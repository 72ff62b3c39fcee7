"""Sending what waits: at once after it was queued, then by ``gongkai manage send_notices`` until it is out or given up."""

from __future__ import annotations

import logging
import threading
from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from portal.notices.models import Notice
from portal.notices.ways import NotSent, ways
from portal.notices.wording import wording_of

logger = logging.getLogger(__name__)
#: Minutes after each failed try until the next; after the last the clerk is asked to telephone.
_PAUSES = (1, 5, 30, 120, 720)
#: How many are sent in one go.
_BATCH = 100


def send_soon() -> None:
    """Send in the background: whoever recorded the event does not wait for a gateway."""
    if settings.NOTICES_AT_ONCE:
        threading.Thread(target=_send_and_leave, name="notices").start()


def _send_and_leave() -> None:
    try:
        send_due()
    except Exception:  # a thread has nobody to tell but the log; the timer tries again
        logger.exception("notices were not sent")
    finally:
        connection.close()


def send_due() -> tuple[int, int]:
    """Send what is due. Returns how many went out, and how many did not."""
    sent = failed = 0
    due = Notice.objects.filter(next_try__lte=timezone.now()).order_by("next_try", "pk").values_list("pk", flat=True)[:_BATCH]
    for pk in list(due):
        outcome = _send(pk)
        sent += outcome is True
        failed += outcome is False
    return sent, failed


def _send(pk: int) -> bool | None:
    """Send one; None where somebody else sends it, or it was sent."""
    now = timezone.now()
    # Whoever moves the next try owns this one; should we die now, it is tried again after the pause: told twice, not never.
    with transaction.atomic():
        notice = Notice.objects.select_for_update().filter(pk=pk, next_try__lte=now).first()
        if notice is None:
            return None
        notice.tries += 1
        last = notice.tries > len(_PAUSES)
        notice.next_try = now + timedelta(minutes=_PAUSES[min(notice.tries, len(_PAUSES)) - 1])
        notice.save()
    way = ways().get(notice.way)
    try:
        if way is None:
            raise NotSent("way not configured")
        way(notice.address, wording_of(notice))
    except NotSent as error:
        notice.failure = str(error)[:80]
        logger.warning("notice %s by %s was not sent: %s", pk, notice.way, notice.failure)
        if last or error.for_good:
            notice.next_try = None
        notice.save()
        return False
    notice.sent_at, notice.next_try, notice.address, notice.failure = timezone.now(), None, "", ""
    notice.save()
    return True
