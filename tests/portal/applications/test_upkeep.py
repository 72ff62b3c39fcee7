"""What is kept for a while only is cleared by the daily upkeep, and the log proves it."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from portal.applications.models import DraftFile, ImportFile, TrackingAttempt
from portal.applications.sealing.fields import seal
from portal.audit.log import broken
from portal.audit.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(town, clerk):
    """One of each that is over, one of each that is not."""
    for expired in (True, False):
        visit = SessionStore()
        visit["apply:qinghe"] = "sealed"
        visit.create()
        kept = [
            DraftFile.objects.create(form_token="t", kind="other", title="甲.pdf", content=seal(b"x"), size=1),
            ImportFile.objects.create(agency=town, content=seal(b"x"), by=clerk),
            TrackingAttempt.objects.create(key="k"),
        ]
        if expired:
            Session.objects.filter(pk=visit.session_key).update(expire_date=timezone.now() - timedelta(seconds=1))
            for row in kept:
                type(row).objects.filter(pk=row.pk).update(at=timezone.now() - timedelta(hours=25))


def _counts() -> list[int]:
    return [model.objects.count() for model in (Session, DraftFile, ImportFile, TrackingAttempt)]


@pytest.mark.usefixtures("waiting")
def test_the_daily_upkeep_clears_what_expired_and_the_log_says_how_much(county):
    assert _counts() == [2, 2, 2, 2]
    said = StringIO()
    call_command("upkeep", stdout=said)
    assert _counts() == [1, 1, 1, 1]
    entry = Entry.objects.get(action="upkeep.cleared")
    assert (entry.agency, entry.facts) == (county, {"sessions": 1, "drafts": 1, "tables": 1, "attempts": 1})
    assert "1" in said.getvalue()
    call_command("upkeep", stdout=said)
    assert Entry.objects.filter(action="upkeep.cleared").last().facts["sessions"] == 0
    assert not list(broken(county))


@pytest.mark.usefixtures("waiting")
def test_without_a_timer_whoever_opens_the_desk_first_clears(town, county, clerk, signed_in):
    office = signed_in(clerk)
    assert office.get(reverse("desk:today", args=[town.slug])).status_code == 200
    assert Session.objects.filter(expire_date__lt=timezone.now()).count() == 0
    office.get(reverse("desk:today", args=[town.slug]))
    assert Entry.objects.filter(agency=county, action="upkeep.cleared").count() == 1


@pytest.mark.django_db
def test_the_last_upkeep_is_found_without_reading_the_whole_log():
    found = Entry.objects.filter(action="upkeep.cleared", at__gt=timezone.now() - timedelta(days=1)).order_by()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")  # an empty table is read whole otherwise
    assert "audit_by_action" in found.explain()
