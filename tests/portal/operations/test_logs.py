"""Logs name what happened and to which number, never who."""

from __future__ import annotations

import logging

import pytest
from django.urls import reverse

from portal.logs import WithoutPersonalData

IDENTITY, MOBILE = "11010119900307123X", "13912345678"


def passed(message: str, *arguments: object) -> str:
    record = logging.LogRecord("x", logging.WARNING, "f", 1, message, arguments, None)
    assert WithoutPersonalData().filter(record)
    return record.getMessage()


@pytest.mark.parametrize("number", [MOBILE])
def test_personal_numbers_are_masked_in_message_and_arguments(number):
    assert number not in passed(f"applicant {number}")
    assert number not in passed("applicant %s called", number)


def test_what_is_no_personal_number_stays(town):
    assert passed("Not Found: /site/%s/item/%s/", "qinghe", 123) == "Not Found: /site/qinghe/item/123/"


def test_every_handler_of_the_settings_masks(settings):
    assert all("without_personal_data" in handler["filters"] for handler in settings.LOGGING["handlers"].values())


@pytest.mark.django_db
def test_a_failing_search_for_a_number_leaves_no_number_in_the_log(client, town, caplog):
    client.get("/site/qinghe/nothing-here/", {"q": MOBILE})
    client.post(reverse("account_login"), {"login": MOBILE, "password": "secret-words-x"})

    assert MOBILE not in caplog.text
    assert "secret-words-x" not in caplog.text
