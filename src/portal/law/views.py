"""Pages of the office: the working calendar, next year's notice, local holidays, readings, and the days that moved."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from disclosure.errors import NoticeError
from portal.agencies.access import Office, office_view
from portal.agencies.models import Role
from portal.law import services
from portal.law.calendars import calendar_of, line_of, readings_of
from portal.law.forms import LocalHolidayForm, NoticeForm, ReadingsForm
from portal.law.models import ChosenReading, LocalHoliday, MovedDay, Notice

_ALL = (Role.CLERK, Role.CONTRIBUTOR, Role.REVIEWER, Role.LEADER, Role.SUPERVISOR)
_ENTERING = (Role.CLERK, Role.SUPERVISOR)


@require_safe
@office_view(*_ALL)
def overview(request: HttpRequest, office: Office) -> HttpResponse:
    """What the agency counts by: the notices with their days, local holidays, and where the calendar ends."""
    calendar = calendar_of(office.agency)
    above = [each.pk for each in line_of(office.agency)]
    shown = {
        "years": reversed(calendar.years[-3:]),
        "settled_until": calendar.settled_until,
        "entered": Notice.objects.filter(agency__in=above).select_related("agency", "by"),
        "holidays": LocalHoliday.objects.filter(agency__in=above).select_related("agency"),
        "readings": ChosenReading.objects.filter(agency=office.agency).count(),
        "moved": MovedDay.objects.filter(agency=office.agency, seen_at=None).count(),
        "may_enter": office.may(*_ENTERING),
    }
    return render(request, "law/overview.html", shown)


@office_view(*_ENTERING)
def notice(request: HttpRequest, office: Office) -> HttpResponse:
    """Next year's notice: pasted, read, looked at, entered."""
    form = NoticeForm(request.POST or None)
    read = None
    if request.method == "POST" and form.is_valid():
        read = form.notice
        if "enter" in request.POST:
            try:
                entered, moved = services.enter_notice(office.agency, read, form.announced_on(), office.person)
            except NoticeError as error:
                form.add_error("text", str(error))
                read = None
            else:
                messages.success(request, _said(str(entered), len(moved)))
                return redirect("law:moved" if moved else "law:overview", office.agency.slug)
    return render(request, "law/notice.html", {"form": form, "read": read}, status=422 if form.errors else 200)


def _said(what: str, moved: int) -> str:
    if not moved:
        return _("%(what)s已登记，没有申请的答复期限因此改变。") % {"what": what}
    return _("%(what)s已登记，%(number)s件申请的答复期限已重新计算。") % {"what": what, "number": moved}


@office_view(*_ENTERING)
def local(request: HttpRequest, office: Office) -> HttpResponse:
    """Local holidays: entered, and taken out."""
    if request.method == "POST" and "remove" in request.POST:
        number = request.POST["remove"]
        found = get_object_or_404(LocalHoliday, agency=office.agency, pk=int(number) if number.isdecimal() else 0)
        name = str(found)
        messages.success(request, _said(name, len(services.remove_local_holiday(found, office.person))))
        return redirect("law:local", office.agency.slug)
    form = LocalHolidayForm(request.POST or None, instance=LocalHoliday(agency=office.agency))
    if request.method == "POST" and form.is_valid():
        moved = services.enter_local_holiday(form.instance, office.person)
        messages.success(request, _said(form.instance.name, len(moved)))
        return redirect("law:local", office.agency.slug)
    holidays = LocalHoliday.objects.filter(agency=office.agency)
    return render(request, "law/local.html", {"form": form, "holidays": holidays}, status=422 if form.errors else 200)


@office_view(Role.CLERK)
def readings(request: HttpRequest, office: Office) -> HttpResponse:
    """How the agency reads the doubtful points."""
    reasons = {each.key: each.reason for each in ChosenReading.objects.filter(agency=office.agency)}
    form = ReadingsForm(request.POST or None, readings=readings_of(office.agency), reasons=reasons)
    if request.method == "POST" and form.is_valid():
        moved = services.choose_readings(office.agency, form.choices(), form.reasons(), office.person)
        messages.success(request, _said(_("对存疑之处的理解"), len(moved)))
        return redirect("law:moved" if moved else "law:readings", office.agency.slug)
    return render(request, "law/readings.html", {"form": form}, status=422 if form.errors else 200)


@office_view(Role.CLERK)
def moved(request: HttpRequest, office: Office) -> HttpResponse:
    """The due days that moved, until a clerk has seen them."""
    if request.method == "POST":
        number = services.seen(office.agency, office.person)
        messages.success(request, _("已确认%(number)s件。") % {"number": number})
        return redirect("law:moved", office.agency.slug)
    waiting = MovedDay.objects.filter(agency=office.agency, seen_at=None)
    done = MovedDay.objects.filter(agency=office.agency).exclude(seen_at=None).select_related("seen_by").order_by("-seen_at")[:50]
    return render(request, "law/moved.html", {"waiting": waiting, "done": done})
