"""How an application comes in: by whom, with what files and help, of what was asked before, split into several."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from applications_cast import ANSWERS, raw
from disclosure.records import Channel, Replied
from portal.applications import services
from portal.applications.intake.repeats import earlier, earlier_of
from portal.applications.intake.splitting import split
from portal.applications.models import Application, DraftFile
from portal.applications.privacy.holding import held_in
from portal.law.models import ChosenReading
from portal.search import index

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]

PDF = b"%PDF-1.4 a letter of authority"


@pytest.fixture
def monday(as_of):
    as_of(date(2024, 9, 10))


@pytest.fixture
def case(town, clerk):
    return services.submit(town, ANSWERS, channel=Channel.COUNTER, by=clerk).application


def step(town, key: str) -> str:
    return reverse("site:apply_step", args=[town.slug, key])


def answer(client, town, **screens) -> None:
    for key, answers in screens.items():
        response = client.post(step(town, key), answers)
        assert response.status_code == 302, (key, response.context["form"].errors)


PERSON = {"name": "陈秋实", "identity_kind": "identity_card", "identity_number": "110101199003070011"}
REST = {
    "contact": {"phone": "13800001234"},
    "what": {"asked": "2023年柳林村土地征收补偿标准"},
    "how": {"form_wanted": "electronic", "way_wanted": "collect"},
}


def send(client, town) -> Application:
    token = client.get(step(town, "review")).context["form_token"]
    client.post(reverse("site:apply_send", args=[town.slug]), {"form_token": token})
    return Application.objects.latest("pk")


def test_an_agent_applies_with_a_letter_of_authority(client, town):
    answer(client, town, who={"applicant_kind": "natural_person", "has_agent": "on"}, name=PERSON)
    agent = {"agent": "林律师", "agent_identity": "11010119900307002X", "authority": SimpleUploadedFile("委托书.pdf", PDF)}
    answer(client, town, agent=agent, **REST)
    found = send(client, town)

    file = found.attachments.get()
    assert (found.agent, found.agent_identity) == ("林律师", "11010119900307002X")
    assert (file.kind, file.title, file.content()) == ("authority", "委托书.pdf", PDF)
    assert not DraftFile.objects.exists()


def test_files_are_told_by_what_is_in_them_and_sealed_while_they_wait(client, town):
    answer(client, town, who={"applicant_kind": "natural_person"}, name=PERSON, **REST)
    picture = SimpleUploadedFile("C:\\身份证.exe", b"\xff\xd8\xff\xe0 picture of a card")
    assert client.post(step(town, "more"), {"upload": picture, "upload_kind": "identity", "add": "1"}).url == step(town, "more")

    assert "身份证.jpg" in client.get(step(town, "more")).content.decode()
    assert "身份证" not in raw("applications_draftfile")
    assert "picture of" not in raw("applications_draftfile")
    program = SimpleUploadedFile("证明.pdf", b"MZ\x90 a program")
    refused = client.post(step(town, "more"), {"upload": program})
    assert (refused.status_code, DraftFile.objects.count()) == (422, 1)
    assert "只接受PDF" in refused.content.decode()


def test_a_sixth_file_is_refused_and_a_file_can_be_taken_out(client, town):
    answer(client, town, who={"applicant_kind": "natural_person"}, name=PERSON, **REST)
    for number in range(5):
        client.post(step(town, "more"), {"upload": SimpleUploadedFile(f"{number}.pdf", PDF), "add": "1"})
    assert client.post(step(town, "more"), {"upload": SimpleUploadedFile("6.pdf", PDF)}).status_code == 422
    client.post(step(town, "more"), {"drop": DraftFile.objects.first().pk})
    assert DraftFile.objects.count() == 4


def test_nobody_elses_files_are_seen_or_taken_out(client, town, django_user_model):
    answer(client, town, who={"applicant_kind": "natural_person"}, name=PERSON, **REST)
    client.post(step(town, "more"), {"upload": SimpleUploadedFile("1.pdf", PDF), "add": "1"})
    from django.test import Client

    stranger = Client()
    answer(stranger, town, who={"applicant_kind": "natural_person"}, name=PERSON, **REST)
    stranger.post(step(town, "more"), {"drop": DraftFile.objects.get().pk})
    assert DraftFile.objects.count() == 1


@pytest.mark.parametrize(("kind", "number", "said"), [
    ("identity_card", "110101199003070012", "身份证号码不对"),
    ("identity_card", "11010119900230001X", "身份证号码不对"),
])  # fmt: skip
def test_a_number_that_cannot_be_right_is_said_at_once(client, town, kind, number, said):
    answer(client, town, who={"applicant_kind": "natural_person"})
    response = client.post(step(town, "name"), {"name": "陈秋实", "identity_kind": kind, "identity_number": number})
    assert said in response.content.decode()


def test_an_organisations_code_has_a_check_character(client, town):
    answer(client, town, who={"applicant_kind": "business"})
    organisation = {
        "name": "青禾农业有限公司",
        "identity_kind": "credit_code",
        "legal_representative": "郑大力",
        "contact_person": "王芳",
    }
    wrong = client.post(step(town, "name"), organisation | {"identity_number": "91350100M000100Y44"})
    assert "统一社会信用代码不对" in wrong.content.decode()
    answer(client, town, name=organisation | {"identity_number": "91350100m000100y43"}, **REST)
    assert send(client, town).legal_representative == "郑大力"


def test_help_is_asked_for_kept_encrypted_and_what_was_given_is_recorded(client, town, clerk, signed_in):
    answer(client, town, who={"applicant_kind": "natural_person"}, name=PERSON, **REST)
    answer(client, town, more={"helps": ["read", "large"], "help_wanted": "视力一级"})
    found = send(client, town)
    office = signed_in(clerk)

    page = office.get(found.get_absolute_url()).content.decode()
    assert "当面读出文书" in page
    assert "视力一级" in page
    assert "视力一级" not in raw("applications_application")
    given = {"helps": ["read"], "help_wanted": "视力一级", "help_given": "9月12日当面读出"}
    office.post(reverse("applications:help", args=[town.slug, found.pk]), given)
    assert "9月12日当面读出" in office.get(found.get_absolute_url()).content.decode()


ENTRY = {"arrived_on": "2024-09-09", "applicant_kind": "natural_person", "name": "李阿婆", "asked": "宅基地确权登记结果"}


def test_an_oral_application_counts_once_it_was_read_back(town, clerk, signed_in):
    office, enter = signed_in(clerk), reverse("applications:enter", args=[town.slug])
    refused = office.post(enter, ENTRY | {"channel": "oral", "identity_kind": "identity_card"})
    assert refused.status_code == 422
    assert "先读给申请人听" in refused.content.decode()
    office.post(enter, ENTRY | {"channel": "oral", "identity_kind": "identity_card", "read_back": "on"})
    found = Application.objects.get()
    assert (found.channel, found.manner, found.read_back_on) == ("counter", "oral", date(2024, 9, 9))
    assert found.received_on == date(2024, 9, 9)


def test_an_email_is_received_when_both_sides_confirmed_it(town, clerk, signed_in):
    signed_in(clerk).post(
        reverse("applications:enter", args=[town.slug]),
        ENTRY | {"channel": "email", "identity_kind": "other", "other_number": "粤依2024-77"},
    )
    found = Application.objects.get()
    assert (found.channel, found.manner, found.received_on, found.other_number) == ("online", "email", None, "粤依2024-77")


def test_what_is_public_already_is_offered_before_sending_and_does_not_stop_it(client, town):
    index.put("item", 1, town, "柳林村2023年土地征收补偿标准公告", "补偿标准为每亩……", "/site/qinghe/items/1/", date(2023, 8, 1))
    index.put("item", 2, town, "青禾镇养老服务补贴办法", "养老", "/site/qinghe/items/2/", date(2023, 8, 1))
    answer(client, town, who={"applicant_kind": "natural_person"}, name=PERSON, **REST)
    page = client.get(step(town, "review")).content.decode()

    assert "柳林村2023年土地征收补偿标准公告" in page
    assert "养老服务补贴" not in page
    assert send(client, town).asked == "2023年柳林村土地征收补偿标准"


def test_the_clerk_sees_earlier_cases_how_near_they_are_and_why(town, clerk, signed_in, case):
    again = services.submit(town, ANSWERS | {"asked": "柳林村2023年土地征收的补偿标准", "name": "陈秋实"}).application
    others = services.submit(town, ANSWERS | {
        "asked": "2023年柳林村土地征收补偿标准", "name": "赵大山", "identity_number": "", "phone": "", "email": "",
    }).application  # fmt: skip
    services.submit(town, ANSWERS | {"asked": "教师招聘成绩", "name": "钱一", "identity_number": "", "phone": "", "email": ""})

    found = {each.application.pk: each for each in earlier(again)}
    assert set(found) == {case.pk, others.pk}
    assert found[case.pk].may_repeat
    assert set(found[case.pk].same_by) == {"identity", "phone", "email", "name"}
    assert not found[others.pk].may_repeat
    assert found[others.pk].percent > 60
    page = signed_in(clerk).get(again.get_absolute_url()).content.decode()
    assert "可能重复" in page
    assert case.receipt_number in page


def test_a_clerk_of_another_agency_is_offered_none_of_it(elsewhere, case):
    assert earlier_of(elsewhere, ANSWERS) == []
    assert earlier(services.submit(elsewhere, ANSWERS).application) == []


def test_one_application_becomes_several_tied_together_and_the_applicant_is_told(town, clerk, signed_in, client):
    made = services.submit(
        town, ANSWERS | {"asked": "征收补偿标准；安置房分配方案；村务公开栏照片"}, channel=Channel.COUNTER, by=clerk
    )
    office = signed_in(clerk)
    url = reverse("applications:split", args=[town.slug, made.application.pk])
    assert office.get(url).context["form"].initial["parts"].splitlines() == ["征收补偿标准", "安置房分配方案", "村务公开栏照片"]
    page = office.post(
        url, {"parts": "征收补偿标准\n安置房分配方案\n村务公开栏照片", "reason": "三项内容分属不同文件"}, follow=True
    )

    first, *parts = Application.objects.order_by("pk")
    assert [each.asked for each in (first, *parts)] == ["征收补偿标准", "安置房分配方案", "村务公开栏照片"]
    assert {each.split_from_id for each in parts} == {first.pk}
    assert {(each.received_on, each.due_on) for each in parts} == {(first.received_on, first.due_on)}
    assert all(each.receipt_number in page.content.decode() for each in parts)
    letter = first.letters.get()
    assert parts[1].receipt_number in letter.content
    for each in (first, *parts):
        tracked = client.post(reverse("site:track", args=[town.slug]), {"number": each.receipt_number, "secret": made.secret})
        assert parts[0].receipt_number in tracked.content.decode()


def test_parts_count_each_or_once_as_the_agency_reads_the_law(town, clerk, case):
    split(case, ["补偿标准", "安置方案"], "两个文件", clerk)
    assert len(services.case_records(town, 2024)) == 2
    ChosenReading.objects.create(agency=town, key="split_counting", choice="once", reason="省里规定", by=clerk)
    assert [each.id for each in services.case_records(town, 2024)] == [case.record_id]


@pytest.mark.parametrize(("parts", "reason"), [(["一项"], "理由"), (["甲", "甲"], "理由"), (["甲", "乙"], " ")])
def test_a_split_without_parts_or_a_reason_is_refused(case, clerk, parts, reason):
    from disclosure.errors import CaseError

    with pytest.raises(CaseError):
        split(case, parts, reason, clerk)
    assert Application.objects.count() == 1


def test_an_answered_case_is_not_split(case, clerk, town, signed_in):
    services.record(case, Replied(date(2024, 9, 10), "granted", "provided"), clerk)
    assert signed_in(clerk).get(reverse("applications:split", args=[town.slug, case.pk])).status_code == 302


def test_the_applicant_takes_home_what_is_held_of_the_own_case(client, town, case):
    import io
    import json
    import zipfile

    services.attach(case, "内部意见.pdf", PDF, case.created_by)
    with zipfile.ZipFile(io.BytesIO(held_in(case))) as archive:
        held = json.loads(archive.read("data.json"))["applications"][0]
    assert (held["name"], held["asked"]) == (ANSWERS["name"], ANSWERS["asked"])
    assert held["files"] == []
