"""The annual report in the office (年报): years, editor, what stands behind a cell, signing, publishing, restating."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from disclosure.errors import DisclosureError
from disclosure.figures.references import printed
from disclosure.form import DocumentType
from disclosure.isolation import Examiner
from disclosure.language import CHINESE, ENGLISH, speaking
from portal.agencies.access import Office, office_view
from portal.agencies.models import Role
from portal.annual import signing
from portal.annual.behind import plain, records_behind
from portal.annual.compiling import compiled, drafted, edition_of, facts_of, report_of
from portal.annual.drawing import drawn_tables
from portal.annual.form_filling import filled_form
from portal.annual.forms import FillForm, ReasonForm, StartForm, VerdictForm
from portal.annual.models import AnnualReport, ReportState, SignedReport, Statement, StatementState, Verdict
from portal.annual.narrative import figure_label, last_year_of, sections_of
from portal.annual.own import findings_of_draft
from portal.annual.papers import as_text, document_of, filled_file, report_file
from portal.annual.starting import start_office_from
from portal.annual.supervising.uploads import LARGEST_FILE, SUFFIXES
from portal.annual.supervising.verdicts import give, judged, returned_to, subject_of
from portal.annual.unread import in_words, said_here
from portal.asked import plain_text
from portal.today import today

STAFF = (Role.CLERK, Role.REVIEWER, Role.LEADER)
_EARLIEST = 2008


def spoken() -> str:
    """The engine's language of this page."""
    return ENGLISH if (get_language() or "").startswith("en") else CHINESE


def year_or_404(year: int) -> int:
    """A year that a report can be about. Raises :class:`Http404`."""
    if not _EARLIEST <= year <= today().year:
        raise Http404
    return year


def refused(request: HttpRequest, error: DisclosureError) -> None:
    """Say why something was not done."""
    messages.error(request, str(in_words(error)))


@office_view(*STAFF)
@require_safe
def years(request: HttpRequest, office: Office) -> HttpResponse:
    """The years of an agency, newest first: the report that is due, and those that were signed."""
    kept = {report.year: report for report in AnnualReport.objects.filter(agency=office.agency).prefetch_related("versions")}
    shown = sorted({*kept, today().year, today().year - 1}, reverse=True)
    rows = [{"year": year, "report": kept.get(year), "signed": signing.signed_report(office.agency, year)} for year in shown]
    return render(request, "annual/years.html", {"rows": rows, "start_form": StartForm() if office.may(Role.CLERK) else None})


@office_view(*STAFF)
@require_safe
def editor(request: HttpRequest, office: Office, year: int) -> HttpResponse:
    """A year: tables with what is behind each figure, narrative with live numbers, findings of the rules beside."""
    report = report_of(office.agency, year_or_404(year))
    now = compiled(office.agency, year)
    facts = facts_of(office.agency, year)
    edition = edition_of(year, report)
    stored = findings_of_draft(office.agency, year, now.report)
    findings = judged(office.agency, subject_of(office.agency, year), stored, spoken())
    marked = [address for finding in findings if finding.is_open for address in finding.at]
    last_year = last_year_of(office.agency, year)
    tables = {table.key: table for table in drawn_tables(now.report, now.figures, last_year, marked)}
    newest = signing.signed_report(office.agency, year)
    waiting = Statement.objects.filter(agency=office.agency, year=year, state=StatementState.TO_CONFIRM).count()
    context = {
        "report": report,
        "year": year,
        "edition": edition,
        "tables": tables,
        "has_last_year": bool(last_year),
        "sections": sections_of(report, now, facts.labels),
        "findings": [one for one in findings if one.is_open],
        "verdicts": Verdict.choices,
        "settled": [one for one in findings if not one.is_open],
        "conflicts": [(edition.label(one.address).text(), one) for one in now.conflicts],
        "missing": [(figure_label(edition, address, facts.labels), address) for _section, address in now.missing],
        "facts": [(address, facts.labels[address], printed(figure)) for address, figure in facts.figures.items()],
        "waiting": waiting,
        "returned_from_above": returned_to(office.agency, year, newest.signed_at if newest else None),
        "may_edit": office.may(Role.CLERK) and report.is_open,
        "may_sign": office.may(Role.LEADER) and report.state == ReportState.LEADER,
        "may_publish": office.may(Role.CLERK, Role.LEADER) and report.state == ReportState.SIGNED,
        "may_restate": office.may(Role.LEADER) and report.state in (ReportState.SIGNED, ReportState.PUBLISHED),
        "versions": list(report.versions.all()) if report.pk else [],
        "has_draft": any(text.strip() for text in report.narrative.values()),
    }
    return render(request, "annual/editor.html", context)


