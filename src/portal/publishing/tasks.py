"""What this room asks people to do today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Max, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from disclosure.clock import period_ends, working_days_between
from disclosure.errors import CalendarError, LawError
from disclosure.law import Period, period, work_calendar
from portal.agencies.access import Office
from portal.agencies.models import Role
from portal.desk.tasks import Task
from portal.publishing import review, writing
from portal.publishing.models import Column, ColumnKind, ImportRun, ImportState, Item, Status, Verdict
from portal.publishing.personal import open_numbers


def tasks(office: Office, day: date) -> Iterator[Task]:
    """The lines for somebody on a day."""
    yield from _to_review(office, day)
    yield from _returned(office, day)
    yield from _drafts_in_time(office, day)
    if office.may(Role.CLERK):
        yield from _quiet_columns(office, day)
        yield from _unfinished_imports(office)


def _to_review(office: Office, day: date) -> Iterator[Task]:
    """Items in review whose next step this person may do."""
    if not office.may(*review.REVIEWERS):
        return
    waiting = Item.objects.filter(agency=office.agency, status=Status.IN_REVIEW).select_related("agency", "author")
    for item in waiting.order_by("changed_at"):
        if not review.why_not(office, item):
            step = review.standing(item).step
            yield Task(
                what=_("%(step)s《%(title)s》") % {"step": step.label, "title": item.title},
                why=_("先审后发；%(author)s起草，起草人不能审核自己的信息。") % {"author": item.author},
                url=_page(item),
                button=str(step.label),
                **_due(item, day),
            )


def _returned(office: Office, day: date) -> Iterator[Task]:
    """Items that came back to this person, with what was said."""
    for item in Item.objects.filter(agency=office.agency, status=Status.RETURNED, author=office.person).select_related("agency"):
        last = item.acts.filter(verdict=Verdict.RETURNED).select_related("reviewer").last()
        said = _("%(who)s退回：%(opinion)s") % {"who": last.reviewer, "opinion": last.opinion[:80]} if last else ""
        yield Task(_("修改《%(title)s》") % {"title": item.title}, said, _edit(item), _("修改"), **_due(item, day))


def _drafts_in_time(office: Office, day: date) -> Iterator[Task]:
    """Drafts of this person that have to be public by a day, or that hold personal numbers."""
    if not office.may(*writing.WRITERS):
        return
    drafts = Item.objects.filter(agency=office.agency, status=Status.DRAFT, author=office.person).select_related("agency")
    for item in drafts:
        numbers = len(open_numbers(item))
        why = _("有%(count)s处个人号码要先处理") % {"count": numbers} if numbers else _("草稿还没有提交审核")
        yield Task(_("提交《%(title)s》") % {"title": item.title}, why, _page(item), _("去提交"), **_due(item, day))


def _due(item: Item, day: date) -> dict[str, object]:
    """The last day to make an item public: 20 working days from when it was made (条例第二十六条). A correction has none."""
    if item.produced_on is None or item.revises_id or item.is_elsewhere:
        return {}
    try:
        due = disclosure_due(item.produced_on)
        calendar = work_calendar()
        left = working_days_between(day, due, calendar) - working_days_between(due, day, calendar)
    except (CalendarError, LawError):  # made before the Regulations, or far from every calendar: no due day is told
        return {}
    return {"due_on": due, "working_days_left": left}


def disclosure_due(produced_on: date) -> date:
    """The last day of the period for proactive disclosure that the law of that day gives."""
    length: Period = period("disclosure.period", produced_on)
    return period_ends(produced_on, length, work_calendar()).on


def _quiet_columns(office: Office, day: date) -> Iterator[Task]:
    """Columns in which nothing new has appeared within their interval."""
    columns = (
        Column.objects.filter(agency=office.agency, update_within__isnull=False)
        .exclude(kind__in=(ColumnKind.ANNUAL_REPORTS, ColumnKind.APPLY))
        .annotate(newest=Max("items__published_on", filter=Q(items__status=Status.RELEASED)))
    )
    for column in columns:
        # A column that never had anything is empty from the start; the site says so, and the desk does not count days.
        if column.newest is None or column.update_within is None:
            continue
        due = column.newest + timedelta(days=column.update_within)
        if due < day:
            yield Task(
                what=_("栏目“%(column)s”%(days)s天没有更新") % {"column": column.label, "days": (day - column.newest).days},
                why=_("更新周期%(within)s天（政府网站检查指标）%(unit)s")
                % {"within": column.update_within, "unit": f" · {column.unit}" if column.unit else ""},
                url=f"{reverse('publishing:create', args=[office.agency.slug])}?column={column.pk}",
                button=_("录入信息"),
                due_on=due,
            )


def _unfinished_imports(office: Office) -> Iterator[Task]:
    """Imports that were looked at and left."""
    for run in ImportRun.objects.filter(agency=office.agency, state=ImportState.PREVIEWED, by=office.person):
        yield Task(
            what=_("完成导入“%(file)s”") % {"file": run.file_name},
            why=_("已上传，还没有确认导入"),
            url=reverse("publishing:import_run", args=[office.agency.slug, run.pk]),
            button=_("看预览"),
        )


def _page(item: Item) -> str:
    return reverse("publishing:item", args=[item.agency.slug, item.pk])


def _edit(item: Item) -> str:
    return reverse("publishing:edit", args=[item.agency.slug, item.pk])
