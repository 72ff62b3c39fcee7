"""The register of disputes: entered, followed act by act, counted, and seen by whom it concerns."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from applications_cast import ANSWERS, raw
from disclosure.errors import CaseError
from disclosure.figures import dispute_figures
from disclosure.form.loading import edition_for_year
from disclosure.records import Channel, CopyReceived, Decided, Delivered, DisputeStruck, Replied, Status, Struck
from portal.agencies.access import office_of
from portal.annual.services import compiled
from portal.applications import services as applications
from portal.applications.models import AppendOnlyError
from portal.audit.models import Entry
from portal.desk.calendar import milestones
from portal.disputes import services
from portal.disputes.models import Dispute, DisputeFile
from portal.disputes.services import counted_as, dispute_records
from portal.disputes.tasks import tasks
from portal.law.models import ChosenReading

ENTERED = {
    "kind": "reconsideration", "part": "acting", "organ": "临川县人民政府", "case_number": "临府复〔2024〕3号",
    "on": "2024-11-06", "accepted_on": "2024-11-04", "procedure": "simple",
}  # fmt: skip


@pytest.fixture
def application(town, clerk, as_of):
    """Refused and delivered in September 2024; the day is 20 January 2025."""
    as_of(date(2025, 1, 20))
    case = applications.submit(town, ANSWERS, channel=Channel.COUNTER, arrived_on=date(2024, 9, 10), by=clerk).application
    applications.record(case, Replied(date(2024, 9, 20), "refused.process_information"), clerk)
    applications.record(case, Delivered(date(2024, 9, 23)), clerk)
    case.refresh_from_db()
    return case


@pytest.fixture
def dispute(town, clerk, application):
    facts = {"application": application, "kind": "reconsideration", "organ": "临川县人民政府", "case_number": "临府复〔2024〕3号"}
    return services.enter(town, facts, CopyReceived(date(2024, 11, 6), date(2024, 11, 4)), clerk)


def figures(agency, year):
    found = dispute_figures(dispute_records(agency, year), edition_for_year(year), year)
    return {address.removeprefix("disputes."): each.value for address, each in found.items() if each.value}


def do(client, dispute, key, **fields):
    return client.post(reverse("disputes:act", args=[dispute.agency.slug, dispute.pk, key]), fields)


def test_a_reconsideration_is_entered_for_its_application_and_followed_to_its_end(town, clerk, signed_in, application):
    office, add = signed_in(clerk), reverse("disputes:add", args=[town.slug])
    assert office.get(add, {"application": application.pk}).context["form"].initial["application"] == application.pk
    copy = SimpleUploadedFile("申请书副本.pdf", b"%PDF secret")
    assert office.post(add, {**ENTERED, "application": application.pk, "file": copy}).status_code == 302
    dispute = Dispute.objects.get()
    page = office.get(dispute.get_absolute_url()).content.decode()
    assert "2024年11月13日" in page  # five working days from the 6th
    assert "第五十四条" in page
    assert "第八十八条" in page
    assert do(office, dispute, "answer", on="2024-11-12").status_code == 302
    assert do(office, dispute, "hearing", on="2024-12-03", note="县政府三楼").status_code == 302
    done = do(office, dispute, "decide", on="2025-01-10", received_on="2025-01-13", ending="upheld")
    assert done.status_code == 302
    dispute.refresh_from_db()
    assert (dispute.filed_on, dispute.closed_on, dispute.outcome) == (date(2024, 11, 4), date(2025, 1, 10), "upheld")
    page = office.get(dispute.get_absolute_url()).content.decode()
    assert "维持（《行政复议法》第六十八条）" in page
    assert "2024年11月12日，按期" in page
    assert counted_as(dispute) == [(2024, "pending"), (2025, "upheld")]
    assert figures(town, 2024) == {"reconsideration.pending": 1, "reconsideration.total": 1}
    assert figures(town, 2025) == {"reconsideration.upheld": 1, "reconsideration.total": 1}
    assert figures(town, 2023) == figures(town, 2026) == {}
    assert "临府复〔2024〕3号" in office.get(application.get_absolute_url()).content.decode()
    cell = reverse("annual:cell", args=[town.slug, 2025, "disputes.reconsideration.upheld"])
    assert dispute.get_absolute_url() in office.get(cell).content.decode()
    assert [entry.action for entry in Entry.objects.filter(action__startswith="dispute.")] == [
        "dispute.entered", "dispute.copy_received", "dispute.file_added", "dispute.answer_filed", "dispute.hearing_held",
        "dispute.decided",
    ]  # fmt: skip


def test_documents_and_notes_are_encrypted_and_handed_out_to_readers(town, clerk, signed_in, dispute, application):
    office = signed_in(clerk)
    add = reverse("disputes:add_file", args=[town.slug, dispute.pk])
    assert office.post(add, {"file": SimpleUploadedFile("答复书.docx", b"the answer")}).status_code == 302
    services.record(dispute, Decided(date(2024, 12, 5), "upheld"), clerk, note="主文提到陈秋实")
    kept = DisputeFile.objects.get()
    assert b"the answer" not in kept.file.read()
    assert "答复书" not in raw("disputes_disputefile")
    assert "陈秋实" not in raw("disputes_disputeevent")
    answer = office.get(reverse("disputes:file", args=[town.slug, dispute.pk, kept.pk]))
    assert (answer.content, answer["Content-Disposition"][:10]) == (b"the answer", "attachment")
    large = SimpleUploadedFile("大.pdf", b"0" * (10 * 1024 * 1024 + 1))
    assert office.post(add, {"file": large}).status_code == 422
    assert "陈秋实" not in str([entry.facts for entry in Entry.objects.all()])
    assert application.disputes.get() == dispute


# --- a correction reopens the application


def test_a_correction_reopens_the_application_with_a_reference_both_ways(town, clerk, signed_in, dispute, application):
    office = signed_in(clerk)
    answer = do(office, dispute, "decide", on="2024-12-20", received_on="2024-12-24", ending="annulled", redo="on",
                redo_by="2025-01-24")  # fmt: skip
    assert answer.status_code == 302
    application.refresh_from_db()
    event = application.engine_events()[-1]
    assert (event.on, event.due_on, event.dispute) == (date(2024, 12, 24), date(2025, 1, 24), dispute.record_id)
    assert (application.status, application.due_on, application.outcome) == (Status.HANDLING, date(2025, 1, 24), "")
    page = office.get(dispute.get_absolute_url()).content.decode()
    assert "因本案于2024年12月24日重新打开" in page
    case = office.get(application.get_absolute_url()).content.decode()
    assert "依据登记的行政复议、行政诉讼案件" in case
    assert "复议决定或者判决要求在此日之前重新答复" in case


def test_without_a_day_in_the_decision_the_clock_restarts_as_the_agency_reads_it(clerk, dispute, application):
    services.record(dispute, Decided(date(2024, 12, 20), "annulled", date(2024, 12, 24), redo=True), clerk)
    application.refresh_from_db()
    assert application.due_on == date(2025, 1, 22)  # 20 working days from the 24th


def test_a_decision_that_has_not_arrived_reopens_nothing_until_it_does(clerk, signed_in, dispute, application):
    services.record(dispute, Decided(date(2024, 12, 20), "annulled", redo=True), clerk)
    application.refresh_from_db()
    assert not application.is_open
    assert "登记何日收到" in next(tasks(office_of(clerk, "qinghe"), date(2025, 1, 20))).what
    do(signed_in(clerk), dispute, "received", on="2024-12-27")
    application.refresh_from_db()
    assert application.is_open


def test_taking_the_decision_back_closes_the_application_again(town, clerk, signed_in, dispute, application):
    services.record(dispute, Decided(date(2024, 12, 20), "annulled", date(2024, 12, 24), redo=True), clerk)
    strike = reverse("disputes:strike", args=[town.slug, dispute.pk, 2])
    assert signed_in(clerk).post(strike, {"reason": "登记错案件"}).status_code == 302
    application.refresh_from_db()
    assert (application.status, application.outcome) == (Status.DELIVERED, "refused.process_information")
    assert isinstance(application.engine_events()[-1], Struck)
    assert isinstance(dispute.engine_events()[-1], DisputeStruck)
    dispute.refresh_from_db()
    assert (dispute.outcome, dispute.closed_on) == ("", None)


def test_what_was_answered_anew_cannot_be_pulled_away_from_under_its_reply(town, clerk, signed_in, dispute, application):
    services.record(dispute, Decided(date(2024, 12, 20), "annulled", date(2024, 12, 24), redo=True), clerk)
    applications.record(application, Replied(date(2025, 1, 15), "granted"), clerk)
    strike = reverse("disputes:strike", args=[town.slug, dispute.pk, 2])
    answer = signed_in(clerk).post(strike, {"reason": "登记错案件"})
    assert answer.status_code == 422
    assert "不能记录" in answer.content.decode()
    assert len(dispute.engine_events()) == 2


def test_an_order_about_an_application_without_a_reply_stands_on_the_desk_with_its_day(town, clerk, as_of):
    as_of(date(2025, 1, 20))
    silent = applications.submit(town, ANSWERS, channel=Channel.COUNTER, arrived_on=date(2024, 9, 10), by=clerk).application
    facts = {"application": silent, "kind": "litigation_direct", "organ": "临川县人民法院"}
    dispute = services.enter(town, facts, CopyReceived(date(2024, 11, 6)), clerk)
    ordered = Decided(date(2025, 1, 10), "fulfil", date(2025, 1, 13), redo=True, redo_by=date(2025, 2, 7))
    services.record(dispute, ordered, clerk)
    assert services.reopenings(dispute) == []
    lines = [task for task in tasks(office_of(clerk, town.slug), date(2025, 1, 20)) if "按决定、判决答复" in task.what]
    assert [line.due_on for line in lines] == [date(2025, 2, 7)]


def test_both_readings_of_a_reply_made_again(town, clerk, dispute, application):
    """statute.md §8.4: in its year the new outcome replaces the old one, or the first stands."""
    services.record(dispute, Decided(date(2024, 11, 20), "annulled", date(2024, 11, 22), redo=True), clerk)
    applications.record(application, Replied(date(2024, 12, 5), "granted"), clerk)

    def rows():
        cells = {cell.at: cell.value for cell in compiled(town, 2024).report.cells}
        return {row for row in ("granted", "refused.process_information") if cells[f"applications.{row}.total"]}

    assert rows() == {"granted"}
    ChosenReading.objects.create(agency=town, key="remade_reply", choice="first_stands", reason="本县口径", by=clerk)
    assert rows() == {"refused.process_information"}


# --- counting


def test_an_appeal_makes_it_pending_again_and_the_second_instance_settles_it(town, clerk, signed_in, application, as_of):
    office = signed_in(clerk)
    add = reverse("disputes:add", args=[town.slug])
    office.post(add, {**ENTERED, "kind": "litigation_direct", "application": application.pk, "organ": "临川县人民法院"})
    dispute = Dispute.objects.get()
    assert do(office, dispute, "decide", on="2024-12-20", received_on="2024-12-24", ending="claims_rejected").status_code == 302
    assert figures(town, 2024) == {"litigation_direct.upheld": 1, "litigation_direct.total": 1}
    ChosenReading.objects.create(agency=town, key="appealable_judgment", choice="in_force", reason="本县口径", by=clerk)
    assert figures(town, 2024) == {"litigation_direct.pending": 1, "litigation_direct.total": 1}
    assert figures(town, 2025) == {"litigation_direct.upheld": 1, "litigation_direct.total": 1}
    ChosenReading.objects.all().delete()
    assert do(office, dispute, "appeal", on="2025-01-06", appellant="other", organ="某市中级人民法院").status_code == 302
    assert "2025年1月21日" in office.get(dispute.get_absolute_url()).content.decode()
    assert figures(town, 2025) == {"litigation_direct.pending": 1, "litigation_direct.total": 1}
    as_of(date(2025, 6, 3))
    assert do(office, dispute, "decide", on="2025-06-03", ending="appeal_rejected").status_code == 302
    assert figures(town, 2025) == {"litigation_direct.upheld": 1, "litigation_direct.total": 1}
    assert "某市中级人民法院" in office.get(dispute.get_absolute_url()).content.decode()


def test_a_co_defendant_registers_the_case_and_the_agency_that_acted_counts_it(town, clerk, signed_in, application):
    office = signed_in(clerk)
    office.post(reverse("disputes:add", args=[town.slug]), {**ENTERED, "part": "reviewing", "kind": "litigation_direct"})
    dispute = Dispute.objects.get()
    assert dispute_records(town, 2024) == []
    assert "不计入本机关表四" in office.get(dispute.get_absolute_url()).content.decode()
    edit = reverse("disputes:edit", args=[town.slug, dispute.pk])
    corrected = {name: ENTERED[name] for name in ("organ", "case_number")} | {"part": "acting", "kind": "litigation_direct"}
    assert office.post(edit, corrected).status_code == 302
    assert len(dispute_records(town, 2024)) == 1
    assert Entry.objects.filter(action="dispute.changed").get().facts["fields"] == ["part"]


def test_facts_that_the_events_contradict_are_not_taken(town, clerk, signed_in, dispute):
    services.record(dispute, Decided(date(2024, 12, 20), "upheld"), clerk)
    edit = reverse("disputes:edit", args=[town.slug, dispute.pk])
    answer = signed_in(clerk).post(edit, {"kind": "litigation_direct", "part": "acting", "organ": "临川县人民法院"})
    assert answer.status_code == 422
    assert "没有“upheld”这种审理结果" in answer.content.decode()
    dispute.refresh_from_db()
    assert dispute.kind == "reconsideration"


def test_a_suit_after_reconsideration_is_entered_from_its_reconsideration(town, clerk, signed_in, dispute, application):
    office = signed_in(clerk)
    services.record(dispute, Decided(date(2024, 12, 20), "upheld", date(2024, 12, 24)), clerk)
    page = office.get(dispute.get_absolute_url()).content.decode()
    assert f"?reconsideration={dispute.pk}" in page
    assert "2025年1月8日" in page  # fifteen days for a suit
    form = office.get(reverse("disputes:add", args=[town.slug]), {"reconsideration": dispute.pk}).context["form"]
    assert (form.initial["kind"], form.initial["application"]) == ("litigation_after_reconsideration", application.pk)
    wrong = {**ENTERED, "reconsideration": dispute.pk}
    assert office.post(reverse("disputes:add", args=[town.slug]), wrong).status_code == 422
    right = {**wrong, "kind": "litigation_after_reconsideration", "on": "2025-01-06", "accepted_on": ""}
    assert office.post(reverse("disputes:add", args=[town.slug]), right).status_code == 302
    assert dispute.lawsuits.count() == 1


# --- what is refused


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"accepted_on": "2024-11-07"}, "晚于收到副本之日"),
        ({"on": "2025-01-21"}, "还没有到"),
        ({"organ": ""}, "复议机关或者法院："),
        ({"on": "昨天"}, "收到副本之日"),
    ],
)
@pytest.mark.usefixtures("application")
def test_what_cannot_be_is_refused_and_nothing_is_kept(town, clerk, signed_in, wrong, said):
    response = signed_in(clerk).post(reverse("disputes:add", args=[town.slug]), {**ENTERED, **wrong})
    assert response.status_code == 422
    assert said in response.content.decode()
    assert Dispute.objects.count() == 0


def test_an_act_that_may_not_follow_leads_back_and_an_event_is_never_changed(town, clerk, signed_in, dispute):
    assert do(signed_in(clerk), dispute, "appeal", on="2024-12-01").status_code == 302
    assert dispute.events.count() == 1
    event = dispute.events.get()
    with pytest.raises(AppendOnlyError):
        event.save()
    with pytest.raises(AppendOnlyError):
        event.delete()
    with pytest.raises(AppendOnlyError):
        dispute.events.all().delete()
    with pytest.raises(AppendOnlyError):
        dispute.events.update(kind="decided")
    first = reverse("disputes:strike", args=[town.slug, dispute.pk, 1])
    assert signed_in(clerk).get(first).status_code == 404
    assert do(signed_in(clerk), dispute, "unknown").status_code == 404


def test_a_suspended_case_asks_for_nothing_until_it_goes_on(town, clerk, signed_in, dispute):
    office, page = signed_in(clerk), dispute.get_absolute_url()
    do(office, dispute, "answer", on="2024-11-15")
    decision = next(each for each in services.days_of(dispute) if each.term == "decision")
    assert decision.end.on == date(2025, 1, 3)
    form = office.get(reverse("disputes:act", args=[town.slug, dispute.pk, "suspend"])).content.decode()
    assert "《行政复议法》第三十九条第一款第（八）项" in form
    assert do(office, dispute, "suspend", on="2024-12-02", ground="no").status_code == 422
    do(office, dispute, "suspend", on="2024-12-02", ground="other_case", note="等另案")
    dispute.refresh_from_db()
    assert dispute.stage == "suspended"
    shown = office.get(page).content.decode()
    assert "以其他案件的审理结果为依据" in shown
    assert "已中止，恢复后继续计算" in shown
    assert "中止的原因消除后应当恢复（《行政复议法》第三十九条第二款），恢复之日起继续计算" in shown
    assert not [each for each in milestones(office_of(clerk, town.slug), date(2024, 12, 10)) if "决定" in each.what]
    assert counted_as(dispute) == [(2024, "pending"), (2025, "pending")]
    do(office, dispute, "resume", on="2025-01-06")
    dispute.refresh_from_db()
    assert dispute.stage == "pending"
    decision = next(each for each in services.days_of(dispute) if each.term == "decision")
    assert decision.end.on == date(2025, 2, 7)
    assert "2024-12-02中止，2025-01-06恢复，中止的时间不计入（《行政复议法》第三十九条" in office.get(page).content.decode()


def test_who_brought_a_dispute_is_masked_until_shown_for_a_reason(town, clerk, signed_in, as_of):
    as_of(date(2025, 1, 20))
    facts = {"kind": "reconsideration", "organ": "临川县人民政府", "party": "陈秋实"}
    dispute, office = services.enter(town, facts, CopyReceived(date(2024, 11, 6)), clerk), signed_in(clerk)
    page = office.get(dispute.get_absolute_url()).content.decode()
    assert "陈秋实" not in page
    assert "陈**" in page
    reveal = reverse("disputes:reveal", args=[town.slug, dispute.pk])
    assert office.post(reveal, {"act": "reveal"}).status_code == 422
    assert not Entry.objects.filter(action="dispute.revealed").exists()
    assert "陈秋实" in office.post(reveal, {"act": "reveal", "reason": "contact"}).content.decode()
    assert Entry.objects.get(action="dispute.revealed").facts == {"field": "party", "reason": "contact"}


def test_reasons_of_counter_events_are_sealed_and_read_on_the_page(town, clerk, signed_in, dispute):
    do(signed_in(clerk), dispute, "answer", on="2024-11-12", note="寄出")
    strike = reverse("disputes:strike", args=[town.slug, dispute.pk, 2])
    signed_in(clerk).post(strike, {"reason": "记成了王小明的案件"})
    stored = raw("disputes_disputeevent") + raw("disputes_dispute") + raw("audit_entry")
    assert "王小明" not in stored
    assert "寄出" not in stored
    assert "王小明的案件" in signed_in(clerk).get(dispute.get_absolute_url()).content.decode()
    assert dispute.case().events[2].reason == "记成了王小明的案件"


def test_a_dispute_about_no_application_is_erased_by_two_and_still_counts(
    town, clerk, leader, signed_in, as_of, django_capture_on_commit_callbacks
):
    as_of(date(2021, 6, 1))
    facts = {"kind": "reconsideration", "organ": "临川县人民政府", "party": "陈秋实"}
    dispute = services.enter(town, facts, CopyReceived(date(2021, 5, 6)), clerk, note="陈秋实送来")
    services.record(dispute, Decided(date(2021, 5, 20), "upheld", date(2021, 5, 21)), clerk)
    file = services.attach(dispute, "申请书.pdf", b"%PDF-1.4 x", clerk)
    place = file.file.path
    before = figures(town, 2021)
    here = reverse("disputes:erase", args=[town.slug, dispute.pk])
    asked = {"ground": "expired", "approval": "号"}
    assert "2031-12-31" in signed_in(clerk).post(here, asked).content.decode()
    as_of(date(2032, 1, 1))
    assert "保存期限已经届满" in str([each.what for each in tasks(office_of(clerk, town.slug), date(2032, 1, 1))])
    signed_in(clerk).post(here, asked)
    with django_capture_on_commit_callbacks(execute=True):
        page = signed_in(leader).post(here, {"decision": "approve", "understood": "on"}, follow=True).content.decode()
    assert "内容已删除" in page
    assert "陈秋实" not in page
    assert not Path(place).exists()
    assert figures(town, 2021) == before == {"reconsideration.upheld": 1, "reconsideration.total": 1}
    dispute.refresh_from_db()
    assert dispute.party == ""
    with pytest.raises(CaseError, match="已经删除"):
        services.attach(dispute, "迟.pdf", b"%PDF-1.4 x", clerk)
    with pytest.raises(CaseError, match="已经删除"):
        services.change(dispute, {"party": "某人"}, clerk)
    assert do(signed_in(clerk), dispute, "hearing", on="2021-05-10").status_code in (302, 422)
    assert dispute.events.count() == 2


@pytest.mark.usefixtures("application")
def test_applications_and_reconsiderations_of_another_agency_are_not_offered(elsewhere, clerk_elsewhere, signed_in, application):
    response = signed_in(clerk_elsewhere).post(
        reverse("disputes:add", args=[elsewhere.slug]), {**ENTERED, "application": application.pk}
    )  # fmt: skip
    assert response.status_code == 422
    assert Dispute.objects.count() == 0


# --- list, export, desk


@pytest.mark.usefixtures("as_of")
def test_an_empty_register_says_what_that_means(town, clerk, signed_in):
    assert "年报按0统计" in signed_in(clerk).get(reverse("disputes:list", args=[town.slug])).content.decode()


def test_the_list_is_filtered_and_downloaded_as_filtered(town, clerk, signed_in, dispute):
    office = signed_in(clerk)
    facts = {"kind": "litigation_direct", "organ": "临川县人民法院", "case_number": "=1+1"}
    other = services.enter(town, facts, CopyReceived(date(2025, 1, 6)), clerk)
    services.record(dispute, Decided(date(2024, 12, 20), "annulled"), clerk)

    def shown(**asked):
        page = office.get(reverse("disputes:list", args=[town.slug]), asked).context["page"]
        return {each.pk for each in page}

    assert shown() == {dispute.pk, other.pk}
    assert shown(kind="litigation_direct") == shown(state="pending") == shown(year="2025") == {other.pk}
    assert shown(outcome="corrected") == shown(state="decided") == shown(ids=str(dispute.pk)) == {dispute.pk}
    assert shown(kind="no such", year="x", ids="x") == {dispute.pk, other.pk}
    content = office.get(reverse("disputes:export", args=[town.slug]), {"kind": "litigation_direct"}).content
    rows = list(load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))
    assert len(rows) == 2
    assert (rows[1][2], rows[1][13]) == ("=1+1", "尚未审结")
    assert load_workbook(io.BytesIO(content)).active.cell(2, 3).data_type == "s"


def test_answers_and_appeals_stand_on_the_desk_and_in_the_calendar_until_they_are_done(town, clerk, contributor, dispute):
    desk = office_of(clerk, town.slug)
    day = date(2024, 11, 7)
    (line,) = tasks(desk, day)
    assert (line.due_on, line.working_days_left, line.why) == (date(2024, 11, 20), 9, "《行政复议法》第四十八条")
    assert [(one.day, one.why) for one in milestones(desk, day) if "行政复议" in one.what] == [
        (date(2024, 11, 20), "《行政复议法》第四十八条"), (date(2025, 1, 3), "《行政复议法》第六十二条第一款"),
    ]  # fmt: skip
    (late,) = tasks(desk, date(2024, 11, 22))
    assert late.working_days_left == -2
    services.record(dispute, Decided(date(2024, 12, 20), "annulled", date(2024, 12, 24)), clerk)
    assert list(tasks(desk, date(2025, 1, 2))) == []
    suit = services.enter(
        town, {"kind": "litigation_direct", "organ": "临川县人民法院"}, CopyReceived(date(2024, 11, 6)), clerk
    )  # fmt: skip
    services.record(suit, Decided(date(2025, 1, 8), "annulled", date(2025, 1, 10)), clerk)
    assert [(task.what[:6], task.due_on) for task in tasks(desk, date(2025, 1, 13))] == [("决定是否上诉", date(2025, 1, 26))]
    assert list(tasks(office_of(contributor, town.slug), day)) == []


def test_who_may_open_what(
    client, town, elsewhere, signed_in, clerk, leader, reviewer, contributor, clerk_elsewhere, supervisor, dispute
):
    people = (clerk, leader, reviewer, contributor, clerk_elsewhere, supervisor)
    readers, actors = [200, 200, 200, 403, 404, 404], [200, 200, 403, 403, 404, 404]
    for name, args, expected in (
        ("list", [], readers), ("export", [], readers), ("case", [dispute.pk], readers),
        ("add", [], actors), ("edit", [dispute.pk], actors), ("act", [dispute.pk, "decide"], actors),
    ):  # fmt: skip
        url = reverse(f"disputes:{name}", args=[town.slug, *args])
        assert [signed_in(who).get(url).status_code for who in people] == expected
        assert client.get(url).status_code == 302
    assert signed_in(clerk_elsewhere).get(reverse("disputes:case", args=[elsewhere.slug, dispute.pk])).status_code == 404
    assert "登记审理结果" not in signed_in(reviewer).get(dispute.get_absolute_url()).content.decode()


def test_a_dispute_that_nothing_tells_from_others_is_not_entered(town, clerk, signed_in):
    page = signed_in(clerk).post(
        reverse("disputes:add", args=[town.slug]),
        {**ENTERED, "application": "", "reconsideration": "", "party": "", "case_number": ""},
    )
    assert page.status_code == 422
    assert "没有对应申请的，填写复议申请人（原告）或者案号" in page.content.decode()
