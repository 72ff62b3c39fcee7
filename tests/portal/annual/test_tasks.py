"""What the annual report brings to 今天要办."""

from __future__ import annotations

from datetime import date

from portal.agencies.access import office_of
from portal.annual import signing
from portal.annual.tasks import tasks

YEAR = 2025
DAY = date(2026, 1, 20)


def lines(person, agency, day=DAY):
    return list(tasks(office_of(person, agency.slug), day))


def test_the_report_is_due_on_31_january(town, clerk, as_of):
    as_of(DAY)
    (task,) = lines(clerk, town)

    assert task.due_on == date(2026, 1, 31)
    assert "2025" in task.what
    assert "四十九" in task.why


def test_in_summer_nothing_is_asked_for_the_year_that_runs(town, clerk, as_of, signed):
    signing.publish(signed.report, clerk)

    assert lines(clerk, town, date(2026, 7, 1)) == []


def test_statements_to_confirm_are_counted(town, clerk, stated):
    stated("article_20.licences.decisions", 1, confirmed=False)
    stated("article_20.penalties.decisions", 1, confirmed=False)

    assert any("2条" in task.what for task in lines(clerk, town))


def test_the_leader_is_asked_to_sign_and_only_then(town, clerk, leader, ready):
    assert lines(leader, town) == []
    signing.send_to_leader(town, YEAR, clerk)

    (task,) = lines(leader, town)
    assert task.url.endswith("/sign/")
    assert lines(clerk, town) == []


def test_after_the_signature_it_is_to_be_published(town, clerk, signed):
    (task,) = lines(clerk, town)

    assert "公布" in task.what
    signing.publish(signed.report, clerk)
    assert lines(clerk, town) == []


def test_the_supervisor_is_told_how_many_are_missing(county, town, elsewhere, supervisor, signed):
    (task,) = lines(supervisor, county)

    assert "还有1个" in task.what
    assert task.due_on == date(2026, 1, 31)
