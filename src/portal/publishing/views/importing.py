"""Taking in what stands on other platforms: choose, look through, take in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.agencies.access import Office, office_view
from portal.agencies.models import Role
from portal.publishing import imports, outputs, services
from portal.publishing.apart import CouldNotRead, Upload
from portal.publishing.forms import ImportForm
from portal.publishing.models import ImportRun, ImportState
from portal.publishing.refusing import Refused
from portal.publishing.views.items import spreadsheet

#: Lines that the preview shows of each kind; the counts say how many there are.
_SHOWN = 200


@office_view(Role.CLERK)
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, office: Office) -> HttpResponse:
    """Choose files and say where they come from."""
    if not services.columns_of(office.agency).exists():
        messages.info(request, _("还没有栏目。先建立标准栏目，再导入信息。"))
        return redirect("publishing:columns", office.agency.slug)
    last = ImportRun.objects.filter(agency=office.agency).first()
    initial = {"source_system": last.source_system, "column": last.column_id} if last else {}
    form = ImportForm(office.agency, request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        run = _previewed(office, form)
        if run is not None:
            return redirect("publishing:import_run", office.agency.slug, run.pk)
    runs = ImportRun.objects.filter(agency=office.agency).select_related("by")[:10]
    return render(request, "publishing/import.html", {"form": form, "runs": runs})


def _previewed(office: Office, form: ImportForm) -> ImportRun | None:
    """The run, or the form with what is wrong with the files."""
    if sum(upload.size for upload in form.cleaned_data["uploads"]) > imports.LARGEST:
        form.add_error("uploads", _("文件超过 %(most)s MB。请分成几次导入。") % {"most": imports.LARGEST // 2**20})
        return None
    uploads = [Upload(upload.name, upload.read()) for upload in form.cleaned_data["uploads"]]
    try:
        return imports.preview(office, uploads, form.cleaned_data["source_system"], form.cleaned_data["column"])
    except (Refused, CouldNotRead) as trouble:
        form.add_error("uploads", str(trouble))
        return None


@office_view(Role.CLERK)
@require_safe
def template(_request: HttpRequest, _office: Office) -> HttpResponse:
    """The template for imports."""
    return spreadsheet(outputs.template_workbook(), "import-template.xlsx")


@office_view(Role.CLERK)
@require_safe
def run(request: HttpRequest, office: Office, pk: int) -> HttpResponse:
    """What would become of an upload, or became of it."""
    found = get_object_or_404(ImportRun.objects.select_related("column", "by"), pk=pk, agency=office.agency)
    rows = imports.rows_of(found)
    new = [row for row in rows if row.is_new]
    problems = [row for row in rows if row.problem]
    known = [row for row in rows if row.same_as is not None]
    context = {
        "run": found,
        "open": found.state == ImportState.PREVIEWED,
        "new": new[:_SHOWN],
        "new_count": len(new),
        "by_class": imports.counts_by_class(rows),
        "problems": problems[:_SHOWN],
        "problem_count": len(problems),
        "known": known[:_SHOWN],
        "known_count": len(known),
        "shown": _SHOWN,
    }
    return render(request, "publishing/import_run.html", context)


@office_view(Role.CLERK)
@require_POST
def confirm(request: HttpRequest, office: Office, pk: int) -> HttpResponse:
    """Take a run in."""
    get_object_or_404(ImportRun, pk=pk, agency=office.agency)
    try:
        done = imports.confirm(office, pk, leave_out_problems="leave_out" in request.POST)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("已导入%(count)s条。接下来可以与平台的统计数核对。") % {"count": done.imported})
    return redirect("publishing:import_run", office.agency.slug, pk)


@office_view(Role.CLERK)
@require_POST
def discard(request: HttpRequest, office: Office, pk: int) -> HttpResponse:
    """Drop a run."""
    get_object_or_404(ImportRun, pk=pk, agency=office.agency, state=ImportState.PREVIEWED)
    imports.discard(office, pk)
    messages.success(request, _("已放弃这一批，没有导入任何一条。"))
    return redirect("publishing:import", office.agency.slug)
