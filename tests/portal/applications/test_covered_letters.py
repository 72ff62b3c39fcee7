"""Letters name who applied: somebody who does not handle the case sees them covered, and opens them with a reason."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from applications_cast import ANSWERS, checked
from disclosure.letters import Additions
from disclosure.records import Channel, Replied
from portal.applications import services
from portal.applications.letters import draft
from portal.applications.letters.drafts import shown
from portal.applications.letters.signing import sign
from portal.audit.models import Entry

REFUSED = Replied(date(2024, 9, 10), "refused.internal_affairs", "refused")
NAME = ANSWERS["name"]


@pytest.fixture
def letter(town, clerk, leader, as_of):
    """A signed reply."""
    as_of(date(2024, 9, 10))
    case = services.submit(town, ANSWERS, channel=Channel.COUNTER, by=clerk).application
    checked(case, clerk, REFUSED.outcome)
    begun = draft(case, "reply", REFUSED, Additions(reason="属于人事管理方面的信息"), clerk)
    return sign(begun, leader, shown(begun).digest, leader=True)


def url(letter, name, *more):
    return reverse(f"applications:{name}", args=[letter.application.agency.slug, letter.application_id, letter.pk, *more])


def files(letter):
    return [url(letter, "letter"), url(letter, "letter_pdf"), url(letter, "letter_delivery", "docx")]


def opened(action="application.letter_opened"):
    return [entry.facts for entry in Entry.objects.filter(action=action).order_by("pk")]


def test_a_reviewer_sees_the_letter_without_the_name_and_no_files(letter, reviewer, signed_in):
    desk = signed_in(reviewer)
    page = desk.get(url(letter, "letter_page")).content.decode()

    assert NAME not in page
    assert NAME[0] + "*" in page or NAME[0] + "＊" in page or NAME[0] + "某" in page
    assert f'href="{files(letter)[0]}"' not in page
    assert [desk.get(address).url for address in files(letter)] == [url(letter, "letter_page")] * 3
    assert opened() == []
    case = desk.get(letter.application.get_absolute_url()).content.decode()
    assert f'href="{files(letter)[0]}"' not in case


def test_with_a_reason_it_is_seen_whole_and_who_and_why_is_logged(letter, reviewer, signed_in):
    desk = signed_in(reviewer)
    unsaid = desk.post(url(letter, "letter_page"), {"act": "reveal"})
    assert unsaid.status_code == 422
    assert NAME not in unsaid.content.decode()
    page = desk.post(url(letter, "letter_page"), {"act": "reveal", "reason": "dispute"}, follow=True).content.decode()

    assert NAME in page
    assert opened("application.revealed") == [{"field": "name", "reason": "dispute"}]
    assert desk.get(files(letter)[0]).status_code == 200
    assert opened() == [{"letter": letter.pk, "suffix": "docx"}]
    assert NAME not in signed_in(reviewer).get(url(letter, "letter_page")).content.decode()


def test_whoever_handles_the_case_sees_it_whole_and_opening_the_files_is_logged(letter, clerk, leader, signed_in):
    for person in (clerk, leader):
        assert NAME in signed_in(person).get(url(letter, "letter_page")).content.decode()
    for address in files(letter):
        assert signed_in(clerk).get(address).status_code == 200

    assert [each["suffix"] for each in opened()] == ["docx", "pdf", "docx"]


def test_a_reviewer_acts_on_no_draft(letter, reviewer, signed_in):
    for act in ("save", "sign", "discard", "send", "return"):
        assert signed_in(reviewer).post(url(letter, "letter_page"), {"act": act}).status_code == 200
    letter.refresh_from_db()
    assert letter.is_signed
