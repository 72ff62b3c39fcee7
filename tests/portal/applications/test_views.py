"""The pages: applying on the site, following, and the office's acts, for each role."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from applications_cast import ANSWERS, checked, raw
from disclosure.records import Channel, Confirmed, CorrectionAsked, Status
from disclosure.records.exemptions import Part
from portal.applications import services
from portal.applications.models import Application, Letter
from portal.audit.models import Entry

SCREENS = {
    "who": {"applicant_kind": "natural_person"},
    "name": {"name": "陈秋实", "identity_kind": "identity_card", "identity_number": "110101199003070011"},
    "contact": {"phone": "13800001234", "email": "qiushi@example.org", "address": "", "postcode": ""},
    "what": {"asked": "2023年柳林村土地征收补偿标准", "asked_number": "", "description": "柳林村三组"},
    "how": {"form_wanted": "electronic", "way_wanted": "email"},
}


def step(town, key: str) -> str:
    return reverse("site:apply_step", args=[town.slug, key])


def answer_all(client: Client, town) -> None:
    for key, answers in SCREENS.items():
        response = client.post(step(town, key), answers)
        assert response.status_code == 302, (key, response.context["form"].errors)


def token_of(client: Client, town) -> str:
    return str(client.get(step(town, "review")).context["form_token"])


@pytest.fixture
def monday(as_of):
    as_of(date(2024, 9, 10))


@pytest.fixture
def handled(town, clerk, monday):
    """An application handed in on 10 September 2024."""
    return services.submit(town, ANSWERS, channel=Channel.COUNTER, by=clerk).application


def test_anybody_applies_without_an_account_one_question_a_screen(client, town, as_of):
    as_of(date(2024, 9, 8))
    assert client.get(reverse("site:apply", args=[town.slug])).status_code == 200
    answer_all(client, town)
    review = client.get(step(town, "review")).content.decode()
    assert "陈秋实" in review
    assert "自然人" in review
    response = client.post(
        reverse("site:apply_send", args=[town.slug]), {"form_token": token_of(client, town)}, follow=True
    )  # fmt: skip
    application = Application.objects.get()
    page = response.content.decode()
    assert (application.channel, application.status) == (Channel.ONLINE, Status.UNCONFIRMED)
    assert application.receipt_number in page
    assert "10月11日" in page
    assert "暂定" in page


@pytest.mark.usefixtures("as_of")
def test_sending_twice_going_back_and_reloading_make_one_application_and_one_receipt(client, town):
    answer_all(client, town)
    token = token_of(client, town)
    send = reverse("site:apply_send", args=[town.slug])
    pages = [client.post(send, {"form_token": token}, follow=True).content.decode() for _time in range(3)]
    pages.append(client.get(reverse("site:apply_receipt", args=[town.slug])).content.decode())
    assert Application.objects.count() == 1
    secrets = {page.split('class="secret">')[2].split("<")[0] for page in pages}
    assert len(secrets) == 1


@pytest.mark.usefixtures("as_of")
def test_a_token_of_nobodys_form_makes_nothing(client, town):
    response = client.post(reverse("site:apply_send", args=[town.slug]), {"form_token": "made-up"})
    assert (response.status_code, Application.objects.count()) == (302, 0)


@pytest.mark.usefixtures("as_of")
def test_steps_cannot_be_skipped(client, town):
    assert client.get(step(town, "review")).url == step(town, "who")
    assert client.get(step(town, "what")).url == step(town, "who")
    assert client.get(step(town, "nowhere")).status_code == 404


@pytest.mark.usefixtures("as_of")
def test_what_was_answered_is_kept_sealed_in_the_session(client, town):
    answer_all(client, town)
    stored = raw("django_session")
    assert "陈秋实" not in stored
    assert "110101199003070011" not in stored
    from django.contrib.sessions.models import Session

    assert all("110101199003070011" not in repr(each.get_decoded()) for each in Session.objects.all())
    assert 'value="陈秋实"' in client.get(step(town, "name")).content.decode()


@pytest.mark.parametrize(
    ("key", "answers", "said"),
    [
        ("who", {}, "请选择申请人的类别"),
        ("contact", {"phone": "", "email": ""}, "请至少填写联系电话或者电子邮箱"),
        ("contact", {"phone": "打我手机"}, "电话号码只能有"),
        ("how", {"form_wanted": "paper", "way_wanted": "post"}, "要求邮寄的，请返回上一步填写通信地址"),
    ],
)
@pytest.mark.usefixtures("as_of")
def test_a_wrong_answer_is_said_beside_the_field_and_kept(client, town, key, answers, said):
    answer_all(client, town)
    response = client.post(step(town, key), answers)
    assert response.status_code == 422
    assert said in response.content.decode()


@pytest.mark.usefixtures("as_of")
def test_an_organisation_names_a_contact_and_an_agent_where_there_is_one(client, town):
    client.post(step(town, "who"), {"applicant_kind": "business", "has_agent": "on"})
    fields = client.get(step(town, "name")).context["form"].fields
    assert fields["contact_person"].required
    assert fields["legal_representative"].required
    assert client.get(step(town, "agent")).url == step(town, "name")
    organisation = {"name": "青禾农业有限公司", "identity_kind": "credit_code", "identity_number": "91350100M000100Y43",
                    "legal_representative": "郑大力", "contact_person": "王芳"}  # fmt: skip
    assert client.post(step(town, "name"), organisation).url == step(town, "agent")
    assert client.get(step(town, "agent")).context["form"].fields["agent"].required


def submitted(town) -> services.Submitted:
    return services.submit(town, ANSWERS, form="the-form")


@pytest.mark.usefixtures("monday")
def test_tracking_shows_status_and_due_day_with_number_and_secret(client, town):
    made = submitted(town)
    page = client.post(
        reverse("site:track", args=[town.slug]), {"number": made.application.receipt_number, "secret": made.secret}
    )  # fmt: skip
    text = page.content.decode()
    assert page.status_code == 200
    assert "待确认收到" in text
    assert "10月14日" in text
    assert ANSWERS["name"] not in text


@pytest.mark.usefixtures("monday")
def test_a_wrong_secret_and_an_unknown_number_say_the_same(client, town, elsewhere):
    made = submitted(town)
    track = reverse("site:track", args=[town.slug])
    other = services.submit(elsewhere, ANSWERS)
    answers = [
        client.post(track, {"number": number, "secret": secret}).context["form"].non_field_errors().as_text()
        for number, secret in (
            (made.application.receipt_number, "AAAAAAAAAA"), ("20240910-999", made.secret), ("20240910-998", other.secret),
        )
    ]  # fmt: skip
    assert len(set(answers)) == 1


@pytest.mark.usefixtures("monday")
def test_guessing_is_stopped_for_a_while_even_with_the_right_secret(client, town):
    made = submitted(town)
    track = reverse("site:track", args=[town.slug])
    tries = [
        client.post(track, {"number": made.application.receipt_number, "secret": "WRONG23456"}).status_code for _time in range(6)
    ]
    assert tries == [422] * 5 + [429]
    assert client.post(track, {"number": made.application.receipt_number, "secret": made.secret}).status_code == 429


@pytest.mark.usefixtures("monday")
def test_the_reply_is_shown_to_the_applicant_once_it_was_delivered(client, town, clerk, signed_in):
    made = submitted(town)
    office = signed_in(clerk)
    query = {"number": made.application.receipt_number, "secret": made.secret}
    checked(made.application, clerk)
    for key, answers in (
        ("confirm", {"on": "2024-09-10", "note": "电话"}),
        ("reply", {"on": "2024-09-10", "decision": "granted/provided", "provided": "补偿标准见附件", "paper_signer": "吴镇长"}),
    ):
        assert office.post(reverse("applications:act", args=[town.slug, made.application.pk, key]), answers).status_code == 302
    assert "补偿标准见附件" not in client.post(reverse("site:track", args=[town.slug]), query).content.decode()
    assert client.post(reverse("site:track", args=[town.slug]), {**query, "file": "reply"}).status_code == 404
    office.post(reverse("applications:act", args=[town.slug, made.application.pk, "deliver"]), {"on": "2024-09-10"})
    page = client.post(reverse("site:track", args=[town.slug]), query).content.decode()
    assert "补偿标准见附件" in page
    assert "第三十六条第（二）项" in page
    word = client.post(reverse("site:track", args=[town.slug]), {**query, "file": "reply"})
    assert (word.status_code, word.content[:2]) == (200, b"PK")
    inner = services.attach(made.application, "内部.docx", b"inner", clerk)
    given = services.attach(made.application, "标准.xlsx", b"given", clerk, for_applicant=True)
    answers = [client.post(reverse("site:track", args=[town.slug]), {**query, "file": each.pk}) for each in (given, inner)]
    assert [(each.status_code, b"given" in each.content) for each in answers] == [(200, True), (404, False)]


def test_confirming_moves_the_due_day_as_the_case_file_says(town, clerk, signed_in, as_of):
    as_of(date(2024, 9, 8))
    application = services.submit(town, ANSWERS).application
    as_of(date(2024, 9, 10))
    office = signed_in(clerk)
    case = reverse("applications:case", args=[town.slug, application.pk])
    before = office.get(case).content.decode()
    assert "2024年10月11日" in before
    assert "暂定" in before
    response = office.post(
        reverse("applications:act", args=[town.slug, application.pk, "confirm"]), {"on": "2024-09-10"}, follow=True
    )  # fmt: skip
    after = response.content.decode()
    assert "2024年10月14日 周一" in after
    assert "第20个工作日，共20个" in after
    assert "国庆节放假" in after


@pytest.mark.parametrize(
    ("decision", "more", "said"),
    [
        ("", {}, "办理结果："),
        ("refused.state_secret/refused", {}, "必须说明理由"),
        ("unavailable.not_held/none_found", {"reason": "未制作"}, "请写明：检索的范围和方式"),
        ("granted/published", {}, "请写明：获取该信息的方式"),
        ("other.correction_overdue/overdue", {}, "办理结果："),
    ],
)
def test_a_reply_without_what_its_outcome_demands_is_refused(town, clerk, signed_in, handled, decision, more, said):
    url = reverse("applications:act", args=[town.slug, handled.pk, "reply"])
    response = signed_in(clerk).post(url, {"on": "2024-09-10", "decision": decision, **more})
    assert response.status_code == 422
    assert said in response.content.decode()
    assert Letter.objects.count() == 0
    assert handled.events.count() == 1


@pytest.mark.parametrize(
    ("day", "decision", "remedies"),
    [
        (date(2024, 9, 10), "refused.process_information/refused", "应当自收到本文书之日起60日内先向临川县人民政府申请行政复议"),
        (date(2023, 9, 11), "refused.process_information/refused", "也可以自收到本文书之日起6个月内直接向临川县人民法院"),
        (date(2024, 9, 10), "unavailable.requires_creation/creation", "也可以自收到本文书之日起6个月内直接向临川县人民法院"),
        (
            date(2024, 9, 10),
            "partly_granted/separated",
            "对上述不予公开的部分不服的，依据《中华人民共和国行政复议法》第二十三条",
        ),
    ],
)
def test_the_reply_names_the_remedies_of_its_day_and_outcome(town, clerk, signed_in, as_of, day, decision, remedies):
    as_of(day)
    application = services.submit(town, ANSWERS, channel=Channel.COUNTER, by=clerk).application
    withheld = Part("讨论记录", "refused.process_information", "讨论中的文稿")
    partly = decision.startswith("partly")
    checked(application, clerk, "refused.process_information", (Part("正文"), withheld) if partly else ())
    url = reverse("applications:act", args=[town.slug, application.pk, "reply"])
    assert (
        signed_in(clerk)
        .post(
            url,
            {
                "on": day,
                "decision": decision,
                "reason": "讨论中的文稿",
                "paper_signer": "吴镇长",
            },
        )
        .status_code
        == 302
    )
    letter = Letter.objects.get()
    assert remedies in letter.content
    assert letter.document_number == f"青政公复〔{day.year}〕1号"
    assert remedies not in raw("applications_letter")


def test_the_letter_is_a_word_file_that_says_what_it_must(town, clerk, signed_in, handled):
    office = signed_in(clerk)
    checked(handled, clerk, "refused.internal_affairs")
    answers = {
        "on": "2024-09-10",
        "decision": "refused.internal_affairs/refused",
        "reason": "属于人事管理方面的信息",
        "paper_signer": "吴镇长",
    }
    office.post(reverse("applications:act", args=[town.slug, handled.pk, "reply"]), answers)
    letter = Letter.objects.get()
    response = office.get(reverse("applications:letter", args=[town.slug, handled.pk, letter.pk]))
    import io

    import docx

    text = "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(response.content)).paragraphs)
    for words in (
        "临川县青禾镇人民政府", "政府信息不予公开告知书", "青政公复〔2024〕1号", "陈秋实：", "2024年9月10日收到",
        "2023年柳林村土地征收补偿标准", "第十六条第一款、第三十六条第（三）项", "理由：属于人事管理方面的信息", "行政复议",
    ):  # fmt: skip
        assert words in text
    assert handled.name not in response["Content-Disposition"]


def test_struck_entries_stay_in_the_case_file(town, clerk, signed_in, handled):
    office = signed_in(clerk)
    office.post(reverse("applications:act", args=[town.slug, handled.pk, "withdraw"]), {"on": "2024-09-10"})
    strike = reverse("applications:strike", args=[town.slug, handled.pk, 2])
    assert office.get(strike).status_code == 200
    assert office.post(strike, {"reason": ""}).status_code == 422
    page = office.post(strike, {"reason": "不是这一件"}, follow=True).content.decode()
    assert "已由第3条更正" in page
    assert "不是这一件" in page
    handled.refresh_from_db()
    assert handled.status == Status.HANDLING
    assert office.get(reverse("applications:strike", args=[town.slug, handled.pk, 1])).status_code == 404


def test_hidden_details_are_shown_on_request_and_logged(town, clerk, signed_in, handled):
    office = signed_in(clerk)
    case = reverse("applications:case", args=[town.slug, handled.pk])
    assert "110101199003070011" not in office.get(case).content.decode()
    reveal = reverse("applications:reveal", args=[town.slug, handled.pk])
    assert (
        "110101199003070011"
        in office.post(reveal, {"field": "identity_number", "asked": "1", "reason": "identity"}).content.decode()
    )
    assert Entry.objects.filter(action="application.revealed").count() == 1
    assert office.post(reveal, {"field": "secret_hash"}).status_code == 404
    assert office.get(reveal).status_code == 405


@pytest.mark.usefixtures("monday")
def test_staff_enter_what_came_on_paper(town, clerk, signed_in):
    office = signed_in(clerk)
    answers = {
        "channel": "registered_post", "arrived_on": "2024-09-09", "applicant_kind": "business", "name": "青禾农业有限公司",
        "identity_kind": "credit_code", "asked": "农田水利项目清单", "form_token": "once",
    }  # fmt: skip
    for _time in range(2):
        response = office.post(reverse("applications:enter", args=[town.slug]), answers, follow=True)
        assert response.status_code == 200
    application = Application.objects.get()
    assert (application.received_on, application.created_by) == (date(2024, 9, 9), clerk)
    assert "查询码" in response.content.decode()


@pytest.mark.usefixtures("monday")
def test_an_arrival_in_the_future_is_refused(town, clerk, signed_in):
    response = signed_in(clerk).post(reverse("applications:enter", args=[town.slug]), {"arrived_on": "2024-09-11"})
    assert response.status_code == 422
    assert "收到日期不能晚于今天" in response.content.decode()


def test_the_list_filters_and_counts(town, clerk, signed_in, handled, as_of):
    office = signed_in(clerk)
    address = reverse("applications:list", args=[town.slug])
    assert handled.receipt_number in office.get(address).content.decode()
    assert handled.receipt_number not in office.get(address, {"show": "overdue"}).content.decode()
    as_of(date(2024, 10, 15))
    late = office.get(address, {"show": "overdue"}).content.decode()
    assert handled.receipt_number in late
    assert "已逾期1个工作日" in late
    assert handled.receipt_number in office.get(address, {"ids": str(handled.pk)}).content.decode()
    assert "陈秋实" not in late


OFFICE_PAGES = ["list", "enter", "case", "act"]


def address(town, application, name: str) -> str:
    args = {"list": [], "enter": [], "case": [application.pk], "act": [application.pk, "reply"]}[name]
    return reverse(f"applications:{name}", args=[town.slug, *args])


@pytest.mark.parametrize("name", OFFICE_PAGES)
def test_who_may_open_what(
    name, client, town, handled, signed_in, clerk, leader, reviewer, contributor, clerk_elsewhere, supervisor
):
    url = address(town, handled, name)
    reads = name in ("list", "case")
    assert [
        signed_in(who).get(url).status_code for who in (clerk, leader, reviewer, contributor, clerk_elsewhere, supervisor)
    ] == [200, 200, 200 if reads else 403, 403, 404, 404]
    assert client.get(url).status_code == 302


def test_a_case_of_another_agency_is_not_there(elsewhere, clerk_elsewhere, signed_in, handled):
    office = signed_in(clerk_elsewhere)
    for name, more in (("case", []), ("act", ["reply"]), ("strike", [1]), ("letter", [1]), ("attachment", [1])):
        assert office.get(reverse(f"applications:{name}", args=[elsewhere.slug, handled.pk, *more])).status_code == 404


@pytest.mark.parametrize("key", ["reply", "correction", "consult", "withdraw"])
def test_every_act_opens_with_today_filled_in(town, clerk, signed_in, handled, key):
    page = signed_in(clerk).get(reverse("applications:act", args=[town.slug, handled.pk, key]))
    assert page.status_code == 200
    assert 'value="2024-09-10"' in page.content.decode()


def test_a_case_goes_through_correction_opinion_and_extension_with_a_letter_each(town, leader, signed_in, handled, as_of):
    office = signed_in(leader)
    as_of(date(2024, 9, 27))
    for key, answers in (
        ("correction", {"on": "2024-09-12", "answer_by": "2024-09-27", "note": "请写明年份"}),
        ("corrected", {"on": "2024-09-18"}),
        ("consult", {"on": "2024-09-19", "consulted": "third_party", "note": "青禾农业有限公司"}),
        ("opinion", {"on": "2024-09-25", "name": "1", "note": "同意公开"}),
        ("extend", {"on": "2024-09-26", "days": 10, "approver": "吴镇长", "note": "需要核实"}),
    ):
        response = office.post(reverse("applications:act", args=[town.slug, handled.pk, key]), answers)
        assert response.status_code == 302, (key, response.context["form"].errors)
    handled.refresh_from_db()
    assert (handled.status, handled.due_on) == (Status.HANDLING, date(2024, 11, 8))
    assert [letter.kind for letter in Letter.objects.all()] == ["correction", "consultation", "extension"]
    assert "2024年11月8日" in Letter.objects.get(kind="extension").content
    assert "青禾农业有限公司" not in str([event.payload for event in handled.events.all()])
    page = office.get(reverse("applications:case", args=[town.slug, handled.pk])).content.decode()
    assert "吴镇长同意" in page
    assert "延长期限" not in page
    assert "征求意见，不计入" in page


@pytest.mark.parametrize(
    ("key", "answers", "said"),
    [
        ("extend", {"on": "2024-10-15", "days": 20, "approver": "吴镇长"}, "已经届满，不能再延长"),
        ("extend", {"on": "2024-10-14", "days": 21, "approver": "吴镇长"}, "延长的期限应为1至20个工作日"),
        ("extend", {"on": "2024-10-14", "days": 20}, "同意延长的负责人："),
        ("correction", {"on": "2024-09-12", "answer_by": "2024-09-12", "note": "写明年份"}, "应当在告知之日以后"),
        ("correction", {"on": "2024-10-16", "answer_by": "2024-10-30", "note": "写明年份"}, "日期不能晚于今天"),
    ],
)
def test_an_act_against_the_law_is_refused_beside_its_field(town, clerk, signed_in, handled, as_of, key, answers, said):
    as_of(date(2024, 10, 15))
    response = signed_in(clerk).post(reverse("applications:act", args=[town.slug, handled.pk, key]), answers)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert handled.events.count() == 1


def test_a_correction_asked_for_too_late_is_recorded_and_said(town, clerk, signed_in, handled, as_of):
    as_of(date(2024, 9, 23))
    answers = {"on": "2024-09-23", "answer_by": "2024-10-09", "note": "写明年份"}
    url = reverse("applications:act", args=[town.slug, handled.pk, "correction"])
    assert "补正应当在2024-09-20前告知" in signed_in(clerk).post(url, answers, follow=True).content.decode()


def test_while_a_correction_is_awaited_the_only_reply_is_that_it_is_overdue(town, clerk, signed_in, handled, as_of):
    as_of(date(2024, 10, 8))
    services.record(handled, CorrectionAsked(date(2024, 9, 12), date(2024, 9, 27)), clerk)
    office = signed_in(clerk)
    url = reverse("applications:act", args=[town.slug, handled.pk, "reply"])
    choices = [key for _group, inner in office.get(url).context["form"].fields["decision"].choices[1:] for key, _words in inner]
    assert choices == ["other.correction_overdue/overdue"]
    assert office.post(url, {"on": "2024-10-08", "decision": choices[0], "paper_signer": "吴镇长"}).status_code == 302
    handled.refresh_from_db()
    assert handled.outcome == "other.correction_overdue"


def test_an_act_that_cannot_follow_leads_back_to_the_case(town, clerk, signed_in, handled):
    office = signed_in(clerk)
    response = office.get(reverse("applications:act", args=[town.slug, handled.pk, "confirm"]), follow=True)
    assert "现在不能“确认收到”" in response.content.decode()
    assert office.get(reverse("applications:act", args=[town.slug, handled.pk, "nothing"])).status_code == 404


def test_files_of_the_case_come_back_as_they_were(town, clerk, signed_in, handled):
    attachment = services.attach(handled, "申请表.pdf", b"%PDF scan", clerk)
    response = signed_in(clerk).get(reverse("applications:attachment", args=[town.slug, handled.pk, attachment.pk]))
    assert response.content == b"%PDF scan"


def test_the_desk_asks_for_confirmation_reply_and_delivery(town, clerk, reviewer, as_of):
    from portal.agencies.access import office_of
    from portal.applications.tasks import tasks

    as_of(date(2024, 9, 8))
    application = services.submit(town, ANSWERS).application
    office = office_of(clerk, town.slug)
    assert [task.button for task in tasks(office, date(2024, 9, 8))] == ["确认收到"]
    as_of(date(2024, 9, 10))
    services.record(application, Confirmed(date(2024, 9, 10)), clerk)
    assert list(tasks(office, date(2024, 9, 10))) == []
    assert [(task.button, task.working_days_left) for task in tasks(office, date(2024, 9, 30))] == []
    assert [(task.button, task.working_days_left) for task in tasks(office, date(2024, 10, 8))] == [("作出答复", 5)]
    assert [task.working_days_left for task in tasks(office, date(2024, 10, 16))] == [-2]
    assert list(tasks(office_of(reviewer, town.slug), date(2024, 10, 16))) == []
