"""The claims of the prose: which number speaks of what."""

from __future__ import annotations

import pytest

from disclosure.claims.claim import Claim
from disclosure.claims.reading import read_breakdowns, read_claims
from disclosure.form import DocumentType, Line, Report, Section, Source, edition_named


def report(*lines: str) -> Report:
    section = Section(
        "sections.1", 1, "总体情况", "一、总体情况", tuple(Line(line, f"line {n}") for n, line in enumerate(lines, 1))
    )
    source = Source("report.txt", "0" * 64, "text/plain")
    return Report(source, DocumentType.ANNUAL_REPORT, edition=edition_named("2021"), sections=(section,))


def claims(text: str) -> list[Claim]:
    return list(read_claims(report(text)))


def stated(text: str) -> list[tuple[str, object]]:
    return [(claim.measure, claim.value) for claim in claims(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("我镇共受理政府信息公开申请6宗。", ("applications.received", 6)),
        ("收到依申请公开信息0条。", ("applications.received", 0)),
        ("上年结转政府信息公开申请1件。", ("applications.carried_over", 1)),
        ("结转下年度继续办理2件。", ("applications.carried_forward", 2)),
        ("予以公开3件。", ("applications.granted", 3)),
        ("部分公开4件。", ("applications.partly_granted", 4)),
        ("不予公开5件。", ("applications.refused", 5)),
        ("无法提供2件。", ("applications.unavailable", 2)),
        ("答复率100%。", ("applications.answer_rate", 100)),
        ("行政复议2件。", ("disputes.reconsideration", 2)),
        ("行政诉讼1件。", ("disputes.litigation", 1)),
        ("主动公开政府信息129条。", ("items.published", 129)),
        ("制发行政规范性文件3件。", ("normative_documents.issued", 3)),
        ("废止规范性文件2件。", ("normative_documents.repealed", 2)),
        ("现行有效的行政规范性文件42件。", ("normative_documents.in_force", 42)),
        ("实际收取信息处理费400元。", ("fees.received", 400)),
    ],
)
def test_each_measure_is_read_in_the_words_of_offices(text, expected):
    assert stated(text) == [expected]


def test_what_is_counted_in_is_read_beside_the_whole():
    assert stated("我镇共受理政府信息公开申请6宗，其中上一年结转1宗，答复率100%。") == [
        ("applications.received", 6),
        ("applications.carried_over", 1),
        ("applications.answer_rate", 100),
    ]


def test_a_claim_is_bound_to_the_cells_it_should_equal_and_to_its_words():
    text = "我镇共受理政府信息公开申请6宗。"
    (claim,) = claims(text)

    assert claim.cells == ("applications.received.total",)
    assert text[claim.start : claim.end] == "6宗"


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("我乡无收到任何组织或个人依申请公开政府信息的情况。", "applications.received"),
        ("本年未收到政府信息公开申请。", "applications.received"),
        ("未发生政府信息公开类行政复议、行政诉讼情况。", "disputes.all"),
    ],
)
def test_a_sentence_that_says_none_is_a_claim_of_nought(text, measure):
    assert [(claim.measure, claim.value, claim.is_nil) for claim in claims(text)] == [(measure, 0, True)]


@pytest.mark.parametrize(
    "text",
    [
        "承办热线事项13442宗，及时办结率100%。",
        "根据《条例》第三十三条办理政府信息公开申请。",
        "依据国办公开办函〔2021〕30号编制。",
        "关注人数45714人，发布349篇推文。",
        "开展意见征集12次。",
        "配备查询机1台。",
        "",
    ],
)
def test_numbers_of_something_else_make_no_claim_about_applications(text):
    assert [measure for measure, _value in stated(text) if measure.startswith(("applications", "disputes"))] == []


def test_an_approximate_number_is_marked():
    (claim,) = claims("主动公开政府信息240余条。")
    assert (claim.value, claim.approximate) == (240, True)


def test_a_breakdown_is_a_number_with_its_parts():
    text = "主动公开信息129条，其中本级政府文件4条，公告公示7条，部门动态46条，其余公开事项72条。"
    (breakdown,) = read_breakdowns(report(text))

    assert breakdown.whole.value == 129
    assert [part.value for part in breakdown.parts] == [4, 7, 46, 72]
    assert breakdown.is_exhaustive
    assert text[breakdown.whole.start : breakdown.whole.end] == "129条"


@pytest.mark.parametrize(
    "text",
    [
        "主动公开信息129条。公告7条。",
        "公开信息129条，发布会3场，其中有1人参加。",
        "其中公告7条。",
        "共发布信息5条；其中公告3条。",
    ],
)
def test_these_are_no_parts_of_a_number(text):
    assert list(read_breakdowns(report(text))) == []


def test_one_part_alone_does_not_exhaust_the_number():
    (breakdown,) = read_breakdowns(report("发布信息2719条，其中通过目录发布1188条。"))
    assert not breakdown.is_exhaustive


def test_a_text_that_never_stops_is_read_in_pieces():
    assert len(claims("受理政府信息公开申请6宗，" * 3000)) > 2900


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("未发生行政复议案件。", [("disputes.reconsideration", 0)]),
        ("未发生行政诉讼案件。", [("disputes.litigation", 0)]),
        ("未发生政府信息公开类行政复议、行政诉讼情况。", [("disputes.all", 0)]),
        ("行政复议3件、行政诉讼2件。", [("disputes.reconsideration", 3), ("disputes.litigation", 2)]),
    ],
)
def test_reconsideration_and_litigation_are_denied_and_counted_each_for_itself(text, expected):
    assert stated(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "依申请公开办结4件。",
        "答复政府信息公开申请5件。",
        "没有收到对政府信息公开申请的投诉。",
    ],
)
def test_what_was_decided_or_complained_of_was_not_received(text):
    assert "applications.received" not in [measure for measure, _value in stated(text)]


@pytest.mark.parametrize("text", ["代表建议答复率100%。", "留言办结率100%。", "12345工单按时办结率100%。"])
def test_rates_of_other_work_are_no_rates_of_applications(text):
    assert "applications.answer_rate" not in dict(stated(text))


def test_items_of_an_account_are_parts_although_its_name_ends_in_a_sign_for_numbers():
    (breakdown,) = read_breakdowns(report("全年公开信息60条，其中网站32条、公众号28条。"))

    assert [part.value for part in breakdown.parts] == [32, 28]