@office_view(Role.CLERK)
@require_POST
def narrative(request: HttpRequest, office: Office, year: int) -> HttpResponse:
    """Keep the text of the parts that were sent."""
    edition = edition_of(year_or_404(year), report_of(office.agency, year))
    keys = {"preamble", *(form.key for form in edition.sections)}
    texts = {key: plain_text(request.POST[key]) for key in keys if key in request.POST}
    try:
        signing.save_narrative(office.agency, year, texts, office.person)
        messages.success(request, _("正文已保存。右侧的问题已按新的正文重新核对。"))
    except DisclosureError as error:
        refused(request, error)
    return redirect(_editor_url(office, year, f"section-{next(iter(texts), 'preamble')}"))


@office_view(Role.CLERK)
@require_POST
def draft(request: HttpRequest, office: Office, year: int) -> HttpResponse:
    """Write a draft from figures and ledgers; what was written by hand stays unless the clerk says to replace it."""
    report = report_of(office.agency, year_or_404(year))
    replace = request.POST.get("replace") == "1"
    made = drafted(office.agency, year)
    texts = {key: text for key, text in made.items() if replace or not report.narrative.get(key, "").strip()}
    try:
        signing.save_narrative(office.agency, year, texts, office.person)
        messages.success(request, _("已按现有记录生成初稿。数字随记录变动；请补写文字部分，并核对右侧的问题。"))
    except DisclosureError as error:
        refused(request, error)
    return redirect(_editor_url(office, year))


def _editor_url(office: Office, year: int, place: str = "") -> str:
    return reverse("annual:year", args=[office.agency.slug, year]) + (f"#{place}" if place else "")


@office_view(*STAFF)
@require_safe
def cell(request: HttpRequest, office: Office, year: int, address: str) -> HttpResponse:
    """What stands behind one figure."""
    now = compiled(office.agency, year_or_404(year))
    figure = now.figures.get(address)
    if figure is None or now.report.edition is None:
        raise Http404
    context = {
        "year": year,
        "label": figure_label(now.report.edition, address, facts_of(office.agency, year).labels),
        "address": address,
        "figure": figure,
        "value": plain(figure.value),
        "last_year": last_year_of(office.agency, year).get(address, ""),
        "records": records_behind(office.agency, figure.records),
        "report": report_of(office.agency, year),
        "statable": address.startswith(("article_20", "processing_fees")),
    }
    return render(request, "annual/cell.html", context)


@office_view(Role.CLERK, Role.LEADER)
@require_POST
def verdict(request: HttpRequest, office: Office, year: int, fingerprint: str) -> HttpResponse:
    """Say of a finding on the own draft that it has a good reason, or is so."""
    stored = findings_of_draft(office.agency, year, compiled(office.agency, year_or_404(year)).report)
    finding = next((one for one in stored if one["fingerprint"] == fingerprint), None)
    form = VerdictForm(request.POST)
    if finding is None or not form.is_valid():
        messages.error(request, _("请选择结论并写明理由；如果数据刚有变化，请在新的问题上重新填写。"))
    else:
        chosen = Verdict(form.cleaned_data["verdict"])
        about = f"{office.agency.name} {year}"
        give(office.agency, subject_of(office.agency, year), finding, chosen, form.cleaned_data["reason"], office.person, about)
        messages.success(request, _("已记下您的结论。涉及的数字或文字变化后，这个问题会重新出现。"))
    return redirect(_editor_url(office, year, "findings"))


@office_view(Role.CLERK)
@require_POST
def send(request: HttpRequest, office: Office, year: int) -> HttpResponse:
    """Hand the year to the leader."""
    try:
        signing.send_to_leader(office.agency, year_or_404(year), office.person)
        messages.success(request, _("已送分管领导签发。签发前不能再改动；需要改动请由领导退回。"))
    except DisclosureError as error:
        refused(request, error)
    return redirect(_editor_url(office, year))


@office_view(Role.LEADER)
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, office: Office, year: int) -> HttpResponse:
    """The whole report to read, and the signature that binds exactly what was shown."""
    report = get_object_or_404(AnnualReport, agency=office.agency, year=year)
    if request.method == "POST":
        try:
            signed = signing.sign(report, office.person, request.POST.get("shown", ""))
        except DisclosureError as error:
            refused(request, error)
            return redirect("annual:sign", office.agency.slug, year)
        messages.success(
            request, _("已签发第%(number)s版。下一步：公布到网站，或下载后交县平台公布。") % {"number": signed.number}
        )
        return redirect("annual:version", office.agency.slug, year, signed.number)
    if report.state != ReportState.LEADER:
        messages.error(request, _("这份年报现在不是待签发状态。"))
        return redirect(_editor_url(office, year))
    now, content = signing.content_of(report)
    stored = findings_of_draft(office.agency, year, now.report)
    findings = judged(office.agency, subject_of(office.agency, year), stored, spoken())
    context = {
        "report": report,
        "year": year,
        "shown": signing.digest(content),
        "document": document_of(now.report, now.figures),
        "open_findings": [one for one in findings if one.is_open],
        "return_form": ReasonForm(),
    }
    return render(request, "annual/sign.html", context)


