"""The ledgers of an office (台账)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.agencies.access import Office, office_view
from portal.agencies.models import Role
from portal.asked import whole_number
from portal.audit.models import Entry as LogEntry
from portal.ledgers import sheets
from portal.ledgers.forms import EntryForm, UploadForm, WithdrawForm
from portal.ledgers.kind import FieldType, Kind
from portal.ledgers.models import Entry, EntryFile
from portal.ledgers.services import attach, change, enter, figures_of, kind_with, kinds, withdraw
from portal.today import today

_WRITERS = (Role.CLERK, Role.CONTRIBUTOR)
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_A_PAGE = 50


def kind_or_404(key: str) -> Kind:
    """The kind of ledger with a key. Raises :class:`Http404`."""
    found = kind_with(key)
    if found is None:
        raise Http404
    return found


def cells(kind: Kind, entry: Entry, fields: Iterable[Any] | None = None) -> list[dict[str, Any]]:
    """The fields of an entry as a template shows them."""
    return [{"field": field, "value": sheets.shown(field, entry.value(field.key))} for field in fields or kind.data_fields]


def asked_year(request: HttpRequest) -> int:
    """The year of the address (``?year=2025``), this year without one."""
    asked = request.GET.get("year", "")
    return number if (number := whole_number(asked)) and 1990 <= number <= 2200 else today().year


@office_view()
@require_safe
def overview(request: HttpRequest, office: Office) -> HttpResponse:
    """All ledgers with this year's figures."""
    year = asked_year(request)
    shown = [{"kind": kind, "figures": figures_of(office.agency, kind, year)} for kind in kinds()]
    return render(
        request,
        "ledgers/overview.html",
        {"ledgers": shown, "year": year, "years": _years(office, None), "may_write": office.may(*_WRITERS)},
    )


def _years(office: Office, kind: Kind | None) -> list[int]:
    """This year, and the years that have entries."""
    found = Entry.objects.filter(agency=office.agency)
    if kind is not None:
        found = found.filter(kind=kind.key)
    return sorted({today().year, *(day.year for day in found.dates("day", "year"))}, reverse=True)


@office_view()
@require_safe
def entries(request: HttpRequest, office: Office, key: str) -> HttpResponse:
    """The entries of one ledger in a year."""
    kind, year = kind_or_404(key), asked_year(request)
    found = Entry.objects.filter(agency=office.agency, kind=kind.key).of_year(year)
    page = Paginator(found, _A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "ledgers/entries.html",
        {
            "kind": kind,
            "year": year,
            "years": _years(office, kind),
            "page": page,
            "rows": [{"entry": entry, "cells": cells(kind, entry, kind.listed)} for entry in page],
            "figures": figures_of(office.agency, kind, year),
            "may_write": office.may(*_WRITERS),
        },
    )


@office_view()
@require_safe
def entry(request: HttpRequest, office: Office, key: str, pk: int) -> HttpResponse:
    """One entry with its files and what was done to it."""
    kind, found = _found(office, key, pk)
    log = LogEntry.objects.filter(agency=office.agency, action__startswith="ledger.", facts__entry=found.pk)
    return render(
        request,
        "ledgers/entry.html",
        {
            "kind": kind,
            "entry": found,
            "cells": cells(kind, found),
            "files": found.files.all(),
            "log": [_told(kind, line) for line in log.select_related("person").order_by("sequence")],
            "may_write": _may_change(office, found),
            "may_withdraw": office.may(Role.CLERK) and found.withdrawn_on is None,
        },
    )


def _told(kind: Kind, line: LogEntry) -> dict[str, Any]:
    """A line of the log in words."""
    words = {
        "ledger.entered": _("登记"),
        "ledger.changed": _("修改"),
        "ledger.file_added": _("添加附件"),
        "ledger.withdrawn": _("作废"),
    }
    changes = []
    for key, values in line.facts.get("changes", {}).items():
        if key in kind.keys:
            field = kind.field(key)
            was, now = ("", "") if values == "*" else (sheets.shown(field, value) for value in values)
            changes.append({"field": field, "was": was, "now": now, "hidden": values == "*"})
    return {"at": line.at, "person": line.person, "words": words.get(line.action, line.action), "changes": changes}


def _found(office: Office, key: str, pk: int) -> tuple[Kind, Entry]:
    kind = kind_or_404(key)
    return kind, get_object_or_404(Entry, agency=office.agency, kind=kind.key, pk=pk)


def _may_change(office: Office, found: Entry) -> bool:
    """The clerk changes everything; a contributor what they entered themselves."""
    own = office.may(Role.CONTRIBUTOR) and found.entered_by_id == office.person.pk
    return (office.may(Role.CLERK) or own) and found.withdrawn_on is None


