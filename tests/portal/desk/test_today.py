"""今天要办: overdue first, each line with its reason and one button; an empty desk says what comes next."""

from __future__ import annotations

import sys
import types
from datetime import date

import pytest
from django.urls import reverse

from portal.agencies.access import Office
from portal.agencies.models import Membership, Person, Role
from portal.desk.calendar import milestones
from portal.desk.tasks import Task, tasks_of


def task(what: str, due_on: date | None = None) -> Task:
    return Task(what, "第三十三条", "/somewhere/", "去办理", due_on)


@pytest.fixture
def office(clerk, town):
    return Office(town, clerk, frozenset({Role.CLERK}))


def page(signed_in, clerk, town) -> str:
    return signed_in(clerk).get(reverse("desk:today", args=[town.slug])).content.decode()


@pytest.fixture
def lines(monkeypatch, settings, as_of):
    """What the rooms would bring, as a list that the test fills."""
    found: list[Task] = []
    module = types.ModuleType("desk_source_of_a_test")
    module.source = lambda office, day: iter(found)  # noqa: ARG005
    monkeypatch.setitem(sys.modules, module.__name__, module)
    settings.DESK_SOURCES = [f"{module.__name__}.source"]
    return found


def test_lines_stand_in_order_of_urgency(lines, office):
    lines.extend(
        [task("无期限"), task("下周", date(2026, 3, 9)), task("逾期", date(2026, 2, 27)), task("今天", date(2026, 3, 2))]
    )

    assert [line.what for line in tasks_of(office, date(2026, 3, 2))] == ["逾期", "今天", "下周", "无期限"]


def test_a_line_says_what_why_by_when_and_has_one_button(lines, signed_in, clerk, town):
    lines.append(task("答复申请 20260210-001", date(2026, 3, 4)))

    shown = page(signed_in, clerk, town)

    assert "答复申请 20260210-001" in shown
    assert "第三十三条" in shown
    assert "还有2个工作日，3月4日 周三" in shown
    assert shown.count('href="/somewhere/"') == 1


@pytest.mark.parametrize(
    ("due", "marked"),
    [(date(2026, 3, 1), "overdue"), (date(2026, 3, 2), "soon"), (date(2026, 3, 9), "soon"), (date(2026, 3, 10), '""')],
    ids=["yesterday", "today", "five working days", "six working days"],
)
def test_urgency_turns_on_the_day(lines, signed_in, clerk, town, due, marked):
    lines.append(task("一件事", due))

    assert f'<li class="{marked.strip(chr(34))}">' in page(signed_in, clerk, town)


def test_the_number_of_overdue_lines_is_said_in_words(lines, signed_in, clerk, town):
    lines.extend([task("甲", date(2026, 2, 27)), task("乙", date(2026, 2, 26)), task("丙")])

    shown = page(signed_in, clerk, town)

    assert "共3件" in shown
    assert "其中逾期2件" in shown


def test_an_empty_desk_says_what_comes_next(lines, signed_in, clerk, town):
    assert not lines

    shown = page(signed_in, clerk, town)

    assert "今天没有要办的事" in shown
    assert "接下来：2027年1月31日前，公布2026年政府信息公开工作年度报告" in shown


# The statutory calendar


@pytest.mark.parametrize(
    ("day", "due", "year"),
    [
        (date(2026, 1, 31), date(2026, 1, 31), "2025"),
        (date(2026, 2, 1), date(2027, 1, 31), "2026"),
        (date(2026, 12, 31), date(2027, 1, 31), "2026"),
    ],
    ids=["the day itself", "the day after", "the last of the year"],
)
def test_a_towns_report_is_due_by_the_end_of_january(office, day, due, year):
    (only,) = milestones(office, day)

    assert only.day == due
    assert year in only.what


@pytest.mark.parametrize(("day", "due"), [(date(2026, 3, 31), date(2026, 3, 31)), (date(2026, 4, 1), date(2027, 3, 31))])
def test_a_governments_consolidated_report_is_due_by_the_end_of_march(supervisor, county, day, due):
    found = milestones(Office(county, supervisor, frozenset({Role.SUPERVISOR})), day)

    assert due in [one.day for one in found]
    assert all(one.why for one in found)
    assert [one.day for one in found] == sorted(one.day for one in found)


# Who comes where


def test_somebody_with_one_place_goes_there_at_once(clerk, signed_in, town):
    assert signed_in(clerk).get(reverse("desk:start")).url == reverse("desk:today", args=[town.slug])


@pytest.mark.usefixtures("as_of")
def test_somebody_with_two_places_chooses(clerk, signed_in, town, elsewhere):
    Membership.objects.create(person=clerk, agency=elsewhere, role=Role.REVIEWER)

    shown = signed_in(clerk).get(reverse("desk:start")).content.decode()

    assert town.name in shown
    assert elsewhere.name in shown


def test_somebody_without_a_place_is_told_whom_to_ask(signed_in, db):
    stranger = Person.objects.create_user("stranger", password="x" * 12)

    assert "专职人员" in signed_in(stranger).get(reverse("desk:start")).content.decode()
