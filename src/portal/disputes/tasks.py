"""What this room asks people to do today: nothing with a day of its own; pending disputes are watched in the register."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from portal.agencies.access import Office
from portal.desk.tasks import Task


def tasks(office: Office, day: date) -> Iterator[Task]:  # noqa: ARG001 - the signature of all rooms
    """The lines for somebody on a day."""
    yield from ()
