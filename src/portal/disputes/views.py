"""The register of disputes: listed, entered, changed; every change is logged."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from disclosure.errors import CaseError
from portal.agencies.access import Office, office_view
from portal.agencies.models import Role
from portal.asked import whole_number, whole_numbers
from portal.disputes import services
from portal.disputes.models import Dispute
from portal.today import today

READERS = (Role.CLERK, Role.REVIEWER, Role.LEADER)
ACTORS = (Role.CLERK, Role.LEADER)
_PAGE = 30


class DisputeForm(forms.ModelForm):  # type: ignore[type-arg]
    """A dispute as the register has it."""

    class Meta:
        model = Dispute
        fields = ("kind", "application", "organ", "case_number", "filed_on", "closed_on", "outcome")
        widgets = {name: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d") for name in ("filed_on", "closed_on")}

    def __init__(self, *args: Any, office: Office, **kwargs: Any) -> None:
        """Offer the applications of this agency that were decided."""
        super().__init__(*args, **kwargs)
        self.instance.agency = office.agency
        applications = self.fields["application"]
        applications.queryset = office.agency.applications.order_by("-arrived_on")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Half a closure, or one before the beginning, is refused as the engine says."""
        cleaned = super().clean() or {}
        for name in ("filed_on", "closed_on"):
            if cleaned.get(name) and cleaned[name] > today():
                self.add_error(name, _("日期不能晚于今天"))
        if not self.errors:
            for name in ("kind", "filed_on", "closed_on", "outcome"):
                setattr(self.instance, name, cleaned.get(name) or ("" if name == "outcome" else None))
            try:
                self.instance.engine_record()
            except CaseError as error:
                self.add_error("closed_on", str(error))
        return cleaned


@require_safe
@office_view(*READERS)
def dispute_list(request: HttpRequest, office: Office) -> HttpResponse:
    """All disputes, the newest first; or those behind a figure (``ids``)."""
    found = Dispute.objects.filter(agency=office.agency).select_related("application")
    ids = whole_numbers(request.GET.get("ids", ""))
    page = Paginator(found.filter(pk__in=ids) if ids else found, _PAGE).get_page(request.GET.get("page"))
    return render(request, "disputes/list.html", {"page": page, "may_act": office.may(*ACTORS)})


def _edit(request: HttpRequest, office: Office, dispute: Dispute, initial: dict[str, Any]) -> HttpResponse:
    form = DisputeForm(request.POST or None, instance=dispute, office=office, initial=initial)
    if request.method == "POST" and form.is_valid():
        entered = dispute.pk is None
        services.save(form.save(commit=False), office.person)
        messages.success(request, _("已登记，年报第四部分会计入这一件。") if entered else _("已保存。"))
        return redirect("disputes:list", slug=office.agency.slug)
    context = {"form": form, "dispute": dispute, "may_act": office.may(*ACTORS)}
    return render(request, "disputes/edit.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@office_view(*ACTORS)
def add(request: HttpRequest, office: Office) -> HttpResponse:
    """Enter a dispute."""
    asked = request.GET.get("application", "")
    initial: dict[str, Any] = {"organ": office.agency.reconsideration_organ}
    initial |= {"application": number} if (number := whole_number(asked)) is not None else {}
    return _edit(request, office, Dispute(agency=office.agency), initial)


@require_http_methods(["GET", "HEAD", "POST"])
@office_view(*ACTORS)
def edit(request: HttpRequest, office: Office, pk: int) -> HttpResponse:
    """Change a dispute: above all, close it."""
    return _edit(request, office, get_object_or_404(Dispute, pk=pk, agency=office.agency), {})
