"""The supervisor's pages (监督): the board, uploads, one report with its findings, the roll-up."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from disclosure.checks.registry import rule_book_mark
from disclosure.errors import DisclosureError, FormError
from disclosure.form import DocumentType
from disclosure.language import speaking
from portal.agencies.access import Office, office_view
from portal.agencies.models import Agency, Role
from portal.annual.behind import plain
from portal.annual.drawing import drawn_tables
from portal.annual.forms import AssignForm, RegisterForm, RemoveForm, UploadForm, VerdictForm
from portal.annual.models import ReceivedReport, SignedReport, Verdict
from portal.annual.papers import document_of
from portal.annual.starting import start_office_from
from portal.annual.supervising import checking_again, collecting, removing, rolling, uploads
from portal.annual.supervising.handing_back import KINDS, handed_back
from portal.annual.supervising.register import register_of_office
from portal.annual.supervising.rolling import Submitted
from portal.annual.supervising.same_files import sifted
from portal.annual.supervising.verdicts import give
from portal.annual.unread import in_words
from portal.annual.views import refused, spoken, year_or_404
from portal.asked import whole_number
from portal.today import today

#: Reports that are read again while somebody waits.
AT_ONCE = 50
_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
}


@office_view(Role.SUPERVISOR)
@require_safe
def board(request: HttpRequest, office: Office) -> HttpResponse:
    """All agencies below: whose report of the year is here, what was found in it, what went back, who is missing."""
    asked = request.GET.get("year", "")
    year = number if len(asked) == 4 and (number := whole_number(asked)) else today().year - 1
    rows = rolling.board(office.agency, year_or_404(year))
    context = {
        "year": year,
        "years": rolling.years_of(office.agency),
        "rows": rows,
        "missing": [row.agency for row in rows if row.submitted is None],
        "submitted": sum(row.submitted is not None for row in rows),
        "clean": sum(row.is_clean for row in rows),
        "open": sum(row.open for row in rows),
        "returned": sum(row.returned for row in rows),
        "unmatched": rolling.unmatched(office.agency, year),
        "outdated": len(rolling.by_earlier_rules(office.agency, year)),
        "form": UploadForm(initial={"year": year}),
        "register_form": RegisterForm(),
    }
    return render(request, "supervise/board.html", context)


@office_view(Role.SUPERVISOR)
@require_POST
def upload(request: HttpRequest, office: Office) -> HttpResponse:
    """Read and examine uploaded reports."""
    form = UploadForm(request.POST, request.FILES)
    board = reverse("supervise:board", args=[office.agency.slug])
    if not form.is_valid():
        for error in (each for errors in form.errors.values() for each in errors):
            messages.error(request, str(error))
        return redirect(f"{board}?year={year}" if (year := form.cleaned_data.get("year")) else board)
    taken, skipped = uploads.unpacked((file.name, file.file) for file in form.cleaned_data["files"])
    new, here, twice = sifted(office.agency, taken)
    kept = collecting.receive(office.agency, new, office.person)
    read = [one for one in kept if one.document_type == DocumentType.ANNUAL_REPORT.value]
    if kept:
        found = sum(len(one.findings) for one in read)
        messages.success(
            request,
            _("收到%(files)s个文件，读成%(read)s份年报，有%(found)s处问题待核实。")
            % {"files": len(kept), "read": len(read), "found": found},
        )
    for one in here:
        link = format_html('<a href="{}">{}</a>', reverse("supervise:received", args=[office.agency.slug, one.kept.pk]), one.kept)
        messages.info(request, format_html("{}{}{}", one.name, _("：已有，未重复收："), link))
    for one in kept:
        if one not in read:
            reason = _why_unread(one)
            messages.warning(request, f"{one.name}：{reason}")
    for left in (*skipped, *twice):
        messages.warning(request, f"{left.name}：{left.reason}")
    years = sorted({one.year for one in (*read, *(each.kept for each in here)) if one.year})
    shown = form.cleaned_data["year"]
    year = shown if shown in years or not years else years[-1]
    return redirect(f"{board}?year={year}" if year else board)


def _why_unread(one: ReceivedReport) -> str:
    """Why a file gave no report, and what to do on this site."""
    if not checking_again.is_scan(one):
        return one.findings[0]["message"][spoken()] if one.findings else _("不是年度报告。")
    if uploads.can_recognise():
        return _("是扫描件或图片，没有文字。请打开下面“还没有归到机关的文件”里的这一份，点“识别文字”；最好请机关提供 Word 文件。")
    return _("是扫描件或图片，没有文字，本站没有安装文字识别。请机关提供生成它的 Word 文件。")


@office_view(Role.SUPERVISOR)
@require_POST
def recognise(request: HttpRequest, office: Office, pk: int) -> HttpResponse:
    """Have the words of a scan recognised, and examine what they say."""
    one = get_object_or_404(ReceivedReport, office=office.agency, pk=pk)
    if one.recognised:
        messages.info(request, _("这个文件的文字已经识别过，下面是识别的结果。"))
        return redirect("supervise:received", office.agency.slug, pk)
    if not checking_again.is_scan(one):
        raise Http404
    try:
        checking_again.recognise(one, office.person)
        messages.success(request, _("已识别并核对。每个数旁边是识别的把握；没有把握的不采用。请对照原件核对。"))
    except DisclosureError as error:
        refused(request, error)
    return redirect("supervise:received", office.agency.slug, pk)


@office_view(Role.SUPERVISOR)
@require_safe
def register_file(request: HttpRequest, office: Office) -> HttpResponse:  # noqa: ARG001
    """The register of the agencies below as CSV, with the mark by which Excel knows UTF-8."""
    return _download(f"\ufeff{register_of_office(office.agency)}", f"{office.agency.name}机关名录.csv")


@office_view(Role.SUPERVISOR)
@require_safe
def received(request: HttpRequest, office: Office, pk: int) -> HttpResponse:
    """One received report: figures, text and findings."""
    return _shown(request, office, submitted_or_404(office, "received", pk))


@office_view(Role.SUPERVISOR)
@require_safe
def signed(request: HttpRequest, office: Office, pk: int) -> HttpResponse:
    """One report that an agency below signed here."""
    return _shown(request, office, submitted_or_404(office, "signed", pk))


def submitted_or_404(office: Office, kind: str, pk: int) -> Submitted:
    """A report that was signed below the office, or that the office received, beside last year's; 404 for any other."""
    if kind == "signed":
        below = rolling.agencies_below(office.agency)
        signed = get_object_or_404(SignedReport.objects.select_related("report__agency"), report__agency__in=below, pk=pk)
        found = Submitted(signed.report.agency, signed.report.year, signed=signed)
    else:
        kept = get_object_or_404(ReceivedReport.objects.select_related("agency"), office=office.agency, pk=pk)
        found = Submitted(kept.agency, kept.year, received=kept)
    return rolling.beside_last_year(office.agency, found)


