"""Following an application in WeChat: the applicant is sent to the platform, and comes back with a code for the open id."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from portal.agencies.access import site_view
from portal.agencies.models import Agency
from portal.applications.intake.tracking import TooManyTriesError, find
from portal.applications.models import Application
from portal.applications.sealing.keys import stored_key
from portal.notices.models import Follower
from portal.notices.ways import NotSent, open_id_for

_SESSION = "notices.following"


@never_cache
@require_POST
@site_view
def follow(request: HttpRequest, agency: Agency) -> HttpResponse:
    """Send whoever has number and secret to WeChat."""
    if not settings.WECHAT_APP:
        raise Http404
    try:
        application = find(request, agency, request.POST.get("number", ""), request.POST.get("secret", ""))
    except TooManyTriesError:
        application = None
    if application is None:
        messages.error(request, _("没有找到：受理编号或者查询码不正确，请对照回执核对。"))
        return redirect("site:track", slug=agency.slug)
    state = secrets.token_urlsafe(16)
    request.session[_SESSION] = [application.pk, state]
    back = settings.BASE_URL.rstrip("/") + reverse("site:followed", args=[agency.slug])
    asked = {"appid": settings.WECHAT_APP, "redirect_uri": back, "response_type": "code", "scope": "snsapi_base", "state": state}
    return redirect(f"{settings.WECHAT_SIGN_IN}?{urlencode(asked)}#wechat_redirect")


@never_cache
@require_safe
@site_view
def followed(request: HttpRequest, agency: Agency) -> HttpResponse:
    """Back from WeChat with a code."""
    pk, state = request.session.pop(_SESSION, (None, ""))
    application = Application.objects.filter(agency=agency, pk=pk).first()
    given = request.GET.get("state", "")
    if application is None or not hmac.compare_digest(str(state).encode(), given.encode()):
        messages.error(request, _("没有完成：请重新查询申请，再选择在微信中接收通知。"))
        return redirect("site:track", slug=agency.slug)
    try:
        open_id = open_id_for(request.GET.get("code", ""))
    except NotSent:
        messages.error(request, _("微信没有回应，请稍后再试。其他方式的通知照常发送。"))
    else:
        mark = hmac.new(stored_key("followers"), f"gongkai.follower:{open_id}".encode(), hashlib.sha256).hexdigest()
        Follower.objects.get_or_create(application=application, mark=mark, defaults={"open_id": open_id})
        messages.success(request, _("已关注。这件申请有进展时，您会在微信中收到通知。"))
    return redirect("site:track", slug=agency.slug)
