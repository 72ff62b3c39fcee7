"""What day it is: asked here and nowhere below (Beijing days). A demonstration or a test pins it with ``AS_OF``."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone


def today() -> date:
    """The Beijing day; the pinned one where the setting ``AS_OF`` holds a day."""
    pinned: date | None = settings.AS_OF
    return pinned or timezone.localdate()


def now() -> datetime:
    """This moment, on the pinned day where one is pinned."""
    moment = timezone.localtime()
    return datetime.combine(today(), moment.time(), moment.tzinfo)
