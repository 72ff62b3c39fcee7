"""Each state of a case has its own sentence, in plain words, with a day."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.utils import translation

from applications_cast import ANSWERS
from disclosure.records import (
    Channel,
    Confirmed,
    ConsultationSent,
    Corrected,
    CorrectionAsked,
    DelaySet,
    Delivered,
    Extended,
    FeeNoticed,
    Paid,
    ReasonsAsked,
    ReasonsGiven,
    Reopened,
    Replied,
    Standard,
    Status,
    Withdrawn,
)
from portal.applicants.next_steps import next_step
from portal.applications.fees import services as fees
from portal.applications.services import record, submit

DAY = date(2024, 9, 10)
REFUSED = Replied(DAY + timedelta(13), "refused.process_information")
DELIVERED = Delivered(DAY + timedelta(14))

#: By state: its events after receipt at the counter on 10 September 2024, the day of the sentence, and words of it.
STATES = {
    "handling": ([], "2024-10-14", "2024年9月20日 周五前告知您补正"),
    "late": ([], "2024-10-14", "已经过去"),
    "extended": ([Extended(DAY + timedelta(1), 20)], "2024-11-11", "不会再次延长"),
    "reasons asked": ([ReasonsAsked(DAY, DAY + timedelta(8))], "2024-09-18", "请在2024年9月18日 周三前说明理由"),
    "delayed": (
        [ReasonsAsked(DAY), ReasonsGiven(DAY), DelaySet(DAY, date(2024, 12, 2))], "2024-12-02", "另定答复的日期",
    ),
    "consulting": ([ConsultationSent(DAY, name="1")], "2024-11-04", "对方最迟在2024年10月8日 周二前提出"),
    "correction": ([CorrectionAsked(DAY, DAY + timedelta(10))], "2024-09-20", "可以在本页填写"),
    "correction without a day": ([CorrectionAsked(DAY)], "2024-09-10", "请尽快补正"),
    "corrected": ([CorrectionAsked(DAY), Corrected(DAY + timedelta(3))], "2024-10-17", "正在查找和审核"),
    "payment": ([FeeNoticed(DAY)], "2024-10-14", "缴纳信息处理费"),
    "paid": ([FeeNoticed(DAY), Paid(DAY + timedelta(2))], "2024-10-16", "正在查找和审核"),
    "replied": ([REFUSED], "2024-09-23", "正在按您选择的方式送达"),
    "delivered, review first": ([REFUSED, DELIVERED], "2024-11-25", "应当先申请行政复议"),
    "delivered, free": (
        [Replied(DAY + timedelta(13), "unavailable.not_held"), DELIVERED], "2024-11-25", "或者在2025年3月24日 周一前提起行政诉讼",
    ),
    "withdrawn": ([Withdrawn(DAY + timedelta(2))], "2024-09-12", "您已于2024年9月12日 周四撤回"),
    "reopened": ([REFUSED, DELIVERED, Reopened(DAY + timedelta(60), date(2024, 12, 2))], "2024-12-02", "复议决定或者判决"),
}  # fmt: skip


@pytest.fixture
def told(town, clerk, as_of):
    """The sentence for a case with these events, as of a day."""

    def tell(events, on):
        as_of(date(2025, 6, 2))
        case = submit(town, ANSWERS, channel=Channel.COUNTER, arrived_on=DAY, by=clerk).application
        for event in events:
            record(case, event, clerk)
        return next_step(case, on)

    return tell


@pytest.mark.parametrize("state", STATES)
def test_each_state_has_its_own_sentence_with_its_day(told, state):
    events, by, words = STATES[state]
    found = told(events, date(2024, 10, 15) if state == "late" else DAY + timedelta(1))
    assert found.by == date.fromisoformat(by)
    assert words in found.text
    assert re.search(r"\d{4}年\d{1,2}月\d{1,2}日", found.text)


def test_no_two_states_say_the_same_and_all_statuses_are_there(told, town, clerk, as_of):
    said = {}
    for name, (events, _by, _words) in STATES.items():
        plain = re.sub(
            r"\d+年\d+月\d+日 周.", "", told(events, date(2024, 10, 15) if name == "late" else DAY + timedelta(1)).text
        )
        said.setdefault(plain, []).append(name)
    twins = [names for names in said.values() if len(names) > 1]
    assert twins == [["handling", "paid"]]  # once it is paid, it is handled like any other
    unconfirmed = submit(town, ANSWERS, channel=Channel.FAX, arrived_on=DAY, by=clerk).application
    assert unconfirmed.status == Status.UNCONFIRMED
    found = next_step(unconfirmed, DAY)
    assert "2024年10月14日" in found.text
    assert "0000-1234567" in found.text
    record(unconfirmed, Confirmed(DAY + timedelta(2)), clerk)
    assert next_step(unconfirmed, DAY).by == date(2024, 10, 16)


def test_where_to_pay_stands_in_the_sentence(told, town, clerk, as_of):
    as_of(date(2024, 9, 12))
    case = submit(town, ANSWERS, channel=Channel.COUNTER, arrived_on=DAY, by=clerk).application
    fees.decide(
        case,
        Standard.BY_PAGE,
        40,
        clerk,
        pay_how="到镇财政所窗口缴纳，或者扫码缴入国库。",
    )
    record(case, FeeNoticed(date(2024, 9, 12)), clerk)
    found = next_step(case, date(2024, 9, 12))
    assert found.yours
    assert "100元" in found.text
    assert "到镇财政所窗口缴纳" in found.text
    assert "2024年10月16日" in found.text


def test_the_sentence_speaks_english(told):
    with translation.override("en"):
        found = told([REFUSED, DELIVERED], DAY)
    assert "reconsideration" in found.text
    assert "25 November 2024" in found.text
