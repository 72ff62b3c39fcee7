"""The public site's annual reports (政府信息公开年报)."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.agencies.access import site_view
from portal.agencies.models import Agency
from portal.annual import signing
from portal.annual.models import SignedReport
from portal.annual.papers import MEDIA, document_of, report_file


def public_versions(agency: Agency) -> list[SignedReport]:
    """The newest published version of each year, newest year first."""
    published = SignedReport.objects.filter(report__agency=agency).exclude(published_on=None).select_related("report")
    newest: dict[int, SignedReport] = {}
    for one in published.order_by("number"):
        newest[one.report.year] = one
    return [newest[year] for year in sorted(newest, reverse=True)]


@site_view
@require_safe
def annual_reports(request: HttpRequest, agency: Agency) -> HttpResponse:
    """The published reports, newest first."""
    return render(request, "annual/site/reports.html", {"agency": agency, "versions": public_versions(agency)})


def published_or_404(agency: Agency, year: int) -> SignedReport:
    """The newest published version of a year. Raises :class:`Http404`."""
    signed = signing.signed_report(agency, year, published=True)
    if signed is None:
        raise Http404
    return signed


@site_view
@require_safe
def annual_report(request: HttpRequest, agency: Agency, year: int) -> HttpResponse:
    """A published report; its restatement with day and reason where it was restated."""
    signed = published_or_404(agency, year)
    earlier = signed.report.versions.exclude(published_on=None).filter(number__lt=signed.number)
    context = {
        "agency": agency,
        "year": year,
        "signed": signed,
        "earlier": earlier,
        "document": document_of(signing.report_of_version(signed)),
        "suffixes": [suffix for suffix in MEDIA if suffix != "html"],
    }
    return render(request, "annual/site/report.html", context)


@site_view
@require_safe
def annual_report_file(request: HttpRequest, agency: Agency, year: int, suffix: str) -> HttpResponse:  # noqa: ARG001
    """A published report as a file: .docx, .html or .json."""
    return report_file(published_or_404(agency, year), suffix)
