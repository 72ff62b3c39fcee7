"""Numbers of the prose of before 2019 against the indicators that count the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from disclosure.checks.finding import Severity
from disclosure.form import Line, Report, edition_named
from disclosure.form.listing import address_of_indicator
from disclosure.reading import read_report
from disclosure.samples import generate_old
from engine.checks.reports import quoted, report_with, said

RULE = "claims.against_indicator"


def old(text: str, part: int = 3, year: int = 2014, **numbers: int | str):
    """A report of before 2019 with some numbers in its list of indicators."""
    cells = {f"indicators.{name}.year": number for name, number in numbers.items()}
    return report_with(text, part=part, year=year, edition="pre_2019", cells=cells)


@pytest.mark.parametrize(
    ("text", "numbers", "expected", "found"),
    [
        ("全年共受理政府信息公开申请7件。", {"受理依申请公开信息总数": 5}, 5, 7),
        ("本年度未收到政府信息公开申请。", {"受理依申请公开信息总数": 5}, 5, 0),
        ("全年收到政府信息公开申请七件。", {"受理依申请公开信息总数": 5}, 5, 7),
        ("通过网络受理政府信息公开申请3件。", {"网上申请数": 1}, 1, 3),
        ("已答复政府信息公开申请4件。", {"对申请的答复总数": 5}, 5, 4),
        ("同意公开3件。", {"其中：同意公开答复数": 2}, 2, 3),
        ("不予公开1件。", {"否决公开答复数": 2}, 2, 1),
        ("因政府信息公开被申请行政复议1件。", {"行政复议数": 2}, 2, 1),
        ("全年未发生因政府信息公开引起的行政复议、行政诉讼。", {"行政复议数": 1, "行政诉讼数": 2}, 3, 0),
    ],
)
def test_a_number_that_the_indicator_does_not_have_is_found(text, numbers, expected, found):
    report = old(text, **numbers)
    (finding,) = said(RULE, report)

    assert (finding.expected, finding.found) == (expected, found)
    assert quoted(report, finding)[0] in text


@pytest.mark.parametrize(
    "text",
    [
        "我局未收到政府信息公开申请。",
        "未收到公民、法人和其他组织的政府信息公开申请。",
        "1月1日至12月31日未收到政府信息公开申请。",
    ],
)
def test_words_that_leave_nothing_out_do_not_excuse_a_denial(text):
    (finding,) = said(RULE, old(text, 受理依申请公开信息总数=5))

    assert (finding.expected, finding.found) == (5, 0)


def test_what_did_not_happen_may_be_called_touched_upon():
    (finding,) = said(RULE, old("本年度未涉及行政诉讼。", 行政诉讼数=2))

    assert (finding.expected, finding.found) == (2, 0)


@pytest.mark.parametrize("text", ["按时办结3件，延期办结1件。", "办结3件，其中延期办结2件。", "办结3件，占60%，延期办结1件。"])
def test_parts_that_make_something_else_are_found(text):
    assert said(RULE, old(text, 对申请的答复总数=5))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("全年未发生因政府信息公开引起的行政复议、行政诉讼。", "正文称没有因政府信息公开引起的行政复议和行政诉讼"),
        ("因政府信息公开引起的行政复议和行政诉讼共1件。", "正文称因政府信息公开引起的行政复议和行政诉讼1件"),
    ],
)
def test_a_sum_is_given_under_the_names_of_all_that_it_is_the_sum_of(text, told):
    (finding,) = said(RULE, old(text, 行政复议数=1, 行政诉讼数=2))

    names = "“行政复议数 · 本年度”、“行政诉讼数 · 本年度”"
    assert finding.message.text("zh") == f"{told}，指标表中{names}合计为3。"
    assert "come to 3 together" in finding.message.text("en")


def test_items_disclosed_are_asked_about_only():
    """Offices count items in several ways."""
    (finding,) = said(RULE, old("全年主动公开政府信息1250条。", part=2, 主动公开信息数=1200))

    assert (finding.severity, finding.expected, finding.found) == (Severity.NOTICE, 1200, 1250)


@pytest.mark.parametrize(
    ("text", "numbers", "because"),
    [
        ("全年共受理政府信息公开申请5件。", {"受理依申请公开信息总数": 5}, "they agree"),
        ("答复政府信息公开申请5件。", {"对申请的答复总数": 5}, "they agree"),
        ("受理当面申请公开信息2件、信函申请公开信息3件。", {"受理依申请公开信息总数": 5}, "they add up"),
        ("主动公开财政信息30条。", {"主动公开信息数": 1200}, "some of the items"),
        ("其中主动公开政府信息30条。", {"主动公开信息数": 1200}, "of which"),
        ("一季度受理政府信息公开申请2件。", {"受理依申请公开信息总数": 5}, "some months"),
        ("2008年以来累计受理政府信息公开申请41件。", {"受理依申请公开信息总数": 5}, "all years"),
        ("比去年受理政府信息公开申请9件少。", {"受理依申请公开信息总数": 5}, "last year's"),
        ("没有收到政府信息公开申请的投诉。", {"受理依申请公开信息总数": 5}, "what is denied is a complaint"),
        ("受理信访申请9件。", {"受理依申请公开信息总数": 5}, "petitions"),
        ("没有收到要求公开涉及商业秘密的政府信息公开申请。", {"受理依申请公开信息总数": 5}, "none of one matter"),
        ("未收到网上政府信息公开申请。", {"受理依申请公开信息总数": 5}, "none by one channel"),
        ("上半年未收到政府信息公开申请。", {"受理依申请公开信息总数": 5}, "none in some months"),
        ("县教育局未收到政府信息公开申请。", {"受理依申请公开信息总数": 5}, "another body got none"),
        ("按时办结3件，延期办结2件。", {"对申请的答复总数": 5}, "the second completes the first"),
        ("按时办结2件，延期办结2件，补正后办结1件。", {"对申请的答复总数": 5}, "so does the one in the middle"),
    ],
)
def test_silent(text, numbers, because):
    assert said(RULE, old(text, **numbers)) == [], because


def test_all_years_together_may_be_meant_where_the_list_has_them():
    cells = {"indicators.受理依申请公开信息总数.year": 5, "indicators.受理依申请公开信息总数.cumulative": 41}
    report = report_with("共受理政府信息公开申请41件。", part=3, year=2014, edition="pre_2019", cells=cells)

    assert said(RULE, report) == []


#: Sentences with the names of the official lists that they state.
SENTENCES = {
    "全年共收到政府信息公开申请{}件。": ("受理依申请公开信息总数", "（一）收到申请数"),
    "全年主动公开政府信息{}条。": ("主动公开信息数", "（一）主动公开政府信息数"),
    "同意公开{}件。": ("其中：同意公开答复数", "2.同意公开答复数"),
    "被申请行政复议{}件。": ("行政复议数", "四、行政复议数量"),
    "被提起行政诉讼{}件。": ("行政诉讼数", "五、行政诉讼数量"),
}


def test_prose_that_says_what_the_table_of_its_document_has_is_left_alone_and_one_more_is_found():
    """However the document calls its rows and in whatever layout it draws them."""
    official = edition_named("pre_2019")
    stated = 0
    for name, data, _truth in generate_old(60, 23):
        report = read_report(data, name)
        if report.edition is None:  # a report without a table of indicators
            continue
        for sentence, names in SENTENCES.items():
            found = [address_of_indicator(report.edition, official, one, "year") for one in names]
            values = [value for at in found if at and (value := report.value(at)) is not None]
            if len(values) != 1:
                continue
            stated += 1
            assert said(RULE, _saying(report, sentence.format(values[0]))) == [], (name, sentence)
            (finding,) = said(RULE, _saying(report, sentence.format(values[0] + 100_000)))
            assert finding.expected == values[0], (name, sentence)
    assert stated > 100


def _saying(report: Report, sentence: str) -> Report:
    first, *rest = report.sections
    return replace(report, sections=(replace(first, lines=(*first.lines, Line(sentence))), *rest))
