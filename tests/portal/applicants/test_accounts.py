"""An applicant's account: made with a verified address, holds what was proven, and opens no office."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from applications_cast import ANSWERS
from disclosure.records import Channel, Confirmed, CorrectionAsked, Delivered, Replied
from portal.agencies.models import Membership, Person, Role
from portal.applicants.models import Ownership
from portal.applications.services import record, submit

PASSWORD = "一二三四五六七八九十z"
EMAIL = "feng@mail.example"


@pytest.fixture
def site(town, as_of):
    cache.clear()  # the limits on how often an address is mailed to
    as_of(date(2024, 9, 10))
    return town


def url(name, site, *more):
    return reverse(f"site:{name}", args=[site.slug, *more])


def sign_up(client, site, email=EMAIL):
    return client.post(url("sign_up", site), {"email": email, "password1": PASSWORD, "password2": PASSWORD})


def confirm(client):
    link = re.search(r"http://testserver(/accounts/confirm-email/\S+)", mail.outbox[-1].body)[1]
    assert client.get(link).status_code == 200
    return client.post(link)


@pytest.fixture
def account(site):
    """Signed in to a verified account."""
    client = Client()
    sign_up(client, site)
    confirm(client)
    client.post(url("sign_in", site), {"login": EMAIL, "password": PASSWORD})
    return client


@pytest.fixture
def sent(site):
    found = submit(site, ANSWERS, channel=Channel.ONLINE)
    record(found.application, Confirmed(date(2024, 9, 10)), None)
    return found


def keep(client, site, sent):
    return client.post(url("keep", site), {"number": sent.application.receipt_number, "secret": sent.secret})


def test_an_account_is_made_verified_by_mail_and_shows_own_applications(site, sent):
    client = Client()
    assert client.get(url("mine", site)).headers["Location"] == url("sign_in", site)
    assert sign_up(client, site).headers["Location"] == reverse("account_email_verification_sent")
    told = client.get(reverse("account_email_verification_sent")).content.decode()
    assert "请查收邮件" in told
    for way_on in ("sign_in", "sign_up", "home"):
        assert f'href="{reverse(f"site:{way_on}", args=[site.slug])}"' in told
    person = Person.objects.get(email=EMAIL)
    assert person.is_public
    assert EMAIL.partition("@")[0] not in person.username
    # Before the address is verified there is no way in.
    client.post(url("sign_in", site), {"login": EMAIL, "password": PASSWORD})
    assert client.get(url("mine", site)).status_code == 302
    (first, *_others) = mail.outbox
    assert (first.to, "确认您的邮箱" in first.subject) == ([EMAIL], True)
    assert confirm(client).headers["Location"] == url("mine", site)
    answer = client.post(url("sign_in", site), {"login": EMAIL, "password": PASSWORD})
    assert answer.headers["Location"] == url("mine", site)
    assert "这里还没有申请" in client.get(url("mine", site)).content.decode()
    assert keep(client, site, sent).status_code == 302
    page = client.get(url("mine", site)).content.decode()
    assert sent.application.receipt_number in page
    assert "2024年10月14日" in page
    keep(client, site, sent)
    assert Ownership.objects.count() == 1


def test_from_the_account_everything_can_be_done_without_the_secret(site, sent, account, clerk):
    keep(account, site, sent)
    pk = Ownership.objects.get().pk
    record(sent.application, CorrectionAsked(date(2024, 9, 10), date(2024, 9, 24)), clerk)
    page = account.get(url("my_application", site, pk)).content.decode()
    assert "在线补正" in page
    assert sent.secret not in page
    done = account.post(url("correct", site), {"number": sent.application.receipt_number, "secret": "", "text": "三组"})
    assert "已收到您的补正" in done.content.decode()
    record(sent.application, Replied(date(2024, 9, 10), "granted"), clerk)
    record(sent.application, Delivered(date(2024, 9, 10)), clerk)
    receipt = account.post(url("my_application", site, pk), {"file": "receipt"})
    assert receipt["Content-Type"] == "application/pdf"
    assert account.post(url("my_application", site, pk), {"file": "letter-999"}).status_code == 404
    assert account.post(url("let_go", site), {"number": sent.application.receipt_number, "secret": ""}).status_code == 302
    assert Ownership.objects.count() == 0
    assert account.get(url("my_application", site, pk)).status_code == 404


def test_nobody_sees_or_moves_what_is_in_another_account(site, sent, account, elsewhere):
    keep(account, site, sent)
    pk = Ownership.objects.get().pk
    other = Client()
    sign_up(other, site, "other@mail.example")
    confirm(other)
    other.post(url("sign_in", site), {"login": "other@mail.example", "password": PASSWORD})
    assert other.get(url("my_application", site, pk)).status_code == 404
    for act in ("withdraw", "correct", "rate", "let_go"):
        other.post(
            url(act, site), {"number": sent.application.receipt_number, "secret": "", "sure": "1", "text": "x", "score": "1"}
        )
    other.post(url("keep", site), {"number": sent.application.receipt_number, "secret": "WRONG12345"})
    sent.application.refresh_from_db()
    assert sent.application.is_open
    assert Ownership.objects.count() == 1
    assert sent.application.receipt_number not in other.get(url("mine", site)).content.decode()
    # Of another agency's site the address of one's own application is none.
    assert account.get(url("my_application", elsewhere, pk)).status_code == 404


def test_an_applicants_account_never_gains_rights_of_an_office(site, account, clerk, signed_in):
    person = Person.objects.get(email=EMAIL)
    with pytest.raises(PermissionDenied):
        Membership.objects.create(person=person, agency=site, role=Role.CLERK)
    # Even a row that got past that counts nowhere.
    Membership.objects.bulk_create([Membership(person=person, agency=site, role=Role.CLERK)])
    for name in ("desk:today", "applications:list", "office:staff", "annual:years"):
        assert account.get(reverse(name, args=[site.slug])).status_code == 404
    assert account.get("/cms/").status_code == 403
    assert account.get(reverse("desk:start")).headers["Location"] == reverse("home")
    Membership.objects.all().delete()
    # The clerk who enters staff finds no applicant among them.
    listed = signed_in(clerk).get(reverse("office:staff", args=[site.slug])).content.decode() if _is_clerk(site, clerk) else ""
    assert person.username not in listed


def _is_clerk(site, clerk):
    Membership.objects.create(person=clerk, agency=site, role=Role.CLERK)
    return True


def test_staff_sign_in_as_ever_and_nobody_signs_up_as_staff(site, clerk):
    client = Client()
    assert "不能自行注册" in client.get(reverse("account_signup")).content.decode()
    client.post(reverse("account_signup"), {"email": "x@mail.example", "password1": PASSWORD, "password2": PASSWORD})
    assert not Person.objects.filter(email="x@mail.example").exists()
    answer = client.post(reverse("account_login"), {"login": clerk.username, "password": "一二三四五六七八九十a"})
    assert answer.headers["Location"] == reverse("desk:start")


def test_an_address_that_has_an_account_is_told_by_mail_alone(site, account, clerk):
    for email in (EMAIL, clerk.email):
        mail.outbox.clear()
        cache.clear()
        answer = sign_up(Client(), site, email)
        assert answer.headers["Location"] == reverse("account_email_verification_sent")
        assert "已经有账号" in mail.outbox[0].subject
    assert Person.objects.filter(email=clerk.email).count() == 1


def test_an_installation_can_do_without_accounts(site, settings, sent):
    settings.APPLICANT_ACCOUNTS = False
    for name in ("sign_up", "sign_in", "mine"):
        assert Client().get(url(name, site)).status_code == 404
    page = Client().post(url("track", site), {"number": sent.application.receipt_number, "secret": sent.secret})
    assert "登录账号" not in page.content.decode()


def test_where_only_the_public_side_runs_the_links_of_the_mails_work_and_the_office_does_not(site, settings):
    settings.ZONE = "public"
    client = Client()
    sign_up(client, site)
    assert confirm(client).status_code == 302
    assert client.get(reverse("account_reset_password")).status_code == 200
    assert client.get(reverse("account_login")).status_code == 404
