"""The check before a reply: question by question, ground by ground, and what it stands against."""

from __future__ import annotations

import pytest

from applications_cast import checked, raw
from disclosure.errors import CaseError
from disclosure.records import Replied
from disclosure.records.exemptions import Part, exemptions
from handling_cast import DAY, REFUSED, url
from portal.applications import services
from portal.applications.handling.checking import save_parts, stands_against
from portal.applications.handling.models import Check
from portal.applications.letters import Additions, shown
from portal.applications.letters.signing import sign


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
    assert "没有记录审查结论" in office.post(here, empty, follow=True).content.decode()
    assert not Check.objects.exists()
    assert "还没有审查" in office.get(case.get_absolute_url()).content.decode()
    some = {name: "no" for name in fields if name.startswith("refused-internal_affairs-")}
    started = office.post(here, some | empty, follow=True).content.decode()
    assert f"未完成（还有{len(exemptions().grounds) - 1}种情形）" in started
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
