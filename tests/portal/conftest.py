"""The cast of the portal's tests: a county, two towns, and the people who work there."""

from __future__ import annotations

from datetime import date

import pytest
from django.conf import settings
from django.test import Client

from portal.agencies.models import Agency, Level, Membership, Person, Role

PASSWORD = "一二三四五六七八九十a"


@pytest.fixture(autouse=True)
def _data_folder(tmp_path, settings):
    """Uploads and mail of a test go to a folder of its own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.NOTICES_AT_ONCE = False  # nothing runs beside a test unasked
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # real hashing would cost most of the time


@pytest.fixture
def as_of(settings):
    """Pin the day: ``as_of(date(2026, 3, 2))``."""

    def pin(day: date) -> None:
        settings.AS_OF = day

    pin(date(2026, 3, 2))
    return pin


def agency(slug: str, name: str, level: str, parent: Agency | None = None, **more) -> Agency:
    return Agency.objects.create(
        slug=slug, code=slug, name=name, short_name=name[:6], level=level, parent=parent, postcode="000000",
        address="临川县中心路1号", phone="0000-1234567", disclosure_office="党政办公室", document_prefix="青政",
        reconsideration_organ="临川县人民政府", court="临川县人民法院", **more,
    )  # fmt: skip


@pytest.fixture
def county(db):
    return agency("linchuan", "临川县人民政府", Level.COUNTY)


@pytest.fixture
def town(county):
    return agency("qinghe", "临川县青禾镇人民政府", Level.TOWNSHIP, county)


@pytest.fixture
def elsewhere(county):
    return agency("yunling", "临川县云岭乡人民政府", Level.TOWNSHIP, county)


def person(username: str, name: str, where: Agency, *roles: str) -> Person:
    found = Person.objects.create_user(username, f"{username}@example.org", PASSWORD, name=name)
    for role in roles:
        Membership.objects.create(person=found, agency=where, role=role)
    return found


@pytest.fixture
def clerk(town):
    return person("clerk", "周文书", town, Role.CLERK)


@pytest.fixture
def contributor(town):
    return person("contributor", "钱信息", town, Role.CONTRIBUTOR)


@pytest.fixture
def reviewer(town):
    return person("reviewer", "孙审核", town, Role.REVIEWER)


@pytest.fixture
def second_reviewer(town):
    return person("reviewer2", "李复审", town, Role.REVIEWER)


@pytest.fixture
def leader(town):
    return person("leader", "吴镇长", town, Role.LEADER)


@pytest.fixture
def supervisor(county):
    return person("supervisor", "郑主管", county, Role.SUPERVISOR)


@pytest.fixture
def clerk_elsewhere(elsewhere):
    return person("clerk-elsewhere", "王文书", elsewhere, Role.CLERK)


@pytest.fixture
def signed_in():
    """A client signed in as a person."""

    def sign_in(who: Person) -> Client:
        client = Client()
        client.force_login(who, backend=settings.AUTHENTICATION_BACKENDS[0])
        return client

    return sign_in