def _shown(request: HttpRequest, office: Office, submitted: Submitted) -> HttpResponse:
    report = submitted.report()
    kept = submitted.received
    scan = _why_unread(kept) if kept and checking_again.is_scan(kept) else ""
    findings = [] if scan else submitted.judged(office.agency, spoken())
    marked = [address for one in findings for address in one.at]
    below = Agency.objects.filter(pk__in=[agency.pk for agency in rolling.agencies_below(office.agency)])
    context = {
        "submitted": submitted,
        "title": report.agency or (kept.name if kept else ""),
        "report": report,
        "year": submitted.year,
        "findings": findings,
        "verdicts": Verdict.choices,
        "document": document_of(report, marked=marked, quotes=[quote for one in findings for quote in one.quotes]),
        "fees": report.processing_fees,
        "received": kept,
        "scan": scan,
        "can_recognise": uploads.can_recognise(),
        "newer": collecting.replaced_by(kept) if kept else None,
        "is_outdated": kept is not None and not kept.replaced and not submitted.signed and kept.rules != rule_book_mark(),
        "comparison": _compare_url(office, submitted) if submitted.before else "",
        "papers": _papers(office, submitted) if report.document_type is DocumentType.ANNUAL_REPORT else [],
        "must_assign": kept is not None and _must_assign(kept),
        "remove_form": RemoveForm() if kept is not None and removing.may_be_removed(kept) else None,
        "can_start": kept is not None and report.agency is not None and report.year is not None,
        "assign_form": AssignForm(agencies=below, initial={"agency": kept.agency_id}) if kept else None,
    }
    return render(request, "supervise/report.html", context)


def _must_assign(kept: ReceivedReport) -> bool:
    """Whether somebody has to say whose report of which year it is; of a file that could not be read there is no report."""
    is_unread = kept.document_type == DocumentType.UNREADABLE.value
    return not (kept.replaced or is_unread) and not (kept.agency_id and kept.year)


