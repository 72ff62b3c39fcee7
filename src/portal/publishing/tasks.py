"""What this room asks people to do today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from portal.agencies.access import Office
from portal.desk.tasks import Task


def tasks(office: Office, day: date) -> Iterator[Task]:
    """The lines for somebody on a day."""
    yield from ()
