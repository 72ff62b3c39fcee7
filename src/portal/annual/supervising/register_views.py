"""The supervisor's page of a register (机关名录): what it would change, one by one, before it is taken in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from disclosure.errors import DisclosureError
from portal.agencies.access import Office, office_view
from portal.agencies.models import Agency, Level, Role
from portal.annual.forms import RegisterForm
from portal.annual.supervising import taking
from portal.annual.supervising.register import LARGEST as LARGEST_REGISTER
from portal.annual.supervising.register import Change, Plan, looked_through, text_of
from portal.annual.views import refused
from portal.today import today

#: Agencies of each kind that are listed before a register is taken in; more are counted.
_SHOWN = 500


@office_view(Role.SUPERVISOR)
@require_POST
def register(request: HttpRequest, office: Office) -> HttpResponse:
    """What a register would change of the agencies below the office. Nothing is changed yet."""
    form = RegisterForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, form.errors["file"][0])
        return redirect("supervise:board", office.agency.slug)
    sent = form.cleaned_data["file"]
    try:
        plan = looked_through(office.agency, text_of(sent.read(LARGEST_REGISTER + 1), sent.name), sent.name, today())
    except DisclosureError as error:
        refused(request, error)
        return redirect("supervise:board", office.agency.slug)
    return _changes(request, office, plan)


@office_view(Role.SUPERVISOR)
@require_POST
def register_take(request: HttpRequest, office: Office) -> HttpResponse:
    """Enter the agencies of a register below the office, as somebody looked at it."""
    try:
        looked = taking.unsealed(office.agency, request.POST.get("sealed", ""), office.person)
        plan = taking.take(office.agency, looked, today(), office.person)
        messages.success(
            request,
            _("名录已导入：新增%(new)s个机关，更新%(changed)s个。") % {"new": len(plan.new), "changed": len(plan.changed)},
        )
    except taking.ChangedError as error:
        refused(request, error)
        return _changes(request, office, error.plan)
    except DisclosureError as error:
        refused(request, error)
    return redirect("supervise:board", office.agency.slug)


def _changes(request: HttpRequest, office: Office, plan: Plan) -> HttpResponse:
    """The changes one by one, to be confirmed."""
    if not plan.changes:
        messages.info(request, _("名录与现有的机关一致，没有要改的。"))
        return redirect("supervise:board", office.agency.slug)
    context = {
        "plan": plan,
        "new": [_shown(plan, change) for change in plan.new[:_SHOWN]],
        "changed": [_shown(plan, change) for change in plan.changed[:_SHOWN]],
        "shown": _SHOWN,
        "sealed": taking.sealed(office.agency, plan, office.person),
    }
    return render(request, "supervise/register.html", context)


def _shown(plan: Plan, change: Change) -> dict[str, object]:
    """A change in words: of each column its heading, what stands there, what will."""
    facts = [
        (Agency._meta.get_field(fact.column).verbose_name, *(_in_words(plan, fact.column, said) for said in (fact.old, fact.new)))
        for fact in change.facts
    ]
    return {"code": change.code, "name": change.name, "facts": facts}


def _in_words(plan: Plan, column: str, said: str | None) -> str:
    if said is None:
        return ""
    if column == "level":
        return str(Level(said).label)
    return plan.names.get(said, said) if column in ("parent", "successor") else said
