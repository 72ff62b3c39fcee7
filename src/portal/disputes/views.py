"""The register of disputes: listed, entered, followed act by act; every change is logged."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from disclosure.errors import DisclosureError
from disclosure.records import DisputeKind, Stage
from portal.agencies.access import Office, office_view
from portal.agencies.models import Role
from portal.applications.downloads import download
from portal.applications.forms import RevealForm
from portal.applications.models import mask_name
from portal.applications.privacy.views import erasure_page
from portal.asked import whole_number, whole_numbers
from portal.audit.log import record as log
from portal.disputes import services
from portal.disputes.explain import column_label, next_day, story, terms
from portal.disputes.export import WORKBOOK, workbook
from portal.disputes.forms import ACTS, ActForm, EntryForm, FactsForm, FileForm, StrikeForm, open_acts
from portal.disputes.models import KINDS, OUTCOMES, Dispute, DisputeFile
from portal.today import today

READERS = (Role.CLERK, Role.REVIEWER, Role.LEADER)
ACTORS = (Role.CLERK, Role.LEADER)
_PAGE = 30
_STATES = {
    "pending": lambda found: found.exclude(stage=Stage.DECIDED),
    "decided": lambda found: found.filter(stage=Stage.DECIDED),
}


def _case(office: Office, pk: int) -> Dispute:
    return get_object_or_404(Dispute, pk=pk, agency=office.agency)


def _chosen(request: HttpRequest, office: Office) -> tuple[QuerySet[Dispute], dict[str, str]]:
    """The disputes that the filters leave, and the filters: kind, state, outcome, year; or those behind a figure."""
    found = Dispute.objects.filter(agency=office.agency).select_related("application", "agency")
    ids = whole_numbers(request.GET.get("ids", ""))
    if ids:
        return found.filter(pk__in=ids), {"ids": request.GET["ids"]}
    asked: dict[str, str] = {}
    for name, known in (("kind", dict(KINDS)), ("state", _STATES), ("outcome", dict(OUTCOMES))):
        value = request.GET.get(name, "")
        if value in known:
            asked[name] = value
            found = _STATES[value](found) if name == "state" else found.filter(**{name: value})
    year = whole_number(request.GET.get("year", ""))
    if year is not None and 1 <= year <= 9999:
        asked["year"] = str(year)
        found = found.filter(filed_on__year=year)
    return found, asked


@require_safe
@office_view(*READERS)
def dispute_list(request: HttpRequest, office: Office) -> HttpResponse:
    """The disputes, the newest first, with what is due next in each."""
    found, asked = _chosen(request, office)
    page = Paginator(found.prefetch_related("events"), _PAGE).get_page(request.GET.get("page"))
    for dispute in page:
        dispute.next = next_day(dispute, today())  # type: ignore[attr-defined]
    years = Dispute.objects.filter(agency=office.agency).dates("filed_on", "year", order="DESC")
    filters = [
        ("kind", _("类别"), KINDS),
        ("state", _("进展"), [("pending", _("尚未审结")), ("decided", _("已作出决定、裁判"))]),
        ("outcome", _("结果"), OUTCOMES),
        ("year", _("受理年度"), [(str(each.year), str(each.year)) for each in years]),
    ]
    context = {
        "page": page, "asked": asked, "may_act": office.may(*ACTORS),
        "filters": [(name, label, choices, asked.get(name, "")) for name, label, choices in filters],
    }  # fmt: skip
    return render(request, "disputes/list.html", context)


@require_safe
@office_view(*READERS)
def export(request: HttpRequest, office: Office) -> HttpResponse:
    """The register as a workbook, with the same filters as the list."""
    found, _asked = _chosen(request, office)
    name = f"{office.agency.short_name}{_('行政复议行政诉讼登记表')}{today().isoformat()}.xlsx"
    return download(workbook(found.prefetch_related("events")), name, WORKBOOK)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@office_view(*ACTORS)
def add(request: HttpRequest, office: Office) -> HttpResponse:
    """Register a dispute from the copy that arrived."""
    dispute = Dispute(agency=office.agency)
    form = EntryForm(
        request.POST or None, request.FILES or None, instance=dispute, office=office, initial=_initial(request, office)
    )
    if request.method == "POST" and form.is_valid():
        try:
            entered = _entered(form, office)
        except DisclosureError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("已登记。答复、答辩的期限见下方，年报第四部分会计入这一件。"))
            return redirect(entered)
    context = {"form": form, "title": _("登记行政复议、行政诉讼"), "button": _("登记"), "back": _list_url(office)}
    return render(request, "disputes/form.html", context, status=422 if form.is_bound else 200)


def _initial(request: HttpRequest, office: Office) -> dict[str, Any]:
    """The organ of this agency, and the application or the reconsideration from whose page one comes."""
    found: dict[str, Any] = {
        "organ": office.agency.reconsideration_organ,
        "on": today(),
        "kind": DisputeKind.RECONSIDERATION.value,
    }
    if (number := whole_number(request.GET.get("application", ""))) is not None:
        found["application"] = number
    before = whole_number(request.GET.get("reconsideration", ""))
    earlier = Dispute.objects.filter(pk=before, agency=office.agency).first() if before is not None else None
    if earlier is not None:
        found |= {
            "reconsideration": earlier.pk, "application": earlier.application_id, "organ": office.agency.court,
            "kind": DisputeKind.LITIGATION_AFTER_RECONSIDERATION.value,
        }  # fmt: skip
    return found


@transaction.atomic
def _entered(form: EntryForm, office: Office) -> Dispute:
    dispute = services.enter(office.agency, form.facts(), form.event(), office.person, note=form.cleaned_data["note"])
    _attach(dispute, form.cleaned_data.get("file"), office)
    return dispute


def _attach(dispute: Dispute, upload: Any, office: Office) -> None:
    if upload:
        services.attach(dispute, upload.name, upload.read(), office.person)


def _list_url(office: Office) -> str:
    return reverse("disputes:list", args=[office.agency.slug])


@never_cache
@require_safe
@office_view(*READERS)
def case(request: HttpRequest, office: Office, pk: int) -> HttpResponse:
    """One dispute: what is due and why, what happened, what it counts as, its documents and its application."""
    return _case_page(request, office, _case(office, pk), RevealForm(), revealed=False)


@never_cache
@require_POST
@office_view(*ACTORS)
def reveal(request: HttpRequest, office: Office, pk: int) -> HttpResponse:
    """Show who brought the dispute, for a reason; who looked and why stands in the log."""
    dispute, form = _case(office, pk), RevealForm(request.POST)
    if form.is_valid():
        log(office.agency, office.person, "dispute.revealed", dispute, field="party", reason=form.cleaned_data["reason"])
    return _case_page(request, office, dispute, form, revealed=form.is_valid())


def _case_page(request: HttpRequest, office: Office, dispute: Dispute, form: RevealForm, *, revealed: bool) -> HttpResponse:
    may_act = office.may(*ACTORS) and not dispute.is_erased
    context = {
        "may_erase": may_act and dispute.application is None and dispute.closed_on is not None,
        "dispute": dispute, "may_act": may_act, "acts": open_acts(dispute) if may_act else [],
        "story": story(dispute), "terms": terms(dispute), "next": next_day(dispute, today()), "files": dispute.files.all(),
        "counted": [
            (year, column_label(column), f"disputes.{dispute.kind}.{column}") for year, column in services.counted_as(dispute)
        ],
        "reopened": services.reopenings(dispute), "file_form": FileForm(),
        "orders": services.orders(dispute), "lawsuits": dispute.lawsuits.all(),
        "may_sue": dispute.kind == DisputeKind.RECONSIDERATION and dispute.stage == Stage.DECIDED,
    }  # fmt: skip
    context |= {"revealed": revealed, "reveal": form, "masked_party": mask_name(dispute.party) if dispute.party else ""}
    return render(request, "disputes/case.html", context, status=422 if form.is_bound and not revealed else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@office_view(*ACTORS)
def edit(request: HttpRequest, office: Office, pk: int) -> HttpResponse:
    """Correct the facts of the register: organ, number, application. What happened is corrected by counter-events."""
    dispute = _case(office, pk)
    form = FactsForm(request.POST or None, instance=dispute, office=office)
    if request.method == "POST" and form.is_valid():
        kept = _case(office, pk)  # the form has written into its own copy
        try:
            services.change(kept, form.facts(), office.person)
        except DisclosureError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("已保存，改动记入操作日志。"))
            return redirect(kept)
    return _form(request, form, _("更正登记内容"), _("保存"), dispute)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@office_view(*ACTORS)
def act(request: HttpRequest, office: Office, pk: int, key: str) -> HttpResponse:
    """One act: its form, and once it is sent the event."""
    dispute = _case(office, pk)
    if key not in ACTS:
        raise Http404
    chosen = ACTS[key]
    if key not in {each.key for each in open_acts(dispute)}:
        messages.warning(request, _("这件案件现在不能“%(act)s”，请先看办理经过。") % {"act": chosen.button})
        return redirect(dispute)
    form = chosen.form(request.POST or None, request.FILES or None, dispute=dispute)
    if request.method == "POST" and form.is_valid():
        before = set(services.reopenings(dispute))
        try:
            _carry_out(dispute, form, office)
        except DisclosureError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, chosen.done)
            if set(services.reopenings(dispute)) != before:
                messages.success(request, _("所涉申请已重新打开，请在规定的日期前重新答复。"))
            return redirect(dispute)
    return _form(request, form, chosen.button, chosen.button, dispute)


@transaction.atomic
def _carry_out(dispute: Dispute, form: ActForm, office: Office) -> None:
    """The event and the document that goes with it: both or neither."""
    said = {name: form.cleaned_data.get(name) or "" for name in ("note", "organ", "case_number")}
    services.record(dispute, form.event(), office.person, **said)
    _attach(dispute, form.cleaned_data.get("file"), office)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@office_view(*ACTORS)
def strike(request: HttpRequest, office: Office, pk: int, sequence: int) -> HttpResponse:
    """更正误录: take an event back by a counter-event with a reason."""
    dispute = _case(office, pk)
    line = next((each for each in story(dispute) if each.event.sequence == sequence and each.may_be_struck), None)
    if line is None:
        raise Http404
    form = StrikeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.take_back(dispute, sequence, form.cleaned_data["reason"], office.person)
        except DisclosureError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("已更正：原记录保留并标明作废。请补录正确的事项。"))
            return redirect(dispute)
    return _form(request, form, _("更正误录"), _("标明作废"), dispute, line=line)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@office_view(*ACTORS)
def erase(request: HttpRequest, office: Office, pk: int) -> HttpResponse:
    """Erase a dispute about no application: asked for by one person, approved by another."""
    dispute = _case(office, pk)
    goes = _(
        "删除：复议申请人或者原告、办理经过中的说明、%(files)s份案件文书。密钥随之销毁，备份里的内容也不能再读出。"
    ) % {"files": dispute.files.count()}  # fmt: skip
    return erasure_page(request, office, dispute, goes, _("保留：案号、各项日期、审理结果。年度报告的数字不变。"))


@require_POST
@office_view(*ACTORS)
def add_file(request: HttpRequest, office: Office, pk: int) -> HttpResponse:
    """Add a document to the case."""
    dispute = _case(office, pk)
    form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            _attach(dispute, form.cleaned_data["file"], office)
        except DisclosureError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("已加入案件文书。"))
        return redirect(dispute)
    return _form(request, form, _("加入文书"), _("加入"), dispute)


@never_cache
@require_safe
@office_view(*READERS)
def file(request: HttpRequest, office: Office, pk: int, dispute_file: int) -> HttpResponse:  # noqa: ARG001 - the gate's signature
    """A document of the case, decrypted for whoever may read it; that somebody did stands in the log."""
    found = get_object_or_404(DisputeFile, pk=dispute_file, dispute=_case(office, pk))
    content = found.content()
    log(office.agency, office.person, "dispute.file_opened", found.dispute, file=found.pk)
    return download(content, found.title, "application/octet-stream")


def _form(request: HttpRequest, form: Any, title: Any, button: Any, dispute: Dispute, **more: Any) -> HttpResponse:
    """A form about a dispute, with the way back to it."""
    context = {"form": form, "title": title, "button": button, "dispute": dispute, "back": dispute.get_absolute_url(), **more}
    return render(request, "disputes/form.html", context, status=422 if form.is_bound else 200)
