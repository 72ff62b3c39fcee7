"""Pages of the office: a table of applications brought in, looked through, taken in; cases handed out in another's shape."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from disclosure.errors import DisclosureError
from portal.agencies.access import Office, office_view
from portal.agencies.models import Role
from portal.applications.beside import handing
from portal.applications.beside.reading import columns
from portal.applications.beside.taking import LARGEST, keep, looked_through, remember, take
from portal.applications.downloads import download
from portal.applications.models import Application, ImportFile
from portal.audit.log import record as log
from portal.today import today

_ACTORS = (Role.CLERK, Role.LEADER)
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Lines shown of each kind; the figures count all.
_SHOWN = 100
_MOST = 5000


class UploadForm(forms.Form):
    """The table to be brought in."""

    file = forms.FileField(
        label=gettext_lazy("表格文件"), help_text=gettext_lazy(".xlsx、.xls、.csv，不超过10MB，一次最多5000件。"),
        error_messages={"required": gettext_lazy("请选择文件")},
    )  # fmt: skip

    def clean_file(self) -> object:
        """Not too large."""
        upload = self.cleaned_data["file"]
        if upload.size > LARGEST:
            raise forms.ValidationError(_("文件超过10MB，请分成几个文件导入"))
        return upload


class HandForm(forms.Form):
    """Which cases are handed out, in which shape."""

    since = forms.DateField(label=gettext_lazy("提交日期从"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    until = forms.DateField(label=gettext_lazy("到"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    shape = forms.ChoiceField(
        label=gettext_lazy("交出的形式"), widget=forms.RadioSelect, initial="package",
        choices=[
            ("package", gettext_lazy("压缩包：表格和每件的文书、随附的文件")), ("xlsx", gettext_lazy("表格（.xlsx）")),
            ("tabs", gettext_lazy("可以直接粘贴的文字（制表符分隔）")),
        ],
    )  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@office_view(*_ACTORS)
def beside(request: HttpRequest, office: Office) -> HttpResponse:
    """Bring a table in; the template; hand cases out."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            kept = keep(office.agency, form.cleaned_data["file"].read(), office.person)
        except DisclosureError as error:
            form.add_error("file", str(error))
        else:
            return redirect("applications:import_look", office.agency.slug, kept.pk)
    day = today()
    hand = HandForm(initial={"since": day.replace(month=1, day=1), "until": day})
    context = {"form": form, "hand": hand, "columns": columns().values(), "shape": handing.headings_of(office.agency)}
    return render(request, "applications/beside/beside.html", context, status=422 if form.is_bound else 200)


@require_safe
@office_view(*_ACTORS)
def import_template(request: HttpRequest, office: Office) -> HttpResponse:  # noqa: ARG001 - the gate's signature
    """The table to be filled in."""
    return download(handing.template(), f"{_('申请导入模板')}.xlsx", _XLSX)


def _upload(office: Office, pk: int) -> ImportFile:
    return get_object_or_404(ImportFile, pk=pk, agency=office.agency)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@office_view(*_ACTORS)
def import_look(request: HttpRequest, office: Office, pk: int) -> HttpResponse:
    """What would become of a table: the headings with what they mean here, what is wrong by row, what is here already."""
    upload = _upload(office, pk)
    try:
        looked = looked_through(upload)
        if request.method == "POST" and looked.found is not None:
            headings = [heading for heading, _field in looked.found.headings]
            remember(office.agency, {heading: request.POST.get(f"h{place}", "") for place, heading in enumerate(headings)})
            return redirect("applications:import_look", office.agency.slug, pk)
    except DisclosureError as error:
        messages.error(request, str(error))
        return redirect("applications:beside", office.agency.slug)
    differing = looked.differing
    context = {
        "upload": upload, "looked": looked, "found": looked.found, "columns": columns().values(), "shown": _SHOWN,
        "new": looked.new[:_SHOWN], "wrong": looked.wrong[:_SHOWN], "differing": differing[:_SHOWN],
        "same": len(looked.known) - len(differing),
    }  # fmt: skip
    return render(request, "applications/beside/look.html", context)


@never_cache
@require_POST
@office_view(*_ACTORS)
def import_take(request: HttpRequest, office: Office, pk: int) -> HttpResponse:
    """Take a table in, all of it or nothing."""
    try:
        made = take(_upload(office, pk), office.person)
    except DisclosureError as error:
        messages.error(request, str(error))
        return redirect("applications:import_look", office.agency.slug, pk)
    messages.success(
        request,
        _("已导入%(count)s件申请。原编号都已保留，可以按它查找；没有办结的，今天起在这里继续办理。") % {"count": len(made)},
    )
    return redirect("applications:list", office.agency.slug)


@never_cache
@require_POST
@office_view(*_ACTORS)
def hand_out(request: HttpRequest, office: Office) -> HttpResponse:
    """The cases of a time in the shape of the other system. That they were handed out stands in the log."""
    form = HandForm(request.POST)
    if not form.is_valid():
        context = {"form": UploadForm(), "hand": form, "columns": columns().values(), "shape": handing.headings_of(office.agency)}
        return render(request, "applications/beside/beside.html", context, status=422)
    wanted, agency = form.cleaned_data, office.agency
    found = Application.objects.filter(
        agency=agency, arrived_on__range=(wanted["since"], wanted["until"]), case_key__destroyed_at=None
    )
    cases = list(found.prefetch_related("events").order_by("arrived_on", "pk")[:_MOST])
    days = f"{wanted['since']:%Y%m%d}-{wanted['until']:%Y%m%d}"
    log(agency, office.person, "application.handed_out", agency, shape=wanted["shape"], count=len(cases), days=days)
    if wanted["shape"] == "tabs":
        return download(
            ("\ufeff" + handing.as_tabs(agency, cases)).encode(), f"{_('申请')} {days}.txt", "text/plain; charset=utf-8"
        )
    if wanted["shape"] == "xlsx":
        return download(handing.as_workbook(agency, cases), f"{_('申请')} {days}.xlsx", _XLSX)
    return download(handing.as_package(agency, cases), f"{_('申请')} {days}.zip", "application/zip")
