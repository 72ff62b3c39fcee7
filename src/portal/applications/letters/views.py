"""The letters of a case in the office: looked at, changed before signing, laid before the leader, signed, printed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from disclosure.errors import DisclosureError
from disclosure.letters.filling import written
from disclosure.records import Replied
from portal.agencies.access import Office, office_view
from portal.agencies.models import Role
from portal.applications.downloads import PDF, WORD, download, name_of
from portal.applications.forms import RevealForm
from portal.applications.letters import drafts, files
from portal.applications.letters.covering import covered, may_see_whole, open_whole
from portal.applications.letters.facts import enclosed, kinds_by_hand, template_of
from portal.applications.letters.forms import LetterForm
from portal.applications.letters.signing import needs_leader, sign
from portal.applications.letters.stored import basis_of, edits_of, frozen
from portal.applications.models import Application, Letter
from portal.audit.log import record as log

READERS = (Role.CLERK, Role.REVIEWER, Role.LEADER)
ACTORS = (Role.CLERK, Role.LEADER)
#: The outcome that gives a part (区分处理).
_PARTLY = "partly_granted"
_SUFFIXES = {"docx": WORD, "pdf": PDF}


def case_of(office: Office, pk: int) -> Application:
    """A case of the office that was not erased, or 404."""
    return get_object_or_404(Application, agency=office.agency, pk=pk, case_key__destroyed_at=None)


def _letter(office: Office, pk: int, letter_pk: int) -> Letter:
    return get_object_or_404(Letter, pk=letter_pk, application=case_of(office, pk))


def _handed(request: HttpRequest, back: Any, make: Callable[[], bytes], name: str, kind: str) -> HttpResponse:
    """A file that is made now; where it cannot be (no font for a PDF), the page before says why."""
    try:
        content = make()
    except DisclosureError as error:
        messages.error(request, str(error))
        return redirect(back)
    return download(content, name, kind)


def _suffix(suffix: str) -> str:
    if suffix not in _SUFFIXES:
        raise Http404
    return suffix


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@office_view(*READERS)
def letter_page(request: HttpRequest, office: Office, pk: int, letter_pk: int) -> HttpResponse:
    """A letter as it is printed; a draft with what is still missing, its paragraphs to be changed, and its signing."""
    stored = _letter(office, pk, letter_pk)
    reveal = RevealForm(request.POST if request.POST.get("act") == "reveal" else None)
    if reveal.is_valid():
        open_whole(request, stored, office, reveal.cleaned_data["reason"])
        return redirect(request.path)
    if request.method == "POST" and not reveal.is_bound and not stored.is_signed and office.may(*ACTORS):
        return _done(request, office, stored)
    context: dict[str, Any] = {
        "application": stored.application, "letter": stored, "may_act": office.may(*ACTORS) and not stored.is_signed,
        "may_sign": office.may(*ACTORS) and (office.may(Role.LEADER) or not needs_leader(stored)),
        "for_leader": needs_leader(stored),
    }  # fmt: skip
    if stored.is_signed:
        context["shown"] = frozen(stored)
    else:
        now = drafts.shown(stored)
        context |= {"now": now, "shown": now.letter, "paragraphs": _paragraphs(stored, now), "open_files": _open_files(stored)}
    context |= {"day": written(context["shown"].on), "whole": may_see_whole(request, office, stored), "reveal": reveal}
    if not context["whole"]:
        context["shown"] = covered(context["shown"], stored.application)
    return render(request, "applications/letter.html", context, status=422 if reveal.is_bound else 200)


def _paragraphs(stored: Letter, now: drafts.Shown) -> list[dict[str, Any]]:
    """Each paragraph with its edit, and whether the case changed it meanwhile."""
    edits = edits_of(stored)
    return [
        {"key": line.key, "text": edits[line.key].text if line.key in edits else line.text, "composed": line.text,
         "edited": line.key in edits, "changed": line.key in now.changed or line.key in now.stale}
        for line in now.composed.lines
    ]  # fmt: skip


def _open_files(stored: Letter) -> list[str]:
    """The files that would go with a separated reply as they are, though something in them is withheld."""
    event, _additions, _note = basis_of(stored)
    if not isinstance(event, Replied) or event.outcome != _PARTLY:
        return []
    return [file.title for file in enclosed(stored.application) if not file.redacted_from_id]


def _done(request: HttpRequest, office: Office, stored: Letter) -> HttpResponse:
    """One of the acts on a draft; where it may not be done the page says why."""
    try:
        return _acted(request, office, stored)
    except DisclosureError as error:
        messages.error(request, str(error))
        return redirect(request.path if Letter.objects.filter(pk=stored.pk).exists() else stored.application)


def _acted(request: HttpRequest, office: Office, stored: Letter) -> HttpResponse:
    act, leader = request.POST.get("act", ""), office.may(Role.LEADER)
    if act == "save":
        texts = {name.removeprefix("p-"): str(text)[:5000] for name, text in request.POST.items() if name.startswith("p-")}
        drafts.save_edits(stored, texts, office.person)
        messages.success(request, _("已保存。签发时以现在显示的正文为准。"))
    elif act == "accept":
        drafts.accept(stored)
        messages.success(request, _("已按现在的案情更新。"))
    elif act == "send":
        drafts.send(stored, office.person)
        messages.success(request, _("已送分管领导签发。"))
    elif act == "return" and leader:
        drafts.give_back(stored, request.POST.get("opinion", "")[:2000], office.person)
        messages.success(request, _("已退回修改。"))
    elif act == "discard":
        application = stored.application
        drafts.discard(stored, office.person)
        messages.success(request, _("草稿已删除。"))
        return redirect(application)
    elif act == "sign":
        signed = sign(stored, office.person, request.POST.get("digest", ""), leader=leader)
        messages.success(request, _("已签发，文号%(number)s。下一步：送达。") % {"number": signed.document_number})
    return redirect(request.path)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@office_view(*ACTORS)
def new_letter(request: HttpRequest, office: Office, pk: int, kind: str) -> HttpResponse:
    """Begin a letter that no event of the case brings."""
    application = case_of(office, pk)
    if kind not in {each.kind for each in kinds_by_hand()}:
        raise Http404
    template = template_of(office.agency, kind)
    form = LetterForm(request.POST or None, template=template)
    if request.method == "POST" and form.is_valid():
        try:
            made = drafts.draft(application, kind, None, form.additions(), office.person)
        except DisclosureError as error:
            form.add_error(None, str(error))
        else:
            return redirect("applications:letter_page", office.agency.slug, application.pk, made.pk)
    context = {"application": application, "template": template, "form": form}
    return render(request, "applications/letter_new.html", context, status=422 if form.is_bound else 200)


@never_cache
@require_safe
@office_view(*READERS)
def letter_pdf(request: HttpRequest, office: Office, pk: int, letter_pk: int) -> HttpResponse:
    """A letter as a PDF, for whoever handles the case or said why; who opened it stands in the log."""
    stored = _letter(office, pk, letter_pk)
    if not may_see_whole(request, office, stored):
        return redirect("applications:letter_page", office.agency.slug, pk, letter_pk)
    log(office.agency, office.person, "application.letter_opened", stored.application, letter=stored.pk, suffix="pdf")
    return _handed(request, stored.application, lambda: files.pdf_file(stored), f"{name_of(stored)}.pdf", PDF)


@never_cache
@require_safe
@office_view(*READERS)
def delivery(request: HttpRequest, office: Office, pk: int, letter_pk: int, suffix: str) -> HttpResponse:
    """The proof of delivery of a signed letter, to be signed by hand."""
    stored = _letter(office, pk, letter_pk)
    if not stored.is_signed:
        raise Http404
    if not may_see_whole(request, office, stored):
        return redirect("applications:letter_page", office.agency.slug, pk, letter_pk)
    log(office.agency, office.person, "application.letter_opened", stored.application, letter=stored.pk, suffix=_suffix(suffix))
    name = f"{_('送达回证')} {stored.document_number}.{_suffix(suffix)}"
    return _handed(
        request, stored.application, lambda: files.as_file(files.delivery_receipt(stored), suffix), name, _SUFFIXES[suffix]
    )


@never_cache
@require_safe
@office_view(*READERS)
def receipt(request: HttpRequest, office: Office, pk: int, suffix: str) -> HttpResponse:
    """The receipt of an application."""
    application = case_of(office, pk)
    name = f"{_('受理回执')} {application.receipt_number}.{_suffix(suffix)}"
    return _handed(request, application, lambda: files.as_file(files.receipt(application), suffix), name, _SUFFIXES[suffix])


@require_safe
@office_view(*READERS)
def blank_form(request: HttpRequest, office: Office, suffix: str) -> HttpResponse:
    """The application form, empty."""
    name, document = f"{_('政府信息公开申请表')}.{_suffix(suffix)}", files.form_document(office.agency)
    back = reverse("applications:list", args=[office.agency.slug])
    return _handed(request, back, lambda: files.as_file(document, suffix, files.SHEET), name, _SUFFIXES[suffix])


@never_cache
@require_safe
@office_view(*READERS)
def filled_form(request: HttpRequest, office: Office, pk: int, suffix: str) -> HttpResponse:
    """The application form, filled with the application; it shows everything, so the log has who looked."""
    application = case_of(office, pk)
    name = f"{_('政府信息公开申请表')} {application.receipt_number}.{_suffix(suffix)}"
    log(office.agency, office.person, "application.form_printed", application)
    document = files.form_document(office.agency, application)
    return _handed(request, application, lambda: files.as_file(document, suffix, files.SHEET), name, _SUFFIXES[suffix])


__all__ = ["blank_form", "case_of", "delivery", "filled_form", "letter_page", "letter_pdf", "new_letter", "receipt"]
