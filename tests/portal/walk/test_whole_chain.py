"""One application through everything the law has for it, in a browser: corrected, a third party asked, extended, partly given
with a redacted file, contested, reopened, given.

After each step the applicant reads what comes next, and the year's figures are right, by both readings of how a reply made again
counts.
"""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date

import pypdfium2
import pytest
from django.urls import reverse

from portal.annual.services import compiled
from portal.applications import services
from portal.applications.models import Application, Attachment
from portal.disputes.models import Dispute
from portal.law.models import ChosenReading
from redaction_documents import IDENTITY, MOBILE, SECRET, pdf
from walk_cast import DESKTOP, PHONE, act, apply_on_a_phone, browser, fits, open_page

pytestmark = pytest.mark.once

__all__ = ["browser", "open_page"]

YEAR = 2024
ROW = "natural_person"


@contextmanager
def reading(town, clerk, choice):
    """The agency reads the doubtful point so, for a moment."""
    kept = ChosenReading.objects.create(agency=town, key="remade_reply", choice=choice, reason="本县口径", by=clerk)
    yield
    kept.delete()


def counted(town, year=YEAR):
    """What table three says of natural persons, and table four: cells that are not nought, without the sums."""
    report = compiled(town, year).report
    cells = {cell.at: cell.value for cell in report.cells if cell.value and cell.at.startswith(("applications.", "disputes."))}
    for at, value in cells.items():
        if at.startswith("applications.") and at.endswith(".total") and at != "applications.total.total":
            assert value == cells[at.removesuffix("total") + ROW]
    sums = ("applications.total.", "disputes.reconsideration.total")
    return {at for at in cells if (at.endswith(f".{ROW}") or at.startswith("disputes.")) and not at.startswith(sums)}


class Chain:
    """The town and the applicant, each at their own page."""

    def __init__(self, town, clerk, desk, phone, number, secret):
        self.town, self.clerk, self.desk, self.phone = town, clerk, desk, phone
        self.number, self.secret = number, secret
        self.case = Application.objects.get(receipt_number=number)

    def act(self, key, **values):
        act(self.desk, self.town, self.case, key, **values)

    def track(self):
        """The applicant looks the application up."""
        self.phone.goto(reverse("site:track", args=[self.town.slug]))
        self.phone.fill("main input[name=number]", self.number)
        self.phone.fill("main input[name=secret]", self.secret)
        self.phone.click("main form button")
        self.phone.wait_for_load_state()
        fits(self.phone)
        return self.phone.inner_text("main")

    def reads(self, *words):
        """What comes next stands on the applicant's page."""
        page = self.track()
        for each in words:
            assert each in page, (each, page)

    def due(self, day):
        """The office shows the same day, with its reason."""
        self.desk.goto(reverse("applications:case", args=[self.town.slug, self.case.pk]))
        assert day in self.desk.inner_text(".due-banner")
        fits(self.desk)

    def counts(self, replaces, first_stands=None):
        """The year's cells by both readings; the same where only one is given."""
        assert counted(self.town) == replaces
        with reading(self.town, self.clerk, "first_stands"):
            assert counted(self.town) == (replaces if first_stands is None else first_stands)


def three(*rows):
    return {f"applications.{row}.{ROW}" for row in ("received", *rows)}


OPEN = three("carried_forward")


def fill(page, **values):
    """A form of the office, filled in and sent by its first button."""
    for name, value in values.items():
        field = page.locator(f"main [name={name}]")
        kind = field.first.evaluate("node => node.type || node.tagName")
        if kind == "radio":
            page.check(f"main [name={name}][value={value}]")
        elif kind == "checkbox":
            page.check(f"main [name={name}]")
        elif kind.startswith("select"):
            field.select_option(value)
        else:
            field.fill(value)
    fits(page)
    page.click("main form .actions button >> nth=0")
    page.wait_for_load_state()