@office_view(Role.SUPERVISOR)
@require_POST
def verdict(request: HttpRequest, office: Office, kind: str, pk: int, fingerprint: str) -> HttpResponse:
    """Confirm, dismiss or return a finding, with the reason."""
    submitted = submitted_or_404(office, kind, pk)
    finding = next((each for each in submitted.findings() if each["fingerprint"] == fingerprint), None)
    if finding is None:
        raise Http404
    form = VerdictForm(request.POST)
    if form.is_valid():
        chosen = Verdict(form.cleaned_data["verdict"])
        about = f"{submitted.agency or submitted.received} {submitted.year or ''}"
        give(office.agency, submitted.subject, finding, chosen, form.cleaned_data["reason"], office.person, about)
        messages.success(request, _("已记下结论和理由；证据不变，重新核对也不会再问。"))
    else:
        messages.error(request, _("请选择结论并写明理由。"))
    return redirect(submitted.url(office.agency) + "#findings")


def _place(office: Office, submitted: Submitted) -> list[object]:
    """What stands in the addresses that speak of a report."""
    kept = submitted.signed or submitted.received
    return [office.agency.slug, "signed" if submitted.signed else "received", kept.pk if kept else 0]


def _compare_url(office: Office, submitted: Submitted) -> str:
    return reverse("supervise:compare", args=_place(office, submitted))


def _papers(office: Office, submitted: Submitted) -> list[dict[str, object]]:
    """What can be handed back of a report, with the addresses."""
    place = _place(office, submitted)
    return [
        {"title": paper.title, "suffix": f".{paper.suffix}", "url": reverse("supervise:back", args=[*place, name])}
        for name, paper in KINDS.items()
    ]


@office_view(Role.SUPERVISOR)
@require_safe
def back(request: HttpRequest, office: Office, kind: str, pk: int, paper: str) -> HttpResponse:
    """The findings on a report as a file for its agency: comments in its Word file, marked tables, or a letter."""
    submitted, made = submitted_or_404(office, kind, pk), KINDS[paper]
    try:
        with speaking(spoken()):
            data = handed_back(office.agency, submitted, made)
    except DisclosureError as error:
        refused(request, error)
        return redirect(submitted.url(office.agency))
    whose = submitted.agency.name if submitted.agency else ""
    return _download(data, f"{whose}{submitted.year or ''}{made.title}.{made.suffix}")


@office_view(Role.SUPERVISOR)
@require_POST
def check_again(request: HttpRequest, office: Office, pk: int) -> HttpResponse:
    """Read and examine one received report anew, by the rules of today."""
    one = get_object_or_404(ReceivedReport, office=office.agency, pk=pk)
    try:
        checking_again.check_again(one, office.person)
        messages.success(request, _("已按现在的规则重新核对。证据没有变的问题，结论照旧。"))
    except DisclosureError as error:
        refused(request, error)
    return redirect("supervise:received", office.agency.slug, pk)


@office_view(Role.SUPERVISOR)
@require_POST
def check_all_again(request: HttpRequest, office: Office, year: int) -> HttpResponse:
    """The same for reports of a year that were examined by earlier rules, so many at a time."""
    waiting = rolling.by_earlier_rules(office.agency, year_or_404(year))
    done = 0
    for one in waiting[:AT_ONCE]:
        try:
            checking_again.check_again(one, office.person)
            done += 1
        except DisclosureError as error:
            messages.warning(request, f"{one.name}：{in_words(error)}")
    if done:
        messages.success(
            request,
            _("已按现在的规则重新核对%(done)s份，还有%(left)s份。") % {"done": done, "left": max(0, len(waiting) - AT_ONCE)},
        )
    return redirect(f"{reverse('supervise:board', args=[office.agency.slug])}?year={year}")


@office_view(Role.SUPERVISOR)
@require_POST
def assign(request: HttpRequest, office: Office, pk: int) -> HttpResponse:
    """Say whose report a file is."""
    one = get_object_or_404(ReceivedReport, office=office.agency, pk=pk)
    below = Agency.objects.filter(pk__in=[agency.pk for agency in rolling.agencies_below(office.agency)])
    form = AssignForm(request.POST, agencies=below)
    if not form.is_valid():
        messages.error(request, _("请选择机关。"))
        return redirect("supervise:received", office.agency.slug, pk)
    try:
        collecting.assign(one, form.cleaned_data["agency"], office.person, form.cleaned_data["year"])
        messages.success(request, _("已归入%(agency)s。") % {"agency": form.cleaned_data["agency"]})
    except DisclosureError as error:
        refused(request, error)
    return redirect("supervise:received", office.agency.slug, pk)


