"""Pages of what follows a reply or stands beside it: proactive disclosure, other agencies, records corrected."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from disclosure.errors import DisclosureError
from disclosure.letters import Letter, digest
from disclosure.letters.filling import written
from portal.agencies.access import Office, office_view
from portal.agencies.models import Role
from portal.applications.downloads import PDF, WORD, download
from portal.applications.forms import RevealForm
from portal.applications.handling import converting, corrections
from portal.applications.handling.correction_keeping import kept_long_enough
from portal.applications.handling.forms import (
    ConvertForm,
    DeliverForm,
    EvidenceForm,
    OtherOfficeForm,
    ProposeForm,
    RegisterForm,
    SuggestForm,
    VerifyForm,
)
from portal.applications.handling.models import CorrectionFile, OtherOffice, RecordsCorrection, Suggestion
from portal.applications.handling.neighbours import neighbours
from portal.applications.letters.files import as_file
from portal.applications.letters.views import ACTORS, READERS, case_of
from portal.applications.models import Application, hidden, mask_name
from portal.applications.privacy.views import erasure_page
from portal.audit.log import record as log
from portal.publishing.refusing import Refused
from portal.today import today

_SUFFIXES = {"docx": WORD, "pdf": PDF}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@office_view(*ACTORS)
def publish(request: HttpRequest, office: Office, pk: int) -> HttpResponse:
    """依申请转主动公开: a draft of what was given; the applicant's suggestion beside it."""
    application = case_of(office, pk)
    if application.outcome not in converting.GIVEN or application.is_open:
        messages.warning(request, _("只有已经公开（部分公开）的申请可以转为主动公开。"))
        return redirect(application)
    given = converting.given_files(application)
    act = request.POST.get("act", "")
    convert = ConvertForm(request.POST if act == "convert" else None, application=application, attachments=given)
    suggest = SuggestForm(request.POST if act == "suggest" else None)
    suggestion = Suggestion.objects.filter(application=application).first()
    if request.method == "POST":
        try:
            page = _published(request, application, convert, suggest, suggestion, office)
        except (DisclosureError, Refused) as error:
            (suggest if act == "suggest" else convert).add_error(None, str(error)) if act in (
                "convert", "suggest") else messages.error(request, str(error))  # fmt: skip
        else:
            if page is not None:
                return page
    context = {
        "application": application, "convert": convert if converting.may_be_converted(application) else None,
        "suggest": suggest, "suggestion": suggestion, "conversion": application.conversions.select_related("item").first(),
    }  # fmt: skip
    return render(request, "applications/publish.html", context, status=422 if request.method == "POST" else 200)


def _published(
    request: HttpRequest, application: Application, convert: ConvertForm, suggest: SuggestForm, suggestion: Suggestion | None,
    office: Office,
) -> HttpResponse | None:  # fmt: skip
    act = request.POST.get("act", "")
    if act == "convert" and convert.is_valid():
        chosen = set(convert.cleaned_data.get("files", ()))
        files = [each for each in converting.given_files(application) if str(each.pk) in chosen]
        made = converting.convert(
            office, application, title=convert.cleaned_data["title"], column=convert.cleaned_data["column"],
            text=convert.cleaned_data["text"], attachments=files,
        )  # fmt: skip
        messages.success(request, _("已生成信息草稿。请核对后提交审核；发布后计入依申请转主动公开。"))
        return redirect("publishing:item", office.agency.slug, made.item.pk)
    if act == "suggest" and suggest.is_valid():
        converting.suggest(application, suggest.cleaned_data["on"], suggest.cleaned_data["text"], office.person)
        messages.success(request, _("已登记申请人的建议。"))
        return redirect(request.path)
    if act in ("accept", "decline") and suggestion is not None:
        converting.decide_suggestion(suggestion, act == "accept", request.POST.get("reason", "")[:2000], office.person)
        messages.success(request, _("已记录审核意见。"))
        return redirect(request.path)
    return None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@office_view(*ACTORS)
