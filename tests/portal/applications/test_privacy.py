"""What is held about somebody is handed out, kept no longer than it must be, and then gone; nothing of it stands in logs."""

from __future__ import annotations

import io
import json
import logging
import zipfile
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from django.urls import reverse

from applications_cast import ANSWERS, raw
from disclosure.errors import CaseError
from disclosure.records import AnswerFiled, Channel, Confirmed, CopyReceived, Decided, Delivered, DisputeKind, Replied, Withdrawn
from portal.applicants.models import Rating
from portal.applicants.services import rate
from portal.applications import services
from portal.applications.intake.numbers import fits
from portal.applications.models import Application, CaseKey, Erasure
from portal.applications.privacy.erasing import ask, decide
from portal.applications.privacy.retention import kept_long_enough, last_day_kept
from portal.applications.sealing.rotation import rotate
from portal.audit.log import broken
from portal.audit.models import Entry
from portal.desk.tasks import tasks_of
from portal.disputes.models import Dispute
from portal.disputes.services import enter, take_back
from portal.disputes.services import record as record_in
from portal.law.calendars import readings_of
from portal.law.models import ChosenReading
from portal.notices.models import Notice
from portal.notices.sending import send_due

pytestmark = pytest.mark.django_db

EXPIRED, UNLAWFUL = Erasure.Ground.EXPIRED, Erasure.Ground.UNLAWFUL


def erase(case, ground, approval, clerk, leader):
    decide(case, ask(case, ground, approval, clerk), True, "", leader)
    return Erasure.objects.get(application=case)


@pytest.fixture
def closed(town, clerk, as_of):
    """A case closed in 2021, with a file, a letter, a note."""
    as_of(date(2021, 6, 30))
    day = date(2021, 3, 3)
    files = [("身份证.pdf", b"%PDF-1.4 card")]
    made = services.submit(town, ANSWERS, channel=Channel.COUNTER, by=clerk, arrived_on=day, files=files).application
    services.handle(
        made,
        Replied(date(2021, 3, 10), "granted", "provided"),
        clerk,
        services.Additions(provided="标准一份"),
        note="给王芳打过电话",
    )
    services.record(made, Delivered(date(2021, 3, 11)), clerk)
    as_of(date(2032, 3, 2))
    return Application.objects.get(pk=made.pk)


def test_a_case_is_kept_for_the_years_after_the_one_it_was_closed_in(town, clerk, leader, closed, as_of):
    assert last_day_kept(closed.closed_on, readings_of(town)) == date(2031, 12, 31)
    assert list(kept_long_enough(town, date(2031, 12, 31))) == []
    assert list(kept_long_enough(town, date(2032, 1, 1))) == [closed]
    ChosenReading.objects.create(agency=town, key="retention", choice="permanent", reason="档案部门要求", by=clerk)
    assert not kept_long_enough(town, date(2060, 1, 1)).exists()
    with pytest.raises(CaseError):
        erase(closed, EXPIRED, "青档销〔2026〕1号", clerk, leader)


def test_an_erased_case_is_gone_and_still_counts(town, clerk, leader, closed, django_capture_on_commit_callbacks):
    file = Path(closed.attachments.get().file.path)
    before = [case.outcome for case in services.case_records(town, 2021)]
    with django_capture_on_commit_callbacks(execute=True):
        kept = erase(closed, EXPIRED, "青档销〔2026〕1号", clerk, leader)

    found = Application.objects.get(pk=closed.pk)
    assert (kept.files, kept.letters) == (1, 1)
    assert found.is_erased
    assert (found.name, found.asked, found.phone, found.events.last().note) == ("", "", "", "")
    assert found.letters.get().content == ""
    assert not file.exists()
    assert not found.marks.exists()
    assert [case.outcome for case in services.case_records(town, 2021)] == before == ["granted"]
    assert (found.closed_on, found.applicant_kind) == (date(2021, 3, 10), "natural_person")
    assert CaseKey.objects.get().wrapped == ""
    assert not list(broken(town))
    with pytest.raises(CaseError):
        erase(found, EXPIRED, "青档销〔2026〕2号", clerk, leader)


