"""The work list (办件列表): which cases somebody wants to see, and what the list says of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from disclosure.clock.counting import after_working_days
from disclosure.records import Status
from portal.agencies.access import Office
from portal.agencies.models import Agency
from portal.applications.choices import CHANNELS, STATUS_COLOURS, outcome_label, statuses
from portal.applications.handling.assigning import people_of, units_of
from portal.applications.handling.models import Assignment
from portal.applications.models import Application
from portal.applications.sealing.marks import normal
from portal.law.calendars import calendar_of

_CLOSED = [status.value for status in Status if status.is_closed]
_STANDING = (Assignment.State.ASKED, Assignment.State.ACCEPTED, Assignment.State.ANSWERED)
#: Most working days ahead that may be asked for.
_FARTHEST = 250


class FilterForm(forms.Form):
    """Which cases."""

    q = forms.CharField(
        label=gettext_lazy("编号、申请人或者内容"), required=False, max_length=60, widget=forms.SearchInput()
    )  # fmt: skip
    status = forms.ChoiceField(label=gettext_lazy("状态"), required=False)
    unit = forms.ChoiceField(label=gettext_lazy("承办部门"), required=False)
    person = forms.ChoiceField(label=gettext_lazy("承办人"), required=False)
    channel = forms.ChoiceField(label=gettext_lazy("渠道"), required=False)
    within = forms.IntegerField(label=gettext_lazy("几个工作日内到期"), required=False, min_value=0, max_value=_FARTHEST)

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        """Offer the departments and people of the agency."""
        super().__init__(*args, **kwargs)
        everything = ("", _("全部"))
        choices = {
            "status": statuses(), "unit": [(each, each) for each in units_of(agency)],
            "person": [(str(each.pk), str(each)) for each in people_of(agency)], "channel": CHANNELS,
        }  # fmt: skip
        for name, offered in choices.items():
            self.fields[name].choices = [everything, *offered]


def views(day: date) -> Mapping[str, Q]:
    """The kinds of lists by what stands in them on a day."""
    is_open = ~Q(status__in=_CLOSED)
    return {
        "open": is_open, "overdue": is_open & Q(due_on__lt=day), "deliver": Q(status=Status.REPLIED),
        "closed": Q(status__in=_CLOSED), "all": Q(),
    }  # fmt: skip


def found(agency: Agency, chosen: Q, wanted: Mapping[str, Any], day: date) -> QuerySet[Application] | list[Application]:
    """The cases that a filter leaves, in no order. With words they are looked for in what is encrypted: case by case.

    ``wanted``: cleaned data of :class:`FilterForm`.
    """
    cases = Application.objects.filter(chosen, agency=agency)
    if wanted.get("status"):
        cases = cases.filter(status=wanted["status"])
    if wanted.get("channel"):
        cases = cases.filter(channel=wanted["channel"])
    given = {name: wanted[name] for name in ("unit", "person") if wanted.get(name)}
    if given:
        cases = cases.filter(pk__in=Assignment.objects.filter(**given, state__in=_STANDING).values("application"))
    if wanted.get("within") is not None:
        last = after_working_days(day, wanted["within"], calendar_of(agency)).on if wanted["within"] else day
        cases = cases.exclude(status__in=_CLOSED).filter(due_on__lte=last)
    words = normal(wanted.get("q") or "")
    return [each for each in cases if _says(each, words)] if words else cases


def _says(application: Application, words: str) -> bool:
    fields = (
        application.receipt_number, application.other_number, application.name, application.asked, application.asked_number,
    )  # fmt: skip
    return any(words in normal(field) for field in fields if field)


def ordered(cases: QuerySet[Application] | list[Application], *, by_due: bool) -> Sequence[Application]:
    """By due day with those that rest last, or the newest first."""
    if isinstance(cases, QuerySet):
        return cases.order_by(F("due_on").asc(nulls_last=True), "pk") if by_due else cases.order_by("-arrived_on", "-pk")
    if by_due:
        return sorted(cases, key=lambda each: (each.due_on is None, each.due_on or each.arrived_on, each.pk))
    return sorted(cases, key=lambda each: (each.arrived_on, each.pk), reverse=True)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list: the case, the colour of its status, who works on it, by which internal day."""

    application: Application
    colour: str
    assignment: Assignment | None
    internal_overdue: bool


def rows(cases: Sequence[Application], day: date) -> Iterator[Row]:
    """The lines for cases."""
    standing = Assignment.objects.filter(application__in=[each.pk for each in cases], state__in=_STANDING)
    given = {each.application_id: each for each in standing.select_related("person")}
    for application in cases:
        assignment = given.get(application.pk)
        late = assignment is not None and assignment.is_open and assignment.due_on < day and application.is_open
        yield Row(application, STATUS_COLOURS[Status(application.status)], assignment, late)


def heading() -> list[tuple[str, float]]:
    """The columns of the list as a table to save."""
    return [
        (_("受理编号"), 16), (_("其他系统编号"), 16), (_("渠道"), 14), (_("申请人"), 12), (_("申请人类别"), 14),
        (_("申请内容"), 40), (_("收到申请之日"), 12), (_("答复期限"), 12), (_("暂定"), 6), (_("状态"), 12), (_("办理结果"), 24),
        (_("办结日期"), 12), (_("承办部门"), 14), (_("承办人"), 10), (_("内部办理期限"), 12),
    ]  # fmt: skip


def cells(row: Row) -> list[Any]:
    """A line as cells, the name masked as on the page."""
    one, given = row.application, row.assignment
    return [
        one.receipt_number, one.other_number, str(one.get_channel_display()), one.masked_name(),
        str(one.get_applicant_kind_display()), one.asked, one.received_on, one.due_on if one.is_open else None,
        _("是") if one.is_open and one.due_on and one.due_is_provisional else "", str(one.get_status_display()),
        outcome_label(one.outcome), one.closed_on, given.unit if given else "",
        str(given.person) if given and given.person else "", given.due_on if given else None,
    ]  # fmt: skip


def counts(office: Office, day: date) -> Iterator[tuple[str, str, int]]:
    """The kinds of lists with their names and how many cases stand in each."""
    labels = {
        "open": _("办理中"), "overdue": _("已逾期"), "deliver": _("待送达"), "closed": _("已办结"), "all": _("全部"),
    }  # fmt: skip
    for key, condition in views(day).items():
        yield key, labels[key], Application.objects.filter(condition, agency=office.agency).count()
