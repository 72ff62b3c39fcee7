"""In a browser: a file is blacked out with the pointer, the reply is drafted, sent, signed by the leader, and the file closed."""

from __future__ import annotations

import io
import os
from datetime import date

import pypdfium2
import pytest
from django.urls import reverse

from applications_cast import ANSWERS
from browser.chromium import chromium
from disclosure.records import Channel
from portal.applications import services
from portal.applications.models import Attachment, Letter
from redaction_documents import IDENTITY, MOBILE, SECRET, pdf

PASSWORD = "一二三四五六七八九十a"
DAY = date(2024, 9, 10)


@pytest.fixture
def browser(monkeypatch):
    # Playwright's own loop runs in this thread, which Django takes for asynchronous code.
    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with chromium() as found:
        yield found


def signed_in_page(browser, live_server, username, width):
    page = browser.new_context(viewport={"width": width, "height": 800}, locale="zh-CN", base_url=live_server.url).new_page()
    page.goto(reverse("account_login"))
    page.fill("input[name=login]", username)
    page.fill("input[name=password]", PASSWORD)
    page.click("main form button")
    page.wait_for_load_state()
    return page


def fits(page):
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"], page.url


@pytest.mark.django_db(transaction=True)
def test_a_part_is_given_with_its_file_blacked_out(as_of, town, clerk, leader, browser, live_server):
    as_of(DAY)
    case = services.submit(town, ANSWERS, channel=Channel.COUNTER, by=clerk).application
    file = services.attach(case, "协议.pdf", pdf(), clerk)
    desk = signed_in_page(browser, live_server, clerk.username, 1280)

    # Words are searched for, personal numbers are there by themselves, and one more place is drawn.
    desk.goto(reverse("applications:redact", args=[town.slug, case.pk, file.pk]))
    desk.fill("[name=words]", SECRET)
    desk.click("button[value=find]")
    desk.wait_for_load_state()
    found = desk.locator("input[name=area]").count()
    box = desk.locator(".redact-page").first.bounding_box()
    desk.mouse.move(box["x"] + 60, box["y"] + 300)
    desk.mouse.down()
    desk.mouse.move(box["x"] + 260, box["y"] + 360)
    desk.mouse.up()
    assert desk.locator("input[name=area]").count() == found + 1
    fits(desk)
    desk.click("button[value=make]")
    desk.wait_for_load_state()
    assert f"遮盖{found + 1}处" in desk.inner_text("[role=status]")
    made = Attachment.objects.get(redacted_from=file)
    assert "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(made.content())) == ""
    assert all(hidden.encode() not in made.content() for hidden in (SECRET, MOBILE, IDENTITY))

    # First the check, ground by ground and part by part.
    desk.goto(reverse("applications:check", args=[town.slug, case.pk]))
    desk.click("[data-all-no]")
    desk.check("input[name=refused-third_party_rights-privacy][value=yes]")
    desk.fill("[name=refused-third_party_rights-remark]", "有账号和身份证号码，未征得同意。")
    desk.fill("[name=parts-0-label]", "协议正文")
    desk.fill("[name=parts-1-label]", "协议中的账号和证件号码")
    desk.select_option("select[name=parts-1-ground]", "refused.third_party_rights")
    desk.fill("[name=parts-1-reason]", "属于个人隐私。")
    fits(desk)
    desk.click("text=保存审查结论")
    desk.wait_for_load_state()
    assert "已保存审查结论" in desk.inner_text("main")
    fits(desk)

    # The reply is drafted by the clerk and signed by the leader, on a phone.
    desk.goto(reverse("applications:act", args=[town.slug, case.pk, "reply"]))
    desk.select_option("select[name=decision]", "partly_granted/separated")
    desk.fill("[name=reason]", "其中的账号和身份证号码属于个人隐私。")
    desk.fill("[name=provided]", "补偿协议（已遮盖）1份")
    desk.click("main form .actions button >> nth=0")
    desk.wait_for_load_state()
    assert "第十五条" in desk.inner_text(".paper")
    assert "协议中的账号和证件号码" in desk.inner_text(".paper")
    desk.click("button[value=send]")
    phone = signed_in_page(browser, live_server, leader.username, 360)
    phone.click("text=核对并签发")
    phone.wait_for_load_state()
    fits(phone)
    phone.click("button[value=sign]")
    phone.wait_for_load_state()
    assert "青政公复〔2024〕1号" in phone.inner_text("main")
    fits(phone)
    assert Letter.objects.get().signed_by == leader

    # Delivered and closed, the file is one PDF.
    desk.goto(reverse("applications:act", args=[town.slug, case.pk, "deliver"]))
    desk.click("main form .actions button >> nth=0")
    desk.wait_for_load_state()
    with desk.expect_download() as waiting:
        desk.click("text=下载案卷")
    document = pypdfium2.PdfDocument(io.BytesIO(waiting.value.path().read_bytes()).getvalue())
    assert "政府信息部分公开告知书" in document[0].get_textpage().get_text_range().replace("\r\n", "")
