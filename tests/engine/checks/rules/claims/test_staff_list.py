"""Staff as counted in the prose against a list of staff (人数与名单不一致)."""

from __future__ import annotations

from disclosure.checks.finding import Severity
from engine.checks.reports import quoted, report_with, said

RULE = "claims.staff_list"
LIST = "姓名\t职务\t职责\n田某\t科员\t专职工作人员，负责发布\n禾某\t科员\t专职工作人员，负责审核\n舟某\t副镇长\t分管领导"


def test_three_in_words_two_in_the_list():
    report = report_with(f"配备信息公开工作人员3名。\n{LIST}")

    (finding,) = said(RULE, report)

    assert finding.severity is Severity.NOTICE
    assert (finding.expected, finding.found) == (2, 3)
    number, *rows = quoted(report, finding)
    assert number == "3名"
    assert [row.partition("\t")[0] for row in rows] == ["田某", "禾某"], "both places are quoted"


def test_silent_where_both_agree():
    assert said(RULE, report_with(f"配备信息公开工作人员2名。\n{LIST}")) == []


def test_silent_without_a_list():
    assert said(RULE, report_with("配备信息公开工作人员3名。")) == []


def test_the_head_of_a_list_is_no_person():
    assert said(RULE, report_with("配备信息公开工作人员1名。\n工作人员\t职责\n田某\t公开工作人员")) == []
