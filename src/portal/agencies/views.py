"""The front page, and the settings that a visitor keeps: language and size of type."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from portal.agencies.models import Agency
from portal.today import today

#: A year, in seconds: how long a browser keeps the choice.
_A_YEAR = 365 * 24 * 3600


def home(request: HttpRequest) -> HttpResponse:
    """The agencies whose sites are served here; a single one is gone to at once."""
    agencies = list(Agency.objects.on(today()).filter(hosting=True).select_related("parent").order_by("code"))
    if not agencies and settings.ZONE != "public" and not Agency.objects.exists():
        return redirect("start:first_run")
    if len(agencies) == 1 and not settings.DEMO:
        return redirect("site:home", slug=agencies[0].slug)
    return render(request, "home.html", {"agencies": agencies})


def _back(request: HttpRequest) -> HttpResponse:
    """To the page from which a form was sent, if it is one of ours."""
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        target = "/"
    return redirect(target)


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keep the language in which pages are shown."""
    response = _back(request)
    code = request.POST.get("language", "")
    if code in dict(settings.LANGUAGES):
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, code, max_age=_A_YEAR, samesite="Lax")
    return response


@require_POST
def choose_type_size(request: HttpRequest) -> HttpResponse:
    """Keep the size of type: large (长辈版) or usual."""
    response = _back(request)
    response.set_cookie("large-type", "1" if request.POST.get("large") == "1" else "0", max_age=_A_YEAR, samesite="Lax")
    return response
