"""Signing in as somebody meets it who was away too long, or mistyped the password too often."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.urls import reverse

from portal.agencies.accounts import AskReset


@pytest.fixture
def _fresh_limits():
    cache.clear()
    yield
    cache.clear()


def test_what_was_sent_after_the_sign_in_expired_is_said_to_be_lost(client, town):
    edit = reverse("ledgers:new", args=[town.slug, "training"])
    answer = client.post(edit, {"title": "x"}, headers={"referer": f"http://testserver{edit}?year=2026"})

    assert answer.url == f"{reverse('account_login')}?next={edit}%3Fyear%3D2026"
    assert "登录已过期，刚才填写的没有保存" in client.get(answer.url).content.decode()


@pytest.mark.parametrize("before", ["", "https://elsewhere.example/x", "javascript:alert(1)", "//elsewhere.example", "http://["])
def test_from_there_nobody_is_led_elsewhere(client, town, before):
    answer = client.post(reverse("ledgers:new", args=[town.slug, "training"]), headers={"referer": before})

    assert answer.url.partition("?")[2] in ("", "next=")
    assert client.get(answer.url).status_code == 200


def test_whoever_only_looks_is_asked_to_sign_in_without_a_word(client, town):
    here = reverse("desk:today", args=[town.slug])
    answer = client.get(here)

    assert answer.url == f"{reverse('account_login')}?next={here}"
    assert "登录已过期" not in client.get(answer.url).content.decode()


@pytest.mark.usefixtures("_fresh_limits")
def test_after_too_many_attempts_the_page_says_for_how_long(client, clerk):
    for _attempt in range(5):
        client.post(reverse("account_login"), {"login": clerk.username, "password": "wrong"})
    page = client.post(reverse("account_login"), {"login": clerk.username, "password": "wrong"}).content.decode()

    assert "请5分钟后再试" in page


def test_the_reset_asks_for_the_address_in_the_same_words_as_elsewhere():
    assert str(AskReset().fields["email"].label) == "电子邮箱"
