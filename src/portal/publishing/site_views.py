"""The public site's pages of items, columns and the fixed parts of the 政府信息公开专栏."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.agencies.access import site_view
from portal.agencies.models import Agency


@site_view
def home(request: HttpRequest, agency: Agency) -> HttpResponse:
    """The front page of an agency's site."""
    return render(request, "publishing/site/home.html", {"agency": agency})
