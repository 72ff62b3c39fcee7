"""Applicants are told what happens and what comes next: by mail, text message and WeChat, through gateways that run here."""

from __future__ import annotations

import email
import email.policy
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from disclosure.records import Confirmed, CorrectionAsked, Replied
from portal.agencies.access import office_of
from portal.applications.services import record, submit
from portal.notices.models import Follower, Notice
from portal.notices.sending import send_due
from portal.notices.tasks import tasks
from portal.notices.wording import wording_of, wordings
from portal_gateways import APP, APP_SECRET, SMS_KEY, SMS_SECRET, mail_server, sms_gateway, wechat

ANSWERS = {"applicant_kind": "natural_person", "name": "陈秋实", "asked": "柳林村征地补偿标准",
           "phone": "138 0000 1234", "email": "qiushi@example.org"}  # fmt: skip


@pytest.fixture
def monday(as_of):
    as_of(date(2024, 9, 10))


@pytest.fixture
def mail(settings):
    with mail_server() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        yield server.mails


@pytest.fixture
def sms(settings):
    with sms_gateway() as server:
        settings.SMS_URL = f"http://127.0.0.1:{server.server_port}/"
        settings.SMS_KEY, settings.SMS_SECRET, settings.SMS_SIGN, settings.SMS_TEMPLATE = SMS_KEY, SMS_SECRET, "临川公开", "SMS_1"
        yield server


@pytest.fixture
def wechat_account(settings):
    cache.clear()
    with wechat() as server:
        settings.WECHAT_URL = f"http://127.0.0.1:{server.server_port}"
        settings.WECHAT_APP, settings.WECHAT_SECRET, settings.WECHAT_TEMPLATE = APP, APP_SECRET, "template-1"
        yield server
    cache.clear()


@pytest.fixture
def apply(town, monday):
    return lambda **more: submit(town, ANSWERS | more, channel="online")


def waiting():
    return list(Notice.objects.filter(next_try__isnull=False))


def test_a_confirmation_goes_out_by_mail_with_the_due_day_and_nothing_personal_in_its_subject(apply, clerk, mail):
    made = apply(phone="").application
    record(made, Confirmed(date(2024, 9, 10)), clerk)
    assert send_due() == (1, 0)

    (sent,) = [email.message_from_bytes(each, policy=email.policy.default) for each in mail]
    text = sent.get_content()
    assert sent["To"] == "qiushi@example.org"
    assert made.receipt_number in sent["Subject"]
    assert "2024年10月14日" in text
    assert "14 October 2024" in text
    assert reverse("site:track", args=[made.agency.slug]) in text
    for personal in ("陈秋实", "柳林村", "13800001234", "138 0000 1234"):
        assert personal not in sent["Subject"] + text
    notice = Notice.objects.get()
    assert (notice.address, waiting()) == ("", [])
    assert send_due() == (0, 0)


def test_a_correction_names_the_day_by_which_to_correct(apply, clerk):
    made = apply().application
    record(made, Confirmed(date(2024, 9, 10)), clerk)
    record(made, CorrectionAsked(date(2024, 9, 10), answer_by=date(2024, 9, 24)), clerk)
    asked = Notice.objects.get(kind="correction_asked")
    assert "2024年9月24日" in wording_of(asked).text


def test_every_kind_has_words_in_two_languages_that_name_only_days():
    for kind, words in wordings().items():
        facts = {"day": "一", "due": "二", "until": "三"}
        assert words["zh"].format(**facts), kind
        assert words["en"].format(**facts), kind
        assert len(words["short"]) <= 20, "the template of a message has room for twenty characters"


def test_a_text_message_is_signed_and_says_what_happened(apply, clerk, sms):
    made = apply(email="").application
    record(made, Confirmed(date(2024, 9, 10)), clerk)
    assert send_due() == (1, 0)
    assert sms.messages == [("13800001234", "SMS_1", {"number": made.receipt_number, "what": "已确认收到"})]


def test_a_message_to_a_wrong_number_is_given_up_and_the_clerk_telephones(apply, town, clerk, sms):
    made = apply(email="", phone="13800000000").application
    record(made, Confirmed(date(2024, 9, 10)), clerk)
    assert send_due() == (0, 1)
    assert waiting() == []
    (task,) = tasks(office_of(clerk, town.slug), date(2024, 9, 11))
    assert made.receipt_number in task.what


