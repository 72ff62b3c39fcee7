"""Pages of the office about how an application came in: splitting it into several, and the help that its applicant was given."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from disclosure.errors import DisclosureError
from portal.agencies.access import Office, office_view
from portal.agencies.models import Role
from portal.applications.choices import HELPS
from portal.applications.intake.splitting import may_split, split
from portal.applications.letters.views import case_of
from portal.applications.models import Application
from portal.audit.log import record as log

_ACTORS = (Role.CLERK, Role.LEADER)
#: Where a request that asks for several things may be cut: at semicolons, ends of lines, and counted points.
_CUTS = re.compile(r"[;；\n]+|(?<=\S)(?=[（(]?[一二三四五六七八九十0-9]{1,2}[)）、.．](?!\d))")
_COUNTING = re.compile(r"^[（(]?[一二三四五六七八九十0-9]{1,2}[)）、.．]\s*")


def proposed(asked: str) -> list[str]:
    """The things that a request seems to ask for, one each; to be looked over by somebody."""
    parts = (_COUNTING.sub("", part.strip()).strip(" ，,。；;") for part in _CUTS.split(asked))
    return [part for part in parts if part]


class SplitForm(forms.Form):
    """What each part asks for, and why it is split."""

    parts = forms.CharField(
        label=gettext_lazy("拆分后的各项内容，每项一行"), widget=forms.Textarea(attrs={"rows": 6}), max_length=5000,
        help_text=gettext_lazy("第一项留在这件申请中，其余每项成为一件新的申请。"),
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("拆分的理由"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("按合理的最小单位拆分，不得为收费而拆分。"),
    )  # fmt: skip


class HelpForm(forms.Form):
    """What help is wanted, and what was given (第四十三条)."""

    helps = forms.MultipleChoiceField(
        label=gettext_lazy("需要的协助"), choices=HELPS, widget=forms.CheckboxSelectMultiple, required=False
    )
    help_wanted = forms.CharField(label=gettext_lazy("协助的说明"), required=False, max_length=500)
    help_given = forms.CharField(
        label=gettext_lazy("已提供的协助"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("例如：10月9日电话告知补正事项；10月20日当面读出答复书。"),
    )  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@office_view(*_ACTORS)
def split_case(request: HttpRequest, office: Office, pk: int) -> HttpResponse:
    """Split a case into several, and tell its applicant."""
    application = case_of(office, pk)
    if not may_split(application):
        messages.warning(request, _("这件申请已经开始办理、办结或者拆分过，不能再拆分。"))
        return redirect(application)
    form = SplitForm(request.POST or None, initial={"parts": "\n".join(proposed(application.asked))})
    if request.method == "POST" and form.is_valid():
        try:
            made = split(application, form.cleaned_data["parts"].splitlines(), form.cleaned_data["reason"], office.person)
        except DisclosureError as error:
            form.add_error(None, str(error))
        else:
            numbers = "、".join(each.receipt_number for each in made[1:])
            messages.success(request, _("已拆分，新的申请：%(numbers)s。拆分告知书已生成，请送达申请人。") % {"numbers": numbers})
            return redirect(application)
    hint = _("收到日期、期限和查询码与原申请相同，相互留有链接。每件分别办理、分别答复。")
    return _page(request, application, form, _("按一事一申请拆分"), hint, _("拆分，并告知申请人"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@office_view(*_ACTORS)
def help_given(request: HttpRequest, office: Office, pk: int) -> HttpResponse:
    """Record the help that the applicant wants and was given."""
    application = case_of(office, pk)
    known: dict[str, Any] = {"helps": application.helps.split()}
    known |= {name: getattr(application, name) for name in ("help_wanted", "help_given")}
    form = HelpForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        application.helps = " ".join(form.cleaned_data["helps"])
        application.help_wanted, application.help_given = form.cleaned_data["help_wanted"], form.cleaned_data["help_given"]
        application.save(update_fields=["helps", "help_wanted", "help_given"])
        log(office.agency, office.person, "application.help_recorded", application)
        messages.success(request, _("已记录。"))
        return redirect(application)
    hint = _("申请人存在阅读困难或者视听障碍的，应当为其提供必要的帮助（第四十三条）。")
    return _page(request, application, form, _("为申请人提供的协助"), hint, _("保存"))


def _page(
    request: HttpRequest, application: Application, form: forms.Form, title: str, hint: str, button: str
) -> HttpResponse:  # fmt: skip
    context = {"application": application, "form": form, "title": title, "hint": hint, "button": button}
    return render(request, "applications/intake_form.html", context, status=422 if form.is_bound else 200)
