"""Applications received, as the prose counts them, against table three (正文与表三申请数不一致)."""

from __future__ import annotations

import pytest

from disclosure.checks.finding import Severity
from engine.checks.reports import quoted, report_with, said

RULE = "claims.applications_received"
FOUR_AND_ONE = {
    "applications.received.total": 4,
    "applications.carried_over.total": 1,
    "applications.total.total": 3,
}


def test_neither_received_nor_received_plus_carried_over():
    report = report_with("全年共受理政府信息公开申请6宗，其中上一年结转1宗。", cells=FOUR_AND_ONE)

    (finding,) = said(RULE, report)

    assert finding.severity is Severity.WARNING
    assert finding.at == ("sections.1", "applications.received.total", "applications.carried_over.total")
    assert (finding.expected, finding.found) == (5, 6), "the sentence counts the carried-over one in"
    assert quoted(report, finding) == ["6宗"]
    assert finding.message.facts["both"] == 5


def test_a_sentence_that_counts_carried_over_ones_in_means_the_sum():
    (finding,) = said(RULE, report_with("共受理政府信息公开申请4件，其中上年结转1件。", cells=FOUR_AND_ONE))

    assert finding.expected == 5


def test_a_denial_of_what_the_table_counts():
    report = report_with("全年未收到政府信息公开申请。", cells=FOUR_AND_ONE)

    (finding,) = said(RULE, report)

    assert (finding.expected, finding.found) == (4, 0)
    assert quoted(report, finding) == ["未收到政府信息公开申请"]


def test_words_of_a_wider_scope_make_it_a_question():
    (finding,) = said(RULE, report_with("全县各乡镇共收到政府信息公开申请56件。", cells=FOUR_AND_ONE))

    assert finding.severity is Severity.NOTICE


def test_a_part_larger_than_the_whole_is_wrong():
    (finding,) = said(RULE, report_with("收到涉及征地的政府信息公开申请9件。", cells=FOUR_AND_ONE))

    assert finding.found == 9


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("全年新收政府信息公开申请4件，上年结转1件。", "received this year"),
        ("全年受理政府信息公开申请5件（含上年结转1件）。", "received plus carried over"),
        ("全年受理政府信息公开申请5件。", "受理 may include what was carried over"),
        ("2021年收到政府信息公开申请9件，2022年收到政府信息公开申请4件。", "another year"),
        ("答复政府信息公开申请3件。", "what was answered is counted in another row"),
        ("收到关于征地的政府信息公开申请2件、社会保障2件。", "two matters that make up the whole"),
        ("通过网络提交政府信息公开申请3件，通过信函提交1件，共4件。", "two channels that make up the whole"),
        ("其中，收到自然人提出的政府信息公开申请3件。", "one kind of applicant is a part"),
        ("收到政府信息公开申请约10件。", "an approximate number says nothing certain"),
        ("没有收到政府信息公开申请的投诉。", "a complaint is no application"),
        ("未收到举报和投诉，依申请公开工作有序。", "the denial ends at the comma"),
        ("收到12345热线工单20件。", "a call is no application"),
        ("没有收到要求公开涉及商业秘密的政府信息公开申请。", "a denial of one matter"),
        ("未收到网上政府信息公开申请。", "a denial of one channel"),
        ("一季度受理政府信息公开申请2件，二季度受理政府信息公开申请3件。", "the second completes the first"),
    ],
)
def test_silent(text, because):
    assert said(RULE, report_with(text, cells=FOUR_AND_ONE)) == [], because


@pytest.mark.parametrize("text", ["未收到公民、法人或者其他组织的政府信息公开申请。", "我局未收到政府信息公开申请。"])
def test_words_that_leave_nothing_out_do_not_excuse_a_denial(text):
    (finding,) = said(RULE, report_with(text, cells=FOUR_AND_ONE))

    assert finding.found == 0


def test_silent_where_the_table_cannot_be_read():
    assert said(RULE, report_with("收到政府信息公开申请9件。", cells=FOUR_AND_ONE | {"applications.received.total": ""})) == []
    assert (
        said(RULE, report_with("收到政府信息公开申请9件。", cells=FOUR_AND_ONE | {"applications.carried_over.total": "/"})) == []
    )