def neighbour_list(request: HttpRequest, office: Office) -> HttpResponse:
    """其他机关名录: the tree, and what the office entered itself."""
    form = OtherOfficeForm(request.POST or None, agency=office.agency)
    if request.method == "POST" and form.is_valid():
        kept = form.save()
        log(office.agency, office.person, "neighbour.entered", kept, neighbour=kept.pk)
        messages.success(request, _("已登记。"))
        return redirect(request.path)
    own = OtherOffice.objects.filter(agency=office.agency)
    names = {each.name for each in own}
    tree = [each for each in neighbours(office.agency) if each.name not in names]
    context = {"form": form, "own": own, "tree": tree}
    return render(request, "applications/neighbours.html", context, status=422 if form.is_bound else 200)


@never_cache
@require_POST
@office_view(*ACTORS)
def neighbour_drop(request: HttpRequest, office: Office, neighbour_pk: int) -> HttpResponse:
    """Take an agency off the list."""
    found = get_object_or_404(OtherOffice, agency=office.agency, pk=neighbour_pk)
    log(office.agency, office.person, "neighbour.dropped", found, neighbour=found.pk)
    found.delete()
    messages.success(request, _("已删除。"))
    return redirect("applications:neighbours", office.agency.slug)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@office_view(*READERS)
def correction_list(request: HttpRequest, office: Office) -> HttpResponse:
    """更正自身信息记录: all, and the form to register one."""
    form = RegisterForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        if not office.may(*ACTORS):
            raise PermissionDenied
        if form.is_valid():
            said = {name: value for name, value in form.cleaned_data.items() if name != "file"}
            fields = {("received_on" if name == "on" else name): value for name, value in said.items()}
            try:
                made = corrections.register(office.agency, fields, office.person, _sent(form))
            except DisclosureError as error:
                form.add_error(None, str(error))
            else:
                return redirect("applications:correction", office.agency.slug, made.pk)
    context = {
        "form": form, "corrections": RecordsCorrection.objects.filter(agency=office.agency).select_related("case_key"),
        "may_act": office.may(*ACTORS), "kept_long_enough": set(kept_long_enough(office.agency, today())),
    }  # fmt: skip
    return render(request, "applications/corrections.html", context, status=422 if form.is_bound else 200)


def _sent(form: Any) -> list[tuple[str, bytes]]:
    """The file of a form as name and content; none where none was sent."""
    upload = form.cleaned_data.get("file")
    return [(upload.name, upload.read())] if upload else []


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@office_view(*READERS)
def correction(request: HttpRequest, office: Office, correction_pk: int) -> HttpResponse:
    """One request to correct records: verified, answered, signed by the leader, delivered."""
    found = get_object_or_404(RecordsCorrection, agency=office.agency, pk=correction_pk)
    if found.is_erased:
        kept = found.erasure_requests.filter(approved=True).select_related("asked_by", "decided_by").first()
        return render(request, "applications/correction_erased.html", {"found": found, "kept": kept})
    act = request.POST.get("act", "")
    known = {"outcome": found.outcome, "addressee": found.addressee, "answer": found.answer, "reason": found.reason}
    forms: dict[str, Any] = {
        "verify": VerifyForm(request.POST if act == "verify" else None, initial={"verified": found.verified}),
        "propose": ProposeForm(request.POST if act == "propose" else None, initial=known),
        "deliver": DeliverForm(request.POST if act == "deliver" else None),
        "evidence": EvidenceForm(request.POST, request.FILES) if act == "evidence" else EvidenceForm(),
        "reveal": RevealForm(request.POST if act == "reveal" else None, auto_id="reveal_%s"),  # the answer has a reason too
    }
    revealed = act == "reveal" and request.method == "POST" and office.may(*ACTORS) and forms["reveal"].is_valid()
    if revealed:
        reason = forms["reveal"].cleaned_data["reason"]
        log(office.agency, office.person, "correction.revealed", found, correction=found.pk, reason=reason)
    if request.method == "POST":
        if not office.may(*ACTORS):
            raise PermissionDenied
        if not revealed and act != "reveal" and _corrected(request, found, forms, office):
            return redirect(request.path)
    shown = corrections.letter_of(found) if found.outcome else None
    context = {
        "found": found, **forms, "revealed": revealed, "masked_name": mask_name(found.name),
        "masked_contact": hidden(found.contact), "may_act": office.may(*ACTORS),
        "missing": corrections.missing(found) if found.is_open else [], "may_sign": office.may(Role.LEADER),
        "files": found.files.all(), "digest": digest(shown) if shown else "",
        "shown": shown if revealed or shown is None else _without_name(shown, found.name),
        "day": written(shown.on) if shown else "",
    }  # fmt: skip
    status = 422 if request.method == "POST" and not revealed else 200
    return render(request, "applications/correction.html", context, status=status)