@office_view(*_WRITERS)
def new(request: HttpRequest, office: Office, key: str) -> HttpResponse:
    """Enter a record."""
    kind = kind_or_404(key)
    form = EntryForm(kind, office.agency, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            made = enter(office.agency, kind, form.cleaned_data, office.person)
            _attach_all(form, made, office)
        messages.success(request, _("已登记“%(title)s”。可以继续登记下一条。") % {"title": made.title})
        return redirect("ledgers:kind", office.agency.slug, kind.key)
    return render(request, "ledgers/form.html", {"kind": kind, "form": form}, status=_status(form))


@office_view(*_WRITERS)
def edit(request: HttpRequest, office: Office, key: str, pk: int) -> HttpResponse:
    """Change a record; what stood there before stays in the log."""
    kind, found = _found(office, key, pk)
    if not _may_change(office, found):
        raise PermissionDenied
    form = EntryForm(kind, office.agency, request.POST or None, request.FILES or None, entry=found)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            changed = change(found, kind, form.cleaned_data, office.person)
            added = _attach_all(form, found, office)
        said = _("已保存修改，原来的内容留在修改记录里。") if changed or added else _("没有改动。")
        messages.success(request, said)
        return redirect("ledgers:entry", office.agency.slug, kind.key, found.pk)
    return render(request, "ledgers/form.html", {"kind": kind, "form": form, "entry": found}, status=_status(form))


def _status(form: Any) -> int:
    return 422 if form.is_bound and form.errors else 200


def _attach_all(form: EntryForm, made: Entry, office: Office) -> int:
    uploads = [(field.key, form.cleaned_data.get(field.key)) for field in form.kind.fields if field.type is FieldType.FILE]
    for key, uploaded in uploads:
        if uploaded:
            attach(made, key, uploaded, office.person)
    return sum(bool(uploaded) for _key, uploaded in uploads)


@office_view(Role.CLERK)
def withdraw_entry(request: HttpRequest, office: Office, key: str, pk: int) -> HttpResponse:
    """Withdraw a record with a reason, after a page that says what will happen."""
    kind, found = _found(office, key, pk)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        withdraw(found, form.cleaned_data["reason"], today(), office.person)
        messages.success(request, _("“%(title)s”已作废，不再计数；记录和原因保留在台账里。") % {"title": found.title})
        return redirect("ledgers:kind", office.agency.slug, kind.key)
    return render(request, "ledgers/withdraw.html", {"kind": kind, "entry": found, "form": form}, status=_status(form))


@office_view(*_WRITERS)
def import_file(request: HttpRequest, office: Office, key: str) -> HttpResponse:
    """Import an Excel file: all rows, or none with the errors by row."""
    kind = kind_or_404(key)
    form = UploadForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"kind": kind, "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            done = sheets.read_in(kind, office.agency, form.cleaned_data["file"].read(), office.person)
        except sheets.SheetError as error:
            form.add_error("file", str(error))
        else:
            if not done.errors:
                messages.success(request, _said(done))
                return redirect("ledgers:kind", office.agency.slug, kind.key)
            context["errors"] = done.errors
    status = 422 if context.get("errors") else _status(form)
    return render(request, "ledgers/import.html", context, status=status)


def _said(done: sheets.Imported) -> str:
    said = _("已导入%(count)s条记录。") % {"count": len(done.entries)}
    if done.passed_over:
        said += _("这些列没有对应的字段，没有导入：%(columns)s。") % {"columns": "、".join(done.passed_over)}
    return said


def _excel(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=_EXCEL)
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.xlsx")
    return response


@office_view()
@require_safe
def template(request: HttpRequest, office: Office, key: str) -> HttpResponse:  # noqa: ARG001
    """The empty sheet to fill in."""
    kind = kind_or_404(key)
    return _excel(sheets.template(kind), _("%(ledger)s台账模板") % {"ledger": kind.label.text()})


@office_view()
@require_safe
def export(request: HttpRequest, office: Office, key: str) -> HttpResponse:
    """The entries of a year as Excel, without those withdrawn."""
    kind, year = kind_or_404(key), asked_year(request)
    found = Entry.objects.filter(agency=office.agency, kind=kind.key).in_force().of_year(year).order_by("day", "pk")
    return _excel(sheets.export(kind, found), _("%(year)s年%(ledger)s台账") % {"year": year, "ledger": kind.label.text()})


@office_view()
@require_safe
def file(request: HttpRequest, office: Office, pk: int) -> FileResponse:  # noqa: ARG001
    """A file of an entry, to keep: never shown inside the page."""
    found = get_object_or_404(EntryFile, entry__agency=office.agency, pk=pk)
    return FileResponse(found.file.open("rb"), as_attachment=True, filename=found.name)
