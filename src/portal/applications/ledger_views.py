"""The ledger of statutory days (期限台账): how many working days each case of a year took, by what they were spent on."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from disclosure.clock import CaseDays, year_ledger
from portal.agencies.access import Office, office_view
from portal.agencies.models import Role
from portal.applications.models import Application
from portal.applications.services import cases
from portal.asked import whole_number
from portal.law.calendars import calendar_of, readings_of
from portal.today import today


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the ledger with the case it is about."""

    days: CaseDays
    application: Application


@require_safe
@office_view(Role.CLERK, Role.REVIEWER, Role.LEADER)
def ledger(request: HttpRequest, office: Office) -> HttpResponse:
    """The year's ledger as a page, or as a table to save (``?format=csv``)."""
    written = whole_number(request.GET.get("year", ""))
    year = written if written is not None and 2008 <= written <= today().year else today().year
    rows = _rows(office, year)
    if request.GET.get("format") == "csv":
        return _saved(rows, office.agency.slug, year)
    decided = [row.days for row in rows if row.days.decided_on is not None]
    shown = {
        "rows": rows,
        "year": year,
        "years": range(today().year, today().year - 6, -1),
        "decided": len(decided),
        "in_time": sum(1 for each in decided if each.in_time),
        "average": round(sum(each.spent for each in decided) / len(decided), 1) if decided else None,
    }
    return render(request, "applications/ledger.html", shown)


def _rows(office: Office, year: int) -> list[Row]:
    agency = office.agency
    known = {each.record_id: each for each in Application.objects.filter(agency=agency)}
    lines = year_ledger(cases(agency), year, today(), calendar_of(agency), readings_of(agency))
    return [Row(line, known[line.case_id]) for line in lines]


def _saved(rows: Sequence[Row], slug: str, year: int) -> HttpResponse:
    """The ledger as CSV, with the mark that lets Excel read Chinese."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(
        [
            _("受理编号"), _("阶段"), _("起算日"), _("届满日"), _("期限（工作日）"), _("已用"), _("征求意见扣除"), _("等待补正"),
            _("等待缴费"), _("延迟答复"), _("逾期"), _("办结日期"), _("送达日期"), _("按期"),
        ]
    )  # fmt: skip
    for row in rows:
        days = row.days
        in_time = "" if days.in_time is None else _("是") if days.in_time else _("否")
        writer.writerow(
            [
                row.application.receipt_number, days.phase, days.day_zero, days.due.on if days.due else "", days.length,
                days.spent, days.consultation, days.correction, days.payment, days.delay, days.late, days.decided_on or "",
                days.delivered_on or "", in_time,
            ]
        )  # fmt: skip
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="periods-{slug}-{year}.csv"'
    return response
