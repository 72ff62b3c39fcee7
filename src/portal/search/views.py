"""Searching an agency's public site (检索)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.agencies.access import site_view
from portal.agencies.models import Agency
from portal.search import index


def _number(text: str) -> int | None:
    """A number of up to four digits; None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else None


@require_safe
@site_view
def search(request: HttpRequest, agency: Agency) -> HttpResponse:
    """Results with the sentence that matched; facets of kind and year as plain links; advice where nothing was found."""
    query = request.GET.get("q", "").strip()
    kind = request.GET.get("kind")
    kind = kind if kind in index.KINDS else None
    year = _number(request.GET.get("year", ""))
    results = index.find(query, agency, kind, year, _number(request.GET.get("page", "")) or 1)
    return render(request, "search/site.html", {"query": query, "kind": kind, "year": year, "results": results})
