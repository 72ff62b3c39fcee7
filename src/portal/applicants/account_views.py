"""An account for applicants, for those who want one: all own applications in one place. Everything works without it."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.views import LoginView, SignupView
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.agencies.access import site_view
from portal.agencies.models import Agency
from portal.applicants import services
from portal.applicants.forms import SignIn, SignUp
from portal.applicants.models import Ownership
from portal.applicants.next_steps import next_step
from portal.applicants.proof import owned, proven
from portal.applications.forms import TrackForm
from portal.applications.intake.site_views import given, tracked_page
from portal.applications.intake.tracking import TooManyTriesError
from portal.today import today

#: The site on which somebody made an account: where the link in the mail leads back to.
SITE = "applicants.site"


def _there(agency: Agency | None) -> str:
    return reverse("site:mine", args=[agency.slug]) if agency else reverse("home")


class _SignUp(SignupView):  # type: ignore[misc]
    """allauth's view with its limits, in our page."""

    template_name = "applicants/sign_up.html"
    agency: Agency | None = None

    def get_form_class(self) -> type[SignUp]:
        return SignUp

    def get_success_url(self) -> str:
        return _there(self.agency)

    get_authenticated_redirect_url = get_success_url


class _SignIn(LoginView):  # type: ignore[misc]
    """The same for signing in."""

    template_name = "applicants/sign_in.html"
    agency: Agency | None = None

    def get_form_class(self) -> type[SignIn]:
        return SignIn

    def get_success_url(self) -> str:
        return _there(self.agency)

    get_authenticated_redirect_url = get_success_url


def _open(request: HttpRequest, agency: Agency) -> None:
    """Accounts can be shut for an installation. Raises :class:`Http404`."""
    if not settings.APPLICANT_ACCOUNTS:
        raise Http404
    request.session[SITE] = agency.slug


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@site_view
def sign_up(request: HttpRequest, agency: Agency) -> HttpResponse:
    """Make an account: an address that can be mailed to, and a password."""
    _open(request, agency)
    response: HttpResponse = _SignUp.as_view(agency=agency)(request)
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@site_view
def sign_in(request: HttpRequest, agency: Agency) -> HttpResponse:
    """Sign in to it."""
    _open(request, agency)
    response: HttpResponse = _SignIn.as_view(agency=agency)(request)
    return response


@require_POST
@site_view
def sign_out(request: HttpRequest, agency: Agency) -> HttpResponse:
    """Sign out, and stay on the site."""
    get_adapter(request).logout(request)
    return redirect("site:track", slug=agency.slug)


@never_cache
@require_safe
@site_view
def mine(request: HttpRequest, agency: Agency) -> HttpResponse:
    """All own applications, whichever agency has them, each with what happens next."""
    if not settings.APPLICANT_ACCOUNTS:
        raise Http404
    if not request.user.is_authenticated:
        return redirect("site:sign_in", slug=agency.slug)
    owned = (
        Ownership.objects.filter(person=request.user).select_related("application__agency").order_by("-application__arrived_on")
    )
    lines = [{"pk": each.pk, "application": each.application, "next": next_step(each.application, today())} for each in owned]
    return render(request, "applicants/mine.html", {"lines": lines, "form": TrackForm()})


@never_cache
@require_POST
@site_view
def keep(request: HttpRequest, agency: Agency) -> HttpResponse:
    """Put an application into the account, by its number and secret."""
    if not request.user.is_authenticated or not settings.APPLICANT_ACCOUNTS:
        return (
            redirect("site:sign_in", slug=agency.slug)
            if settings.APPLICANT_ACCOUNTS
            else redirect("site:track", slug=agency.slug)
        )
    try:
        application = proven(request, agency)
    except TooManyTriesError:
        messages.error(request, _("连续多次不正确，请15分钟后再试，或者致电本机关查询。"))
        return redirect(_there(agency))
    if application is None:
        messages.error(request, _("没有找到：受理编号或者查询码不正确，请对照回执核对。"))
        return redirect(_there(agency))
    services.keep(request.user, application)  # type: ignore[arg-type]
    messages.success(request, _("已加入“我的申请”。"))
    return redirect(_there(agency))


@never_cache
@require_POST
@site_view
def let_go(request: HttpRequest, agency: Agency) -> HttpResponse:
    """Take an application out of the account; it stays what it is."""
    if not request.user.is_authenticated:
        return redirect("site:sign_in", slug=agency.slug)
    # What one takes out is in one's own account: nothing is looked up by a secret here.
    application = owned(request, agency, request.POST.get("number", ""))
    if application is not None:
        services.let_go(request.user, application)  # type: ignore[arg-type]
        messages.success(request, _("已从“我的申请”中移出，申请照常办理。"))
    return redirect(_there(agency))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@site_view
def one(request: HttpRequest, agency: Agency, owned: int) -> HttpResponse:
    """One of the own applications, without its secret; ``file`` asks for one of its papers."""
    if not request.user.is_authenticated:
        return redirect("site:sign_in", slug=agency.slug)
    ownership = get_object_or_404(Ownership, pk=owned, person=request.user, application__agency=agency)
    if request.method == "POST":
        return given(ownership.application, request.POST.get("file", ""))
    more: dict[str, Any] = {"here": request.path}
    return tracked_page(request, ownership.application, "", **more)
