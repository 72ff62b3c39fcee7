"""The first run: whoever can read the terminal opens the installation, once."""

from __future__ import annotations

import pytest
from django.urls import reverse

from portal.agencies.models import Agency, Membership, Person, Role
from portal.desk.start_views import code_file, first_run_code

pytestmark = pytest.mark.django_db

ADDRESS = "/start/"
ANSWERS = {
    "agency_name": "云溪县青禾镇人民政府",
    "short_name": "青禾镇",
    "slug": "qinghe",
    "level": "township",
    "name": "周文书",
    "username": "周文书",
    "email": "",
    "password": "稻香路八号的早晨2026",
}


@pytest.fixture(autouse=True)
def _data(settings, tmp_path):
    settings.DATA = tmp_path


def test_an_empty_installation_leads_to_the_first_run(client):
    answer = client.get("/")

    assert answer.url == ADDRESS
    assert client.get(ADDRESS).status_code == 200


def test_with_the_code_of_the_terminal_the_agency_and_its_clerk_are_made(client):
    answer = client.post(ADDRESS, ANSWERS | {"code": first_run_code()})

    clerk = Person.objects.get()
    assert answer.url == reverse("office:settings", args=["qinghe"])
    assert client.get(answer.url).status_code == 200  # signed in already
    assert [one.role for one in clerk.memberships.all()] == [Role.CLERK]
    assert clerk.check_password(ANSWERS["password"])
    assert not code_file().exists()


def test_a_government_gets_a_supervisor_too(client):
    client.post(ADDRESS, ANSWERS | {"code": first_run_code(), "level": "county"})

    assert set(Membership.objects.values_list("role", flat=True)) == {Role.CLERK, Role.SUPERVISOR}


@pytest.mark.parametrize("code", ["", "wrong", "0" * 16, "é"])
def test_without_the_code_nothing_is_made(client, code):
    first_run_code()

    answer = client.post(ADDRESS, ANSWERS | {"code": code})

    assert answer.status_code == 422
    assert not Agency.objects.exists()


def test_where_no_code_was_given_out_none_is_right(client):
    assert client.post(ADDRESS, ANSWERS | {"code": ""}).status_code == 422
    assert client.post(ADDRESS, ANSWERS | {"code": "x"}).status_code == 422


@pytest.mark.parametrize("password", ["short", "password123", "1234567890"])
def test_a_poor_password_is_refused(client, password):
    answer = client.post(ADDRESS, ANSWERS | {"code": first_run_code(), "password": password})

    assert answer.status_code == 422
    assert not Person.objects.exists()


def test_once_an_agency_exists_nothing_is_here(client, town):
    assert client.get(ADDRESS).status_code == 404
    assert client.post(ADDRESS, ANSWERS | {"code": "x"}).status_code == 404


def test_once_an_agency_exists_there_is_no_code_and_no_file(town):
    code_file().write_text("left over")

    assert first_run_code() is None
    assert not code_file().exists()


def test_the_code_stays_the_same_until_it_is_used_and_is_its_owners_alone():
    code = first_run_code()

    assert first_run_code() == code
    assert code_file().stat().st_mode & 0o077 == 0
    assert len(code) == 16
