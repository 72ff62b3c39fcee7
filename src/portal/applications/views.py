"""The office side: the list by due day, entry by staff, the case file with its acts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from disclosure.clock import correction_notice_due
from disclosure.clock.case import case_of
from disclosure.errors import DisclosureError
from disclosure.letters import kind_of_event, template
from disclosure.records import CorrectionAsked, Replied, Status, outcomes
from portal.agencies.access import Office, office_view
from portal.agencies.counting import calendar_here
from portal.agencies.models import Role
from portal.applications import letters, services
from portal.applications.acts import ACTS, Act, ActForm, StrikeForm, open_acts
from portal.applications.choices import STATUS_COLOURS, outcome_label
from portal.applications.downloads import WORD, download, name_of
from portal.applications.explain import procedure, story, timeline_days, why
from portal.applications.forms import EntryForm, RevealForm
from portal.applications.handling.panel import panel_of
from portal.applications.intake.numbers import new_token, secret_for, shown
from portal.applications.letters.covering import may_see_whole
from portal.applications.letters.given import is_void, struck_events
from portal.applications.models import Application, Attachment, Letter, mask_name
from portal.audit.log import record as log
from portal.today import today

READERS = (Role.CLERK, Role.REVIEWER, Role.LEADER)
ACTORS = (Role.CLERK, Role.LEADER)


def _of(office: Office) -> QuerySet[Application]:
    return Application.objects.filter(agency=office.agency)


def _case(office: Office, pk: int) -> Application:
    """A case of the office; an erased one can't be worked on."""
    return get_object_or_404(_of(office), pk=pk, case_key__destroyed_at=None)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@office_view(*ACTORS)
def enter(request: HttpRequest, office: Office) -> HttpResponse:
    """Enter what came by counter (in writing or by word of mouth), post, fax, e-mail or another site."""
    form = EntryForm(request.POST or None, request.FILES or None, initial={"arrived_on": today()})
    if request.method == "POST" and form.is_valid():
        token = request.POST.get("form_token") or new_token()
        arrival = form.arrival()
        try:
            submitted = services.submit(
                office.agency, form.answers(), form=token, channel=arrival["channel"], by=office.person,
                arrived_on=arrival["arrived_on"], files=form.received_files(),
            )  # fmt: skip
        except DisclosureError as error:
            form.add_error(None, str(error))
        else:
            application = submitted.application
            messages.success(
                request,
                _("已登记，受理编号%(number)s，查询码%(secret)s（只显示这一次，请交给申请人）。")
                % {"number": application.receipt_number, "secret": shown(secret_for(token))},
            )
            return redirect(application)
    context = {"form": form, "form_token": request.POST.get("form_token") or new_token()}
    return render(request, "applications/enter.html", context, status=422 if form.is_bound else 200)


_DETAILS = (
    "name", "identity_kind", "identity_number", "legal_representative", "contact_person", "agent", "agent_identity",
    "agent_phone", "phone", "email", "address", "postcode",
)  # fmt: skip


def _masked(application: Application, revealed: dict[str, str]) -> list[dict[str, Any]]:
    """The details of the applicant; the sensitive ones masked unless just revealed."""
    rows = []
    for name in _DETAILS:
        value = getattr(application, name)
        if not value:
            continue
        label = Application._meta.get_field(name).verbose_name
        if name == "identity_kind":
            value = application.get_identity_kind_display()
        hidden = services.is_masked(application, name) and name not in revealed
        rows.append({"name": name, "label": label, "value": _covered(name, value) if hidden else value, "hidden": hidden})
    return rows


def _covered(name: str, value: str) -> str:
    """Of a person's name the first character stays, as in lists."""
    return mask_name(value) if name in ("name", "contact_person", "agent") else mask(value)


def mask(value: str) -> str:
    """The first two and the last two characters; short values wholly covered."""
    return f"{value[:2]}{'*' * (len(value) - 4)}{value[-2:]}" if len(value) > 6 else "*" * len(value)


def _case_page(request: HttpRequest, office: Office, application: Application, revealed: dict[str, str]) -> HttpResponse:
    days = timeline_days(application)
    context = {
        "application": application, "colour": STATUS_COLOURS[Status(application.status)],
        "details": _masked(application, revealed),
        "story": story(application), "days": days, "why": why(application), "procedure": procedure(application, today()),
        "outcome": outcome_label(application.outcome),
        "acts": open_acts(application) if office.may(*ACTORS) else [], "may_act": office.may(*ACTORS),
        "case_letters": _letters_of(application), "kinds_by_hand": letters.kinds_by_hand(),
        "attachments": application.attachments.all(), "disputes": application.disputes.all(),
        "handling": panel_of(application), "counted": sum(day.bar == "counted" for day in days),
    }  # fmt: skip
    return render(request, "applications/case.html", context)


@never_cache
@require_safe
@office_view(*READERS)
def case_file(request: HttpRequest, office: Office, pk: int) -> HttpResponse:
    """The case file: due day and why, what happened, what can be done next; of an erased case what is left."""
    application = get_object_or_404(_of(office), pk=pk)
    if application.is_erased:
        context = {"application": application, "story": story(application)}
        return render(request, "applications/privacy/erased.html", context)
    return _case_page(request, office, application, {})


@never_cache
@require_POST
@office_view(*READERS)
def reveal(request: HttpRequest, office: Office, pk: int) -> HttpResponse:
    """Show one masked field in plain, for a reason; who looked and why stands in the log."""
    application = _case(office, pk)
    field = request.POST.get("field", "")
    if field not in services.MASKED:
        raise Http404
    form = RevealForm(request.POST if "asked" in request.POST else None)
    if form.is_valid():
        shown_now = {field: services.reveal(application, field, office.person, form.cleaned_data["reason"])}
        return _case_page(request, office, application, shown_now)
    label = Application._meta.get_field(field).verbose_name
    context = {"application": application, "field": field, "label": label, "form": form}
    return render(request, "applications/privacy/reveal.html", context, status=422 if form.is_bound else 200)


