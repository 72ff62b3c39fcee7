"""The first run of an installation: it has no agency yet, and whoever can read the terminal opens it."""

from __future__ import annotations

import secrets
from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from portal.agencies.management_forms import FirstRunForm
from portal.agencies.models import Agency
from portal.agencies.staff import open_installation
from portal.today import today


def code_file() -> Path:
    """Where the one-time code stands until it has been used; only the owner of the data can read it."""
    return Path(settings.DATA) / "first-run-code"


def first_run_code() -> str | None:
    """The code for the first run, made where there is none; None once an agency exists."""
    if Agency.objects.exists():
        code_file().unlink(missing_ok=True)
        return None
    if not code_file().exists():
        code_file().parent.mkdir(parents=True, exist_ok=True)
        code_file().touch(mode=0o600)
        code_file().write_text(secrets.token_hex(8), encoding="ascii")
    return code_file().read_text(encoding="ascii").strip()


def _is_right(typed: str) -> bool:
    kept = code_file()
    return kept.exists() and secrets.compare_digest(typed.strip().encode(), kept.read_bytes().strip())


def first_run(request: HttpRequest) -> HttpResponse:
    """Create the agency and the first account; nothing is here once an agency exists."""
    if Agency.objects.exists():
        raise Http404
    form = FirstRunForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if _is_right(form.cleaned_data["code"]):
            return _opened(request, form)
        form.add_error("code", _("启动码不对。请看运行 gongkai serve 的窗口。"))
    return render(request, "start/first_run.html", {"form": form}, status=422 if form.errors else 200)


def _opened(request: HttpRequest, form: FirstRunForm) -> HttpResponse:
    with transaction.atomic():
        if Agency.objects.select_for_update().exists():  # two people at once: the first one has it
            raise Http404
        agency, person = open_installation(form.cleaned_data, today())
    code_file().unlink(missing_ok=True)
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    messages.success(request, _("已开通。请补充机关的地址、电话等信息，再添加同事。"))
    return redirect("office:settings", agency.slug)