def test_what_must_be_kept_is_not_erased(town, clerk, leader, as_of, closed):
    as_of(date(2032, 3, 2))
    still_open = services.submit(town, ANSWERS).application
    with pytest.raises(CaseError, match="没有办结"):
        erase(still_open, UNLAWFUL, "号", clerk, leader)
    with pytest.raises(CaseError, match="批准文号"):
        erase(closed, EXPIRED, "  ", clerk, leader)
    as_of(date(2030, 1, 1))
    with pytest.raises(CaseError, match="2031-12-31"):
        erase(closed, EXPIRED, "号", clerk, leader)
    Dispute.objects.create(
        agency=town,
        application=closed,
        kind=DisputeKind.RECONSIDERATION,
        organ="县政府",
        filed_on=date(2021, 4, 1),
        created_by=clerk,
    )
    with pytest.raises(CaseError, match="没有审结"):
        erase(closed, UNLAWFUL, "号", clerk, leader)
    assert not Erasure.objects.exists()


def test_the_pages_of_an_erased_case_show_what_is_left(town, clerk, leader, closed, signed_in):
    office = signed_in(clerk)
    assert "保存期限已经届满" in str([task.what for task in tasks_of(_office(town, clerk), date(2032, 3, 2))])
    assert closed.receipt_number in office.get(reverse("applications:retention", args=[town.slug])).content.decode()
    url = reverse("applications:erase", args=[town.slug, closed.pk])
    assert office.post(url, {"ground": "expired", "approval": ""}).status_code == 422
    assert (
        "等待分管领导批准"
        in office.post(url, {"ground": "expired", "approval": "青档销〔2026〕1号"}, follow=True).content.decode()
    )
    assert "请审批" in str([task.what for task in tasks_of(_office(town, leader), date(2032, 3, 2))])
    assert office.post(url, {"decision": "approve", "understood": "on"}).status_code == 403
    chief = signed_in(leader)
    assert chief.post(url, {"decision": "approve"}).status_code == 422
    assert not Erasure.objects.exists()
    page = chief.post(url, {"decision": "approve", "understood": "on"}, follow=True).content.decode()
    assert "内容已删除" in page
    assert "周文书申请，吴镇长批准" in page
    assert "青档销〔2026〕1号" in page
    assert ANSWERS["asked"] not in page
    for name in ("person", "split", "help", "filled_form"):
        parts = [town.slug, closed.pk, *(["pdf"] if name == "filled_form" else [])]
        assert office.get(reverse(f"applications:{name}", args=parts)).status_code in (200, 302, 404), name
    assert office.get(reverse("applications:list", args=[town.slug]), {"show": "all"}).status_code == 200


def test_nobody_erases_alone(town, clerk, leader, closed):
    asked = ask(closed, EXPIRED, "青档销〔2026〕1号", leader)
    with pytest.raises(CaseError, match="正在等待审批"):
        ask(closed, EXPIRED, "青档销〔2026〕1号", clerk)
    with pytest.raises(CaseError, match="不能自己批准"):
        decide(closed, asked, True, "", leader)
    with pytest.raises(CaseError, match="写明意见"):
        decide(closed, asked, False, " ", clerk)
    decide(closed, asked, False, "还要用", clerk)
    with pytest.raises(CaseError, match="已由别人办理"):
        decide(closed, asked, True, "", clerk)
    assert not Application.objects.get().is_erased
    again = ask(closed, EXPIRED, "青档销〔2026〕2号", clerk)
    decide(closed, again, True, "", leader)
    kept = Erasure.objects.get()
    assert (kept.asked_by, kept.by) == (clerk, leader)
    assert [each.action for each in Entry.objects.filter(action__contains="eras")] == [
        "application.erasure_asked", "application.erasure_decided", "application.erasure_asked", "application.erasure_decided",
        "application.erased",
    ]  # fmt: skip


def test_an_erased_case_in_which_an_entry_was_taken_back_still_counts(town, clerk, leader, closed, as_of):
    as_of(date(2021, 6, 30))
    again = services.submit(town, ANSWERS, channel=Channel.COUNTER, by=clerk, arrived_on=date(2021, 4, 1)).application
    wrong = services.record(again, Replied(date(2021, 4, 8), "granted", "provided"), clerk)
    services.take_back(again, wrong.sequence, "陈秋实的件记错了", clerk)
    services.record(again, Withdrawn(date(2021, 4, 9)), clerk)
    before = [(case.id, case.outcome) for case in services.case_records(town, 2021)]
    as_of(date(2032, 3, 2))
    for case in (closed, again):
        erase(Application.objects.get(pk=case.pk), EXPIRED, "青档销〔2026〕1号", clerk, leader)
    assert [(case.id, case.outcome) for case in services.case_records(town, 2021)] == before
    assert len(before) == 2


