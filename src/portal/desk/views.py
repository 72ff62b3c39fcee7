"""The start page of everybody who works here."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from portal.agencies.access import Office, office_view
from portal.agencies.models import Membership, Role
from portal.desk.calendar import milestones
from portal.desk.tasks import tasks_of
from portal.today import today


@login_required
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """After signing in: to the one place where somebody works, or to a choice of several. Applicants work nowhere."""
    if request.user.is_public:  # type: ignore[union-attr]
        return redirect("home")
    memberships = list(Membership.objects.current(today()).filter(person=request.user).select_related("agency"))
    slugs = {membership.agency.slug for membership in memberships}
    if len(slugs) == 1:
        return redirect("desk:today", slug=slugs.pop())
    return render(request, "desk/choose.html", {"memberships": memberships})


@office_view(*Role.values)
@require_safe
def today_page(request: HttpRequest, office: Office) -> HttpResponse:
    """今天要办: what is due today and overdue first, each with its reason; below it what the law asks for next."""
    day = today()
    tasks = tasks_of(office, day)
    return render(
        request,
        "desk/today.html",
        {
            "tasks": tasks,
            "overdue": sum(1 for task in tasks if task.due_on is not None and task.due_on < day),
            "milestones": milestones(office, day),
            "may_manage": office.may(Role.CLERK),
        },
    )
