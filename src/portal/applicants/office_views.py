"""What applicants thought of the handling, for the office: figures, and words without names."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.agencies.access import Office, office_view
from portal.agencies.models import Role
from portal.applicants.forms import SCORES
from portal.applicants.models import Rating
from portal.applicants.services import FEWEST_SHOWN, satisfaction
from portal.asked import whole_number
from portal.today import today


@require_safe
@office_view(Role.CLERK, Role.REVIEWER, Role.LEADER)
def ratings(request: HttpRequest, office: Office) -> HttpResponse:
    """The ratings of a year."""
    asked = whole_number(request.GET.get("year", ""))
    years = sorted({today().year, *Rating.objects.filter(agency=office.agency).order_by().values_list("year", flat=True)})
    year = asked if asked in years else today().year
    found = satisfaction(office.agency, year)
    shown = Rating.objects.filter(agency=office.agency, year=year) if found.average is not None else ()
    context = {
        "found": found, "years": years, "fewest": FEWEST_SHOWN, "words": [each.words for each in shown if each.words],
        "lines": [(dict(SCORES)[score], number) for score, number in found.scores],
    }  # fmt: skip
    return render(request, "applicants/ratings.html", context)
