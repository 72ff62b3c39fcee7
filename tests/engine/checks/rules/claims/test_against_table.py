"""Other numbers of the prose against the cells they speak of (正文与表不一致)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from disclosure.checks.finding import Severity
from engine.checks.reports import quoted, report_with, said

RULE = "claims.against_table"
OUTCOMES = {
    "applications.total.total": 5,
    "applications.carried_forward.total": 1,
    "applications.granted.total": 2,
    "applications.refused.state_secret.total": 1,
    "applications.refused.enforcement_file.total": 1,
}
DISPUTES = {"disputes.reconsideration.total": 3, "disputes.litigation_direct.total": 2}


def test_a_number_that_differs_from_its_cell_is_named_with_both():
    report = report_with("全年收到申请5件，全部办结4件。", cells=OUTCOMES)

    (finding,) = said(RULE, report)

    assert finding.severity is Severity.WARNING
    assert finding.at == ("sections.1", "applications.total.total")
    assert (finding.expected, finding.found) == (5, 4)
    assert quoted(report, finding) == ["4件"]
    assert finding.message.facts["stated"] == 4


def test_a_number_is_compared_with_the_sum_of_its_cells():
    """不予公开 has eight rows: the prose gives their sum."""
    (finding,) = said(RULE, report_with("收到的申请中，不予公开3件。", cells=OUTCOMES))

    assert (finding.expected, finding.found) == (2, 3)
    assert "applications.refused.enforcement_file.total" in finding.at


def test_a_denial_is_compared_too():
    report = report_with("未发生因政府信息公开引起的行政复议和行政诉讼。", cells=DISPUTES)

    (finding,) = said(RULE, report)

    assert (finding.expected, finding.found) == (5, 0)
    assert "没有" in str(finding.message)


def test_disputes_not_said_to_be_about_disclosure_are_only_a_question():
    (finding,) = said(RULE, report_with("全年办理行政复议9件。", cells=DISPUTES))

    assert finding.severity is Severity.NOTICE


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("收到的申请全部办结5件，不予公开2件，结转下年度继续办理1件。", "each number is the table's"),
        ("收到的申请中予以公开2件，占40%。", "a share is another unit"),
        ("因政府信息公开被申请行政复议3件、行政诉讼2件。", "each kind is compared with its own cells"),
        ("2021年办结申请7件。", "another year"),
        ("上年同期办结申请7件。", "last year"),
        ("收到12345热线工单35件，已办结35件。", "calls are no applications"),
        ("人大代表建议4件，均已办结4件。", "proposals are no applications"),
        ("办结申请约6件。", "an approximate number says nothing certain"),
        ("未发生行政复议败诉，被申请行政复议3件，行政诉讼2件。", "the sentence itself counts what the denial seems to deny"),
        ("被提起行政诉讼2件；行政复议3件，未发生行政诉讼败诉。", "a denial of something narrower"),
        ("未发生涉及征地的行政复议。", "a denial of one matter"),
        ("按时办结3件，延期办结2件。", "two numbers of one measure that make up the cell"),
    ],
)
def test_silent(text, because):
    assert said(RULE, report_with(text, cells=OUTCOMES | DISPUTES)) == [], because


def test_numbers_of_another_measure_do_not_make_up_a_cell():
    found = said(RULE, report_with("收到的申请全部办结3件，不予公开2件。", cells=OUTCOMES))

    assert [(one.expected, one.found) for one in found] == [(5, 3)]


def test_a_denial_that_names_disclosure_itself_is_not_narrowed():
    (finding,) = said(RULE, report_with("未发生涉及政府信息公开的行政复议。", cells=DISPUTES))

    assert (finding.expected, finding.found) == (3, 0)


def test_silent_where_the_cell_is_not_a_number():
    assert said(RULE, report_with("全部办结4件。", cells={"applications.total.total": ""})) == []


def test_words_of_a_wider_scope_make_it_a_question():
    """The county's report adds up its towns; a difference may be one of scope."""
    (finding,) = said(RULE, report_with("全县各乡镇共办结政府信息公开申请97件。", cells=OUTCOMES))

    assert finding.severity is Severity.NOTICE
    assert (finding.expected, finding.found) == (5, 97)


def test_decisions_counted_by_a_bureau_are_no_contradiction():
    cells = {"article_20.penalties.decisions": 40}

    assert said(RULE, report_with("其中市场监管所作出行政处罚决定12件。", cells=cells)) == []
    (finding,) = said(RULE, report_with("全年作出行政处罚决定45件。", cells=cells))
    assert finding.severity is Severity.NOTICE


def test_yuan_are_compared_with_ten_thousand_yuan():
    cells = {"article_20.fees.amount": Decimal("3.2")}

    assert said(RULE, report_with("行政事业性收费3.2万元。", cells=cells)) == []
    assert said(RULE, report_with("行政事业性收费32000元。", cells=cells)) == []
    assert said(RULE, report_with("行政事业性收费32元。", cells=cells))
