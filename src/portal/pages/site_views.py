"""The public face of the pages."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from portal.agencies.access import site_view
from portal.agencies.models import Agency
from portal.pages.services import pages_of


@require_safe
@site_view
def page(request: HttpRequest, agency: Agency, page: int) -> HttpResponse:
    """A published page of the agency."""
    return render(request, "pages/page.html", {"page": get_object_or_404(pages_of(agency), pk=page)})
