"""The public face of ledgers: entries in force, public fields alone."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.agencies.access import site_view
from portal.agencies.models import Agency
from portal.ledgers.services import public_entries
from portal.ledgers.views import cells, kind_or_404


@site_view
@require_safe
def ledger(request: HttpRequest, agency: Agency, key: str) -> HttpResponse:
    """The public entries of one ledger, by year."""
    kind = kind_or_404(key)
    if not kind.public:
        raise Http404
    years: dict[int, list[object]] = {}
    for entry in public_entries(agency, kind):
        years.setdefault(entry.day.year, []).append(cells(kind, entry, kind.public_fields))
    return render(request, "ledgers/site.html", {"kind": kind, "years": years})
