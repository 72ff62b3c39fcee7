"""Handling inside the office: the work list, assignments, notes, the extension, what the closed file holds."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

import pypdfium2
import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from openpyxl import load_workbook

from applications_cast import ANSWERS, raw
from disclosure.errors import CaseError
from disclosure.records import Channel, Replied
from handling_cast import DAY, person, url
from portal.agencies.access import office_of
from portal.agencies.models import Role
from portal.applications import services
from portal.applications.archive.binding import archived
from portal.applications.handling import assigning, extending
from portal.applications.handling.models import Assignment, ExtensionRequest, Note
from portal.applications.handling.tasks import tasks
from portal.applications.letters import shown
from portal.applications.letters.signing import sign
from portal.applications.models import Letter
from portal.audit.models import Entry

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


# The closed file


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
