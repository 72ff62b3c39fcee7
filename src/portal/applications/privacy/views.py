"""Pages of the office: looking at what is masked, with a reason; what is held about somebody; cases kept long enough; erasing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from disclosure.errors import DisclosureError
from portal.agencies.access import Office, office_view
from portal.agencies.models import Role
from portal.applications.downloads import download
from portal.applications.intake.repeats import of_the_same_person
from portal.applications.models import Application, Erasure
from portal.applications.privacy.erasing import ask, decide, obstacles, waiting
from portal.applications.privacy.holding import held_about
from portal.applications.privacy.models import AskedErasure
from portal.applications.privacy.retention import kept_long_enough, last_day_kept
from portal.audit.log import record as log
from portal.law.calendars import readings_of
from portal.today import today

_ACTORS = (Role.CLERK, Role.LEADER)
_PAGE = 30


class AskForm(forms.Form):
    """Why a case is to be erased, and on which paper."""

    ground = forms.ChoiceField(label=gettext_lazy("删除的依据"), choices=Erasure.Ground.choices, widget=forms.RadioSelect)
    approval = forms.CharField(
        label=gettext_lazy("批准文号或者销毁清册号"), max_length=60, help_text=gettext_lazy("不要写申请人的姓名。")
    )


class ApproveForm(forms.Form):
    """The decision of another person."""

    understood = forms.BooleanField(
        label=gettext_lazy("我知道删除之后，申请内容、文书、附件和办理记录中的说明都不能恢复，备份里的也不能再读出"),
        required=False,
    )
    opinion = forms.CharField(
        label=gettext_lazy("审批意见"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("不同意的，请写明意见。"),
    )  # fmt: skip


def _case(office: Office, pk: int) -> Application:
    return get_object_or_404(Application, agency=office.agency, pk=pk)


@require_safe
@office_view(*_ACTORS)
def retention(request: HttpRequest, office: Office) -> HttpResponse:
    """The cases that were kept long enough."""
    found = Paginator(kept_long_enough(office.agency, today()), _PAGE).get_page(request.GET.get("page"))
    readings = readings_of(office.agency)
    rows = [(case, last_day_kept(case.closed_on, readings)) for case in found]
    return render(request, "applications/privacy/retention.html", {"page": found, "rows": rows})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@office_view(*_ACTORS)
def erasure(request: HttpRequest, office: Office, pk: int) -> HttpResponse:
    """Erase a case: asked for with its reason, approved by another person, the leader; what goes, what stays."""
    application = _case(office, pk)
    goes = _(
        "删除：申请人的信息、所需信息的内容、%(letters)s份文书的正文、%(files)s个附件、办理记录中的说明。"
        "这件申请的密钥随之销毁，备份里的内容也不能再读出。"
    ) % {"files": application.attachments.count(), "letters": application.letters.count()}  # fmt: skip
    stays = _("保留：受理编号、各项日期、申请人类别、办理结果、文号。年度报告的数字不变。")
    return erasure_page(request, office, application, goes, stays)


def erasure_page(request: HttpRequest, office: Office, held: Any, goes: str, stays: str) -> HttpResponse:
    """The page on which something is erased by two people. ``goes``, ``stays``: what of it, in a sentence each."""
    asked, posted = waiting(held), request.POST or None
    if posted is not None and ("decision" in posted) is (asked is None):  # somebody did it while this page was open
        messages.error(request, _("已经申请删除，正在等待审批") if asked else _("这一步刚刚已由别人办理，请刷新页面后再看"))
        return redirect(held if held.is_erased else request.path)
    form: forms.Form = ApproveForm(posted) if asked else AskForm(posted, initial={"ground": Erasure.Ground.EXPIRED})
    if request.method == "POST" and form.is_valid():
        try:
            if asked is None:
                ask(held, form.cleaned_data["ground"], form.cleaned_data["approval"], office.person)
                messages.success(request, _("已申请删除，等待分管领导批准。"))
                return redirect(request.path)
            if _decided(request, held, asked, form, office):
                return redirect(held)
        except DisclosureError as error:
            form.add_error(None, str(error))
    ground = asked.ground if asked else Erasure.Ground.EXPIRED
    context = {
        "held": held, "form": form, "waiting": asked, "goes": goes, "stays": stays,
        "ground": Erasure.Ground(ground).label, "obstacles": list(obstacles(held, ground, today())),
        "may_decide": asked is not None and office.may(Role.LEADER) and asked.asked_by_id != office.person.pk,
        "former": held.erasure_requests.filter(approved=False).order_by("-pk"),
    }  # fmt: skip
    return render(request, "applications/privacy/erase.html", context, status=422 if form.is_bound else 200)


def _decided(request: HttpRequest, held: Any, asked: AskedErasure, form: forms.Form, office: Office) -> bool:
    """Carry out the decision; False where the form has an error. Raises :class:`PermissionDenied` for all but the leader."""
    if not office.may(Role.LEADER):
        raise PermissionDenied
    decision = request.POST.get("decision")
    if decision not in ("approve", "refuse"):
        raise Http404
    if decision == "approve" and not form.cleaned_data["understood"]:
        form.add_error("understood", _("同意删除的，请先勾选这一项"))
        return False
    decide(held, asked, decision == "approve", form.cleaned_data["opinion"], office.person)
    if decision == "approve":
        messages.success(request, _("内容已经删除，密钥已经销毁。编号、日期、类别和结果保留，供年度报告计数。"))
    else:
        messages.success(request, _("已退回删除申请。"))
    return True


@never_cache
@require_safe
@office_view(*_ACTORS)
def person(request: HttpRequest, office: Office, pk: int) -> HttpResponse:
    """What is held about the applicant of a case: in which cases, and the button that hands it out."""
    application = _case(office, pk)
    return render(
        request, "applications/privacy/person.html", {"application": application, "cases": of_the_same_person(application)}
    )


@never_cache
@require_POST
@office_view(*_ACTORS)
def export(request: HttpRequest, office: Office, pk: int) -> HttpResponse:  # noqa: ARG001 - the gate's signature
    """All that is held about the applicant, as a zip. That it was handed out stands in the log."""
    application = _case(office, pk)
    cases = of_the_same_person(application)
    content = held_about(application)
    for case in cases:
        log(office.agency, office.person, "application.exported", case, cases=len(cases))
    return download(content, f"{_('申请人信息')} {application.receipt_number}.zip", "application/zip")
