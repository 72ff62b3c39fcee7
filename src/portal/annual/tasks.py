"""What the annual report asks people to do today: confirm statements, compile, sign, publish; collect what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from disclosure.law import report_deadline
from disclosure.law.periods import Deadline
from portal.agencies.access import Office
from portal.agencies.models import Level, Role
from portal.annual.compiling import report_of
from portal.annual.models import AnnualReport, ReportState, Statement, StatementState
from portal.annual.signing import signed_report
from portal.annual.supervising.rolling import agencies_below, submitted_of
from portal.annual.supervising.verdicts import returned_to
from portal.desk.tasks import Task
from portal.law.calendars import readings_of

#: Which deadline an agency has: that of a government, of a department, of a township.
_KINDS = {
    Level.PROVINCE: "government", Level.CITY: "government", Level.COUNTY: "government",
    Level.COUNTY_DEPARTMENT: "department", Level.TOWNSHIP: "township",
}  # fmt: skip
#: How many days before its deadline last year's report is asked for.
_AHEAD = 60


def tasks(office: Office, day: date) -> Iterator[Task]:
    """The lines for somebody on a day."""
    year = day.year - 1
    due = report_deadline(_KINDS[Level(office.agency.level)], year, readings_of(office.agency))
    report = report_of(office.agency, year)
    if office.may(Role.CLERK):
        yield from _to_confirm(office)
        yield from _to_compile(office, report, due, day)
        yield from _returned(office, year)
    if office.may(Role.LEADER):
        yield from _to_sign(office)
    if office.may(Role.SUPERVISOR):
        yield from _to_collect(office, year, day)


def _url(name: str, office: Office, *more: object) -> str:
    return reverse(f"annual:{name}", args=[office.agency.slug, *more])


def _to_confirm(office: Office) -> Iterator[Task]:
    """Statements that do not count yet, year by year."""
    waiting = Statement.objects.filter(agency=office.agency, state=StatementState.TO_CONFIRM).values_list("year", flat=True)
    years = list(waiting)
    for year in sorted(set(years)):
        what = _("确认%(year)s年度的%(count)s条陈述") % {"year": year, "count": years.count(year)}
        yield Task(what, _("确认后才计入年度报告。"), _url("statements", office, year), _("去确认"))


def _to_compile(office: Office, report: AnnualReport, due: Deadline, day: date) -> Iterator[Task]:
    why = due.citation.short()
    facts = {"year": report.year}
    if report.is_open and (due.day - day).days <= _AHEAD:
        what = _("编制%(year)s年度报告并送签") % facts
        if report.state == ReportState.RESTATING:
            what = _("更正%(year)s年度报告并送签") % facts
        elif report.returned_reason:
            what = _("按领导意见修改%(year)s年度报告") % facts
        yield Task(what, why, _url("year", office, report.year), _("编制"), due.day)
    elif report.state == ReportState.SIGNED:
        yield Task(_("公布%(year)s年度报告") % facts, why, _url("year", office, report.year), _("公布"), due.day)


def _returned(office: Office, year: int) -> Iterator[Task]:
    """What the office above returned since the report was signed."""
    newest = signed_report(office.agency, year)
    back = returned_to(office.agency, year, newest.signed_at if newest else None)
    if back:
        what = _("主管部门退回%(year)s年度报告的%(count)s处问题，请更正") % {"year": year, "count": len(back)}
        yield Task(what, back[0].reason, _url("year", office, year), _("去看"))


def _to_sign(office: Office) -> Iterator[Task]:
    for report in AnnualReport.objects.filter(agency=office.agency, state=ReportState.LEADER):
        due = report_deadline(_KINDS[Level(office.agency.level)], report.year, readings_of(office.agency))
        what = _("审阅并签发%(year)s年度报告") % {"year": report.year}
        yield Task(what, due.citation.short(), _url("sign", office, report.year), _("审阅"), due.day)


def _to_collect(office: Office, year: int, day: date) -> Iterator[Task]:
    """The agencies below whose report is missing, and the day by which they owe it."""
    missing = len(agencies_below(office.agency)) - len(submitted_of(office.agency, year))
    due = report_deadline("township", year)
    if missing and (due.day - day).days <= _AHEAD:
        what = _("收齐%(year)s年度报告：还有%(count)s个机关未报送") % {"year": year, "count": missing}
        url = reverse("supervise:board", args=[office.agency.slug]) + f"?year={year}"
        yield Task(what, due.citation.short(), url, _("去看"), due.day)
