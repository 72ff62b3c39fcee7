"""Composing: what is missing, what is left out, edits, agencies' own templates, a region's wording, remedies on the edge."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from disclosure.errors import DataError, LawError
from disclosure.letters import (
    Additions,
    Edit,
    TemplateError,
    Withheld,
    compose,
    digest,
    edited,
    read_template,
    sample_letter,
    template,
    templates,
    wants,
    wordings,
)
from disclosure.letters.samples import sample_matter
from disclosure.letters.template import own_text, text_of_file
from disclosure.letters.wording import chosen, read_wording
from disclosure.records import Corrected, Extended, Received, Reopened, Replied
from letters_cast import AFTER, BEFORE, OFFICE, REPLY, procedural, replies, reply

LAST, FIRST = date(2023, 12, 31), date(2024, 1, 1)


def test_reconsideration_comes_first_from_the_first_of_january_2024_and_not_the_day_before():
    key = "refused.process_information/refused"
    assert "也可以" in reply(key, LAST).text
    assert "先向" in reply(key, FIRST).text


def test_a_reply_of_before_the_processing_fee_has_no_period_for_paying_and_is_composed():
    """国办函〔2020〕109号 took force on the first day of 2021; replies of the year before are entered from paper."""
    assert reply("granted/provided", date(2020, 6, 1)).missing == ()


def test_a_fee_notice_of_before_the_processing_fee_is_refused():
    with pytest.raises(LawError):
        procedural("fee_notice", date(2020, 12, 31))


@pytest.mark.parametrize("key", [key for key in replies() if key.split("/")[0] not in ("granted", "other.correction_overdue")])
def test_a_letter_without_what_its_decision_demands_may_not_be_signed_and_says_what(key):
    letter = reply(key, AFTER, additions=Additions())
    demanded = not key.startswith("other.fee_overdue")
    assert bool(letter.missing) is demanded
    assert ("【待填写：" in letter.text) is demanded


def test_a_blank_reason_is_no_reason():
    letter = reply("refused.state_secret/refused", AFTER, additions=Additions(reason="　 \n"))
    assert [str(each) for each in letter.missing] == ["还没有说明理由；没有理由的，不能签发"]


def test_what_somebody_typed_is_never_read_as_a_template():
    letter = reply("granted/provided", AFTER, additions=Additions(provided="{申请人} {0} {{理由}}"))
    assert "{申请人} {0} {{理由}}" in letter.text


def test_the_parts_of_a_separated_reply_stand_with_their_articles_and_decide_the_remedies():
    parts = (Withheld("refused.third_party_rights", "第二页的银行账号"), Withheld("refused.internal_affairs", "审批流转单"))
    letter = reply("partly_granted/separated", AFTER, additions=replace(REPLY, parts=parts))
    assert "（1）第二页的银行账号，涉及商业秘密、个人隐私等" in letter.text
    assert "（2）审批流转单，属于行政机关的内部事务信息，依据《中华人民共和国政府信息公开条例》第十六条第一款" in letter.text
    assert "对上述不予公开的部分不服的" in letter.text


def test_the_course_is_told_as_the_events_went():
    matter = replace(
        sample_matter(OFFICE, AFTER),
        events=(Received(date(2023, 11, 1)), Corrected(date(2023, 11, 10)), Extended(date(2023, 11, 20), 10),
                Reopened(date(2023, 12, 20), date(2024, 1, 10))),
    )  # fmt: skip
    event = Replied(AFTER, "granted", "provided")
    text = compose(template("reply"), matter, AFTER, event=event, additions=REPLY).text
    assert "经告知，您于2023年11月10日作出补正。" in text
    assert "依法延长了答复期限" in text
    assert "根据行政复议决定或者人民法院裁判" in text


def test_an_enclosure_is_named_without_the_suffix_of_its_file():
    letter = reply(
        "granted/provided", AFTER, additions=replace(REPLY, files=("决算表（已遮盖）.PDF", "2022.10说明", "图.纸.docx"))
    )
    assert letter.files == ("决算表（已遮盖）", "2022.10说明", "图.纸")


def test_an_organisation_is_addressed_as_one_and_what_somebody_typed_stays_as_it_is():
    matter = replace(sample_matter(OFFICE, AFTER), applicant="示例律师事务所", organisation=True)
    event = Replied(AFTER, "unavailable.requires_creation", "creation")
    letter = compose(template("reply"), matter, AFTER, event=event, additions=Additions(reason="您所称“汇总表”并未制作"))
    assert "收到你单位提出的政府信息公开申请" in letter.text
    assert "你单位申请的内容需要对现有政府信息进行加工、分析" in letter.text
    assert "理由：您所称“汇总表”并未制作。" in letter.text


def test_without_a_number_its_place_stays_free():
    assert reply("granted/provided", AFTER, serial=None).number == "青政公复〔2024〕　号"


def test_organ_court_and_prefix_that_were_never_set_are_warned_of_and_described():
    letter = reply("granted/provided", AFTER, office=replace(OFFICE, reconsideration_organ="", court="", prefix=""))
    assert len(letter.warnings) == 3
    assert "有管辖权的人民法院" in letter.text


def test_a_channel_for_reconsideration_online_is_told():
    office = replace(OFFICE, reconsideration_online="https://fuyi.example.org")
    assert "https://fuyi.example.org" in reply("granted/provided", AFTER, office=office).text


def test_a_day_before_the_law_is_refused():
    with pytest.raises(LawError):
        procedural("correction", date(2007, 1, 1))


# Edits


def test_an_edit_stays_with_its_paragraph_and_is_told_when_the_case_moved_under_it():
    letter = reply("granted/provided", AFTER)
    edits = {"provided": Edit(next(line.text for line in letter.lines if line.key == "provided"), "另附光盘一张。")}
    same, stale = edited(letter, edits)
    assert "另附光盘一张。" in same.text
    assert stale == ()
    moved = reply("granted/provided", AFTER, additions=replace(REPLY, provided="补偿标准2份", needed=""))
    kept, stale = edited(moved, edits)
    assert "另附光盘一张。" in kept.text
    assert stale == ("provided",)


def test_an_edit_that_takes_the_articles_or_the_remedies_out_keeps_the_letter_from_being_signed():
    letter = reply("refused.state_secret/refused", AFTER)
    before = {line.key: line.text for line in letter.lines}
    gone, _stale = edited(letter, {"decision": Edit(before["decision"], "不给。"), "remedies": Edit(before["remedies"], " ")})
    assert [str(each) for each in wants(gone, letter)] == [
        "正文里没有写明依据：第十四条、第三十六条", "正文里没有写明救济途径",
    ]  # fmt: skip


def test_a_place_filled_in_by_hand_is_no_longer_missing():
    letter = reply("refused.state_secret/refused", AFTER, additions=Additions())
    before = {line.key: line.text for line in letter.lines}
    assert wants(letter, letter)
    filled, _stale = edited(letter, {"reason": Edit(before["reason"], "理由：该信息已依法定为国家秘密。")})
    assert wants(filled, letter) == ()
    emptied, _stale = edited(letter, {"reason": Edit(before["reason"], "")})
    assert wants(emptied, letter)


def test_the_digest_changes_with_every_word_and_file_and_not_with_the_number():
    one, numbered = reply("granted/provided", AFTER, serial=None), reply("granted/provided", AFTER, serial=9)
    assert digest(one) == digest(numbered)
    assert digest(one) != digest(one, ["file"])
    assert digest(one) != digest(reply("granted/provided", BEFORE, serial=None))


# An agency's own templates


@pytest.mark.parametrize("kind", list(templates()))
def test_our_own_template_written_out_and_read_again_is_the_same(kind):
    ours = template(kind)
    again = read_template(kind, ours.title, ours.number, own_text(ours))
    assert again.paragraphs == ours.paragraphs
    assert sample_letter(again, OFFICE, AFTER) == sample_letter(ours, OFFICE, AFTER)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{申请人}：\n依据{依据}，{决定}{理由}{告知内容}{不予公开部分}", "缺少必须写明的“{救济途径}”"),
        ("{申请人}：\n依据{依据}，{决定}{理由}{告知内容}{不予公开部分}{救济途径}{电话号码}", "没有名为“电话号码”的填充项"),
        ("{申请人}：\n依据{依据}，{决定}{理由}{告知内容}{不予公开部分}{救济途径}{", "花括号不成对"),
        ("{申请人.__class__}{依据}{决定}{理由}{告知内容}{不予公开部分}{救济途径}", "没有名为“申请人.__class__”的填充项"),
        ("", "模板应有标题和正文"),
        ("字" * 20_001, "模板应有标题和正文"),
    ],
)
def test_a_template_that_cannot_be_used_says_why(text, said):
    with pytest.raises(TemplateError, match=said):
        read_template("reply", "答复书", "{代字}复〔{年}〕{序号}号", text)


def test_a_number_without_its_serial_is_refused():
    with pytest.raises(TemplateError, match="文号必须含有"):
        read_template("correction", "补正", "{代字}补", own_text(template("correction")))


def test_an_agencys_own_title_holds_for_every_decision():
    own = read_template("reply", "答复意见书", "{代字}复〔{年}〕{序号}号", own_text(template("reply")))
    letter = sample_letter(own, OFFICE, AFTER)
    assert (letter.title, letter.number) == ("答复意见书", "青政复〔2024〕3号")


def test_the_text_of_an_uploaded_file_is_read_and_other_files_are_refused():
    from disclosure.errors import UnreadableError

    assert text_of_file("﻿第一段\n第二段".encode(), "模板.txt") == "第一段\n第二段"
    with pytest.raises(UnreadableError, match="UTF-8"):
        text_of_file("模板".encode("gbk"), "模板.txt")


# A region's wording


def test_a_regions_wording_lies_on_top_while_it_holds():
    key = "refused.administrative_inquiry/inquiry"
    on = chosen(["inquiry_review_first", "reply_title", "no longer there"], AFTER)
    letter = reply(key, AFTER, rules=on)
    assert letter.title == "政府信息公开申请答复书"
    assert "先向" in letter.text
    assert "也可以" in reply(key, BEFORE, rules=chosen(["inquiry_review_first"], BEFORE)).text


def test_negative_replies_pointed_to_reconsideration_until_the_interpretation_of_2025():
    for on, first in ((date(2025, 5, 31), True), (date(2025, 6, 1), False)):
        letter = reply("not_processed.petition/petition", on, rules=chosen(["negative_review_first"], on))
        assert ("先向" in letter.text) is first


def test_a_wording_with_unknown_rows_is_refused(tmp_path):
    path = tmp_path / "bad.yaml"
    path.write_text("name: {zh: a, en: a}\nmeans: {zh: a, en: a}\nreview_first: [nowhere]\n", encoding="utf-8")
    with pytest.raises(DataError, match="nowhere"):
        read_wording(path)
    assert set(wordings()) == {"reply_title", "inquiry_review_first", "negative_review_first"}
