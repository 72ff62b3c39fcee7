"""This year's report beside last year's (与上年比对): for the clerk who writes it, and for the supervisor who receives it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from disclosure.comparing import compare, comparison_body, comparison_page
from disclosure.form import Report
from disclosure.language import speaking
from portal.agencies.access import Office, office_view
from portal.agencies.models import Role
from portal.annual.compiling import compiled
from portal.annual.own import last_report_of
from portal.annual.supervising.views import submitted_or_404
from portal.annual.views import STAFF, spoken, year_or_404


@office_view(*STAFF)
@require_safe
def own(request: HttpRequest, office: Office, year: int) -> HttpResponse:
    """The year as it is compiled now, beside the agency's report of the year before."""
    before = last_report_of(office.agency, year_or_404(year))
    back = {"url": reverse("annual:year", args=[office.agency.slug, year]), "title": _("%(year)s年度报告") % {"year": year}}
    return _compared(request, before, compiled(office.agency, year).report, back)


@office_view(Role.SUPERVISOR)
@require_safe
def below(request: HttpRequest, office: Office, kind: str, pk: int) -> HttpResponse:
    """A report that was received or signed below, beside the same agency's of the year before."""
    submitted = submitted_or_404(office, kind, pk)
    back = {"url": submitted.url(office.agency), "title": submitted.report().agency or str(submitted.received or "")}
    return _compared(request, submitted.before.report() if submitted.before else None, submitted.report(), back)


def _compared(request: HttpRequest, before: Report | None, after: Report, back: dict[str, str]) -> HttpResponse:
    """The page, or the same as a file of its own; a sentence where there is nothing to compare with."""
    if before is None:
        if "save" in request.GET:
            raise Http404
        return render(request, "annual/comparison.html", {"back": back})
    with speaking(spoken()):
        comparison = compare(before, after)
        if "save" in request.GET:
            return _saved(comparison_page(comparison), f"{after.agency or ''}{after.year or ''}年报比对.html")
        body = mark_safe(comparison_body(comparison))  # noqa: S308 - every word of a report in it is escaped
    return render(request, "annual/comparison.html", {"back": back, "body": body})


def _saved(page: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(page, content_type="text/html; charset=utf-8")
    if header := content_disposition_header(True, name):
        answer.headers["Content-Disposition"] = header
    return answer
