"""What walks through the portal share: a browser, pages of a size, applying on a phone, acting on a case."""

from __future__ import annotations

import os

import pytest
from django.urls import reverse

from browser.chromium import chromium

#: The password of everybody in the cast (tests/portal/conftest.py).
PASSWORD = "一二三四五六七八九十a"
PHONE, DESKTOP = {"width": 360, "height": 780}, {"width": 1280, "height": 900}


@pytest.fixture
def browser(monkeypatch):
    # Playwright's own loop runs in this thread, which Django takes for asynchronous code.
    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with chromium() as found:
        yield found


@pytest.fixture
def open_page(browser, live_server):
    """A page of a size in a context of its own, signed in as somebody or as the public."""

    def open_(size, username=None):
        context = browser.new_context(viewport=size, locale="zh-CN", base_url=live_server.url)
        page = context.new_page()
        if username:
            page.goto(reverse("account_login"))
            page.fill("input[name=login]", username)
            page.fill("input[name=password]", PASSWORD)
            page.click("main form .actions button")
            page.wait_for_load_state()
        return page

    return open_


def fits(page):
    """No page is wider than its screen."""
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"], page.url


def go_on(page):
    fits(page)
    page.click("main form .actions button:not(.plain)")
    page.wait_for_load_state()


def apply_on_a_phone(page, town):
    page.goto(reverse("site:apply", args=[town.slug]))
    page.click("main a.button, main form button >> nth=0")
    page.check("input[name=applicant_kind][value=natural_person]")
    go_on(page)
    page.fill("input[name=name]", "冯小满")
    page.fill("input[name=identity_number]", "110101199003070011")
    go_on(page)
    page.fill("input[name=phone]", "0000-7654321")
    page.fill("input[name=email]", "feng@example.org")
    go_on(page)
    page.fill("[name=asked]", "2023年桥头村危房改造名单公示")
    go_on(page)
    page.check("input[name=form_wanted][value=electronic]")
    page.check("input[name=way_wanted][value=email]")
    go_on(page)
    page.check("input[name=helps][value=large]")
    go_on(page)
    page.click("text=提交申请")
    page.wait_for_load_state()
    fits(page)
    number, secret = page.locator("dd.secret").all_inner_texts()
    return number.strip(), secret.strip()


def act(page, town, application, key, **values):
    page.goto(reverse("applications:act", args=[town.slug, application.pk, key]))
    for name, value in values.items():
        field = page.locator(f"main [name={name}]")
        if field.evaluate("node => node.tagName") == "SELECT":
            field.select_option(field.locator(f"option[value^='{value}']").first.get_attribute("value"))
        else:
            field.fill(value)
    page.click("main form .actions button")
    page.wait_for_load_state()
    assert page.url.endswith(reverse("applications:case", args=[town.slug, application.pk])), page.inner_text("main")
