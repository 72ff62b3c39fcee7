"""Every page of an agency counts by the agency's own working days."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from disclosure.law import WorkCalendar, work_calendar
from portal.agencies.counting import counting_by
from portal.agencies.models import Agency
from portal.law.calendars import calendar_of


class AgencyCalendar:
    """While a page below ``/…/<slug>/`` is made, the calendar is that of the agency of the address."""

    def __init__(self, handler: Callable[[HttpRequest], HttpResponse]) -> None:
        self.handler = handler

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        try:
            slug = resolve(request.path_info).kwargs.get("slug")
        except Resolver404:
            slug = None
        if slug is None:
            return self.handler(request)

        @cache
        def calendar() -> WorkCalendar:
            agency = Agency.objects.filter(slug=slug).first()
            return calendar_of(agency) if agency else work_calendar()

        with counting_by(calendar):
            return self.handler(request)
