"""The count of a year beside a platform's, and the columns."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from portal.agencies.access import Office, office_view
from portal.agencies.models import Role
from portal.publishing import reconciling, services
from portal.publishing.forms import ColumnForm, CountForm
from portal.publishing.models import Column, Item, PlatformCount
from portal.publishing.views.acting import act
from portal.today import today

_FIRST_YEAR = 2008  # the Regulations' first


@office_view()
@require_http_methods(["GET", "HEAD", "POST"])
def reconciliation(request: HttpRequest, office: Office, year: int | None = None) -> HttpResponse:
    """Our count of a year beside what the platform says; the clerk enters the latter."""
    year = year or _last_year_with_items(office)
    if not _FIRST_YEAR <= year <= today().year:
        raise Http404
    form = CountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = _("平台统计数已登记。")
        return act(
            request,
            lambda: reconciling.enter(office, year, form.cleaned_data),
            said,
            "publishing:reconciliation",
            office.agency.slug,
            year,
        )
    comparisons = reconciling.compare(office.agency, year)
    context = {
        "form": form,
        "year": year,
        "years": range(today().year, today().year - 5, -1),
        "comparisons": comparisons,
        "counts": services.item_counts(office.agency, year),
        "may_enter": office.may(Role.CLERK),
        "differences": sum(entry.agrees is False for entry in comparisons),
        "classes": [entry.label for entry in comparisons if entry.label],
    }
    return render(request, "publishing/reconciliation.html", context)


def _last_year_with_items(office: Office) -> int:
    newest = Item.objects.filter(agency=office.agency).exclude(published_on=None).order_by("-published_on").first()
    return newest.published_on.year if newest and newest.published_on else today().year


@office_view(Role.CLERK)
@require_POST
def remove_count(request: HttpRequest, office: Office, pk: int) -> HttpResponse:
    """Take back a platform's number that was entered by mistake."""
    found = get_object_or_404(PlatformCount, pk=pk, agency=office.agency)
    year = found.year
    reconciling.remove(office, found)
    messages.success(request, _("已删除这一个平台统计数。"))
    return redirect("publishing:reconciliation", office.agency.slug, year)


@office_view(Role.CLERK)
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: HttpRequest, office: Office) -> HttpResponse:
    """The columns; a new agency is given the standard ones here."""
    if request.method == "POST":
        services.give_standard_columns(office.agency)
        messages.success(request, _("标准栏目已建立，可以按本机关情况修改。"))
        return redirect("publishing:columns", office.agency.slug)
    return render(request, "publishing/columns.html", {"columns": services.columns_of(office.agency)})


@office_view(Role.CLERK)
@require_http_methods(["GET", "HEAD", "POST"])
def column(request: HttpRequest, office: Office, pk: int) -> HttpResponse:
    """Change a column."""
    found = get_object_or_404(Column, pk=pk, agency=office.agency)
    form = ColumnForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        services.save_column(office, form.save(commit=False))
        messages.success(request, _("栏目已修改。"))
        return redirect("publishing:columns", office.agency.slug)
    return render(request, "publishing/column.html", {"form": form, "column": found})
