"""The page of a case's fee, and the ledger of a year's fees."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from disclosure.errors import DisclosureError
from disclosure.figures import fee_figures
from disclosure.law import tariff
from disclosure.records import FeeNoticed, Standard, assess
from portal.agencies.access import Office, office_view
from portal.agencies.models import Role
from portal.applications import sheets
from portal.applications.fees import counting, lapse, services
from portal.applications.fees.forms import DecideForm, PaperForm, PayForm, ReasonForm, ReceivedForm, RefundForm
from portal.applications.fees.models import Fee
from portal.applications.letters.views import ACTORS, READERS, case_of
from portal.applications.models import Application
from portal.asked import whole_number
from portal.today import today


@dataclass(frozen=True, slots=True)
class Step:
    """One act on a fee: its form, what it does with what was answered, and what is said after."""

    form: type[forms.Form]
    do: Callable[[Application, Fee | None, dict[str, Any], Office], object]
    button: Callable[[], str]
    done: Callable[[], str]


def _decide(application: Application, _fee: Fee | None, given: dict[str, Any], office: Office) -> object:
    standard = Standard(given["standard"])
    number = given["pages"] if standard is Standard.BY_PAGE else counting.place(application)
    return services.decide(
        application, standard, number, office.person, waived=given["waived"] or 0, reason=given["reason"],
        pay_how=given["pay_how"],
    )  # fmt: skip


def _needed(fee: Fee | None) -> Fee:
    if fee is None:
        raise Http404
    return fee


_STEPS: dict[str, Step] = {
    "decide": Step(DecideForm, _decide, lambda: _("作出收费决定"), lambda: _("已记录收费决定。")),
    "notice": Step(forms.Form, lambda _a, fee, _g, o: services.draft_notice(_needed(fee), o.person),
        lambda: _("起草收费通知"), lambda: _("已生成收费通知的草稿。请核对后签发。")),
    "paper": Step(PaperForm, lambda _a, fee, g, o: services.noticed_on_paper(_needed(fee), g["number"], g["on"], o.person),
        lambda: _("登记纸质通知"), lambda: _("已登记纸质通知。")),
    "received": Step(ReceivedForm,
        lambda _a, fee, g, o: services.notice_received(_needed(fee), g["on"], o.person, note=g["note"]),
        lambda: _("登记收到"), lambda: _("已记录收费通知。缴费之前期限暂停。")),
    "pay": Step(PayForm, lambda _a, fee, g, o: services.paid(_needed(fee), g["on"], g["amount"], g["voucher"], o.person),
        lambda: _("登记缴费"), lambda: _("已登记缴费。全部缴清的，答复期限从次日起重新计算。")),
    "refund": Step(RefundForm,
        lambda _a, fee, g, o: services.give_back(_needed(fee), g["on"], g["amount"], g["voucher"], g["reason"], o.person),
        lambda: _("登记退付"), lambda: _("已登记退付。")),
    "cancel": Step(ReasonForm, lambda _a, fee, g, o: services.cancel(_needed(fee), g["reason"], o.person),
        lambda: _("撤销收费决定"), lambda: _("已撤销收费决定。")),
}  # fmt: skip


def open_steps(application: Application, fee: Fee | None) -> list[str]:
    """What can be done about the fee now, the next thing first."""
    may_notice = FeeNoticed in application.case().open_events()
    if fee is None:
        return ["decide"] if may_notice else []
    if fee.is_waived:
        return ["cancel"] if application.is_open else []
    if fee.noticed_on is None:
        return [*(["notice", "paper"] if fee.letter is None else []), "cancel"]
    steps = []
    if may_notice:
        steps.append("received")
    missing = fee.amount - fee.received
    if missing and (application.status == "payment" or application.outcome == lapse.OUTCOME):
        steps.append("pay")
    if fee.received:
        steps.append("refund")
    return [*steps, *(["cancel"] if may_notice else [])]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@office_view(*READERS)
def fee(request: HttpRequest, office: Office, pk: int) -> HttpResponse:
    """A case's fee: what it would cost and why, the decision, the notice, the money."""
    application = case_of(office, pk)
    found = services.fee_of(application)
    acting, bound = office.may(*ACTORS), None
    if request.method == "POST" and acting:
        if request.POST.get("step") == "wrong":
            return _taken_back(request, application, office)
        bound = _bound(request, application, found, office)
        if bound is None:
            return redirect(request.path)
    open_now = open_steps(application, found) if acting else []
    forms_now = [
        {"key": key, "form": bound[1] if bound and bound[0] == key else _fresh(key, found), "button": _STEPS[key].button()}
        for key in open_now
    ]  # fmt: skip
    return render(
        request, "applications/fee.html",
        {
            "application": application, "fee": found, "steps": forms_now, "may_act": acting, "due": lapse.due_of(application),
            "former": application.fees.exclude(cancelled_on=None), **_assessed(application),
            "missing": found.amount - found.received if found else None,
        },
        status=422 if bound else 200,
    )  # fmt: skip