@office_view(Role.LEADER)
@require_POST
def send_back(request: HttpRequest, office: Office, year: int) -> HttpResponse:
    """Give the year back to the clerk with what to change."""
    report = get_object_or_404(AnnualReport, agency=office.agency, year=year)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请写明退回的原因。"))
        return redirect("annual:sign", office.agency.slug, year)
    try:
        signing.return_to_clerk(report, office.person, form.cleaned_data["reason"])
        messages.success(request, _("已退回修改，专职人员会看到您的意见。"))
    except DisclosureError as error:
        refused(request, error)
    return redirect(_editor_url(office, year))


@office_view(Role.CLERK, Role.LEADER)
@require_POST
def publish(request: HttpRequest, office: Office, year: int) -> HttpResponse:
    """Show the signed report to the public."""
    report = get_object_or_404(AnnualReport, agency=office.agency, year=year)
    try:
        signing.publish(report, office.person)
        said = (
            _("年报已公布在“公开年报”栏目。") if office.agency.hosting else _("已记为公布。请下载文件或复制正文，交县平台发布。")
        )
        messages.success(request, said)
    except DisclosureError as error:
        refused(request, error)
    return redirect(_editor_url(office, year))


@office_view(Role.LEADER)
@require_http_methods(["GET", "HEAD", "POST"])
def restate(request: HttpRequest, office: Office, year: int) -> HttpResponse:
    """Open a signed year again with a reason (更正): the signed version stays."""
    report = get_object_or_404(AnnualReport, agency=office.agency, year=year)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            signing.restate(report, office.person, form.cleaned_data["reason"])
            messages.success(request, _("已开始更正。原签发版本保留不动；改好后重新送签，形成注明日期和原因的新版本。"))
        except DisclosureError as error:
            refused(request, error)
        return redirect(_editor_url(office, year))
    return render(request, "annual/restate.html", {"report": report, "year": year, "form": form})


def _version(office: Office, year: int, number: int) -> SignedReport:
    return get_object_or_404(SignedReport, report__agency=office.agency, report__year=year, number=number)


@office_view(*STAFF)
@require_safe
def version(request: HttpRequest, office: Office, year: int, number: int) -> HttpResponse:
    """A signed version as it was signed, to be handed out."""
    signed = _version(office, year, number)
    read = signing.report_of_version(signed)
    context = {
        "signed": signed,
        "report": signed.report,
        "year": year,
        "document": document_of(read),
        "intact": signed.is_intact(),
        "text": as_text(read),
        "may_publish": office.may(Role.CLERK, Role.LEADER) and signed.report.state == ReportState.SIGNED,
        "fill_form": FillForm(),
    }
    return render(request, "annual/version.html", context)


@office_view(*STAFF)
@require_POST
def fill(request: HttpRequest, office: Office, year: int, number: int) -> HttpResponse:
    """The figures of a signed version in a form that somebody sent; with a list of what was left out."""
    signed = _version(office, year, number)
    form = FillForm(request.POST, request.FILES)
    back = redirect("annual:version", office.agency.slug, year, number)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return back
    file = form.cleaned_data["file"]
    try:
        with speaking(spoken()):
            overwrite = form.cleaned_data["overwrite"]
            filled = filled_form(signing.report_of_version(signed), file.name, file.read(), overwrite=overwrite)
    except DisclosureError as error:
        messages.error(request, f"{file.name}：{error}")
        return back
    return filled_file(filled)


@office_view(*STAFF)
@require_safe
def version_file(request: HttpRequest, office: Office, year: int, number: int, suffix: str) -> HttpResponse:  # noqa: ARG001
    """A signed version as a file."""
    return report_file(_version(office, year, number), suffix)


@office_view(Role.CLERK)
@require_POST
def start(request: HttpRequest, office: Office) -> HttpResponse:
    """Open the next year from last year's report, uploaded."""
    form = StartForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, form.errors["file"][0])
        return redirect("annual:years", office.agency.slug)
    upload = form.cleaned_data["file"]
    if upload.size > LARGEST_FILE or not upload.name.lower().endswith(SUFFIXES):
        messages.error(request, _("请选择不超过10 MB的 .docx、.pdf、.doc、.wps、.xlsx、.html 或 .txt 文件。"))
        return redirect("annual:years", office.agency.slug)
    with Examiner() as examiner:
        examined = said_here(examiner.examine(upload.read(), upload.name))
    if examined.report.document_type is not DocumentType.ANNUAL_REPORT:
        for finding in examined.findings[:1]:
            messages.error(request, f"{upload.name}：{finding.message}")
        return redirect("annual:years", office.agency.slug)
    try:
        begun = start_office_from(examined.report, office.agency, None, office.person)
    except DisclosureError as error:
        refused(request, error)
        return redirect("annual:years", office.agency.slug)
    messages.success(
        request,
        _("已读入%(name)s：%(year)s年度有%(count)s条陈述等您确认。")
        % {"name": upload.name, "year": begun.year, "count": len(begun.statements)},
    )
    return redirect("annual:statements", office.agency.slug, begun.year)
