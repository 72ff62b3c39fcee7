"""我的申请算进去了吗: the applicant sees in which cells the own application counts, takes the proof home, has one checked."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from disclosure.errors import DisclosureError
from disclosure.receipts import Proof, verify
from portal.agencies.access import site_view
from portal.agencies.models import Agency
from portal.annual import signing
from portal.annual.compiling import edition_of
from portal.annual.counting import entries_of, ledger_of, proof_of
from portal.annual.models import SignedReport
from portal.annual.site.views import public_versions, published_or_404
from portal.applications.forms import TrackForm
from portal.applications.intake.tracking import TooManyTriesError, find
from portal.applications.models import Application
from portal.asked import whole_number

#: Bytes of the largest proof: its paths have a few dozen steps.
_LARGEST = 256 * 1024


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@site_view
def counted(request: HttpRequest, agency: Agency) -> HttpResponse:
    """Where an application counts in the published reports. Number and secret are sent by POST, so they stand in no log."""
    form = TrackForm(request.POST if "number" in request.POST else None)
    application, status = None, 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                application = find(request, agency, form.cleaned_data["number"], form.cleaned_data["secret"])
            except TooManyTriesError:
                form.add_error(None, _("连续多次不正确，请15分钟后再试，或者致电本机关查询。"))
                status = 429
            else:
                if application is None:
                    form.add_error(None, _("没有找到：受理编号或者查询码不正确，请对照回执核对。"))
    context: dict[str, Any] = {"form": form, "application": application, "lists": _lists(agency)}
    if application:
        year = whole_number(request.POST.get("proof", ""))
        if year is not None:
            return _proof(published_or_404(agency, year), application)
        context |= {"found": _found(agency, application), "secret": form.cleaned_data["secret"]}
        status = 200
    elif "file" in request.FILES:
        context |= _checked(request, agency)
    return render(request, "annual/site/counted.html", context, status=status)


def _lists(agency: Agency) -> list[tuple[SignedReport, str]]:
    """The published reports, each with the root of its list."""
    return [(signed, ledger_of(signed).root) for signed in public_versions(agency)]


def _found(agency: Agency, application: Application) -> list[tuple[SignedReport, list[str]]]:
    """Each published report that counts the application, with its cells in words."""
    found = []
    for signed in public_versions(agency):
        edition = edition_of(signed.report.year, signed.report)
        cells = [edition.label(entry.cell).text() for entry in entries_of(signed, application)]
        if cells:
            found.append((signed, cells))
    return found


def _proof(signed: SignedReport, application: Application) -> HttpResponse:
    """The proof as a file."""
    answer = JsonResponse(proof_of(signed, application).to_json(), json_dumps_params={"ensure_ascii": False, "indent": 1})
    name = f"counted-{signed.report.year}-{application.receipt_number}.json"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _checked(request: HttpRequest, agency: Agency) -> dict[str, Any]:
    """Whether an uploaded proof holds against what this agency has published."""
    upload = request.FILES["file"]
    try:
        if upload.size is None or upload.size > _LARGEST:
            return {"wrong": _("文件太大，不是计数证明。")}
        proof = Proof.from_json(json.loads(upload.read()))
        signed = signing.signed_report(agency, proof.year, published=True)
        if signed is None:
            return {"wrong": _("本机关没有公布%(year)s年度的报告。") % {"year": proof.year}}
        verify(proof, ledger_of(signed))
        edition = edition_of(proof.year, signed.report)
        cells = [edition.label(entry.cell).text() for entry, _place, _path in proof.entries]
    except (ValueError, RecursionError):
        return {"wrong": _("这不是计数证明。请选择查询时下载的 .json 文件。")}
    except DisclosureError as error:
        return {"wrong": str(error)}
    return {"proof": proof, "signed": signed, "cells": cells}


@site_view
@require_safe
def ledger(request: HttpRequest, agency: Agency, year: int) -> HttpResponse:  # noqa: ARG001
    """The published list of leaves with their cells: nothing in it says anything of anybody."""
    return JsonResponse(ledger_of(published_or_404(agency, year)).to_json(), json_dumps_params={"indent": 1})
