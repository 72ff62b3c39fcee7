"""Requests to correct records about oneself (Art 41): from the request to the letter, and to erasure."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from applications_cast import ANSWERS, raw
from disclosure.errors import CaseError
from disclosure.letters import digest
from handling_cast import DAY
from portal.agencies.access import office_of
from portal.annual.compiling import compiled
from portal.applications import services
from portal.applications.handling import corrections
from portal.applications.handling.correction_keeping import kept_long_enough, of_the_applicant
from portal.applications.handling.models import RecordsCorrection
from portal.applications.handling.tasks import tasks
from portal.applications.intake.repeats import earlier, of_the_same_person
from portal.applications.letters import Additions
from portal.applications.sealing.marks import same_number
from portal.audit.models import Entry


def registered(town, clerk, **more) -> RecordsCorrection:
    fields = {
        "received_on": DAY, "name": "陈秋实", "identity": "110101199003070011", "contact": "13800001234",
        "record": "户籍登记表中的出生日期", "wanted": "改为1990年3月7日", "evidence": "出生医学证明复印件",
    }  # fmt: skip
    return corrections.register(town, fields | more, clerk)


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


def answered(town, clerk, leader, **more) -> RecordsCorrection:
    found = registered(town, clerk, **more)
    corrections.verify(found, "属实", clerk)
    corrections.propose(found, "corrected", "已更正", "陈秋实提交的证据充分", "", clerk)
    return corrections.sign(found, digest(corrections.drafted(found)), leader)


def test_the_answer_on_the_page_masks_who_asks_and_its_files_are_logged(town, clerk, leader, reviewer, signed_in, as_of):
    as_of(DAY)
    found = registered(town, clerk)
    corrections.verify(found, "属实", clerk)
    corrections.propose(found, "corrected", "已更正", "陈秋实提交的证据充分", "", clerk)
    here = reverse("applications:correction", args=["qinghe", found.pk])
    office, desk, other = signed_in(clerk), signed_in(leader), signed_in(reviewer)
    page = office.get(here)
    paper = page.content.decode().partition('class="paper"')[2]
    assert '<p class="salutation">陈**：</p>' in paper
    assert "陈秋实" not in paper
    assert "陈**：" in other.get(here).content.decode()
    desk.post(here, {"act": "sign", "digest": page.context["digest"]})
    found.refresh_from_db()
    assert found.document_number
    assert "陈秋实：" in corrections.letter_of(found).text
    assert "陈秋实" not in other.get(here).content.decode().partition('class="paper"')[2]
    assert "陈秋实：" in office.post(here, {"act": "reveal", "reason": "contact"}).content.decode()
    file = reverse("applications:correction_file", args=["qinghe", found.pk, "docx"])
    assert file not in other.get(here).content.decode()
    assert other.get(file).status_code == 403
    assert office.get(file).status_code == 200
    logged = Entry.objects.get(action="correction.letter_opened")
    assert (logged.person, logged.facts) == (clerk, {"correction": found.pk, "suffix": "docx"})


def test_no_two_controls_of_a_page_share_an_id(town, clerk, signed_in, as_of):
    as_of(DAY)
    found = registered(town, clerk)
    corrections.verify(found, "属实", clerk)
    page = signed_in(clerk).get(reverse("applications:correction", args=["qinghe", found.pk])).content.decode()
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) > 10
    assert [each for each in set(ids) if ids.count(each) > 1] == []


def test_the_years_are_counted_from_delivery_on_every_page(town, clerk, leader, reviewer, signed_in, as_of):
    as_of(date(2024, 12, 30))
    found = answered(town, clerk, leader)
    as_of(date(2025, 1, 6))
    corrections.deliver(found, date(2025, 1, 6), clerk)
    assert not kept_long_enough(town, date(2035, 12, 31)).exists()
    assert list(kept_long_enough(town, date(2036, 1, 1))) == [found]
    as_of(date(2036, 1, 1))
    listed, erase = (
        reverse("applications:corrections", args=["qinghe"]),
        reverse("applications:correction_erase", args=["qinghe", found.pk]),
    )
    assert erase in signed_in(clerk).get(listed).content.decode()
    page = signed_in(reviewer).get(listed).content.decode()
    assert "保存期限已届满" in page
    assert erase not in page
    assert signed_in(reviewer).get(erase).status_code == 403


def test_two_who_ask_for_the_same_erasure_are_told_and_nothing_is_decided(town, clerk, leader, signed_in, as_of):
    as_of(DAY)
    found = answered(town, clerk, leader)
    as_of(date(2035, 1, 1))
    here = reverse("applications:correction_erase", args=["qinghe", found.pk])
    office, desk = signed_in(clerk), signed_in(leader)
    asked = {"ground": "expired", "approval": "青档销〔2035〕1号"}
    office.post(here, asked)
    for who in (office, desk):
        late = who.post(here, asked, follow=True)
        assert late.status_code == 200
        assert "已经申请删除，正在等待审批" in late.content.decode()
    assert found.erasure_requests.count() == 1
    desk.post(here, {"decision": "refuse", "opinion": "还要用"})
    gone = desk.post(here, {"decision": "approve", "understood": "on"}, follow=True)
    assert "已由别人办理" in gone.content.decode()
    found.refresh_from_db()
    assert not found.is_erased


@pytest.mark.parametrize(
    ("number", "stated", "same"),
    [
        ("110101199003070011", "居民身份证 110101199003070011", True),
        ("110101199003070011", "身份证号：１１０１０１ 19900307 0011，已核对", True),
        ("11010119900307001x", "11010119900307001X", True),
        ("身份证见附件", "身份证见附件", False),
        ("无", "无", False),
        ("1990", "110101199003070011", False),
        ("110101", "110101199003070011", False),
        ("110101199003070011", "110101199003070011001", False),
        ("军字第123456号", "军字第123456号", True),
        ("军字第123456号", "海字第123456号", False),
        ("", "", False),
    ],
)
def test_a_number_is_the_same_only_as_a_whole(number, stated, same):
    assert same_number(number, stated) is same


@pytest.mark.parametrize(("number", "stated"), [("身份证见附件", "身份证见附件，号码同户口簿"), ("无", "无")])
def test_what_is_no_number_brings_nobody_elses_request_and_case(town, clerk, as_of, number, stated):
    as_of(DAY)
    registered(town, clerk, identity=stated)
    first = services.submit(town, ANSWERS | {"name": "赵大山", "identity_number": number, "phone": "13900005678"}).application
    put_marks_of_before(first)
    other = services.submit(
        town, ANSWERS | {"name": "王小明", "identity_number": "无", "phone": "13700005678", "email": "", "asked": "另一项"}
    ).application
    put_marks_of_before(other)
    assert of_the_applicant(first) == []
    assert of_the_same_person(first) == [first]
    assert of_the_same_person(other) == [other]
    assert other not in [each.application for each in earlier(first)]


def put_marks_of_before(case) -> None:
    """A mark of what stands where the number is asked for, as it was made before numbers were looked at."""
    case.marks.filter(kind="identity").delete()
    case.marks.create(kind="identity", value=4711)


def test_whose_number_and_telephone_are_stated_is_found(town, clerk, as_of):
    as_of(DAY)
    by_number = registered(town, clerk, name="某人", contact="")
    by_phone = registered(town, clerk, identity="", contact="手机138 0000 1234")
    registered(town, clerk, identity="", contact="手机138000012345")
    mine = ANSWERS | {"name": "陈秋实", "identity_number": "110101199003070011", "phone": "13800001234"}
    assert set(of_the_applicant(services.submit(town, mine).application)) == {by_number, by_phone}


def test_a_delivery_on_record_is_not_moved_by_an_old_page(town, clerk, leader, as_of):
    as_of(DAY)
    found = answered(town, clerk, leader)
    for _click in range(2):
        corrections.deliver(found, DAY, clerk)
    as_of(date(2025, 1, 6))
    with pytest.raises(CaseError, match="已经登记送达"):
        corrections.deliver(found, date(2025, 1, 6), clerk)
    found.refresh_from_db()
    assert found.delivered_on == DAY
    assert Entry.objects.filter(action="correction.delivered").count() == 1
