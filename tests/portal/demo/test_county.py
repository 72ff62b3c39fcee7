"""The invented county is a function of the day, and everything in it is as the rooms would have made it."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import transaction

from disclosure.records import outcomes
from portal.agencies.models import Agency, Level, Membership, Person, Role
from portal.annual.models import AnnualReport, ReceivedReport
from portal.annual.services import compiled, signed_report
from portal.applications.models import Application
from portal.audit.log import broken
from portal.demo.county import invent
from portal.demo.people import PASSWORD, TOWNS, sign_ins
from portal.desk.tasks import tasks_of
from portal.disputes.services import dispute_records
from portal.ledgers.models import Entry
from portal.publishing.models import Item, Status
from portal.publishing.services import item_counts, released_items

DAY = date(2026, 3, 2)


@pytest.fixture(scope="module")
def county(django_db_setup, django_db_blocker, tmp_path_factory):
    """Invented once for the module, rolled back at its end."""
    from django.test import override_settings

    with django_db_blocker.unblock(), override_settings(AS_OF=DAY, MEDIA_ROOT=tmp_path_factory.mktemp("media")):
        outer = transaction.atomic()
        outer.__enter__()
        try:
            yield invent(DAY)
        finally:
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)


@pytest.fixture(autouse=True)
def _pinned(county, db, as_of):
    as_of(DAY)


def town(slug: str) -> Agency:
    return Agency.objects.get(slug=slug)


def test_a_county_with_five_towns(county):
    assert county.level == Level.COUNTY
    assert set(Agency.objects.filter(parent=county).values_list("slug", flat=True)) == {one.slug for one in TOWNS}


def test_staff_are_as_in_real_towns():
    for agency in Agency.objects.filter(level=Level.TOWNSHIP):
        roles = list(Membership.objects.filter(agency=agency).values_list("role", flat=True))
        assert sorted(roles) == sorted([Role.CLERK, *[Role.CONTRIBUTOR] * 2, *[Role.REVIEWER] * 2, Role.LEADER])


def test_each_sign_in_that_is_printed_works(client, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]  # as outside of tests
    for one in sign_ins():
        assert client.login(username=one.username, password=PASSWORD), one.username
    assert {str(one.role) for one in sign_ins()} == {str(role.label) for role in Role}


def test_the_busy_town_has_hundreds_of_items_and_dozens_of_applications():
    busy = town("qinghe")

    assert released_items(busy, DAY.year - 1).count() > 300
    assert Application.objects.filter(agency=busy).count() >= 36
    assert len(dispute_records(busy, DAY.year - 1)) == 5


def test_every_outcome_of_the_law_is_among_its_cases():
    decided = Application.objects.filter(agency=town("qinghe")).values_list("outcome", flat=True)

    assert set(outcomes()) - set(decided) == set()


def test_some_cases_are_open_and_one_is_overdue():
    open_now = Application.objects.filter(agency=town("qinghe"), closed_on=None)

    assert {"unconfirmed", "handling", "correction", "consulting", "payment"} <= set(open_now.values_list("status", flat=True))
    assert open_now.filter(due_on__lt=DAY).exists()


def test_the_nil_year_town_has_few_items_and_no_application():
    nil = town("shiliugou")

    assert item_counts(nil, DAY.year - 1).total == 5
    assert not Application.objects.filter(agency=nil).exists()
    assert not Entry.objects.filter(agency=nil).exists()


def test_released_items_are_bound_to_their_reviews_by_hash_and_nobody_reviewed_their_own():
    for item in Item.objects.filter(status=Status.RELEASED).order_by("pk")[::25]:
        acts = list(item.acts.order_by("position"))
        assert {act.content_hash for act in acts} == {item.content_hash()}
        assert len({act.reviewer_id for act in acts}) == 3
        assert acts[0].reviewer_id == item.author_id


def test_items_lie_in_review_and_returned_for_people_to_work_on():
    statuses = set(Item.objects.filter(agency=town("qinghe")).values_list("status", flat=True))

    assert {Status.DRAFT, Status.IN_REVIEW, Status.RETURNED, Status.RELEASED} <= statuses


def test_last_years_report_of_the_busy_town_is_signed_and_published():
    signed = signed_report(town("qinghe"), DAY.year - 1, published=True)

    assert signed is not None
    assert signed.signed_on == date(2026, 1, 26)


def test_reports_stand_at_every_stage():
    states = set(AnnualReport.objects.filter(year=DAY.year - 1).values_list("state", flat=True))

    assert len(states) >= 4


def test_the_figures_of_the_signed_year_are_those_of_its_records():
    year = compiled(town("qinghe"), DAY.year - 1)
    received = year.figures["applications.received.total"]

    assert received.value == len(received.records)
    assert received.value >= 30


def test_the_county_has_collected_reports_some_of_strangers(county):
    received = ReceivedReport.objects.filter(office=county)

    assert received.exclude(agency=None).exists()
    assert received.filter(agency=None).exists()


def test_everybodys_desk_opens_and_the_clerk_of_the_busy_town_has_work():
    from portal.agencies.access import Office

    for membership in Membership.objects.select_related("agency", "person"):
        office = Office(membership.agency, membership.person, frozenset({membership.role}))
        lines = tasks_of(office, DAY)
        if membership.agency.slug == "qinghe" and membership.role == Role.CLERK:
            assert any(line.due_on is not None and line.due_on < DAY for line in lines)


def test_the_chain_of_every_log_holds():
    assert [agency for agency in Agency.objects.all() if list(broken(agency))] == []


def test_no_number_can_be_anyones():
    """Telephone numbers start with 0000, postcodes are 000000, mail ends in .example."""
    assert all(one.phone.startswith("0000-") and one.postcode == "000000" for one in Application.objects.all())
    assert all(one.email.endswith(".example") for one in Person.objects.exclude(email=""))
