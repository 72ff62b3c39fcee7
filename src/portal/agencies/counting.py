"""By which working days this request counts: the program's calendar, or that of the agency whose page it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from disclosure.law import WorkCalendar, work_calendar

_source: ContextVar[Callable[[], WorkCalendar]] = ContextVar("calendar", default=work_calendar)


def calendar_here() -> WorkCalendar:
    """The working days of the agency whose page is made; elsewhere those of the program."""
    return _source.get()()


@contextmanager
def counting_by(source: Callable[[], WorkCalendar]) -> Iterator[None]:
    """Count by another calendar, asked for only when something is counted."""
    token = _source.set(source)
    try:
        yield
    finally:
        _source.reset(token)
