"""Statements in the office: list, entry, confirmation, setting aside."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from disclosure.errors import DisclosureError
from portal.agencies.access import Office, office_view
from portal.agencies.models import Role
from portal.annual.behind import plain
from portal.annual.compiling import edition_of, report_of
from portal.annual.forms import ReasonForm, StatementForm
from portal.annual.models import Statement, StatementState
from portal.annual.statements import stating as statements
from portal.annual.views import STAFF, refused, year_or_404


@office_view(*STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def listed(request: HttpRequest, office: Office, year: int) -> HttpResponse:
    """The statements of a year, those to confirm first, and a form for one more."""
    report = report_of(office.agency, year_or_404(year))
    edition = edition_of(year, report)
    may_edit = office.may(Role.CLERK) and report.is_open
    form = StatementForm(
        request.POST or None, request.FILES or None, edition=edition, initial={"key": request.GET.get("key", "")}
    )
    if request.method == "POST":
        if not office.may(Role.CLERK):
            return render(request, "403.html", status=403)
        if form.is_valid():
            try:
                made = statements.enter(office.agency, year, by=office.person, **form.cleaned_data)
            except DisclosureError as error:
                refused(request, error)
            else:
                messages.success(request, _("已录入，确认后才计入报告。请核对来源后点“确认”。"))
                return redirect(f"{request.path}#statement-{made.pk}")
    rows = [
        {
            "statement": one,
            "label": statements.label_of(edition, one.key),
            "value": plain(one.value),
            "open": one.state == StatementState.TO_CONFIRM,
        }
        for one in statements.statements(office.agency, year).select_related("confirmed_by", "entered_by")
    ]
    context = {
        "rows": sorted(rows, key=lambda row: not row["open"]),
        "form": form,
        "year": year,
        "report": report,
        "may_edit": may_edit,
        "show_form": bool(form.errors) or "key" in request.GET,
    }
    return render(request, "annual/statements.html", context, status=422 if form.errors else 200)


def _own(office: Office, year: int, pk: int) -> Statement:
    return get_object_or_404(Statement, agency=office.agency, year=year, pk=pk)


@office_view(Role.CLERK)
@require_POST
def confirm(request: HttpRequest, office: Office, year: int, pk: int) -> HttpResponse:
    """Make a statement count."""
    one = _own(office, year, pk)
    try:
        statements.confirm(one, office.person)
        messages.success(request, _("已确认，计入%(year)s年报告。") % {"year": year})
    except DisclosureError as error:
        refused(request, error)
    return redirect("annual:statements", office.agency.slug, year)


@office_view(Role.CLERK)
@require_POST
def reject(request: HttpRequest, office: Office, year: int, pk: int) -> HttpResponse:
    """Set a statement aside with the reason."""
    one = _own(office, year, pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请写明不采用的原因。"))
        return redirect("annual:statements", office.agency.slug, year)
    try:
        statements.reject(one, office.person, form.cleaned_data["reason"])
        messages.success(request, _("已设为不采用，不计入报告；记录和原因保留。"))
    except DisclosureError as error:
        refused(request, error)
    return redirect("annual:statements", office.agency.slug, year)


@office_view(*STAFF)
@require_safe
def document(request: HttpRequest, office: Office, year: int, pk: int) -> FileResponse:  # noqa: ARG001
    """The source document of a statement."""
    one = _own(office, year, pk)
    if not one.document:
        raise Http404
    return FileResponse(one.document.open("rb"), as_attachment=True, filename=one.document.name.rpartition("/")[2])