def _letters_of(application: Application) -> list[Letter]:
    """The letters of the case with what each is called."""
    found, struck = list(application.letters.select_related("event")), struck_events(application)
    for each in found:
        each.shown_name = str(template(each.kind).name)  # type: ignore[attr-defined]
        each.void = is_void(each, struck)  # type: ignore[attr-defined]
    return found


def _act(key: str) -> Act:
    if key not in ACTS:
        raise Http404
    return ACTS[key]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@office_view(*ACTORS)
def act(request: HttpRequest, office: Office, pk: int, key: str) -> HttpResponse:
    """One act: its form, and once it is sent the event with its letter."""
    application, chosen = _case(office, pk), _act(key)
    if key not in {each.key for each in open_acts(application)}:
        messages.warning(request, _("这件申请现在不能“%(act)s”，请先看办理经过。") % {"act": chosen.button})
        return redirect(application)
    on_paper = chosen.paper and (request.method == "POST" or "paper" in request.GET)
    if not on_paper and (page := chosen.first(application)):
        return redirect(page)
    initial = {"approver": str(office.person)} if office.may(Role.LEADER) else {}
    form = chosen.form(request.POST or None, request.FILES or None, application=application, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            if form.drafts():
                return _begun(request, application, form, office)
            _carry_out(application, form, office)
        except DisclosureError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, chosen.done)
            _warn_late_correction(request, application, form)
            return redirect(application)
    context = {
        "application": application, "act": chosen, "form": form, "handling": panel_of(application),
        "outcomes": outcomes().values(),
        "has_letter": chosen.event in letters.KINDS and chosen.event is not Replied,
    }  # fmt: skip
    return render(request, "applications/act.html", context, status=422 if form.is_bound else 200)


@transaction.atomic
def _begun(request: HttpRequest, application: Application, form: ActForm, office: Office) -> HttpResponse:
    """A draft of the letter in place of the event, which is recorded when the letter is signed."""
    _attach_upload(application, form, office)
    event = form.event()
    made = letters.draft(application, kind_of_event(event), event, form.additions(), office.person, note=form.kept_note())
    messages.success(request, _("已生成草稿。请核对正文，需要时修改，然后签发。"))
    return redirect("applications:letter_page", office.agency.slug, application.pk, made.pk)


def _attach_upload(application: Application, form: ActForm, office: Office) -> None:
    upload = form.cleaned_data.get("file")
    if upload:
        services.attach(application, upload.name, upload.read(), office.person, for_applicant=True)


@transaction.atomic
def _carry_out(application: Application, form: ActForm, office: Office) -> None:
    """The event, the letter that goes with it, and the file that goes with the letter: all or nothing."""
    _attach_upload(application, form, office)
    signer = str(form.cleaned_data.get("paper_signer", ""))
    services.handle(application, form.event(), office.person, form.additions(), note=form.kept_note(), paper_signer=signer)


def _warn_late_correction(request: HttpRequest, application: Application, form: ActForm) -> None:
    """A request to correct after the period for it (第三十条) is recorded as it was, and said."""
    event = form.event()
    if isinstance(event, CorrectionAsked):
        due = correction_notice_due(case_of(application.engine_events()), calendar_here())
        if event.on > due.on:
            messages.warning(
                request, _("补正应当在%(day)s前告知（第三十条），本次已经超过，请在案卷中说明。") % {"day": due.on.isoformat()}
            )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@office_view(*ACTORS)
def strike(request: HttpRequest, office: Office, pk: int, sequence: int) -> HttpResponse:
    """更正误录: take an event back by a counter-event with a reason."""
    application = _case(office, pk)
    line = next((each for each in story(application) if each.event.sequence == sequence and each.may_be_struck), None)
    if line is None:
        raise Http404
    form = StrikeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.take_back(application, sequence, form.cleaned_data["reason"], office.person)
        except DisclosureError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("已更正：原记录保留并标明作废。请补录正确的事项。"))
            return redirect(application)
    context = {"application": application, "line": line, "form": form}
    return render(request, "applications/strike.html", context, status=422 if form.is_bound else 200)


@never_cache
@require_safe
@office_view(*READERS)
def letter(request: HttpRequest, office: Office, pk: int, letter_pk: int) -> HttpResponse:
    """A letter as a Word file, for whoever handles the case or said why; who opened it stands in the log."""
    found = get_object_or_404(Letter, pk=letter_pk, application=_case(office, pk))
    if not may_see_whole(request, office, found):
        return redirect("applications:letter_page", office.agency.slug, pk, letter_pk)
    log(office.agency, office.person, "application.letter_opened", found.application, letter=found.pk, suffix="docx")
    return download(letters.word_file(found), f"{name_of(found)}.docx", WORD)


@require_safe
@office_view(*READERS)
def attachment(request: HttpRequest, office: Office, pk: int, attachment_pk: int) -> HttpResponse:  # noqa: ARG001
    """A file of the case, decrypted for whoever may read the case; who opened what the applicant sent in stands in the log."""
    found = get_object_or_404(Attachment, pk=attachment_pk, application=_case(office, pk))
    if found.by_id is None or found.kind in ("identity", "authority"):
        log(office.agency, office.person, "application.file_opened", found.application, file=found.pk, kind=found.kind)
    return download(found.content(), found.title, "application/octet-stream")
