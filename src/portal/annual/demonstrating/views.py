"""From the first page of a demonstration: a report's check-up page, and an office opened with it. Nowhere else."""

from __future__ import annotations

import re
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from disclosure.checks.examination import Examination
from disclosure.errors import DisclosureError
from disclosure.writing.checkup import checkup_page
from portal.agencies.access import View
from portal.annual.demonstrating.reports import report_examinations
from portal.annual.starting import start_office_from
from portal.annual.views import refused, spoken

_POLICY = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]+)"')


def demo_view(view: View) -> View:
    """A view that only a demonstration has; 404 elsewhere."""

    @wraps(view)
    def served(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    served.is_public = True  # type: ignore[attr-defined]
    return served


def _examination(number: int) -> Examination:
    examined = report_examinations()
    if number >= len(examined):
        raise Http404
    return examined[number]


@demo_view
@require_safe
def report(request: HttpRequest, number: int) -> HttpResponse:  # noqa: ARG001
    """The check-up page of one report: figures and text beside the findings."""
    page = checkup_page([_examination(number)], language=spoken())
    answer = HttpResponse(page)
    policy = _POLICY.search(page)
    if policy:
        # The page allows exactly its own style and script by their hashes.
        answer.headers["Content-Security-Policy"] = policy[1].replace("&#39;", "'")
    return answer


@demo_view
@require_POST
def start(request: HttpRequest, number: int) -> HttpResponse:
    """Open a new office with a report; the clerk's sign-in is shown this once."""
    try:
        begun = start_office_from(_examination(number).report, None, None, None)
    except DisclosureError as error:
        refused(request, error)
        return redirect("home")
    return render(request, "annual/started.html", {"started": begun})
