"""Passwords: forgotten ones are set anew by a link that works once; those of new staff are known to nobody else."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.urls import reverse

NEW = "松风过水面的第一天2026"


def link_in(text: str) -> str:
    return re.search(r"https?://[^\s<]+", text).group()


def set_password(client, link: str, password: str = NEW):
    page = client.get(link, follow=True)
    return client.post(
        page.redirect_chain[-1][0] if page.redirect_chain else link, {"password1": password, "password2": password}
    )


@pytest.mark.usefixtures("as_of")
def test_a_forgotten_password_is_set_anew_by_a_mailed_link_that_works_once(client, clerk):
    client.post(reverse("account_reset_password"), {"email": clerk.email})
    link = link_in(mail.outbox[0].body)

    set_password(client, link)
    set_password(client, link, "另一个很长的密码123")

    assert client.login(username=clerk.username, password=NEW)


def test_nobody_learns_whether_an_address_is_known(client, clerk):
    known = client.post(reverse("account_reset_password"), {"email": clerk.email})
    unknown = client.post(reverse("account_reset_password"), {"email": "nobody@example.org"})

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)


@pytest.fixture
def added(clerk, signed_in, town, as_of):
    """Somebody whom the clerk has just added, and the page that the clerk sees then."""

    def add(**more: str):
        answers = {"name": "新同事", "username": "newcomer", "email": "", "roles": ["contributor"], "unit": "文化站"} | more
        answer = signed_in(clerk).post(reverse("office:staff_add", args=[town.slug]), answers, follow=True)
        return answer.content.decode()

    return add


def test_a_new_colleague_sets_their_password_by_a_printed_link(client, added):
    page = added()

    set_password(client, link_in(page))

    assert client.login(username="newcomer", password=NEW)
    assert mail.outbox == []


def test_with_an_address_the_link_is_mailed_as_well(client, added):
    added(email="newcomer@example.org")

    set_password(client, link_in(mail.outbox[0].body))

    assert mail.outbox[0].to == ["newcomer@example.org"]
    assert client.login(username="newcomer", password=NEW)


def test_the_link_is_shown_once(clerk, signed_in, town, added):
    added()

    again = signed_in(clerk).get(reverse("office:staff", args=[town.slug])).content.decode()

    assert "password/reset" not in again
