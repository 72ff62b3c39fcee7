"""An agency's own templates of letters (文书模板): listed, changed with a preview, put back; and the wording of its region."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from disclosure.letters import facts, sample_letter, template, templates
from disclosure.letters.filling import written
from disclosure.letters.template import own_text
from portal.agencies.access import Office, office_view
from portal.agencies.models import Role
from portal.applications.letters.facts import office_of, rules_of, template_of
from portal.applications.letters.forms import TemplateForm, WordingsForm
from portal.applications.models import LetterTemplate
from portal.audit.log import record as log
from portal.today import today


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@office_view(Role.CLERK, Role.LEADER)
def template_list(request: HttpRequest, office: Office) -> HttpResponse:
    """All kinds of letters, which of them are the agency's own, and the rules of wording that it follows."""
    agency = office.agency
    form = WordingsForm(request.POST or None, initial={"wordings": agency.letter_wordings})
    if request.method == "POST" and form.is_valid():
        agency.letter_wordings = form.cleaned_data["wordings"]
        agency.save(update_fields=["letter_wordings"])
        log(agency, office.person, "agency.wordings_chosen", agency, wordings=agency.letter_wordings)
        messages.success(request, _("已保存文书用语规则，之后生成的文书照此办理。"))
        return redirect("applications:templates", agency.slug)
    own = {each.kind: each for each in LetterTemplate.objects.filter(agency=agency).select_related("by")}
    lines = [{"template": each, "own": own.get(each.kind)} for each in templates().values()]
    return render(request, "applications/templates.html", {"lines": lines, "form": form})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@office_view(Role.CLERK, Role.LEADER)
def template_edit(request: HttpRequest, office: Office, kind: str) -> HttpResponse:
    """One template: changed, looked at with an invented case, kept, or put back to ours."""
    if kind not in templates():
        raise Http404
    agency, ours = office.agency, template(kind)
    if request.method == "POST" and request.POST.get("act") == "restore":
        LetterTemplate.objects.filter(agency=agency, kind=kind).delete()
        log(agency, office.person, "agency.template_restored", agency, kind=kind)
        messages.success(request, _("已恢复为随附的模板。"))
        return redirect("applications:templates", agency.slug)
    used = template_of(agency, kind)
    form = TemplateForm(
        request.POST or None, request.FILES or None, kind=kind,
        initial={"title": used.title, "number": used.number, "text": own_text(used)},
    )  # fmt: skip
    shown = used
    if request.method == "POST" and form.is_valid() and form.template:
        shown = form.template
        if request.POST.get("act") == "keep":
            _keep(office, kind, form.cleaned_data)
            messages.success(request, _("已保存，之后生成的文书使用这个模板。"))
            return redirect("applications:templates", agency.slug)
    preview = sample_letter(shown, office_of(agency), today(), rules_of(agency, today()))
    context: dict[str, Any] = {
        "template": used, "ours": ours, "form": form, "shown": preview, "day": written(preview.on),
        "facts": list(facts().values()), "own": used.own, "previewing": form.is_bound and not form.errors,
    }  # fmt: skip
    return render(request, "applications/template.html", context, status=422 if form.errors else 200)


def _keep(office: Office, kind: str, cleaned: dict[str, Any]) -> None:
    values = {"title": cleaned["title"], "number": cleaned["number"], "text": cleaned["text"], "by": office.person}
    LetterTemplate.objects.update_or_create(agency=office.agency, kind=kind, defaults=values)
    log(office.agency, office.person, "agency.template_changed", office.agency, kind=kind)