def test_a_broken_gateway_is_asked_again_later_and_at_last_given_up(apply, town, clerk, sms, caplog):
    made = apply(email="").application
    record(made, Confirmed(date(2024, 9, 10)), clerk)
    sms.broken = True
    tries = 0
    while waiting():
        Notice.objects.update(next_try=timezone.now() - timedelta(seconds=1))
        assert send_due() == (0, 1)
        tries += 1
        if tries == 1:
            assert list(tasks(office_of(clerk, town.slug), date(2024, 9, 11))) == [], "not before it is given up"
    assert tries == 6
    assert "13800001234" not in caplog.text
    assert len(list(tasks(office_of(clerk, town.slug), date(2024, 9, 11)))) == 1


def test_a_gateway_that_recovers_gets_the_notice_once(apply, clerk, sms):
    made = apply(email="").application
    record(made, Confirmed(date(2024, 9, 10)), clerk)
    sms.broken = True
    send_due()
    sms.broken = False
    assert send_due() == (0, 0), "the pause is not over"
    Notice.objects.update(next_try=timezone.now() - timedelta(seconds=1))
    assert send_due() == (1, 0)
    assert len(sms.messages) == 1


def test_a_refused_mail_address_is_given_up(apply, clerk, mail):
    made = apply(phone="", email="nobody@example.org").application
    record(made, Confirmed(date(2024, 9, 10)), clerk)
    assert send_due() == (0, 1)
    assert (waiting(), mail) == ([], [])


def test_following_in_wechat_and_being_told(apply, town, clerk, client, wechat_account):
    made = apply(phone="", email="")
    there = client.post(
        reverse("site:follow", args=[town.slug]), {"number": made.application.receipt_number, "secret": made.secret}
    )
    assert there.url.startswith("https://open.weixin.qq.com/")
    state = there.url.partition("state=")[2].partition("#")[0]
    back = reverse("site:followed", args=[town.slug])
    client.get(back, {"code": "code-1", "state": state})
    assert Follower.objects.get().open_id == "open-id-1"

    record(made.application, Confirmed(date(2024, 9, 10)), clerk)
    assert send_due() == (1, 0)
    (message,) = wechat_account.messages
    assert (message["touser"], message["template_id"]) == ("open-id-1", "template-1")
    assert message["data"]["what"]["value"] == "已确认收到"

    wechat_account.tokens += 1  # the platform made our token invalid
    record(made.application, Replied(date(2024, 9, 10), outcome="granted"), clerk)
    assert send_due() == (1, 0)


def test_nobody_follows_with_a_state_that_is_not_theirs(apply, town, client, wechat_account):
    made = apply()
    query = {"number": made.application.receipt_number, "secret": made.secret}
    client.post(reverse("site:follow", args=[town.slug]), query)
    client.get(reverse("site:followed", args=[town.slug]), {"code": "code-1", "state": "另一个"})
    client.post(reverse("site:follow", args=[town.slug]), query | {"secret": "AAAAA-AAAAA"})
    client.get(reverse("site:followed", args=[town.slug]), {"code": "code-1", "state": ""})
    assert not Follower.objects.exists()


def test_without_an_account_there_is_no_wechat(town, client, monday):
    assert client.post(reverse("site:follow", args=[town.slug])).status_code == 404


def test_nothing_is_queued_where_nobody_can_be_reached_or_notices_are_off(apply, clerk, settings):
    record(apply(phone="0000-1234567", email="").application, Confirmed(date(2024, 9, 10)), clerk)
    settings.NOTICES = False
    record(apply().application, Confirmed(date(2024, 9, 10)), clerk)
    assert not Notice.objects.exists()


def test_an_event_that_was_not_kept_is_told_to_nobody(apply, clerk):
    made = apply().application
    with transaction.atomic():
        record(made, Confirmed(date(2024, 9, 10)), clerk)
        transaction.set_rollback(True)
    assert not Notice.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_what_is_recorded_goes_out_by_itself(town, clerk, monday, mail, settings):
    import threading

    settings.NOTICES_AT_ONCE = True
    made = submit(town, ANSWERS | {"phone": ""}, channel="online").application
    record(made, Confirmed(date(2024, 9, 10)), clerk)
    for thread in threading.enumerate():
        if thread.name == "notices":
            thread.join()
    assert len(mail) == 1


def test_the_timer_says_how_many_went_out(apply, clerk, mail, capsys):
    record(apply(phone="").application, Confirmed(date(2024, 9, 10)), clerk)
    call_command("send_notices")
    assert "已发出1条" in capsys.readouterr().out