@office_view(Role.SUPERVISOR)
@require_POST
def remove(request: HttpRequest, office: Office, pk: int) -> HttpResponse:
    """Remove a file that is no agency's report, with the reason."""
    one = get_object_or_404(ReceivedReport, office=office.agency, pk=pk)
    form, year = RemoveForm(request.POST), one.year
    if not form.is_valid():
        messages.error(request, _("请选择移除的原因。"))
        return redirect("supervise:received", office.agency.slug, pk)
    try:
        removing.remove(one, form.cleaned_data["reason"], office.person)
    except DisclosureError as error:
        refused(request, error)
        return redirect("supervise:received", office.agency.slug, pk)
    messages.success(request, _("已移除%(name)s。") % {"name": one.name})
    board = reverse("supervise:board", args=[office.agency.slug])
    return redirect(f"{board}?year={year}" if year else board)


@office_view(Role.SUPERVISOR)
@require_safe
def file(request: HttpRequest, office: Office, pk: int) -> FileResponse:  # noqa: ARG001
    """A received file as it came."""
    one = get_object_or_404(ReceivedReport, office=office.agency, pk=pk)
    if not one.file:
        raise Http404
    return FileResponse(one.file.open("rb"), as_attachment=True, filename=one.name.rpartition("!")[2].rpartition("/")[2])


@office_view(Role.SUPERVISOR)
@require_POST
def start(request: HttpRequest, office: Office, pk: int) -> HttpResponse:
    """Open an office of this program for the agency with its report (以此报告建站)."""
    one = get_object_or_404(ReceivedReport, office=office.agency, pk=pk)
    try:
        begun = start_office_from(collecting.report_of(one), one.agency, None, office.person)
    except DisclosureError as error:
        refused(request, error)
        return redirect("supervise:received", office.agency.slug, pk)
    if begun.agency.parent_id is None:
        begun.agency.parent = office.agency
        begun.agency.save(update_fields=["parent"])
    if one.agency_id is None:
        collecting.assign(one, begun.agency, office.person)
    return render(request, "annual/started.html", {"started": begun})


@office_view(Role.SUPERVISOR)
@require_safe
def roll_up(request: HttpRequest, office: Office, year: int) -> HttpResponse:
    """The sums of a year over the reports present, and who is missing."""
    rolled = rolling.roll_up(office.agency, year_or_404(year))
    context = {
        "year": year,
        "years": rolling.years_of(office.agency),
        "rolled": rolled,
        "tables": list(drawn_tables(rolled.report)),
    }
    return render(request, "supervise/roll_up.html", context)


@office_view(Role.SUPERVISOR)
@require_safe
def roll_up_cell(request: HttpRequest, office: Office, year: int, address: str) -> HttpResponse:
    """The parts of one sum, agency by agency."""
    rolled = rolling.roll_up(office.agency, year_or_404(year))
    try:
        label = rolled.edition.label(address).text()
    except FormError:
        raise Http404 from None
    parts = [
        {"agency": part.agency, "value": plain(part.value), "known": part.value is not None, "url": part.url}
        for part in rolling.parts_of(office.agency, year, address)
    ]
    context = {
        "year": year,
        "label": label,
        "value": plain(rolled.values.get(address)),
        "parts": parts,
        "missing": rolled.missing,
        "without": rolled.without.get(address, 0),
    }
    return render(request, "supervise/roll_up_cell.html", context)


@office_view(Role.SUPERVISOR)
@require_safe
def roll_up_file(request: HttpRequest, office: Office, year: int, suffix: str) -> HttpResponse:  # noqa: ARG001
    """The roll-up as .xlsx or .json."""
    rolled = rolling.roll_up(office.agency, year_or_404(year))
    if suffix == "xlsx":
        data = rolling.as_xlsx(rolled, office.agency)
    elif suffix == "json":
        data = rolling.as_json(rolled, office.agency)
    else:
        raise Http404
    return _download(data, f"{office.agency.name}{year}年政府信息公开年报汇总.{suffix}")


def _download(data: bytes | str, name: str) -> HttpResponse:
    """A file to be saved under a name."""
    answer = HttpResponse(data, content_type=_TYPES[name.rpartition(".")[2]])
    if header := content_disposition_header(True, name):
        answer.headers["Content-Disposition"] = header
    return answer