def test_nothing_is_recorded_in_an_erased_case(town, clerk, leader, closed):
    erase(closed, EXPIRED, "青档销〔2026〕1号", clerk, leader)
    with pytest.raises(CaseError, match="已经删除"):
        services.record(closed, Delivered(date(2032, 3, 2)), clerk)


def test_the_words_of_a_rating_and_of_disputes_go_with_the_case(town, clerk, leader, closed, as_of):
    as_of(date(2021, 6, 30))
    rate(closed, 2, "李秘书态度不好")
    facts = {"kind": "reconsideration", "organ": "县政府", "application": closed}
    dispute = enter(town, facts, CopyReceived(date(2021, 4, 1)), clerk)
    record_in(dispute, AnswerFiled(date(2021, 4, 5)), clerk)
    take_back(dispute, 2, "把陈秋实的案子记错了", clerk)
    record_in(dispute, Decided(date(2021, 5, 6), "upheld"), clerk)
    as_of(date(2032, 3, 2))
    erase(closed, EXPIRED, "青档销〔2026〕1号", clerk, leader)
    assert (Rating.objects.get().score, Rating.objects.get().words) == (2, "")
    assert "记错" not in raw("disputes_disputeevent")
    with pytest.raises(CaseError, match="评价过"):
        rate(Application.objects.get(), 5, "")
    assert dispute.case().stage() == "decided"


def _office(town, clerk):
    from portal.agencies.access import office_of

    return office_of(clerk, town.slug)


def test_all_that_is_held_about_somebody_is_handed_out_and_logged(town, clerk, closed, signed_in, as_of):
    again = services.submit(town, ANSWERS | {"asked": "另一项信息"}).application
    services.submit(town, ANSWERS | {"name": "赵大山", "identity_number": "", "email": ""})  # the same telephone only
    services.reveal(again, "phone", clerk, "contact")
    answer = signed_in(clerk).post(reverse("applications:export_person", args=[town.slug, closed.pk]))
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        held = json.loads(archive.read("data.json"))["applications"]
        names = archive.namelist()
    assert [each["receipt_number"] for each in held] == [closed.receipt_number, again.receipt_number]
    assert held[0]["identity_number"] == ANSWERS["identity_number"]
    assert "给王芳打过电话" in str(held[0]["course"])
    assert held[1]["looked_at"][0]["reason"] == "contact"
    assert [name for name in names if name.endswith("身份证.pdf")]
    assert [name for name in names if name.endswith(".docx")]
    assert Entry.objects.filter(action="application.exported").count() == 2


def test_nobody_of_another_agency_sees_or_erases_anything(town, closed, clerk_elsewhere, reviewer, signed_in):
    for name in ("person", "erase"):
        url = reverse(f"applications:{name}", args=[town.slug, closed.pk])
        assert signed_in(clerk_elsewhere).get(url).status_code == 404
        assert signed_in(reviewer).get(url).status_code == 403


def test_a_masked_field_is_shown_only_for_a_reason(town, clerk, closed, signed_in):
    office, url = signed_in(clerk), reverse("applications:reveal", args=[town.slug, closed.pk])
    asked = office.post(url, {"field": "phone"})
    assert ANSWERS["phone"] not in asked.content.decode()
    assert office.post(url, {"field": "phone", "asked": "1"}).status_code == 422
    assert office.post(url, {"field": "phone", "asked": "1", "reason": "curious"}).status_code == 422
    assert not Entry.objects.filter(action="application.revealed").exists()
    assert ANSWERS["phone"] in office.post(url, {"field": "phone", "asked": "1", "reason": "contact"}).content.decode()
    assert Entry.objects.get(action="application.revealed").facts == {"field": "phone", "reason": "contact"}