def _without_name(letter: Letter, name: str) -> Letter:
    """A letter as it is looked at: the name of who asks masked wherever it stands. What is signed is the whole of it."""
    masked = mask_name(name)
    return replace(letter, lines=tuple(replace(line, text=line.text.replace(name, masked)) for line in letter.lines))


def _corrected(request: HttpRequest, found: RecordsCorrection, forms: dict[str, Any], office: Office) -> bool:
    """Carry out an act on it; False where the form has an error."""
    act = request.POST.get("act", "")
    form = forms.get(act)
    if form is None and act != "sign":
        raise Http404
    if form is not None and not form.is_valid():
        return False
    try:
        if act == "verify":
            corrections.verify(found, form.cleaned_data["verified"], office.person)
        elif act == "propose":
            corrections.propose(found, by=office.person, **form.cleaned_data)
        elif act == "evidence":
            for name, content in _sent(form):
                corrections.attach(found, name, content, office.person)
        elif act == "deliver":
            corrections.deliver(found, form.cleaned_data["on"], office.person)
        elif not office.may(Role.LEADER):
            raise PermissionDenied
        else:
            corrections.sign(found, request.POST.get("digest", ""), office.person)
    except DisclosureError as error:
        if form is None:
            messages.error(request, str(error))
            return True
        form.add_error(None, str(error))
        return False
    messages.success(request, _("已保存。"))
    return True


@never_cache
@require_safe
@office_view(*ACTORS)
def correction_file(request: HttpRequest, office: Office, correction_pk: int, suffix: str) -> HttpResponse:
    """The answer as a file. It names who asks, so it is for whoever handles the request, and the log has who looked."""
    found = get_object_or_404(RecordsCorrection, agency=office.agency, pk=correction_pk)
    if suffix not in _SUFFIXES or not found.outcome or found.is_erased:
        raise Http404
    try:
        content = as_file(corrections.document_of(found), suffix)
    except DisclosureError as error:
        messages.error(request, str(error))
        return redirect(reverse("applications:correction", args=[office.agency.slug, found.pk]))
    log(office.agency, office.person, "correction.letter_opened", found, correction=found.pk, suffix=suffix)
    return download(content, f"{found.document_number or found.number}.{suffix}", _SUFFIXES[suffix])


@never_cache
@require_safe
@office_view(*READERS)
def correction_evidence(request: HttpRequest, office: Office, correction_pk: int, file_pk: int) -> HttpResponse:  # noqa: ARG001
    """A piece of evidence, decrypted for whoever may read it; that somebody did stands in the log."""
    found = get_object_or_404(
        CorrectionFile, pk=file_pk, correction__agency=office.agency, correction_id=correction_pk,
        correction__case_key__destroyed_at=None,
    )  # fmt: skip
    content = found.content()
    log(office.agency, office.person, "correction.file_opened", found.correction, file=found.pk)
    return download(content, found.title, "application/octet-stream")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@office_view(*ACTORS)
def correction_erasure(request: HttpRequest, office: Office, correction_pk: int) -> HttpResponse:
    """Erase a request to correct records: asked for by one person, approved by another."""
    found = get_object_or_404(RecordsCorrection, agency=office.agency, pk=correction_pk)
    goes = _(
        "删除：申请人的信息、要求更正的内容、核实情况、答复书的正文、%(files)s份证据材料。密钥随之销毁，备份里的内容也不能再读出。"
    ) % {"files": found.files.count()}  # fmt: skip
    return erasure_page(request, office, found, goes, _("保留：登记编号、各项日期、处理结果、文号。"))
