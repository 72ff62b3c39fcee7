"""What this room puts on the desk: for whom, why, and by when."""

from datetime import date

import pytest

from portal.publishing import review
from portal.publishing.models import Item
from portal.publishing.tasks import disclosure_due, tasks

DAY = date(2026, 3, 2)


@pytest.fixture
def lines(at_work):
    return lambda person, day=DAY: list(tasks(at_work(person), day))


def whats(found):
    return [task.what for task in found]


def test_whoever_may_do_the_next_step_is_asked(submitted, lines, reviewer, leader, clerk, contributor):
    submitted()

    for person in (reviewer, leader, clerk):
        assert whats(lines(person)) == ["审核《关于做好防汛工作的通知》"], person
    assert whats(lines(contributor)) == []


def test_the_release_is_asked_of_those_who_release(submitted, lines, reviewer, leader, clerk, at_work):
    item = submitted()
    review.approve(at_work(reviewer), item.pk, item.content_hash(), 2)

    assert whats(lines(leader)) == ["签发《关于做好防汛工作的通知》"]
    assert whats(lines(clerk)) == whats(lines(reviewer)) == []


def test_the_author_is_told_what_was_said(submitted, lines, reviewer, contributor, at_work):
    item = submitted()
    review.send_back(at_work(reviewer), item.pk, item.content_hash(), 2, "日期有误")

    (task,) = lines(contributor)
    assert (task.what, task.why) == ("修改《关于做好防汛工作的通知》", "孙审核退回：日期有误")


def test_twenty_working_days_from_when_it_was_made(draft, lines, contributor):
    """第二十六条. Spring Festival 2026 rests from 15 to 23 February; 14 and 28 February are made up.

    11 to 14 February are four, 24 to 28 nine, the first weeks of March fourteen and nineteen, Monday 16 March the twentieth.
    """
    draft(produced_on=date(2026, 2, 10))

    (task,) = lines(contributor)
    assert task.due_on == date(2026, 3, 16)
    assert task.working_days_left == 10


def test_overdue_is_negative(draft, lines, contributor):
    draft(produced_on=date(2026, 1, 5))

    (task,) = lines(contributor)
    assert task.due_on == date(2026, 2, 2)
    assert task.working_days_left < 0


def test_before_the_regulations_there_is_no_due_day(draft, lines, contributor):
    draft(produced_on=date(2007, 6, 1))

    assert lines(contributor)[0].due_on is None


def test_a_made_up_saturday_counts():
    """Made on a Friday: the Saturday after it is the first day, so the twentieth is a day earlier than by weekdays."""
    assert disclosure_due(date(2026, 2, 13)) == date(2026, 3, 19)


def test_a_column_that_has_been_quiet_too_long(released, columns, lines, clerk):
    item = released(column=columns["news"])
    Item.objects.filter(pk=item.pk).update(published_on=date(2026, 2, 16))
    assert whats(lines(clerk)) == [], "fourteen days later to the day it is still in time"
    Item.objects.filter(pk=item.pk).update(published_on=date(2026, 2, 15))

    (task,) = lines(clerk)
    assert (task.what, task.due_on) == ("栏目“工作动态”15天没有更新", date(2026, 3, 1))
    assert task.url.endswith(f"?column={columns['news'].pk}")


def test_a_column_without_interval_or_content_is_left_alone(columns, lines, clerk, released):
    item = released(column=columns["other"])
    Item.objects.filter(pk=item.pk).update(published_on=date(2020, 1, 1))

    assert lines(clerk) == []


def test_another_agencys_items_are_not_on_the_desk(submitted, clerk_elsewhere, elsewhere):
    from portal.agencies.access import office_of

    submitted()
    assert list(tasks(office_of(clerk_elsewhere, elsewhere.slug), DAY)) == []
