"""Acts from pages: done and said, or refused with the reason and what to do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from portal.agencies.access import Office
from portal.publishing.models import Item
from portal.publishing.refusing import Refused


def item_of(office: Office, pk: int) -> Item:
    """An item of the office's agency; 404 for any other."""
    return get_object_or_404(Item.objects.select_related("agency", "column", "author", "revises"), pk=pk, agency=office.agency)


def act(request: HttpRequest, do: Callable[[], Any], said: str, back: Any, *args: Any) -> HttpResponse:
    """Do something, say what happened, go to a page. A refusal is said there too. ``back`` may be a function of the result."""
    found = None
    try:
        found = do()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect(back(found) if callable(back) else back, *args)
