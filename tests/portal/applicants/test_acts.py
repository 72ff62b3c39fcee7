"""What an applicant does with number and secret: correct, withdraw, rate. Nobody else can, and nothing happens twice."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from applications_cast import ANSWERS, raw
from disclosure.records import Channel, Confirmed, Corrected, CorrectionAsked, Delivered, Replied, Status
from portal.applicants.models import Rating
from portal.applicants.services import FEWEST_SHOWN, satisfaction
from portal.applications.services import record, submit
from portal.audit.models import Entry


@pytest.fixture
def sent(town, as_of):
    as_of(date(2024, 9, 10))
    found = submit(town, ANSWERS, channel=Channel.ONLINE)
    record(found.application, Confirmed(date(2024, 9, 10)), None)
    return found


def post(sent, act, secret=None, client=None, **more):
    agency = sent.application.agency
    fields = {"number": sent.application.receipt_number, "secret": sent.secret if secret is None else secret}
    return (client or Client()).post(reverse(f"site:{act}", args=[agency.slug]), {**fields, **more})


def decided(sent, clerk):
    record(sent.application, Replied(date(2024, 9, 10), "granted"), clerk)
    record(sent.application, Delivered(date(2024, 9, 10)), clerk)


def test_withdrawing_is_asked_once_more_and_then_recorded_as_an_event(sent):
    asked = post(sent, "withdraw")
    assert "确定撤回" in asked.content.decode()
    sent.application.refresh_from_db()
    assert sent.application.is_open
    done = post(sent, "withdraw", sure="1").content.decode()
    assert "已撤回" in done
    sent.application.refresh_from_db()
    assert (sent.application.status, sent.application.outcome) == (Status.WITHDRAWN, "other.other")
    assert f'action="{reverse("site:withdraw", args=["qinghe"])}"' not in done
    again = post(sent, "withdraw", sure="1").content.decode()
    assert "不能记录" in again
    assert sent.application.events.filter(kind="withdrawn").count() == 1


def test_a_correction_that_was_asked_for_is_answered_online_and_starts_the_period_again(sent, clerk, as_of):
    assert "不能记录" in post(sent, "correct", text="不该现在补").content.decode()
    record(sent.application, CorrectionAsked(date(2024, 9, 10), date(2024, 9, 24)), clerk)
    page = post(sent, "track").content.decode()
    assert "在线补正" in page
    assert "2024年9月24日" in page
    empty = post(sent, "correct", text=" ")
    assert empty.status_code == 422
    assert "补正的内容" in empty.content.decode()
    large = SimpleUploadedFile("大.pdf", b"0" * (10 * 1024 * 1024 + 1))
    kept = post(sent, "correct", text="2023年第二批次，柳林村三组", upload=large)
    assert kept.status_code == 422
    assert "2023年第二批次，柳林村三组" in kept.content.decode()
    as_of(date(2024, 9, 18))
    file = SimpleUploadedFile("位置图.pdf", b"%PDF")
    done = post(sent, "correct", text="2023年第二批次，柳林村三组", upload=file).content.decode()
    assert "已收到您的补正" in done
    sent.application.refresh_from_db()
    assert isinstance(sent.application.engine_events()[-1], Corrected)
    assert (sent.application.status, sent.application.due_on) == (Status.HANDLING, date(2024, 10, 21))
    assert sent.application.events.last().note == "2023年第二批次，柳林村三组"
    assert sent.application.attachments.get().content() == b"%PDF"
    assert "第二批次，柳林村三组" not in raw("applications_applicationevent")
    assert "不能记录" in post(sent, "correct", text="再补一次").content.decode()


def test_a_closed_application_is_rated_once_and_nobody_can_tell_which(sent, town, clerk, signed_in):
    assert "办结之后才能评价" in post(sent, "rate", score="5").content.decode()
    decided(sent, clerk)
    assert "满意度评价" in post(sent, "track").content.decode()
    assert post(sent, "rate", score="9").status_code == 422
    done = post(sent, "rate", score="4", words="很快").content.decode()
    assert "谢谢您的评价" in done
    assert "提交评价" not in done
    assert "已经评价过" in post(sent, "rate", score="1").content.decode()
    kept = Rating.objects.get()
    assert (kept.score, kept.year, kept.words) == (4, 2024, "很快")
    assert "application" not in {field.name for field in Rating._meta.get_fields()}
    page = signed_in(clerk).get(reverse("applicants:ratings", args=[town.slug])).content.decode()
    assert "共1件评价" in page
    assert "很快" not in page
    for number in range(FEWEST_SHOWN - 1):
        Rating.objects.create(agency=town, year=2024, score=5, mark=str(number))
    assert satisfaction(town, 2024).average == 4.8
    page = signed_in(clerk).get(reverse("applicants:ratings", args=[town.slug])).content.decode()
    assert "4.8" in page
    assert "很快" in page


def test_who_may_see_the_ratings(
    town, client, signed_in, clerk, leader, reviewer, contributor, clerk_elsewhere, supervisor, as_of
):
    url = reverse("applicants:ratings", args=[town.slug])
    people = (clerk, leader, reviewer, contributor, clerk_elsewhere, supervisor)
    assert [signed_in(who).get(url).status_code for who in people] == [200, 200, 200, 403, 404, 404]
    assert client.get(url).status_code == 302


@pytest.mark.parametrize("act", ["withdraw", "correct", "rate"])
def test_without_the_secret_nothing_happens(sent, clerk, signed_in, act, elsewhere):
    said = {"sure": "1", "text": "补", "score": "5"}
    before = sent.application.events.count()
    for secret in ("", "WRONG12345"):
        assert post(sent, act, secret=secret, **said).status_code == 302
    assert post(sent, act, secret="", client=signed_in(clerk), **said).status_code == 302
    url = reverse(f"site:{act}", args=[elsewhere.slug])
    assert Client().post(url, {"number": sent.application.receipt_number, "secret": sent.secret, **said}).status_code == 302
    assert Client().get(reverse(f"site:{act}", args=["qinghe"])).status_code == 405
    assert sent.application.events.count() == before
    assert Rating.objects.count() == 0


def test_guessing_closes_the_door_of_the_acts_too(sent):
    for _turn in range(5):
        post(sent, "withdraw", secret="WRONG12345", sure="1")
    post(sent, "withdraw", sure="1")
    sent.application.refresh_from_db()
    assert sent.application.is_open


def test_what_the_applicant_did_stands_in_the_log_without_a_word_of_it(sent, clerk):
    record(sent.application, CorrectionAsked(date(2024, 9, 10), date(2024, 9, 24)), clerk)
    post(sent, "correct", text="柳林村三组")
    assert Entry.objects.filter(action="application.corrected").count() == 1
    assert "柳林村三组" not in str(list(Entry.objects.values()))


def test_the_page_of_ratings_is_part_of_the_room_of_applications(town, clerk, signed_in, as_of):
    as_of(date(2024, 9, 10))
    page = signed_in(clerk).get(reverse("applicants:ratings", args=[town.slug])).content.decode()
    assert "菜单 · 申请" in page