def check(chain, ground=""):
    """The check part by part before a reply: a part that a ground withholds, or none."""
    desk = chain.desk
    desk.goto(reverse("applications:check", args=[chain.town.slug, chain.case.pk]))
    desk.click("[data-all-no]")
    if ground:
        desk.check("input[name=refused-third_party_rights-privacy][value=yes]")
        desk.fill("[name=refused-third_party_rights-remark]", "有账号和身份证号码，第三方不同意公开。")
    said = ("协议中的账号和证件号码", ground, "属于个人隐私。") if ground else ("", "", "")
    desk.fill("[name=parts-0-label]", "协议正文" if ground else "")
    desk.fill("[name=parts-1-label]", said[0])
    desk.select_option("select[name=parts-1-ground]", said[1])
    desk.fill("[name=parts-1-reason]", said[2])
    press(desk, "text=保存审查结论")


def press(page, what):
    """A button or a link, and the page that it leads to."""
    fits(page)
    page.click(what)
    page.wait_for_load_state()


@pytest.mark.django_db(transaction=True)
def test_an_application_through_everything(as_of, town, clerk, leader, open_page):
    as_of(date(2024, 9, 8))
    phone = open_page(PHONE)
    chain = Chain(town, clerk, open_page(DESKTOP, clerk.username), phone, *apply_on_a_phone(phone, town))
    chain.reads("正在与您确认收到")
    assert counted(town) == set(), "not received before both sides confirm (第三十一条第三项)"

    as_of(date(2024, 9, 10))
    chain.act("confirm", on="2024-09-10")
    chain.due("2024年10月14日")
    chain.reads("最迟在2024年10月14日 周一答复", "2024年9月20日 周五前告知您补正")
    chain.counts(OPEN)

    # Asked to correct; the period stands still.
    as_of(date(2024, 9, 11))
    chain.act("correction", on="2024-09-11", answer_by="2024-09-25", note="请写明是哪一年度的名单。")
    chain.reads("请您在2024年9月25日 周三前按补正告知书补正", "在线补正")
    chain.counts(OPEN)

    # Corrected on the phone; the period starts again.
    as_of(date(2024, 9, 18))
    phone.fill("main [name=text]", "2023年度的名单。")
    phone.click("text=提交补正")
    phone.wait_for_load_state()
    fits(phone)
    assert "已收到您的补正" in phone.inner_text("body")
    chain.due("2024年10月21日")
    chain.reads("最迟在2024年10月21日 周一答复")
    chain.counts(OPEN)

    # A third party is asked; these days do not count.
    as_of(date(2024, 9, 19))
    chain.act("consult", on="2024-09-19", note=SECRET)
    chain.reads("对方最迟在2024年10月15日 周二前提出")
    as_of(date(2024, 9, 27))
    chain.act("opinion", on="2024-09-27", name="1", note="不同意公开账户。")
    chain.due("2024年10月29日")
    chain.reads("最迟在2024年10月29日 周二答复")
    chain.counts(OPEN)

    as_of(date(2024, 10, 10))
    chain.desk.goto(reverse("applications:extension", args=[town.slug, chain.case.pk]))
    fill(chain.desk, days="20", reason="需要逐页审核。")
    chief = open_page(PHONE, leader.username)
    chief.goto(reverse("applications:extension", args=[town.slug, chain.case.pk]))
    press(chief, "button[value=approve]")
    chain.due("2024年10月29日")  # approved is not yet told
    press(chief, "button[value=sign]")
    chain.due("2024年11月26日")
    chain.reads("答复期限已依法延长", "2024年11月26日 周二答复")
    chain.counts(OPEN)

    # Partly given, with the file blacked out.
    as_of(date(2024, 11, 12))
    file = services.attach(chain.case, "协议.pdf", pdf(), clerk)
    chain.desk.goto(reverse("applications:redact", args=[town.slug, chain.case.pk, file.pk]))
    chain.desk.fill("[name=words]", SECRET)
    chain.desk.click("button[value=find]")
    chain.desk.wait_for_load_state()
    chain.desk.click("button[value=make]")
    chain.desk.wait_for_load_state()
    check(chain, ground="refused.third_party_rights")
    chain.desk.goto(reverse("applications:act", args=[town.slug, chain.case.pk, "reply"]))
    fill(
        chain.desk, decision="partly_granted/separated", reason="其中的账号和身份证号码属于个人隐私，第三方不同意公开。",
        provided="补偿协议（已遮盖）1份",
    )  # fmt: skip
    assert "第十五条" in chain.desk.inner_text(".paper")
    chain.desk.click("button[value=send]")
    chain.desk.wait_for_load_state()
    assert counted(town) == OPEN, "a draft decides nothing"
    chief.goto(reverse("desk:today", args=[town.slug]))
    press(chief, "text=核对并签发")
    press(chief, "button[value=sign]")
    chain.reads("已于2024年11月12日 周二作出答复")
    chain.counts(three("partly_granted"))

    chain.act("deliver", on="2024-11-12")
    chain.reads("答复已于2024年11月12日 周二送达", "应当先申请行政复议，最后一日是2025年1月13日 周一")
    given = Attachment.objects.get(redacted_from=file)
    with phone.expect_download() as waiting:
        phone.click(f"text=下载 {given.title}")
    blacked = waiting.value.path().read_bytes()
    assert all(hidden.encode() not in blacked for hidden in (SECRET, MOBILE, IDENTITY))
    assert "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(blacked)) == ""
    chain.counts(three("partly_granted"))

    # Contested: registered, answered in time.
    as_of(date(2024, 12, 2))
    chain.desk.goto(reverse("disputes:add", args=[town.slug]) + f"?application={chain.case.pk}")
    fill(chain.desk, case_number="临府复〔2024〕9号", on="2024-12-02", accepted_on="2024-11-29", procedure="simple")
    assert "2024年12月9日" in chain.desk.inner_text(".due-banner"), "five working days (行政复议法第五十四条、第八十八条)"
    chain.counts(three("partly_granted") | {"disputes.reconsideration.pending"})
    chain.desk.goto(reverse("desk:today", args=[town.slug]))
    assert "答复行政复议" in chain.desk.inner_text("main")
    dispute = Dispute.objects.get()
    chain.desk.goto(reverse("disputes:act", args=[town.slug, dispute.pk, "answer"]))
    fill(chain.desk, on="2024-12-02")

    # Corrected: the application is open again.
    as_of(date(2024, 12, 17))
    chain.desk.goto(reverse("disputes:act", args=[town.slug, dispute.pk, "decide"]))
    fill(chain.desk, on="2024-12-16", received_on="2024-12-17", ending="annulled", redo="on")
    assert "已重新打开" in chain.desk.inner_text("body")
    chain.due("2025年1月15日")
    chain.reads("本机关将重新答复您，最迟在2025年1月15日 周三答复")
    corrected = {"disputes.reconsideration.corrected"}
    chain.counts(OPEN | corrected, three("partly_granted") | corrected)

    # Given.
    as_of(date(2024, 12, 26))
    check(chain)
    chain.act("reply", on="2024-12-26", decision="granted/", provided="协议全文1份。", needed="随信", paper_signer="吴镇长")
    chain.act("deliver", on="2024-12-26")
    chain.reads("答复已于2024年12月26日 周四送达", "满意度评价")
    chain.counts(three("granted") | corrected, three("partly_granted") | corrected)

    # The year is over: nothing is carried over, and each figure leads to its record.
    as_of(date(2025, 1, 20))
    assert counted(town, 2025) == set()
    chain.desk.goto(reverse("annual:cell", args=[town.slug, YEAR, "disputes.reconsideration.corrected"]))
    chain.desk.click(f"main a[href='{dispute.get_absolute_url()}']")
    chain.desk.wait_for_load_state()
    assert "因本案于2024年12月17日重新打开" in chain.desk.inner_text("main")
    fits(chain.desk)
