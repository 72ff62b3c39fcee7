"""What a first visitor stumbles over: files, forms and ways, a receipt on a shared computer."""

from __future__ import annotations

import time
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from portal.applications.choices import FORMS, WAYS, WAYS_OF
from portal.applications.forms import WantedForm
from portal.applications.models import Application, DraftFile

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

SCREENS = {
    "who": {"applicant_kind": "natural_person"},
    "name": {"name": "陈秋实", "identity_kind": "identity_card", "identity_number": "110101199003070011"},
    "contact": {"phone": "13800001234", "email": "qiushi@example.org"},
    "what": {"asked": "2023年柳林村土地征收补偿标准"},
    "how": {"form_wanted": "electronic", "way_wanted": "email"},
}


@pytest.fixture
def today(as_of):
    as_of(date(2024, 9, 10))


def url(town, name, *more):
    return reverse(f"site:{name}", args=[town.slug, *more])


@pytest.fixture
def filled(client, town):
    """A browser with all steps answered that must be."""
    for key, answers in SCREENS.items():
        assert client.post(url(town, "apply_step", key), answers).status_code == 302, key
    return client


@pytest.fixture
def sent(filled, town):
    """A browser in which an application was just sent."""
    token = filled.get(url(town, "apply_step", "review")).context["form_token"]
    filled.post(url(town, "apply_send"), {"form_token": token})
    return filled


def test_attaching_without_a_file_says_so(filled, town):
    page = filled.post(url(town, "apply_step", "more"), {"add": "1", "upload_kind": "other"})

    assert page.status_code == 422
    assert page.context["form"].errors["upload"] == ["请先选择文件"]
    assert not DraftFile.objects.exists()


def test_the_button_that_attaches_stands_beside_the_file(filled, town):
    page = filled.get(url(town, "apply_step", "more")).content.decode()

    assert page.index('type="file"') < page.index("附上这份材料") < page.index("需要哪些协助")


def test_a_file_is_attached_and_help_kept_with_either_button(filled, town):
    pdf = SimpleUploadedFile("材料.pdf", b"%PDF-1.4 something")
    answer = filled.post(url(town, "apply_step", "more"), {"add": "1", "upload": pdf, "upload_kind": "other", "helps": ["large"]})

    assert answer.url == url(town, "apply_step", "more")
    assert DraftFile.objects.get().title == "材料.pdf"
    assert filled.post(url(town, "apply_step", "more"), {"helps": ["large"]}).url == url(town, "apply_step", "review")


@pytest.mark.parametrize("form", [key for key, _name in FORMS])
@pytest.mark.parametrize("way", [key for key, _name in WAYS])
def test_a_form_goes_only_by_ways_that_carry_it(form, way):
    answers = {"address": "临川县中心路1号", "email": "qiushi@example.org"}
    wanted = WantedForm({"form_wanted": form, "way_wanted": way}, answers=answers)

    assert wanted.is_valid() == (way in WAYS_OF[form])


def test_a_disc_by_email_is_refused_with_what_is_possible(filled, town):
    page = filled.post(url(town, "apply_step", "how"), {"form_wanted": "disc", "way_wanted": "email"})

    assert page.status_code == 422
    assert page.context["form"].errors["way_wanted"] == [
        "“光盘”不能用“电子邮件”的方式提供，请选择：邮寄、自行领取；或者换一种载体。"
    ]
    assert 'id="ways-of"' in page.content.decode()


@pytest.mark.parametrize("name", [("apply",), ("apply_step", "who")])
def test_who_has_just_sent_one_is_told_with_the_way_to_the_receipt(sent, town, name):
    page = sent.get(url(town, *name)).content.decode()

    assert f"您刚才已提交一件申请（受理编号{Application.objects.get().receipt_number}）" in page
    assert url(town, "apply_receipt") in page


@pytest.mark.parametrize("name", [("apply",), ("apply_step", "who")])
def test_nobody_else_is_told(sent, client_class, town, elsewhere, name):
    assert "您刚才已提交" not in client_class().get(url(town, *name)).content.decode()
    assert "您刚才已提交" not in sent.get(url(elsewhere, *name)).content.decode()


@pytest.fixture
def client_class():
    from django.test import Client

    return Client


def test_the_receipt_says_for_how_long_it_can_be_opened_and_that_is_so(sent, town, monkeypatch):
    page = sent.get(url(town, "apply_receipt")).content.decode()
    assert "只显示这一次" not in page
    assert "30分钟内还可以重新打开" in page
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 29 * 60)
    assert sent.get(url(town, "apply_receipt")).status_code == 200
    monkeypatch.setattr(time, "time", lambda: now + 31 * 60)

    assert sent.get(url(town, "apply_receipt")).url == url(town, "track")
    assert "您刚才已提交" not in sent.get(url(town, "apply")).content.decode()


def test_on_a_shared_computer_everything_is_cleared(sent, town):
    sent.post(url(town, "apply_step", "who"), SCREENS["who"])
    assert sent.get(url(town, "apply_end")).status_code == 405
    page = sent.post(url(town, "apply_end"), follow=True).content.decode()

    assert "已清除" in page
    assert sent.get(url(town, "apply_receipt")).url == url(town, "track")
    assert sent.get(url(town, "receipt_file", "pdf")).status_code == 404
    assert sent.get(url(town, "apply_step", "name")).url == url(town, "apply_step", "who")
    assert "您刚才已提交" not in sent.get(url(town, "apply")).content.decode()
    assert Application.objects.count() == 1