def test_the_field_key_can_be_changed_and_everything_reads_as_before(town, clerk, as_of):
    made = services.submit(town, ANSWERS, files=[("a.pdf", b"%PDF-1.4 x")])
    former, fresh = django_settings.FIELD_KEY, "n" * 48
    Notice.objects.create(application=made.application, sequence=1, kind="received", way="email", address="a@example.org")
    marks = list(made.application.marks.values_list("value", flat=True))
    with override_settings(FIELD_KEY=fresh, FIELD_KEYS_BEFORE=[former]):
        keys, columns = rotate()
        assert keys >= 2
        assert columns == 1
        assert rotate()[0] == 0
    with override_settings(FIELD_KEY=fresh, FIELD_KEYS_BEFORE=[]):
        found = Application.objects.get()
        assert (found.name, found.attachments.get().content()) == (ANSWERS["name"], b"%PDF-1.4 x")
        assert fits(made.secret, found.secret_hash)
        assert Notice.objects.get().address == "a@example.org"
        assert services.submit(town, ANSWERS).application.marks.order_by("pk").first().value == marks[0]


#: What must stand nowhere in plain: of applicant, agent and third party.
PERSONAL = {name: value for name, value in ANSWERS.items() if name not in ("applicant_kind", "identity_kind")} | {
    "agent": "林律师", "agent_identity": "11010119900307002X", "file": "授权书扫描.pdf", "help": "视力一级残疾",
    "third": "王小明",
}  # fmt: skip


def test_a_whole_course_leaves_nothing_personal_in_logs_urls_subjects_and_tables(
    town, clerk, signed_in, client, as_of, caplog, settings
):
    settings.NOTICES = True
    as_of(date(2024, 9, 10))
    caplog.set_level(logging.DEBUG)
    urls: list[str] = []

    def post(who, url: str, data: dict) -> None:
        response = who.post(url, data, follow=True)
        urls.extend([url, *(each for each, _status in response.redirect_chain)])
        assert response.status_code == 200, (url, response.status_code)

    def step(key: str) -> str:
        return reverse("site:apply_step", args=[town.slug, key])

    post(client, step("who"), {"applicant_kind": "natural_person", "has_agent": "on"})
    post(client, step("name"), {key: ANSWERS[key] for key in ("name", "identity_kind", "identity_number")})
    agent = {"agent": PERSONAL["agent"], "agent_identity": PERSONAL["agent_identity"]}
    post(client, step("agent"), agent | {"authority": SimpleUploadedFile(PERSONAL["file"], b"%PDF-1.4 authority")})
    post(client, step("contact"), {key: ANSWERS[key] for key in ("phone", "email", "address")})
    post(client, step("what"), {"asked": ANSWERS["asked"], "description": ANSWERS["description"]})
    post(client, step("how"), {"form_wanted": "electronic", "way_wanted": "email"})
    post(client, step("more"), {"helps": ["read"], "help_wanted": PERSONAL["help"]})
    token = client.get(step("review")).context["form_token"]
    waiting = raw("django_session") + raw("applications_draftfile")
    post(client, reverse("site:apply_send", args=[town.slug]), {"form_token": token})
    case = Application.objects.get()
    office = signed_in(clerk)
    post(office, reverse("applications:reveal", args=[town.slug, case.pk]), {"field": "phone", "asked": "1", "reason": "contact"})
    services.record(case, Confirmed(date(2024, 9, 10)), clerk, note=f"与{PERSONAL['third']}核对过")
    services.handle(
        case, Replied(date(2024, 9, 10), "granted", "provided"), clerk, services.Additions(provided=f"给{PERSONAL['name']}的名单")
    )
    services.record(case, Delivered(date(2024, 9, 10)), clerk)
    send_due()

    tables = "".join(raw(table) for table in _tables())
    logs = "\n".join(record.getMessage() for record in caplog.records if record.name != "django.db.backends")
    said = {
        "waiting": waiting, "tables": tables, "logs": logs, "urls": "\n".join(urls),
        "subjects": "\n".join(message.subject for message in mail.outbox),
    }  # fmt: skip
    assert len(mail.outbox) >= 2
    assert not [(where, name) for where, text in said.items() for name, value in PERSONAL.items() if value in text]


def _tables() -> list[str]:
    from django.db import connection

    own = (
        "applications_",
        "handling_",
        "fees_",
        "disputes_",
        "notices_",
        "applicants_",
        "audit_",
        "django_session",
        "search_doc",
    )
    return [name for name in connection.introspection.table_names() if name.startswith(own)]
