"""What an applicant does about an application: withdraw, correct, rate. The secret comes by POST, so it stands in no log."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from disclosure.errors import DisclosureError
from portal.agencies.access import site_view
from portal.agencies.models import Agency
from portal.applicants import services
from portal.applicants.forms import CorrectionForm, RatingForm
from portal.applicants.proof import own_page, proven
from portal.applications.intake.site_views import tracked_page
from portal.applications.intake.tracking import TooManyTriesError
from portal.applications.models import Application

_Act = Callable[[HttpRequest, Agency, Application], HttpResponse]


def _by_its_applicant(act: _Act) -> Callable[..., HttpResponse]:
    """Called with the application that the request proves; whoever proves none is sent to where it is looked up."""

    @never_cache
    @require_POST
    @site_view
    @wraps(act)
    def guarded(request: HttpRequest, agency: Agency) -> HttpResponse:
        try:
            application = proven(request, agency)
        except TooManyTriesError:
            messages.error(request, _("连续多次不正确，请15分钟后再试，或者致电本机关查询。"))
            return redirect("site:track", slug=agency.slug)
        if application is None:
            messages.error(request, _("没有找到：受理编号或者查询码不正确，请对照回执核对。"))
            return redirect("site:track", slug=agency.slug)
        return act(request, agency, application)

    guarded.is_public = True  # type: ignore[attr-defined]
    return guarded


def _back(request: HttpRequest, application: Application, **forms: Any) -> HttpResponse:
    """The page of the application as it stands now."""
    application.refresh_from_db()
    status, secret = 422 if forms else 200, request.POST.get("secret", "")
    here = {} if secret else {"here": own_page(request, application)}
    return tracked_page(request, application, secret, status=status, **here, **forms)


@_by_its_applicant
def withdraw(request: HttpRequest, agency: Agency, application: Application) -> HttpResponse:  # noqa: ARG001 - the gate's
    """撤回: asked once more before it is done."""
    if "sure" not in request.POST:
        context = {"application": application, "number": application.receipt_number, "secret": request.POST.get("secret", "")}
        return render(request, "applicants/withdraw.html", context)
    try:
        services.withdraw(application)
    except DisclosureError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("已撤回。本机关不再办理这件申请。"))
    return _back(request, application)


@_by_its_applicant
def correct(request: HttpRequest, agency: Agency, application: Application) -> HttpResponse:  # noqa: ARG001 - the gate's
    """补正: the text and, if wanted, a file."""
    form = CorrectionForm(request.POST, request.FILES)
    if not form.is_valid():
        return _back(request, application, correction_form=form)
    upload = form.cleaned_data["upload"]
    try:
        services.correct(application, form.cleaned_data["text"], [(upload.name, upload.read())] if upload else [])
    except DisclosureError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("已收到您的补正，答复期限从今天起重新计算。"))
    return _back(request, application)


@_by_its_applicant
def rate(request: HttpRequest, agency: Agency, application: Application) -> HttpResponse:  # noqa: ARG001 - the gate's
    """满意度: once, after closing, kept without a name."""
    form = RatingForm(request.POST)
    if not form.is_valid():
        return _back(request, application, rating_form=form)
    try:
        services.rate(application, form.cleaned_data["score"], form.cleaned_data["words"])
    except DisclosureError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("谢谢您的评价。"))
    return _back(request, application)
