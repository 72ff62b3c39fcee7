"""Pages of handling inside the office: the work list, assignments, notes, the check before a reply, the extension."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from disclosure.errors import DisclosureError
from disclosure.records import Transferred
from portal.agencies.access import Office, office_view
from portal.agencies.models import Role
from portal.applications import services, sheets
from portal.applications.handling import assigning, checking, extending, listing
from portal.applications.handling.forms import (
    AnswerForm,
    AskExtensionForm,
    AssignForm,
    CheckForm,
    DecideForm,
    NoteForm,
    PartSet,
)
from portal.applications.handling.models import Assignment, Check, Note
from portal.applications.letters import Additions
from portal.applications.letters.views import ACTORS, READERS, case_of
from portal.applications.models import Application
from portal.asked import whole_numbers
from portal.audit.log import record as log
from portal.today import today

_PAGE = 30


@never_cache
@require_safe
@office_view(*READERS)
def case_list(request: HttpRequest, office: Office) -> HttpResponse:
    """The work list: open cases first by due day, filtered; or what stands behind a figure (``ids``); or saved as a table."""
    kinds = listing.views(today())
    chosen = request.GET.get("show", "open")
    chosen = chosen if chosen in kinds else "open"
    form = listing.FilterForm(request.GET, agency=office.agency)
    wanted = form.cleaned_data if form.is_valid() else {}
    ids = request.GET.get("ids", "")
    if ids:
        chosen, cases = "ids", Application.objects.filter(agency=office.agency, pk__in=whole_numbers(ids))
    else:
        cases = listing.found(office.agency, kinds[chosen], wanted, today())  # type: ignore[assignment]
    ranked = listing.ordered(cases, by_due=chosen in ("open", "overdue"))
    if request.GET.get("format") == "xlsx":
        log(office.agency, office.person, "applications.list_saved", office.agency, cases=len(ranked))
        lines = [listing.cells(row) for row in listing.rows(list(ranked), today())]
        return sheets.handed_out(f"{_('申请列表')} {today().isoformat()}", _("申请列表"), listing.heading(), lines)
    page = Paginator(ranked, _PAGE).get_page(request.GET.get("page"))
    return render(
        request, "applications/list.html",
        {
            "page": page, "rows": list(listing.rows(list(page.object_list), today())), "facets": listing.counts(office, today()),
            "chosen": chosen, "form": form, "filtered": any(value not in ("", None) for value in wanted.values()),
            "may_act": office.may(*ACTORS), "asked": request.GET.urlencode(),
        },
    )  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@office_view(*ACTORS)
def assign(request: HttpRequest, office: Office, pk: int) -> HttpResponse:
    """交办: give a case to a department or somebody."""
    application = case_of(office, pk)
    form = AssignForm(request.POST or None, application=application)
    if request.method == "POST" and form.is_valid():
        try:
            _assign(application, form.cleaned_data, office)
        except DisclosureError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("已交办，承办人的“今天要办”里会出现这一件。"))
            return redirect(application)
    context = {"application": application, "form": form, "former": application.assignments.order_by("-pk")}
    return render(request, "applications/assign.html", context, status=422 if form.is_bound else 200)


@transaction.atomic
def _assign(application: Application, given: dict[str, Any], office: Office) -> None:
    if given["letter"]:
        event = Transferred(today(), given["unit"])
        services.handle(
            application, event, office.person, Additions(addressee=given["unit"], note=given["asked"]), note=given["asked"]
        )  # fmt: skip
    assigning.assign(application, given["unit"], given["person"], given["due_on"], given["asked"], office.person)


@never_cache
@require_safe
@office_view()
def assigned_list(request: HttpRequest, office: Office) -> HttpResponse:
    """What was given to somebody, by its internal day."""
    return render(request, "applications/assigned_list.html", {"assignments": assigning.mine(office)})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@office_view()
def assigned(request: HttpRequest, office: Office, assignment_pk: int) -> HttpResponse:
    """One assignment for who works on it: what is asked for, nothing of who asks; accepted, given back, answered."""
    assignment = get_object_or_404(
        Assignment.objects.select_related("application__agency", "person"), pk=assignment_pk, application__agency=office.agency
    )
    if not assigning.concerns(assignment, office):
        raise Http404
    form = AnswerForm()
    if request.method == "POST":
        form = AnswerForm(request.POST, request.FILES)
        if _moved(request, assignment, form, office):
            return redirect(request.path)
    context = {"assignment": assignment, "application": assignment.application, "form": form}
    return render(request, "applications/assigned.html", context, status=422 if form.is_bound else 200)


def _moved(request: HttpRequest, assignment: Assignment, form: AnswerForm, office: Office) -> bool:
    """Carry out an act on an assignment; False where the form has an error."""
    act = request.POST.get("act", "")
    try:
        if act == "accept":
            assigning.accept(assignment.pk, office.person)
            messages.success(request, _("已接收。"))
            return True
        if act not in ("answer", "return"):
            raise Http404
        if not form.is_valid():
            return False
        with transaction.atomic():
            if act == "answer":
                upload = form.cleaned_data["file"]
                if upload:
                    services.attach(assignment.application, upload.name, upload.read(), office.person, kind="found")
                assigning.answer(assignment.pk, form.cleaned_data["text"], office.person)
            else:
                assigning.give_back(assignment.pk, form.cleaned_data["text"], office.person)
    except DisclosureError as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, _("已反馈。") if act == "answer" else _("已退回。"))
    return True


@never_cache
@require_POST
@office_view(*READERS)
def note(request: HttpRequest, office: Office, pk: int) -> HttpResponse:
    """Add a note to a case."""
    application = case_of(office, pk)
    form = NoteForm(request.POST)
    if form.is_valid():
        kept = Note.objects.create(application=application, text=form.cleaned_data["text"], by=office.person)
        log(office.agency, office.person, "application.noted", application, note=kept.pk)
        messages.success(request, _("已记录备注。"))
    else:
        messages.error(request, _("备注是空的，没有记录。"))
    return redirect(application)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@office_view(*READERS)
def check(request: HttpRequest, office: Office, pk: int) -> HttpResponse:
    """公开审查: the grounds one by one, then the parts one by one."""
    application = case_of(office, pk)
    made = Check.objects.filter(application=application).select_related("by").first()
    said = made.said() if made else {}
    known = [
        {"label": part.label, "ground": part.ground, "reason": part.reason} for part in application.parts.all()
    ]  # fmt: skip
    posted = request.POST if request.method == "POST" else None
    form, parts = CheckForm(posted, said=said), PartSet(posted, initial=None if posted else known, prefix="parts")
    if posted is not None:
        if not office.may(*ACTORS):
            raise PermissionDenied
        if form.is_valid() and parts.is_valid():
            try:
                with transaction.atomic():
                    if made or form.said():  # a name and a time beside nothing would say that somebody has looked
                        checking.save_check(application, form.said(), office.person)
                    named = [part for each in parts if (part := each.part()) is not None]
                    checking.save_parts(application, named, office.person)
            except DisclosureError as error:
                form.add_error(None, str(error))
            else:
                if not (made or form.said()):
                    messages.warning(request, _("各种情形都还没有回答，没有记录审查结论。"))
                elif left := len(form.unanswered()):
                    messages.warning(request, _("已保存，还有%(count)s种情形没有回答，答复之前请回答完。") % {"count": left})
                else:
                    messages.success(request, _("已保存审查结论，各种情形都回答了。"))
                return redirect(request.path if "more" in request.POST else application.get_absolute_url())
    context = {
        "application": application, "form": form, "parts": parts, "made": made, "said": said,
        "may_act": office.may(*ACTORS) and application.is_open,
    }  # fmt: skip
    return render(request, "applications/check.html", context, status=422 if posted is not None else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@office_view(*ACTORS)
def extension(request: HttpRequest, office: Office, pk: int) -> HttpResponse:
    """延期: asked for, approved or refused by another person."""
    application = case_of(office, pk)
    waiting = extending.waiting(application)
    form: Any = DecideForm() if waiting else AskExtensionForm()
    if request.method == "POST":
        form = DecideForm(request.POST) if waiting else AskExtensionForm(request.POST)
        if form.is_valid():
            try:
                page = _extended(request, application, form.cleaned_data, office)
            except DisclosureError as error:
                form.add_error(None, str(error))
            else:
                return page
    context = {
        "application": application, "waiting": waiting, "form": form, "former": application.extension_requests.order_by("-pk"),
        "may_decide": waiting is not None and office.may(Role.LEADER) and waiting.asked_by_id != office.person.pk,
    }  # fmt: skip
    return render(request, "applications/extension.html", context, status=422 if form.is_bound else 200)


def _extended(request: HttpRequest, application: Application, given: dict[str, Any], office: Office) -> HttpResponse:
    waiting = extending.waiting(application)
    if waiting is None:
        extending.ask(application, given["days"], given["reason"], office.person)
        messages.success(request, _("已申请延期，等待负责人审批。"))
        return redirect(application)
    if not office.may(Role.LEADER):
        raise PermissionDenied
    approved = request.POST.get("decision") == "approve"
    decided = extending.decide(waiting, approved, given["opinion"], office.person)
    if decided.letter is None:
        messages.success(request, _("已退回延期申请。"))
        return redirect(application)
    messages.success(request, _("已同意延期，延期告知书的草稿已生成；签发并告知申请人后生效。"))
    return redirect("applications:letter_page", office.agency.slug, application.pk, decided.letter.pk)
