"""Who comes into an office, and who finds nothing there."""

import pytest
from django.urls import reverse


def test_somebody_who_works_there_sees_the_start_page(as_of, clerk, signed_in, town):
    assert signed_in(clerk).get(reverse("desk:today", args=[town.slug])).status_code == 200


def test_for_somebody_of_another_agency_the_office_is_not_there(as_of, clerk_elsewhere, signed_in, town):
    assert signed_in(clerk_elsewhere).get(reverse("desk:today", args=[town.slug])).status_code == 404


@pytest.mark.django_db
def test_the_public_is_asked_to_sign_in(client, town):
    answer = client.get(reverse("desk:today", args=[town.slug]))

    assert answer.status_code == 302
    assert answer.url.startswith(reverse("account_login"))


def test_nobody_signs_up(client, db):
    answer = client.post(reverse("account_signup"), {"username": "x", "password1": "y" * 12, "password2": "y" * 12})

    assert b"closed" in answer.content.lower() or answer.status_code == 200
    assert not client.login(username="x", password="y" * 12)
