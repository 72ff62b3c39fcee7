"""From the office to the editor."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from portal.agencies.access import Office, office_view
from portal.agencies.models import Role
from portal.pages.services import open_editing


@require_POST
@office_view(Role.CLERK)
def edit(request: HttpRequest, office: Office) -> HttpResponse:  # noqa: ARG001 - office_view's signature
    """Open the editor at the agency's pages."""
    return redirect("wagtailadmin_explore", open_editing(office.agency).pk)
