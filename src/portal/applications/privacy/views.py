"""Pages of the office: looking at what is masked, with a reason; what is held about somebody; cases kept long enough; erasing."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from disclosure.errors import DisclosureError
from portal.agencies.access import Office, office_view
from portal.agencies.models import Role
from portal.applications.downloads import download
from portal.applications.models import Application, Erasure
from portal.applications.privacy.erasing import erase, obstacles
from portal.applications.privacy.holding import held_about
from portal.applications.privacy.retention import kept_long_enough, kept_until
from portal.applications.repeats import of_the_same_person
from portal.audit.log import record as log
from portal.law.calendars import readings_of
from portal.today import today

_ACTORS = (Role.CLERK, Role.LEADER)
_PAGE = 30


class ErasureForm(forms.Form):
    """Why a case is erased, and who approved it."""

    ground = forms.ChoiceField(label=gettext_lazy("删除的依据"), choices=Erasure.Ground.choices, widget=forms.RadioSelect)
    approval = forms.CharField(
        label=gettext_lazy("批准文号或者销毁清册号"), max_length=60, help_text=gettext_lazy("不要写申请人的姓名。")
    )
    understood = forms.BooleanField(
        label=gettext_lazy("我知道删除之后，申请内容、文书、附件和办理记录中的说明都不能恢复，备份里的也不能再读出")
    )


def _case(office: Office, pk: int) -> Application:
    return get_object_or_404(Application, agency=office.agency, pk=pk)


@require_safe
@office_view(*_ACTORS)
def retention(request: HttpRequest, office: Office) -> HttpResponse:
    """The cases that were kept long enough."""
    found = Paginator(kept_long_enough(office.agency, today()), _PAGE).get_page(request.GET.get("page"))
    readings = readings_of(office.agency)
    rows = [(case, kept_until(case, readings)) for case in found]
    return render(request, "applications/privacy/retention.html", {"page": found, "rows": rows})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@office_view(*_ACTORS)
def erasure(request: HttpRequest, office: Office, pk: int) -> HttpResponse:
    """Erase a case: what goes, what stays, and why it may be."""
    application = _case(office, pk)
    form = ErasureForm(request.POST or None, initial={"ground": Erasure.Ground.EXPIRED})
    if request.method == "POST" and form.is_valid():
        try:
            erase(application, form.cleaned_data["ground"], form.cleaned_data["approval"], office.person)
        except DisclosureError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("内容已经删除，密钥已经销毁。受理编号、日期、类别和结果保留，供年度报告计数。"))
            return redirect(application)
    context = {
        "application": application, "form": form,
        "obstacles": list(obstacles(application, Erasure.Ground.EXPIRED, today())),
        "files": application.attachments.count(), "letters": application.letters.count(),
    }  # fmt: skip
    return render(request, "applications/privacy/erase.html", context, status=422 if form.is_bound else 200)


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
