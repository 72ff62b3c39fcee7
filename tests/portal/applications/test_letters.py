"""Letters: drafted, changed, laid before the leader, signed, numbered, frozen; templates; forms to print; the archive."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import docx
import pypdfium2
import pytest
from django.urls import reverse

from applications_cast import ANSWERS, checked, raw
from disclosure.errors import CaseError
from disclosure.letters import Additions, template
from disclosure.letters.template import own_text
from disclosure.records import Channel, ConsultationSent, Consulted, Delivered, Replied, Status
from disclosure.records.exemptions import Part
from portal.agencies.access import office_of
from portal.applications import services
from portal.applications.letters import draft, make, pdf_file, shown, word_file
from portal.applications.letters.drafts import accept, save_edits
from portal.applications.letters.signing import sign
from portal.applications.letters.stored import frozen
from portal.applications.models import Letter, LetterTemplate
from portal.applications.tasks import tasks
from portal.audit.models import Entry
from redaction_documents import pdf

REFUSED = Replied(date(2024, 9, 10), "refused.internal_affairs", "refused")
REASON = Additions(reason="属于人事管理方面的信息")


@pytest.fixture
def case(town, clerk, as_of):
    as_of(date(2024, 9, 10))
    made = services.submit(town, ANSWERS, channel=Channel.COUNTER, by=clerk).application
    return checked(made, clerk, REFUSED.outcome)


def text_of(data: bytes) -> str:
    return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)).replace("\r\n", "")


def url(name: str, case, *more) -> str:
    return reverse(f"applications:{name}", args=[case.agency.slug, case.pk, *more])


def begun(case, clerk, event=REFUSED, additions=REASON) -> Letter:
    return draft(case, "reply", event, additions, clerk)


def test_a_clerks_reply_is_a_draft_until_the_leader_signs_it(case, clerk, leader, signed_in):
    office, desk = signed_in(clerk), signed_in(leader)
    answers = {"on": "2024-09-10", "decision": "refused.internal_affairs/refused", "reason": "属于人事管理方面的信息"}
    page = office.post(url("act", case, "reply"), answers, follow=True)
    letter = Letter.objects.get()
    assert page.redirect_chain[0][0] == url("letter_page", case, letter.pk)
    assert (letter.state, letter.document_number, case.events.count()) == ("draft", "", 1)
    assert "属于人事管理方面的信息" not in raw("applications_letter")
    here = url("letter_page", case, letter.pk)
    digest = office.get(here).context["now"].digest
    assert "由分管领导签发" in office.post(here, {"act": "sign", "digest": digest}, follow=True).content.decode()
    office.post(here, {"act": "send"})
    [task] = [task for task in tasks(office_of(leader, case.agency.slug), date(2024, 9, 10)) if task.button == "核对并签发"]
    assert task.url == here
    desk.post(here, {"act": "return", "opinion": "理由再具体些"})
    assert "理由再具体些" in office.get(here).content.decode()
    office.post(here, {"act": "save", "p-reason": "理由：属于人事任免的内部流程。"})
    office.post(here, {"act": "send"})
    done = desk.post(here, {"act": "sign", "digest": desk.get(here).context["now"].digest}, follow=True).content.decode()
    assert "青政公复〔2024〕1号" in done
    letter.refresh_from_db()
    case.refresh_from_db()
    assert (letter.state, letter.signed_by, case.status) == ("signed", leader, Status.REPLIED)
    assert "人事任免的内部流程" in frozen(letter).text
    signed = Entry.objects.get(action="application.letter_signed")
    assert signed.facts["digest"] == letter.digest
    assert signed.facts["number"] == "青政公复〔2024〕1号"


def test_what_is_signed_is_what_was_shown(case, clerk, leader):
    letter = begun(case, clerk)
    seen = shown(letter).digest
    save_edits(letter, {"reason": "理由：另有理由。"}, clerk)
    with pytest.raises(CaseError, match="有变动"):
        sign(letter, leader, seen, leader=True)
    seen = shown(letter).digest
    services.attach(case, "清单.pdf", b"%PDF", clerk, for_applicant=True)
    with pytest.raises(CaseError, match="有变动"):
        sign(letter, leader, seen, leader=True)
    assert case.events.count() == 1
    signed = sign(letter, leader, shown(letter).digest, leader=True)
    assert frozen(signed).files == ("清单",)


def test_a_letter_bears_the_day_on_which_it_is_signed(case, clerk, leader, as_of):
    letter = begun(case, clerk)
    as_of(date(2024, 9, 12))
    accept(letter)
    signed = sign(letter, leader, shown(letter).digest, leader=True)
    case.refresh_from_db()
    assert (signed.made_on, case.closed_on) == (date(2024, 9, 12), date(2024, 9, 12))


def test_without_reasons_nobody_signs_and_the_page_says_so(case, clerk, leader, signed_in):
    letter = begun(case, clerk, additions=Additions())
    page = signed_in(leader).get(url("letter_page", case, letter.pk)).content.decode()
    assert "还没有说明理由" in page
    assert "【待填写：理由】" in page
    with pytest.raises(CaseError, match="不能签发"):
        sign(letter, leader, shown(letter).digest, leader=True)
    with pytest.raises(CaseError, match="不能签发"):
        services.handle(case, REFUSED, clerk, Additions())
    assert case.events.count() == 1


def test_a_draft_says_when_the_case_moved_under_it(case, clerk, leader, signed_in):
    letter = begun(case, clerk)
    save_edits(letter, {"opening": "您的申请收悉。"}, clerk)
    services.record(case, ConsultationSent(date(2024, 9, 10), Consulted.THIRD_PARTY, name="1"), clerk)
    case.asked = "2023年柳林村土地征收补偿标准和发放名册"
    case.save()
    letter.refresh_from_db()
    now = shown(letter)
    assert set(now.changed) == {"opening", "course"}
    assert now.stale == ("opening",)
    here = url("letter_page", case, letter.pk)
    assert "案情有变动" in signed_in(clerk).get(here).content.decode()
    with pytest.raises(CaseError, match="案情有变动"):
        sign(letter, leader, now.digest, leader=True)
    signed_in(clerk).post(here, {"act": "accept"})
    letter.refresh_from_db()
    assert shown(letter).ready
    assert "您的申请收悉。" in shown(letter).letter.text
    assert "征求了第三方的意见" in shown(letter).letter.text


def test_numbers_run_by_year_and_kind_without_gaps_and_begin_again(case, town, clerk, leader, as_of):
    made = [services.submit(town, ANSWERS, channel=Channel.COUNTER, by=clerk).application for _each in range(2)]
    others = [checked(each, clerk, REFUSED.outcome) for each in made]
    thrown = begun(others[0], clerk)
    thrown.delete()
    for application in (case, *others):
        letter = begun(application, clerk)
        sign(letter, leader, shown(letter).digest, leader=True)
    assert list(Letter.objects.order_by("pk").values_list("serial", flat=True)) == [1, 2, 3]
    as_of(date(2025, 1, 6))
    next_year = checked(services.submit(town, ANSWERS, channel=Channel.COUNTER, by=clerk).application, clerk, REFUSED.outcome)
    letter = begun(next_year, clerk)
    assert sign(letter, leader, shown(letter).digest, leader=True).document_number == "青政公复〔2025〕1号"
    sent = services.handle(
        services.submit(town, ANSWERS, channel=Channel.COUNTER, by=clerk).application,
        ConsultationSent(date(2025, 1, 6), Consulted.AGENCY, name="1"), clerk, Additions(addressee="县水利局"),
    )  # fmt: skip
    assert (sent.letter.kind, sent.letter.document_number) == ("agency_consultation", "青政公征〔2025〕1号")


def test_a_signed_letter_never_changes(case, clerk, leader, signed_in):
    letter = begun(case, clerk)
    sign(letter, leader, shown(letter).digest, leader=True)
    letter.refresh_from_db()
    before = (letter.content, word_file(letter), pdf_file(letter))
    services.record(case, Delivered(date(2024, 9, 10)), clerk)
    case.agency.court = "别的法院"
    case.agency.save()
    signed_in(clerk).post(url("letter_page", case, letter.pk), {"act": "save", "p-reason": "改一改"})
    signed_in(clerk).post(url("letter_page", case, letter.pk), {"act": "discard"})
    letter.refresh_from_db()
    assert (letter.content, word_file(letter), pdf_file(letter)) == before
    with pytest.raises(CaseError, match="已经签发"):
        sign(letter, leader, letter.digest, leader=True)


def test_a_reply_signed_on_paper_is_entered_with_who_signed(case, clerk, signed_in):
    answers = {"on": "2024-09-10", "decision": "granted/provided", "provided": "补偿标准1份", "paper_signer": "吴镇长"}
    signed_in(clerk).post(url("act", checked(case, clerk), "reply"), answers)
    letter = Letter.objects.get()
    assert (letter.state, letter.paper_signer) == ("signed", "吴镇长")
    assert "吴镇长（纸质签发）" in signed_in(clerk).get(url("letter_page", case, letter.pk)).content.decode()


def test_part_of_it_withheld_needs_its_ground_and_names_the_article(case, clerk, signed_in):
    answers = {"on": "2024-09-10", "decision": "partly_granted/separated", "reason": "含有银行账号", "provided": "其余部分"}
    response = signed_in(clerk).post(url("act", case, "reply"), answers)
    assert response.status_code == 422
    assert "应当逐个部分写明" in response.content.decode()
    parts = (Part("补偿标准"), Part("附件中的银行账号", "refused.third_party_rights", "属于个人隐私"))
    checked(case, clerk, "refused.third_party_rights", parts)
    signed_in(clerk).post(url("act", case, "reply"), answers)
    text = shown(Letter.objects.get()).letter.text
    assert "第十五条" in text
    assert "附件中的银行账号" in text
    assert "属于个人隐私" in text


def test_a_procedural_letter_may_be_drafted_first_and_then_starts_its_clock(case, clerk, signed_in):
    office = signed_in(clerk)
    answers = {"on": "2024-09-10", "answer_by": "2024-09-27", "note": "请写明年份", "draft": "1"}
    office.post(url("act", case, "correction"), answers)
    letter = Letter.objects.get()
    case.refresh_from_db()
    assert (letter.state, case.status) == ("draft", Status.HANDLING)
    here = url("letter_page", case, letter.pk)
    office.post(here, {"act": "sign", "digest": office.get(here).context["now"].digest})
    letter.refresh_from_db()
    case.refresh_from_db()
    assert (letter.document_number, case.status) == ("青政公补〔2024〕1号", Status.CORRECTION)


@pytest.mark.parametrize(
    ("kind", "answers", "said"),
    [
        ("fee_notice", {"amount": "100元", "tariff": "本月第11件，每件100元", "pay_how": "凭缴款码缴纳"}, "信息处理费100元"),
        ("transfer", {"addressee": "农业农村办公室"}, "农业农村办公室："),
        ("referral", {"addressee": "县档案局", "reason": "由该局负责"}, "移送贵单位"),
        ("consultation_result", {"addressee": "某公司", "provided": "补偿标准", "reason": "涉及公共利益"}, "也可以自收到"),
        ("records_correction", {"note": "予以更正", "reason": "证据属实"}, "第四十一条"),
    ],
)
def test_letters_that_no_event_brings_are_begun_by_hand(case, leader, signed_in, kind, answers, said):
    office = signed_in(leader)
    assert office.get(url("new_letter", case, kind)).status_code == 200
    assert office.post(url("new_letter", case, kind), {"sent": "1"}).status_code == 422
    office.post(url("new_letter", case, kind), answers)
    letter = Letter.objects.get()
    here = url("letter_page", case, letter.pk)
    assert said in office.get(here).content.decode()
    office.post(here, {"act": "sign", "digest": office.get(here).context["now"].digest})
    letter.refresh_from_db()
    assert letter.state == "signed"
    assert office.get(url("new_letter", case, "reply")).status_code == 404


def test_receipt_proof_of_delivery_and_forms_are_printed(case, clerk, signed_in, town):
    office = signed_in(clerk)
    letter = make(case, services.record(case, REFUSED, clerk), REASON, clerk)
    for name, more, said in (
        ("receipt", [], "受理编号为20240910-001"), ("filled_form", [], "2023年柳林村土地征收补偿标准"),
        ("letter_delivery", [letter.pk], "青政公复〔2024〕1号"),
    ):  # fmt: skip
        made = office.get(url(name, case, *more, "pdf"))
        assert said in text_of(made.content)
        word = docx.Document(io.BytesIO(office.get(url(name, case, *more, "docx")).content))
        cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
        assert said in "".join([paragraph.text for paragraph in word.paragraphs] + cells)
        assert office.get(url(name, case, *more, "exe")).status_code == 404
    blank = text_of(office.get(reverse("applications:blank_form", args=[town.slug, "pdf"])).content)
    assert "政府信息公开申请表" in blank
    assert "□商业企业" in blank
    assert Entry.objects.filter(action="application.form_printed").count() == 2


# Templates


def test_an_agencys_own_template_is_looked_at_kept_used_and_put_back(case, town, clerk, signed_in):
    office = signed_in(clerk)
    here = reverse("applications:template", args=[town.slug, "reply"])
    text = own_text(template("reply")) + "\n本机关网站：https://qinghe.example.org"
    answers = {"title": "答复意见书", "number": "{代字}复字〔{年}〕{序号}号", "text": text}
    preview = office.post(here, answers | {"act": "preview"}).content.decode()
    assert "https://qinghe.example.org" in preview
    assert "预览（未保存）" in preview
    assert not LetterTemplate.objects.exists()
    wrong = office.post(here, answers | {"act": "keep", "text": text.replace("{救济途径}", "")})
    assert wrong.status_code == 422
    assert "缺少必须写明的“{救济途径}”" in wrong.content.decode()
    office.post(here, answers | {"act": "keep"})
    letter = make(case, services.record(case, REFUSED, clerk), REASON, clerk)
    assert letter.document_number == "青政复字〔2024〕1号"
    assert frozen(letter).title == "答复意见书"
    assert "https://qinghe.example.org" in frozen(letter).text
    office.post(here, {"act": "restore"})
    assert not LetterTemplate.objects.exists()


def test_a_template_is_read_from_a_word_file(town, clerk, signed_in, tmp_path):
    word = docx.Document()
    for line in own_text(template("correction")).split("\n"):
        word.add_paragraph(line)
    word.add_paragraph("特此告知。")
    out = io.BytesIO()
    word.save(out)
    from django.core.files.uploadedfile import SimpleUploadedFile

    answers = {
        "title": "补正通知", "number": "{代字}补〔{年}〕{序号}号", "text": "", "act": "preview",
        "file": SimpleUploadedFile("模板.docx", out.getvalue()),
    }  # fmt: skip
    page = signed_in(clerk).post(reverse("applications:template", args=[town.slug, "correction"]), answers)
    assert page.status_code == 200
    assert "特此告知。" in page.context["shown"].text
    assert "特此告知。" in page.content.decode().split("<textarea")[1]


def test_a_regions_wording_is_chosen_and_followed(case, town, clerk, signed_in):
    office = signed_in(clerk)
    office.post(reverse("applications:templates", args=[town.slug]), {"wordings": ["reply_title"]})
    case.agency.refresh_from_db()
    assert frozen(make(case, services.record(case, REFUSED, clerk), REASON, clerk)).title == "政府信息公开申请答复书"


# The archive


def test_the_closed_file_is_one_pdf_with_an_index_that_is_right(case, clerk, signed_in):
    office = signed_in(clerk)
    assert "办结后才能归档" in office.get(url("archive", case), follow=True).content.decode()
    services.attach(case, "来信扫描.pdf", pdf(), clerk)
    services.attach(case, "录音.mp3", b"ID3....", clerk)
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (300, 200), "white").save(out, "PNG")
    services.attach(case, "照片.png", out.getvalue(), clerk)
    make(case, services.record(case, REFUSED, clerk), REASON, clerk)
    services.record(case, Delivered(date(2024, 9, 10)), clerk)
    response = office.get(url("archive", case))
    document = pypdfium2.PdfDocument(response.content)
    pages = [page.get_textpage().get_text_range().replace("\r\n", "").replace(" ", "") for page in document]
    index = pages[0]
    for words in (
        "案卷登记表",
        "政府信息公开申请表",
        "政府信息不予公开告知书",
        "青政公复〔2024〕1号",
        "来信扫描.pdf",
        "录音.mp3",
        "另存",
    ):
        assert words in index
    assert "附件：照片.png" in index
    first = next(number for number, text in enumerate(pages, start=1) if "征地补偿协议" in text)
    assert f"{first}—{first + 2}" in index
    assert len(pages) == first + 3
    assert "收到申请" in "".join(pages[1:first])
    assert "陈秋实" not in response["Content-Disposition"]
    assert Entry.objects.filter(action="application.archived").count() == 1


def test_letters_of_the_first_version_can_still_be_read(case, clerk):
    import json

    event = services.record(case, REFUSED, clerk)
    content = [
        ["title", "某镇人民政府\n政府信息公开申请答复书"],
        ["number", "青政公复〔2024〕1号"],
        ["body", "正文"],
        ["signature", "某镇"],
    ]
    letter = Letter.objects.create(
        application=case, event=event, kind="reply", year=2024, serial=1, document_number="青政公复〔2024〕1号",
        made_on=date(2024, 9, 10), content=json.dumps(content, ensure_ascii=False),
    )  # fmt: skip
    assert (frozen(letter).title, frozen(letter).text) == ("政府信息公开申请答复书", "正文")
    assert word_file(letter)[:2] == b"PK"
    assert replace(frozen(letter), title="x").title == "x"


# What the applicant has


def test_the_applicant_gets_receipt_and_letters_and_the_reply_once_it_is_delivered(town, clerk, client, as_of):
    from disclosure.records import Confirmed, CorrectionAsked, Struck

    as_of(date(2024, 9, 10))
    made = services.submit(town, ANSWERS, form="the-form")
    case = made.application
    services.record(case, Confirmed(date(2024, 9, 10)), clerk)
    asked = services.handle(
        case, CorrectionAsked(date(2024, 9, 10), date(2024, 9, 27)), clerk, Additions(note="请写明年份")
    ).letter  # fmt: skip
    query = {"number": case.receipt_number, "secret": made.secret}
    track = reverse("site:track", args=[town.slug])
    assert "青政公补〔2024〕1号" in client.post(track, query).content.decode()
    assert "请写明年份" in text_of(client.post(track, query | {"file": f"letter-{asked.pk}"}).content)
    assert "受理编号为20240910-001" in text_of(client.post(track, query | {"file": "receipt"}).content)
    services.record(case, Struck(date(2024, 9, 10), 3, "误录"), clerk)
    assert client.post(track, query | {"file": f"letter-{asked.pk}"}).status_code == 404
    reply = services.handle(case, REFUSED, clerk, REASON).letter
    assert client.post(track, query | {"file": f"letter-{reply.pk}"}).status_code == 404
    services.record(case, Delivered(date(2024, 9, 10)), clerk)
    assert "人事管理" in text_of(client.post(track, query | {"file": f"letter-{reply.pk}"}).content)


def test_the_form_is_there_for_everybody_and_the_receipt_for_who_sent_it(town, client, as_of):
    assert "政府信息公开申请表" in text_of(client.get(reverse("site:blank_form", args=[town.slug, "pdf"])).content)
    assert client.get(reverse("site:blank_form", args=[town.slug, "exe"])).status_code == 404
    assert client.get(reverse("site:receipt_file", args=[town.slug, "pdf"])).status_code == 404


def test_a_letter_whose_entry_was_taken_back_is_void_and_its_number_stays_used(case, clerk, leader, signed_in):
    letter = begun(case, clerk)
    sign(letter, leader, shown(letter).digest, leader=True)
    services.take_back(case, 2, "写错了", clerk)
    assert "已作废" in signed_in(clerk).get(reverse("applications:case", args=[case.agency.slug, case.pk])).content.decode()
    again = begun(case, clerk)
    assert sign(again, leader, shown(again).digest, leader=True).document_number == "青政公复〔2024〕2号"


def test_an_open_file_beside_a_separated_reply_is_warned_of(case, clerk, signed_in):
    from disclosure.letters import Withheld

    services.attach(case, "协议.pdf", pdf(), clerk, for_applicant=True)
    event = Replied(date(2024, 9, 10), "partly_granted", "separated")
    add = Additions(reason="含有账号", provided="协议", parts=(Withheld("refused.third_party_rights"),))
    page = signed_in(clerk).get(url("letter_page", case, begun(case, clerk, event, add).pk)).content.decode()
    assert "“协议.pdf”没有遮盖过" in page


def test_without_a_font_the_page_says_so_and_word_still_works(case, clerk, signed_in, monkeypatch):
    letter = make(case, services.record(case, REFUSED, clerk), REASON, clerk)
    monkeypatch.setattr("disclosure.writing.fonts.installed", lambda _folders: frozenset())
    office = signed_in(clerk)
    assert "fonts-noto-cjk" in office.get(url("letter_pdf", case, letter.pk), follow=True).content.decode()
    assert office.get(url("letter", case, letter.pk)).content[:2] == b"PK"


def test_a_draft_that_was_left_lying_is_never_shown_to_the_applicant(town, clerk, client, as_of):
    from disclosure.records import Confirmed

    as_of(date(2024, 9, 10))
    made = services.submit(town, ANSWERS, form="the-form")
    services.record(made.application, Confirmed(date(2024, 9, 10)), clerk)
    left = services.handle(made.application, REFUSED, clerk, REASON).letter
    begun(made.application, clerk, additions=Additions(reason="还在斟酌的理由"))
    services.record(made.application, Delivered(date(2024, 9, 10)), clerk)
    query = {"number": made.application.receipt_number, "secret": made.secret}
    page = client.post(reverse("site:track", args=[town.slug]), query).content.decode()
    assert "人事管理" in page
    assert "还在斟酌的理由" not in page
    word = client.post(reverse("site:track", args=[town.slug]), query | {"file": "reply"})
    assert left.document_number in "\n".join(each.text for each in docx.Document(io.BytesIO(word.content)).paragraphs)


def test_the_pages_speak_english_and_the_letters_chinese(case, clerk, leader, town, signed_in, settings):
    office = signed_in(leader)
    office.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    letter = begun(case, clerk, additions=Additions())
    page = office.get(url("letter_page", case, letter.pk)).content.decode()
    assert "It may not be signed yet" in page
    assert "No reasons are given yet" in page
    assert "政府信息不予公开告知书" in page
    assert "当面提交" in text_of(office.get(url("receipt", case, "pdf")).content)
    new = office.get(url("new_letter", case, "fee_notice")).content.decode()
    assert "Fee notice" in new
    assert "信息处理费的数额" not in new
    assert "Templates of letters" in office.get(reverse("applications:templates", args=[town.slug])).content.decode()