def _fresh(key: str, found: Fee | None) -> forms.Form:
    form = _STEPS[key].form(auto_id=f"{key}-%s")
    if found is not None and key in ("pay", "refund"):
        form.fields["amount"].initial = found.amount - found.received if key == "pay" else found.received
    return form


def _bound(request: HttpRequest, application: Application, found: Fee | None, office: Office) -> tuple[str, forms.Form] | None:
    """Carry out what was sent; what is wrong with it where it was not."""
    key = request.POST.get("step", "")
    if key not in _STEPS:
        raise Http404
    step = _STEPS[key]
    form = step.form(request.POST, auto_id=f"{key}-%s")
    if form.is_valid():
        try:
            if key not in open_steps(application, found):
                form.add_error(None, _("现在不能办理这一步，请刷新页面后再看。"))
                return key, form
            step.do(application, found, form.cleaned_data, office)
        except DisclosureError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, step.done())
            return None
    return key, form


def _taken_back(request: HttpRequest, application: Application, office: Office) -> HttpResponse:
    """A payment that was keyed wrongly."""
    found = services.fee_of(application)
    number = whole_number(request.POST.get("payment", ""))
    payment = found.payments.filter(pk=number).first() if found and number is not None else None
    if payment is None:
        raise Http404
    try:
        services.take_back_payment(payment, request.POST.get("reason", "")[:500], office.person)
    except DisclosureError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("已更正：这笔缴费不再计入。"))
    return redirect(request.path)


def _assessed(application: Application) -> dict[str, Any]:
    """What the law says of the application by item: its place in the month, and what that costs."""
    day = counting.counted_on(application)
    number = counting.place(application)
    try:
        return {"place": number, "by_item": assess(Standard.BY_ITEM, number, day), "month": day}
    except DisclosureError:
        return {"place": number, "by_item": None, "month": day}


@never_cache
@require_safe
@office_view(Role.CLERK, Role.REVIEWER, Role.LEADER)
def ledger(request: HttpRequest, office: Office) -> HttpResponse:
    """The fees of a year with their totals, as a page or as a table to save (``?format=xlsx``)."""
    written = whole_number(request.GET.get("year", ""))
    year = written if written is not None and 2008 <= written <= today().year else today().year
    fees = services.fees_of_year(office.agency, year)
    if request.GET.get("format") == "xlsx":
        name = f"{_('信息处理费台账')} {year}"
        return sheets.handed_out(name, name, _heading(), [_row(each) for each in fees])
    figures = fee_figures(services.fee_records(office.agency), year)
    totals = {key.rpartition(".")[2]: figure.value for key, figure in figures.items()}
    return render(
        request, "applications/fees.html",
        {"fees": fees, "year": year, "years": range(today().year, today().year - 6, -1), "totals": totals, "tariffs": _tariffs()},
    )  # fmt: skip


def _tariffs() -> Iterator[Any]:
    """The two tariffs in force, tier by tier."""
    for key, words in (("fees.by_item", _("按件计收")), ("fees.by_page", _("按量计收"))):
        found = tariff(key, today())
        tiers = [tier for _number, tier in zip(range(6), found.tiers(), strict=False)]
        yield {"words": words, "tiers": tiers, "unit": str(found.counts).strip(), "law": found.citation, "goes_on": found.band}


def _heading() -> list[tuple[str, float]]:
    return [
        (_("受理编号"), 16), (_("收费标准"), 10), (_("件次、页数"), 10), (_("按标准应收（元）"), 12), (_("决定收取（元）"), 12),
        (_("减免的理由"), 24), (_("收费通知"), 22), (_("通知日期"), 12), (_("收到通知之日"), 12), (_("缴费、退付"), 30),
        (_("实收（元）"), 10), (_("状态"), 14),
    ]  # fmt: skip


def _row(one: Fee) -> list[sheets.Value]:
    moved = "；".join(f"{each.on.isoformat()} {each.amount} {each.voucher}" for each in one.counting_payments())
    state = _("已撤销") if one.cancelled_on else _("免收") if one.is_waived else one.application.get_status_display()
    return [
        one.application.receipt_number, str(one.get_standard_display()), one.number, one.computed, one.amount, one.waiver_reason,
        one.notice_number, one.noticed_on, one.reached_on, moved, one.received, str(state),
    ]  # type: ignore[list-item] # fmt: skip
