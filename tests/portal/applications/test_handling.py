"""Handling inside the office: the work list, assignments, notes, the check before a reply, extensions, what follows a reply."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from openpyxl import load_workbook

from applications_cast import ANSWERS, checked, raw
from disclosure.errors import CaseError
from disclosure.letters import digest
from disclosure.records import Channel, Delivered, Replied
from disclosure.records.exemptions import Part
from portal.agencies.access import office_of
from portal.agencies.models import Membership, Person, Role
from portal.annual.compiling import compiled, facts_of
from portal.applications import services
from portal.applications.archive.binding import archived
from portal.applications.handling import assigning, converting, corrections, extending
from portal.applications.handling.checking import save_parts, stands_against
from portal.applications.handling.models import Assignment, Conversion, ExtensionRequest, Note, OtherOffice, RecordsCorrection
from portal.applications.handling.neighbours import advised
from portal.applications.handling.tasks import tasks
from portal.applications.letters import Additions, shown
from portal.applications.letters.signing import sign
from portal.applications.models import Letter
from portal.audit.models import Entry
from portal.publishing import review
from portal.publishing.models import Column, Item
from portal.publishing.refusing import Refused
from portal.publishing.services import give_standard_columns

DAY = date(2024, 9, 10)
REFUSED = Replied(DAY, "refused.internal_affairs", "refused")


def person(username: str, name: str, where, role: str) -> Person:
    found = Person.objects.create_user(username, f"{username}@example.org", "一二三四五六七八九十a", name=name)
    Membership.objects.create(person=found, agency=where, role=role)
    return found


@pytest.fixture
def case(town, clerk, as_of):
    as_of(DAY)
    return services.submit(town, ANSWERS, channel=Channel.COUNTER, by=clerk).application


@pytest.fixture
def planner(town):
    """Somebody of a department, who is no clerk."""
    found = person("planner", "冯规划", town, Role.CONTRIBUTOR)
    Membership.objects.filter(person=found).update(unit="规划建设办公室")
    return found


def url(name: str, case, *more) -> str:
    return reverse(f"applications:{name}", args=[case.agency.slug, case.pk, *more])


# The work list


def test_the_list_is_filtered_by_what_somebody_looks_for(case, town, clerk, planner, signed_in, as_of):
    other = services.submit(
        town, ANSWERS | {"name": "郑大海", "asked": "校车线路审批表"}, channel=Channel.REGISTERED_POST, by=clerk,
        arrived_on=DAY - timedelta(21),
    ).application  # fmt: skip
    assigning.assign(case, "规划建设办公室", planner, date(2024, 9, 20), "检索标准文件", clerk)
    office, here = signed_in(clerk), reverse("applications:list", args=["qinghe"])

    def numbers(**asked) -> list[str]:
        return [row.application.receipt_number for row in office.get(here, asked).context["rows"]]

    assert numbers() == [other.receipt_number, case.receipt_number]
    assert numbers(q="校车 线路") == [other.receipt_number]
    assert numbers(q="郑大海") == [other.receipt_number]
    assert numbers(q=case.receipt_number) == [case.receipt_number]
    assert numbers(q="没有这样的") == []
    assert numbers(unit="规划建设办公室") == [case.receipt_number]
    assert numbers(person=str(planner.pk)) == [case.receipt_number]
    assert numbers(channel="registered_post") == [other.receipt_number]
    # Due days: 14 October for the case of this week, 18 September for that of three weeks ago.
    assert numbers(within="8") == [other.receipt_number]
    assert numbers(within="0") == []
    assert numbers(status="correction") == []
    as_of(date(2024, 9, 20))
    assert numbers(show="overdue") == [other.receipt_number]
    page = office.get(here, {"show": "overdue"}).content.decode()
    assert "已逾期" in page
    assert 'class="tag blue"' in page or "tag" in page


def test_the_list_is_saved_as_a_table_with_masked_names_and_no_formulas(town, clerk, signed_in, case):
    services.submit(town, ANSWERS | {"asked": "=1+1"}, channel=Channel.COUNTER, by=clerk)
    response = signed_in(clerk).get(reverse("applications:list", args=["qinghe"]), {"format": "xlsx"})
    sheet = load_workbook(BytesIO(response.content)).active
    rows = list(sheet.iter_rows(min_row=2))
    assert len(rows) == 2
    asked = next(cell for row in rows for cell in row if cell.value == "=1+1")
    assert asked.data_type == "s"
    assert "陈秋实" not in repr(list(sheet.values))
    assert Entry.objects.filter(action="applications.list_saved").exists()


# Assignments


def test_a_department_gets_a_case_accepts_it_and_answers_without_seeing_who_asks(case, clerk, planner, signed_in, as_of):
    office, theirs = signed_in(clerk), signed_in(planner)
    page = office.get(url("assign", case)).content.decode()
    assert "规划建设办公室" in page
    assert 'value="2024-10-08"' in page  # five working days before 14 October
    office.post(url("assign", case), {"unit": "规划建设办公室", "due_on": "2024-09-20", "asked": "检索标准文件", "letter": "on"})
    given = Assignment.objects.get()
    assert "检索标准文件" not in raw("handling_assignment")
    assert Letter.objects.get(kind="transfer").is_signed
    [line] = tasks(office_of(planner, "qinghe"), DAY)
    assert (line.button, line.due_on) == ("接收", date(2024, 9, 20))
    here = reverse("applications:assigned", args=["qinghe", given.pk])
    page = theirs.get(here).content.decode()
    assert "检索标准文件" in page
    assert "陈秋实" not in page
    assert "13800001234" not in page
    assert theirs.get(url("case", case)).status_code == 403
    theirs.post(here, {"act": "accept"})
    assert theirs.post(here, {"act": "answer", "text": ""}).status_code == 422
    theirs.post(here, {"act": "answer", "text": "找到文件1份，可以公开", "file": ContentFile(b"%PDF-1.4", name="标准.pdf")})
    given.refresh_from_db()
    assert (given.state, given.person, given.answer) == ("answered", planner, "找到文件1份，可以公开")
    assert [each.title for each in case.attachments.all()] == ["标准.pdf"]
    [line] = [each for each in tasks(office_of(clerk, "qinghe"), DAY) if "规划建设办公室" in each.what]
    assert "已反馈" in line.what
    assert "找到文件1份" in office.get(url("case", case)).content.decode()


def test_what_is_given_back_says_why_and_is_given_again(case, clerk, planner):
    given = assigning.assign(case, "规划建设办公室", None, date(2024, 9, 20), "", clerk)
    with pytest.raises(CaseError, match="退回须说明理由"):
        assigning.give_back(given.pk, " ", planner)
    assigning.give_back(given.pk, "应当由财政所承办", planner)
    assert assigning.standing(case) is None
    [line] = tasks(office_of(clerk, "qinghe"), DAY)
    assert "退回了申请" in line.what
    again = assigning.assign(case, "财政所", None, date(2024, 9, 23), "", clerk)
    with pytest.raises(CaseError, match="别人办理"):
        assigning.accept(given.pk, planner)
    third = assigning.assign(case, "党政办公室", None, date(2024, 9, 24), "", clerk)
    again.refresh_from_db()
    assert (again.state, assigning.standing(case)) == ("ended", third)


def test_an_internal_day_lies_before_the_statutory_one(case, clerk):
    with pytest.raises(CaseError, match="早于答复期限"):
        assigning.assign(case, "财政所", None, case.due_on, "", clerk)
    with pytest.raises(CaseError, match="不能早于今天"):
        assigning.assign(case, "财政所", None, DAY - timedelta(1), "", clerk)


def test_nobody_of_another_department_opens_an_assignment(case, clerk, town, planner, signed_in):
    given = assigning.assign(case, "财政所", None, date(2024, 9, 20), "", clerk)
    assert signed_in(planner).get(reverse("applications:assigned", args=["qinghe", given.pk])).status_code == 404
    assert signed_in(planner).get(reverse("applications:assigned_list", args=["qinghe"])).context["assignments"].count() == 0


# Notes


def test_a_note_is_for_the_office_alone(case, clerk, reviewer, client, signed_in, town):
    signed_in(reviewer).post(url("note", case), {"text": "与去年的申请是同一块地"})
    assert "同一块地" in signed_in(clerk).get(url("case", case)).content.decode()
    assert "同一块地" not in raw("handling_note")
    assert Note.objects.get().by == reviewer
    made = services.submit(town, ANSWERS, channel=Channel.ONLINE, form="一个表单")
    Note.objects.create(application=made.application, text="内部意见", by=clerk)
    query = {"number": made.application.receipt_number, "secret": made.secret}
    assert "内部意见" not in client.post(reverse("site:track", args=["qinghe"]), query).content.decode()


# The check before a reply


def test_no_reply_on_disclosing_without_its_check(case, clerk, signed_in):
    office = signed_in(clerk)
    answers = {"on": "2024-09-10", "decision": "granted/provided", "provided": "标准1份"}
    page = office.post(url("act", case, "reply"), answers)
    assert page.status_code == 422
    assert "公开审查还没有完成" in page.content.decode()
    checked(case, clerk)
    assert office.post(url("act", case, "reply"), answers).status_code == 302


def test_what_the_agency_does_not_have_needs_no_check(case):
    for outcome in ("unavailable.not_held", "not_processed.petition", "other.other"):
        assert stands_against(case, Replied(DAY, outcome)) == ()
    assert stands_against(case, Replied(DAY, "granted", "published")) == ()


def test_a_check_is_filled_in_question_by_question(case, clerk, signed_in):
    office, here = signed_in(clerk), url("check", case)
    page = office.get(here).content.decode()
    for wanted in ("第十四条", "第十五条", "第十六条第一款", "应当不公开", "可以不公开", "保密行政管理部门"):
        assert wanted in page
    fields = {name: "no" for name, field in office.get(here).context["form"].fields.items() if hasattr(field, "choices")}
    empty = {"parts-TOTAL_FORMS": "2", "parts-INITIAL_FORMS": "0"}
    started = office.post(here, empty, follow=True).content.decode()
    assert "种情形没有回答，答复之前请回答完" in started
    question = started.partition("未标密的，是否属于国家秘密")[2].partition("</legend>")[0]
    assert "选填" not in question
    unsaid = office.post(here, fields | empty | {"refused-internal_affairs-internal": "yes"})
    assert unsaid.status_code == 422
    assert "请写明理由和依据" in unsaid.content.decode()
    parts = {
        "parts-0-label": "标准正文", "parts-0-ground": "", "parts-1-label": "经办人评语",
        "parts-1-ground": "refused.internal_affairs", "parts-1-reason": "内部工作流程",
    }  # fmt: skip
    applies = {"refused-internal_affairs-internal": "yes", "refused-internal_affairs-remark": "只用于内部流转"}
    assert office.post(here, fields | empty | applies | parts).status_code == 302
    assert "内部工作流程" not in raw("handling_part")
    assert "只用于内部流转" not in raw("handling_check")
    assert [str(each) for each in stands_against(case, Replied(DAY, "partly_granted"))] == []
    against = [str(each) for each in stands_against(case, Replied(DAY, "granted"))]
    assert against == ["审查认为“内部事务信息”成立，不能全部公开", "有1个部分决定不予公开，办理结果应为部分公开"]
    assert "应为部分公开" in str(stands_against(case, REFUSED)[0])


def test_a_ground_that_the_law_forbids_to_lift_stays(case, clerk, signed_in):
    here = url("check", case)
    form = signed_in(clerk).get(here).context["form"]
    assert "refused-state_secret-lifted" not in form.fields
    assert "refused-third_party_rights-lifted" in form.fields


def test_a_draft_is_not_signed_when_the_check_was_changed_under_it(case, clerk, leader):
    from portal.applications.letters import draft

    checked(case, clerk, "refused.internal_affairs")
    letter = draft(case, "reply", REFUSED, Additions(reason="属于人事管理"), clerk)
    assert shown(letter).ready
    checked(case, clerk)
    now = shown(letter)
    assert not now.ready
    with pytest.raises(CaseError, match="没有认定"):
        sign(letter, leader, now.digest, leader=True)


def test_a_closed_case_keeps_its_check(case, clerk):
    checked(case, clerk)
    services.record(case, Replied(DAY, "granted"), clerk)
    case.refresh_from_db()
    with pytest.raises(CaseError, match="已经办结"):
        save_parts(case, (Part("正文"),), clerk)


# The extension


def test_an_extension_is_asked_for_approved_by_another_person_and_told(case, clerk, leader, signed_in, as_of):
    as_of(date(2024, 10, 10))
    office, desk = signed_in(clerk), signed_in(leader)
    assert office.get(url("act", case, "extend")).url == url("extension", case)
    office.post(url("extension", case), {"days": "15", "reason": "档案在省档案馆，调取需要时间"})
    assert "调取需要时间" not in raw("handling_extensionrequest")
    assert office.post(url("extension", case), {"decision": "approve"}).status_code == 403
    [line] = tasks(office_of(leader, "qinghe"), date(2024, 10, 10))
    assert line.url == url("extension", case)
    assert desk.post(url("extension", case), {"decision": "refuse"}).status_code == 422
    page = desk.post(url("extension", case), {"decision": "approve"}, follow=True)
    letter = Letter.objects.get(kind="extension")
    assert page.redirect_chain[-1][0] == url("letter_page", case, letter.pk)
    case.refresh_from_db()
    assert case.due_on == date(2024, 10, 14)  # told it is not yet, so nothing is extended
    sign(letter, clerk, shown(letter).digest, leader=False)
    case.refresh_from_db()
    assert case.due_on == date(2024, 11, 4)
    assert "吴镇长同意" in case.events.get(kind="extended").note


def test_nobody_approves_an_extension_that_they_asked_for(case, leader, clerk):
    request = extending.ask(case, 5, "档案较多", leader)
    with pytest.raises(CaseError, match="不能自己审批"):
        extending.decide(request, True, "", leader)
    extending.decide(request, False, "可以按期答复", person("leader2", "郑副镇长", case.agency, Role.LEADER))
    assert extending.waiting(case) is None
    assert ExtensionRequest.objects.get().approved is False


def test_an_extension_is_not_approved_after_the_period(case, clerk, leader, as_of):
    request = extending.ask(case, 5, "档案较多", clerk)
    with pytest.raises(CaseError, match="正在等待审批"):
        extending.ask(case, 5, "档案较多", clerk)
    as_of(date(2024, 10, 16))
    with pytest.raises(CaseError, match="已经届满"):
        extending.decide(request, True, "", leader)
    assert not Letter.objects.exists()


# What follows a reply


@pytest.fixture
def given(case, clerk, leader):
    """A case in which something was given, with a file."""
    services.attach(case, "补偿标准.txt", "一等地每亩6万元".encode(), clerk, for_applicant=True)
    checked(case, clerk)
    services.handle(case, Replied(DAY, "granted", "provided"), clerk, Additions(provided="补偿标准1份"), paper_signer="吴镇长")
    services.record(case, Delivered(DAY), clerk)
    give_standard_columns(case.agency)
    case.refresh_from_db()
    return case


def test_what_was_given_becomes_proactive_disclosure_in_one_step(given, town, clerk, reviewer, second_reviewer, signed_in):
    office, column = signed_in(clerk), Column.objects.filter(agency=town, kind="statutory").first()
    page = office.get(url("publish", given))
    [(key, title)] = page.context["convert"].fields["files"].choices
    assert title == "补偿标准.txt"
    answers = {
        "act": "convert",
        "title": "2023年柳林村土地征收补偿标准",
        "column": column.pk,
        "text": "标准见附件。",
        "files": [key],
    }
    response = office.post(url("publish", given), answers)
    made = Conversion.objects.get()
    assert response.url == reverse("publishing:item", args=["qinghe", made.item_id])
    item = Item.objects.get()
    assert (item.status, item.body, [each.name for each in item.attachments.all()]) == (
        "draft", "<p>标准见附件。</p>", ["补偿标准.txt"],
    )  # fmt: skip
    assert "陈秋实" not in str(item.content())
    assert item.title in office.get(url("case", given)).content.decode()
    with pytest.raises(CaseError, match="只转一次"):
        converting.convert(office_of(clerk, "qinghe"), given, title="又一次", column=column, text="", attachments=[])
    assert converting.released_conversions(town, 2024).count() == 0
    item = review.submit(office_of(clerk, "qinghe"), item.pk)
    review.approve(office_of(reviewer, "qinghe"), item.pk, item.content_hash(), 2)
    review.approve(office_of(second_reviewer, "qinghe"), item.pk, item.content_hash(), 3)
    assert converting.released_conversions(town, 2024).count() == 1
    figure = facts_of(town, 2024).figures["items.converted"]
    assert (figure.value, figure.records) == (1, (item.record_id,))


def test_a_personal_number_in_what_was_given_stops_the_release(given, town, clerk):
    column = Column.objects.filter(agency=town, kind="statutory").first()
    office = office_of(clerk, "qinghe")
    made = converting.convert(office, given, title="联系表", column=column, text="电话13800001234", attachments=[])
    with pytest.raises(Refused, match="个人号码"):
        review.submit(office, made.item_id)


def test_of_a_redacted_file_only_what_was_redacted_is_offered(given, clerk):
    original = given.attachments.get()
    cover = services.attach(given, "补偿标准（遮盖）.pdf", b"%PDF-1.4", clerk, for_applicant=True)
    cover.redacted_from = original
    cover.save()
    assert converting.given_files(given) == [cover]


def test_what_was_refused_is_not_converted(case, clerk, signed_in):
    services.record(case, REFUSED, clerk)
    case.refresh_from_db()
    assert signed_in(clerk).get(url("publish", case)).status_code == 302
    with pytest.raises(CaseError, match="才能建议"):
        converting.suggest(case, DAY, "请公开", clerk)


def test_an_applicants_suggestion_is_recorded_and_answered(given, clerk, signed_in):
    office, here = signed_in(clerk), url("publish", given)
    office.post(here, {"act": "suggest", "on": "2024-09-10", "text": "全村都关心"})
    assert "全村都关心" not in raw("handling_suggestion")
    [line] = [each for each in tasks(office_of(clerk, "qinghe"), DAY) if "建议" in each.what]
    assert line.url == here
    assert "请写明审核意见" in office.post(here, {"act": "decline"}).content.decode()
    office.post(here, {"act": "accept"})
    given.suggestion.refresh_from_db()
    assert given.suggestion.accepted is True


# Whom to ask instead


def test_a_reply_names_the_agency_in_charge_with_its_telephone(case, county, elsewhere, clerk, signed_in):
    office = signed_in(clerk)
    entered = {"name": "临川县自然资源局", "phone": "0000-7654321", "matters": "土地征收 补偿标准", "address": "临川县建设路9号"}
    office.post(reverse("applications:neighbours", args=["qinghe"]), entered)
    assert OtherOffice.objects.get().agency == case.agency
    names = [each.name for each in advised(case.agency, case.asked)]
    assert names[0] == "临川县自然资源局"
    assert {county.name, elsewhere.name} <= set(names)
    told = advised(case.agency, case.asked)[0].told
    answers = {"on": "2024-09-10", "decision": "unavailable.not_held/other_agency", "reason": "由县局制作", "neighbour": told}
    office.post(url("act", case, "reply"), answers)
    text = shown(Letter.objects.get()).letter.text
    for wanted in ("临川县自然资源局", "0000-7654321", "临川县建设路9号", "第三十六条第（五）项"):
        assert wanted in text


# Records about oneself


def registered(town, clerk) -> RecordsCorrection:
    fields = {
        "received_on": DAY, "name": "陈秋实", "identity": "110101199003070011", "contact": "13800001234",
        "record": "户籍登记表中的出生日期", "wanted": "改为1990年3月7日", "evidence": "出生医学证明复印件",
    }  # fmt: skip
    return corrections.register(town, fields, clerk)


def test_records_are_corrected_with_evidence_and_answered_under_the_leaders_hand(town, clerk, leader, signed_in, as_of):
    as_of(DAY)
    office, desk = signed_in(clerk), signed_in(leader)
    with pytest.raises(CaseError, match="应当有证据"):
        corrections.register(town, {"received_on": DAY, "evidence": " "}, clerk)
    found = registered(town, clerk)
    assert found.number == "G2024-001"
    for secret in ("陈秋实", "出生医学证明"):
        assert secret not in raw("handling_recordscorrection")
    here = reverse("applications:correction", args=["qinghe", found.pk])
    early = {"act": "propose", "outcome": "corrected", "answer": "已更正", "reason": "证据充分"}
    assert "请先填写核实情况" in office.post(here, early).content.decode()
    office.post(here, {"act": "verify", "verified": "与原始档案核对，登记有误"})
    office.post(here, early)
    page = office.get(here)
    assert "第四十一条" in page.content.decode()
    assert office.post(here, {"act": "sign", "digest": page.context["digest"]}).status_code == 403
    desk.post(here, {"act": "sign", "digest": page.context["digest"]})
    found.refresh_from_db()
    assert (found.document_number, found.decided_on, found.signed_by) == ("青政公更〔2024〕1号", DAY, leader)
    office.post(here, {"act": "deliver", "on": "2024-09-10"})
    found.refresh_from_db()
    assert found.delivered_on == DAY
    assert office.get(reverse("applications:correction_file", args=["qinghe", found.pk, "docx"])).content[:2] == b"PK"
    # No application for information: table three does not know it.
    assert compiled(town, 2024).figures["applications.received.total"].value == 0


def test_evidence_comes_as_files_sealed_under_the_requests_own_key(town, clerk, leader, clerk_elsewhere, signed_in, as_of):
    as_of(DAY)
    office = signed_in(clerk)
    fields = {"on": "2024-09-10", "name": "陈秋实", "contact": "1", "record": "户籍", "wanted": "改正", "evidence": "出生证明"}
    listed = reverse("applications:corrections", args=["qinghe"])
    wrong = office.post(listed, fields | {"file": ContentFile(b"MZ\x90", name="证明.pdf")})
    assert wrong.status_code == 422
    assert "只接受PDF" in wrong.content.decode()
    office.post(listed, fields | {"file": ContentFile(b"%PDF-1.4 birth", name="出生证明.pdf")})
    found = RecordsCorrection.objects.get()
    here = reverse("applications:correction", args=["qinghe", found.pk])
    assert office.post(here, {"act": "evidence"}).status_code == 422
    office.post(here, {"act": "evidence", "file": ContentFile(b"%PDF-1.4 school", name="学籍.pdf")})
    page = office.get(here).content.decode()
    assert "出生证明.pdf" in page
    assert "学籍.pdf" in page
    first = found.files.first()
    assert b"birth" not in Path(first.file.path).read_bytes()
    assert "出生证明" not in raw("handling_correctionfile")
    opened = reverse("applications:correction_evidence", args=["qinghe", found.pk, first.pk])
    assert office.get(opened).content == b"%PDF-1.4 birth"
    assert Entry.objects.filter(action="correction.file_opened").count() == 1
    other = reverse("applications:correction_evidence", args=["yunling", found.pk, first.pk])
    assert signed_in(clerk_elsewhere).get(other).status_code == 404
    corrections.verify(found, "属实", clerk)
    corrections.propose(found, "corrected", "已更正", "证据充分", "", clerk)
    corrections.sign(found, digest(corrections.drafted(found)), leader)
    assert office.post(here, {"act": "evidence", "file": ContentFile(b"%PDF-1.4", name="迟.pdf")}).status_code == 422
    assert found.files.count() == 2


def test_who_asks_for_a_correction_is_masked_until_shown_for_a_reason(town, clerk, reviewer, signed_in, as_of):
    as_of(DAY)
    found, office = registered(town, clerk), signed_in(clerk)
    here = reverse("applications:correction", args=["qinghe", found.pk])
    page = office.get(here).content.decode()
    assert "13800001234" not in page
    assert "陈**" in page
    assert office.post(here, {"act": "reveal"}).status_code == 422
    assert signed_in(reviewer).post(here, {"act": "reveal", "reason": "contact"}).status_code == 403
    shown = office.post(here, {"act": "reveal", "reason": "contact"})
    assert shown.status_code == 200
    assert "13800001234" in shown.content.decode()
    assert [each.facts["reason"] for each in Entry.objects.filter(action="correction.revealed")] == ["contact"]


def test_a_request_to_correct_records_is_kept_for_years_and_then_erased_by_two(
    town, clerk, leader, signed_in, as_of, django_capture_on_commit_callbacks
):
    as_of(DAY)
    found = registered(town, clerk)
    corrections.attach(found, "出生证明.pdf", b"%PDF-1.4 birth", clerk)
    file = Path(found.files.get().file.path)
    office, desk = signed_in(clerk), signed_in(leader)
    here = reverse("applications:correction_erase", args=["qinghe", found.pk])
    asked = {"ground": "expired", "approval": "青档销〔2035〕1号"}
    assert "还没有办结" in office.post(here, asked).content.decode()
    corrections.verify(found, "属实", clerk)
    corrections.propose(found, "corrected", "已更正", "证据充分", "", clerk)
    corrections.sign(found, digest(corrections.drafted(found)), leader)
    as_of(date(2034, 12, 31))
    assert "2034-12-31" in office.post(here, asked).content.decode()
    as_of(date(2035, 1, 1))
    assert "保存期限已经届满" in str([each.what for each in tasks(office_of(clerk, "qinghe"), date(2035, 1, 1))])
    assert "保存期限已届满" in office.get(reverse("applications:corrections", args=["qinghe"])).content.decode()
    office.post(here, asked)
    assert "请审批" in str([each.what for each in tasks(office_of(leader, "qinghe"), date(2035, 1, 1))])
    assert office.post(here, {"decision": "approve", "understood": "on"}).status_code == 403
    with django_capture_on_commit_callbacks(execute=True):
        page = desk.post(here, {"decision": "approve", "understood": "on"}, follow=True).content.decode()
    assert "内容已删除" in page
    assert "青档销〔2035〕1号" in page
    assert not file.exists()
    kept = RecordsCorrection.objects.get()
    assert (kept.is_erased, kept.name, kept.letter, kept.outcome) == (True, "", "", "corrected")
    assert kept.document_number
    for suffix in ("docx", "pdf"):
        assert office.get(reverse("applications:correction_file", args=["qinghe", found.pk, suffix])).status_code == 404
    with pytest.raises(CaseError, match="已经删除"):
        corrections.deliver(kept, date(2035, 1, 1), clerk)
    assert Entry.objects.filter(action__startswith="correction.eras").count() == 3


def test_who_may_not_correct_says_who_may(town, clerk, as_of):
    as_of(DAY)
    found = registered(town, clerk)
    corrections.verify(found, "登记机关是县公安局", clerk)
    with pytest.raises(CaseError, match="有权更正的机关"):
        corrections.propose(found, "told", "请向登记机关提出", "本机关无权更正", "", clerk)
    corrections.propose(found, "told", "请向登记机关提出", "本机关无权更正", "临川县公安局，电话0000-1110000", clerk)
    assert "临川县公安局，电话0000-1110000" in corrections.drafted(found).text


def test_answers_on_records_share_one_run_of_numbers(case, town, clerk, leader, as_of):
    from portal.applications.letters import issue

    found = registered(town, clerk)
    corrections.verify(found, "核对有误", clerk)
    corrections.propose(found, "corrected", "已更正", "证据充分", "", clerk)
    corrections.sign(found, digest(corrections.drafted(found)), leader)
    letter = issue(case, "records_correction", Additions(note="已更正", reason="证据充分"), leader)
    assert letter.document_number == "青政公更〔2024〕2号"


def test_the_archive_holds_what_was_checked_decided_and_noted(given, clerk, planner, leader, signed_in):
    Note.objects.create(application=given, text="档案室2号柜", by=clerk)
    pages = pypdfium2.PdfDocument(archived(given))
    text = "".join(page.get_textpage().get_text_range() for page in pages).replace("\r\n", "")
    for wanted in ("办理审批单", "公开审查", "第十四条", "不成立", "档案室2号柜", "审查人：周文书"):
        assert wanted in text
    index = pages[0].get_textpage().get_text_range()
    assert "办理审批单" in index.replace("\r\n", "")


def test_nobody_is_asked_to_work_on_a_case_that_closed(case, clerk, planner):
    assigning.assign(case, "规划建设办公室", planner, date(2024, 9, 20), "", clerk)
    extending.ask(case, 5, "档案较多", clerk)
    services.record(case, Replied(DAY, "granted"), clerk)
    assert list(assigning.mine(office_of(planner, "qinghe"))) == []
    assert list(tasks(office_of(person("leader3", "郑副镇长", case.agency, Role.LEADER), "qinghe"), DAY)) == []
