"""The whole way in a browser: a citizen applies on a phone, the town decides, the report counts it, the county adds it up."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.urls import reverse

from disclosure.reading import read_report
from portal.annual.services import compiled
from portal.applications.models import Application
from walk_cast import DESKTOP, PHONE, act, apply_on_a_phone, browser, fits, open_page

__all__ = ["browser", "open_page"]

APPLIED, CONFIRMED, DUE = date(2024, 9, 8), date(2024, 9, 10), "2024年10月14日"
DECIDED, SIGNED = date(2024, 9, 24), date(2025, 1, 20)


def write_what_waits(page):
    """The draft marks what only the clerk can write; every such place gets a sentence."""
    waiting = page.evaluate(
        "[...document.querySelectorAll('main textarea')].filter(box => box.value.includes('〔')).map(box => box.name)"
    )
    for name in waiting:
        box = page.locator(f"main textarea[name='{name}']")
        page.evaluate("name => document.querySelector(`textarea[name='${name}']`).closest('details').open = true", name)
        box.fill(re.sub("〔[^〕]*〕", "本镇按要求开展了这项工作。", box.input_value()))
        box.locator("xpath=ancestor::form").locator("button").click()
        page.wait_for_load_state()


def figures(town, year):
    """The cells of the compiled report."""
    return {cell.at: cell.value for cell in compiled(town, year).report.cells}


def changed(before, after):
    return {address for address in after if after[address] != before[address]}


@pytest.mark.django_db(transaction=True)
def test_an_application_from_the_phone_to_the_roll_up(
    as_of, town, county, clerk, leader, supervisor, open_page, settings, tmp_path
):
    town.reviewers_needed = 2
    town.save()
    as_of(APPLIED)
    nothing = figures(town, 2024)

    # A citizen applies on a phone, without an account.
    number, secret = apply_on_a_phone(open_page(PHONE), town)
    application = Application.objects.get(receipt_number=number)
    assert changed(nothing, figures(town, 2024)) == set(), "not received before both sides confirm (Art 31(3))"

    # The clerk confirms receipt two days later and sees the due day with its explanation.
    as_of(CONFIRMED)
    desk = open_page(DESKTOP, clerk.username)
    assert f"确认收到申请{number}" in desk.inner_text("main")
    act(desk, town, application, "confirm", on=CONFIRMED.isoformat())
    desk.click("text=为什么是这一天")
    file = desk.text_content("main")
    assert DUE in file
    assert "国庆" in file
    assert "中秋" in file
    fits(desk)
    received = figures(town, 2024)
    assert changed(nothing, received) == {
        "applications.received.natural_person",
        "applications.received.total",
        "applications.carried_forward.natural_person",
        "applications.carried_forward.total",
    }

    # The check before the reply finds nothing to withhold.
    desk.goto(reverse("applications:check", args=[town.slug, application.pk]))
    desk.click("[data-all-no]")
    fits(desk)
    desk.click("text=保存审查结论")
    desk.wait_for_load_state()
    assert "已完成" in desk.inner_text("main")

    # The clerk decides: one outcome row in place of the carried-forward one.
    as_of(DECIDED)
    act(
        desk,
        town,
        application,
        "reply",
        on=DECIDED.isoformat(),
        decision="granted/",
        provided="名单一份。",
        needed="随信",
        paper_signer="吴镇长",
    )
    act(desk, town, application, "deliver", on=DECIDED.isoformat())
    decided = figures(town, 2024)
    assert changed(nothing, decided) == {
        "applications.received.natural_person",
        "applications.received.total",
        "applications.granted.natural_person",
        "applications.granted.total",
        "applications.total.natural_person",
        "applications.total.total",
    }

    # The applicant follows it with number and secret.
    phone = open_page(PHONE)
    phone.goto(reverse("site:track", args=[town.slug]))
    phone.fill("main input[name=number], main input[name=receipt_number]", number)
    phone.fill("main input[name=secret]", secret)
    phone.click("main form button")
    phone.wait_for_load_state()
    assert "答复" in phone.inner_text("main")
    fits(phone)

    # Every figure opens the application that is behind it.
    as_of(SIGNED)
    for row in ("received", "granted"):
        desk.goto(reverse("annual:cell", args=[town.slug, 2024, f"applications.{row}.natural_person"]))
        desk.click(f"main a:has-text('{number}')")
        desk.wait_for_load_state()
        assert desk.url.endswith(reverse("applications:case", args=[town.slug, application.pk]))

    # The report is drafted, sent, signed by the leader, published.
    desk.goto(reverse("annual:year", args=[town.slug, 2024]))
    desk.click("text=生成初稿")
    desk.wait_for_load_state()
    write_what_waits(desk)
    desk.click("text=送分管领导签发")
    desk.wait_for_load_state()
    assert "签发" in desk.inner_text("[role=status]"), desk.inner_text("main")
    chief = open_page(DESKTOP, leader.username)
    chief.goto(reverse("annual:sign", args=[town.slug, 2024]))
    chief.click("text=签发这份报告")
    chief.wait_for_load_state()
    desk.goto(reverse("annual:year", args=[town.slug, 2024]))
    desk.click("text=公布到网站")
    desk.wait_for_load_state()

    # What the public downloads reads back to the same tables.
    public = open_page(PHONE)
    public.goto(reverse("site:annual_report", args=[town.slug, 2024]))
    fits(public)
    answer = public.request.get(reverse("site:annual_report_file", args=[town.slug, 2024, "docx"]))
    report = read_report(answer.body(), "report.docx")
    assert report.year == 2024
    for address, value in decided.items():
        if address.startswith(("applications.", "disputes.")):
            assert report.value(address) == value, address

    # The county's roll-up has it, and names who is missing.
    county_desk = open_page(DESKTOP, supervisor.username)
    county_desk.goto(reverse("supervise:roll_up", args=[county.slug, 2024]))
    rolled = county_desk.inner_text("main")
    assert town.name in rolled or town.short_name in rolled
    county_desk.goto(reverse("supervise:roll_up_cell", args=[county.slug, 2024, "applications.granted.total"]))
    assert re.search(rf"{town.name}[\s\S]*\b1\b", county_desk.inner_text("main"))
    fits(county_desk)
