"""Draft, leader, signature, publication, restatement: what is signed is what was shown, and stays."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from disclosure.checks.finding import Severity
from disclosure.examine import examine_bytes
from disclosure.records import Replied
from portal.annual import signing
from portal.annual.compiling import compiled, report_of
from portal.annual.models import AnnualReport, Figure, Frozen, ReportState, SignedReport
from portal.annual.statements import stating as statements
from portal.annual.statements.stating import NotOpen
from portal.applications.models import Application
from portal.applications.services import record
from portal.audit.log import broken
from portal.search import index

YEAR = 2025


def url(town, name, *more):
    return reverse(f"annual:{name}", args=[town.slug, YEAR, *more])


def state(town):
    return AnnualReport.objects.get(agency=town, year=YEAR).state


def test_from_draft_to_publication_through_the_pages(town, clerk, leader, signed_in, ready, client):
    office, desk = signed_in(clerk), signed_in(leader)
    office.post(url(town, "send"))
    assert state(town) == ReportState.LEADER

    page = desk.get(url(town, "sign"))
    assert page.status_code == 200
    assert "新收政府信息公开申请2件" in page.content.decode()
    answer = desk.post(url(town, "sign"), {"shown": page.context["shown"]})
    assert answer.url == url(town, "version", 1)
    assert state(town) == ReportState.SIGNED
    public = reverse("site:annual_report", args=[town.slug, YEAR])
    assert client.get(public).status_code == 404

    office.post(url(town, "publish"))
    assert state(town) == ReportState.PUBLISHED
    assert "新收政府信息公开申请2件" in client.get(public).content.decode()
    assert list(broken(town)) == []


def test_what_is_kept_is_exactly_what_was_shown(ready, town, clerk, leader):
    signing.send_to_leader(town, YEAR, clerk)
    ready.refresh_from_db()
    shown = signing.content_of(ready)[1]
    signed = signing.sign(ready, leader, signing.digest(shown))

    assert signed.content == shown
    assert signed.is_intact()
    assert {row.address: row.value for row in signed.figures.all()} == {
        cell.at: cell.value for cell in signing.report_of_version(signed).cells
    }


def test_a_change_between_showing_and_signing_is_not_signed(town, clerk, leader, signed_in, ready):
    signing.send_to_leader(town, YEAR, clerk)
    desk = signed_in(leader)
    shown = desk.get(url(town, "sign")).context["shown"]
    open_case = Application.objects.get(arrived_on=date(2025, 12, 29))
    record(open_case, Replied(date(2025, 12, 30), outcome="granted"), clerk)

    answer = desk.post(url(town, "sign"), {"shown": shown}, follow=True)
    assert "没有签发" in answer.content.decode()
    assert state(town) == ReportState.LEADER
    assert not SignedReport.objects.exists()


def test_nothing_is_signed_without_the_hash_of_what_was_shown(town, clerk, leader, signed_in, ready):
    signing.send_to_leader(town, YEAR, clerk)
    signed_in(leader).post(url(town, "sign"))

    assert not SignedReport.objects.exists()


def test_after_signing_nothing_changes(town, clerk, signed, application, stated):
    before = signed.content
    application(arrived=date(2025, 8, 1), decided=date(2025, 8, 5))
    with pytest.raises(NotOpen):
        stated("article_20.licences.decisions", 99)
    with pytest.raises(signing.NotYet):
        signing.save_narrative(town, YEAR, {"overview": "改一改"}, clerk)

    kept = signing.signed_report(town, YEAR)
    assert kept.content == before
    assert signing.report_of_version(kept).value("applications.received.total") == 2
    assert compiled(town, YEAR).report.value("applications.received.total") == 3


def test_a_signed_version_can_neither_be_saved_nor_deleted(signed):
    signed.content = "{}"
    with pytest.raises(Frozen):
        signed.save()
    with pytest.raises(Frozen):
        signed.delete()


def test_a_change_in_the_database_shows(signed, town, leader, signed_in):
    SignedReport.objects.filter(pk=signed.pk).update(content=signed.content.replace('"total": 2', '"total": 3', 1))
    signed.refresh_from_db()

    assert not signed.is_intact()
    assert "与签发时不一致" in signed_in(leader).get(url(town, "version", 1)).content.decode()


def test_statements_wait_while_the_leader_reads(town, clerk, ready, stated):
    waiting = stated("article_20.licences.decisions", 9, confirmed=False)
    signing.send_to_leader(town, YEAR, clerk)

    with pytest.raises(NotOpen):
        statements.confirm(waiting, clerk)


def test_the_leader_returns_it_with_what_to_change(town, clerk, leader, signed_in, ready):
    signing.send_to_leader(town, YEAR, clerk)
    signed_in(leader).post(url(town, "return"), {"reason": "第五部分太空"})

    assert state(town) == ReportState.DRAFTING
    assert "第五部分太空" in signed_in(clerk).get(url(town, "year")).content.decode()


def test_a_number_that_is_not_there_keeps_it_from_the_leader(town, clerk, signed_in, as_of):
    signing.save_narrative(town, YEAR, {"overview": "行政许可{{article_20.licences.decisions}}件。"}, clerk)
    answer = signed_in(clerk).post(url(town, "send"), follow=True)

    assert "还没有数字" in answer.content.decode()
    assert state(town) == ReportState.DRAFTING


def test_what_still_waits_to_be_written_keeps_it_from_the_leader(town, clerk, signed_in, as_of):
    office = signed_in(clerk)
    office.post(url(town, "draft"))
    answer = office.post(url(town, "send"), follow=True)

    assert "〔待填〕" in answer.content.decode()
    assert state(town) == ReportState.DRAFTING


def test_a_mobile_number_in_the_text_keeps_it_back_until_masked(town, clerk, signed_in, ready):
    office = signed_in(clerk)
    signing.save_narrative(town, YEAR, {"problems": "有事请打13800138000找王某。"}, clerk)
    assert "个人信息" in office.post(url(town, "send"), follow=True).content.decode()
    assert state(town) == ReportState.DRAFTING

    signing.save_narrative(town, YEAR, {"problems": "有事请打办公室电话。"}, clerk)
    office.post(url(town, "send"))
    assert state(town) == ReportState.LEADER


def test_an_empty_report_is_not_sent(town, clerk, signed_in, as_of):
    signed_in(clerk).post(url(town, "send"))

    assert report_of(town, YEAR).state == ReportState.DRAFTING


def test_the_word_file_reads_back_to_the_same_tables(town, leader, signed_in, signed):
    answer = signed_in(leader).get(url(town, "version_file", 1, "docx"))
    read = examine_bytes(answer.content, "年报.docx")

    want = {cell.at: cell.value for cell in signing.report_of_version(signed).cells}
    assert {cell.at: cell.value for cell in read.report.cells} == want
    assert (read.report.agency, read.report.year) == (town.name, YEAR)
    assert not [finding for finding in read.findings if finding.severity is Severity.ERROR]


def test_the_json_is_what_was_signed(town, leader, signed_in, signed):
    answer = signed_in(leader).get(url(town, "version_file", 1, "json"))

    assert signing.digest(answer.content.decode().rstrip("\n")) == signed.sha256
    assert json.loads(answer.content)["schema"] == "gongkai.report/1"


def test_the_page_for_other_platforms_has_the_tables_with_tabs(town, leader, signed_in, signed):
    text = signed_in(leader).get(url(town, "version", 1)).context["text"]

    assert "一、本年新收政府信息公开申请数量\t1\t1\t0\t0\t0\t0\t2" in text


def test_there_is_no_other_kind_of_file(town, leader, signed_in, signed):
    assert signed_in(leader).get(url(town, "version_file", 1, "exe")).status_code == 404


def restated(town, clerk, leader, signed):
    report = signed.report
    signing.publish(report, clerk)
    signing.restate(report, leader, "行政许可漏计2件")
    extra = statements.enter(
        town, YEAR, "article_20.licences.decisions", by=clerk, value=2, source="补报表", responsible="周文书",
        stated_on=date(2026, 2, 20),
    )  # fmt: skip
    statements.confirm(extra, clerk)
    signing.send_to_leader(town, YEAR, clerk)
    report.refresh_from_db()
    return report, signing.sign(report, leader, signing.digest(signing.content_of(report)[1]))


def test_a_restatement_is_a_new_dated_version_with_its_reason(town, clerk, leader, signed, client):
    report, second = restated(town, clerk, leader, signed)
    public = reverse("site:annual_report", args=[town.slug, YEAR])

    assert (second.number, second.reason) == (2, "行政许可漏计2件")
    assert signing.report_of_version(second).value("article_20.licences.decisions") == 33
    assert signing.report_of_version(signed).value("article_20.licences.decisions") == 31
    assert "更正" not in client.get(public).content.decode().partition("<main")[2].partition("report-page")[0]
    signing.publish(report, clerk)
    text = client.get(public).content.decode()
    assert "行政许可漏计2件" in text
    assert "第1版" in text


def test_while_a_restatement_is_under_way_the_public_sees_the_old_version(town, clerk, leader, signed, client):
    restated(town, clerk, leader, signed)
    data = client.get(reverse("site:annual_report_file", args=[town.slug, YEAR, "json"])).content

    assert signing.digest(data.decode().rstrip("\n")) == signed.sha256


def test_published_it_is_found_on_the_site_and_before_it_is_not(town, clerk, signed):
    assert index.find("年度报告", agency=town).total == 0
    signing.publish(signed.report, clerk)

    (hit,) = index.find("回应不够及时", agency=town).hits
    assert hit.url == reverse("site:annual_report", args=[town.slug, YEAR])


def test_a_restatement_needs_a_reason_and_the_leader(town, clerk, leader, signed_in, signed):
    assert signed_in(clerk).post(url(town, "restate"), {"reason": "x"}).status_code == 403
    signed_in(leader).post(url(town, "restate"), {"reason": ""})
    assert state(town) == ReportState.SIGNED
    signed_in(leader).post(url(town, "restate"), {"reason": "漏计"})
    assert state(town) == ReportState.RESTATING


def test_acts_out_of_order_are_refused(town, clerk, leader, ready):
    for act in (
        lambda: signing.publish(ready, clerk),
        lambda: signing.restate(ready, leader, "x"),
        lambda: signing.return_to_clerk(ready, leader, "x"),
        lambda: signing.sign(ready, leader, "x"),
    ):
        with pytest.raises(signing.NotYet):
            act()
    assert state(town) == ReportState.DRAFTING


def test_only_the_leader_signs(town, clerk, reviewer, contributor, clerk_elsewhere, signed_in, ready):
    signing.send_to_leader(town, YEAR, clerk)

    assert [signed_in(person).post(url(town, "sign")).status_code for person in (clerk, reviewer, contributor)] == [403] * 3
    assert signed_in(clerk_elsewhere).get(url(town, "sign")).status_code == 404
    assert signed_in(clerk_elsewhere).get(url(town, "year")).status_code == 404


@pytest.mark.parametrize("name", ["return", "publish"])
def test_moving_on_needs_a_post(name, town, leader, signed_in, signed):
    assert signed_in(leader).get(url(town, name)).status_code == 405


def test_a_version_of_another_agency_is_not_there(town, elsewhere, clerk_elsewhere, signed_in, signed):
    address = reverse("annual:version", args=[elsewhere.slug, YEAR, 1])

    assert signed_in(clerk_elsewhere).get(address).status_code == 404


def test_the_list_of_the_public_has_only_what_was_published(town, clerk, signed, client):
    reports = reverse("site:annual_reports", args=[town.slug])
    assert "还没有公布" in client.get(reports).content.decode()
    signing.publish(signed.report, clerk)

    assert reverse("site:annual_report", args=[town.slug, YEAR]) in client.get(reports).content.decode()
    for suffix in ("docx", "html", "json"):
        assert client.get(reverse("site:annual_report_file", args=[town.slug, YEAR, suffix])).status_code == 200
    assert client.get(reverse("site:annual_report_file", args=[town.slug, YEAR, "pdf"])).status_code == 404


def test_figures_are_rows_too(signed):
    rows = Figure.objects.filter(signed=signed)

    assert rows.get(address="applications.received.total").value == 2
    assert rows.get(address="article_20.fees.amount").value == Decimal("0.213")
