"""What is to be done today (今天要办): lines that the other rooms bring, in order of urgency."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.module_loading import import_string

from portal.agencies.access import Office


@dataclass(frozen=True, slots=True)
class Task:
    """One line: what to do, why (the article, in small type), by when, and the one button that does the next thing.

    ``due_on`` None: no fixed day. ``url`` is where the button leads; ``button`` is the verb on it.
    """

    what: str
    why: str
    url: str
    button: str
    due_on: date | None = None
    #: How many working days are left, where working days count; negative when overdue.
    working_days_left: int | None = None


Source = Callable[[Office, date], Iterator[Task]]


def tasks_of(office: Office, day: date) -> list[Task]:
    """The lines of all rooms for somebody on a day: overdue first, then by due day, then those without one."""
    sources: list[Source] = [import_string(path) for path in settings.DESK_SOURCES]
    found = [task for source in sources for task in source(office, day)]
    return sorted(found, key=lambda task: (task.due_on is None, task.due_on or day, task.what))
