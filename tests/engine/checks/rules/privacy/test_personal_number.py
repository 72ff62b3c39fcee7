"""A personal number in a published report (公开了个人号码)."""

from __future__ import annotations

import pytest

from disclosure.checks.finding import Severity
from disclosure.form import DocumentType
from engine.checks.reports import quoted, report_with, said

RULE = "privacy.personal_number"


def test_a_mobile_number_is_named_masked_and_with_its_line():
    report = report_with("公开工作由党政办负责。\n联系人\t田某\t13800000000")

    (finding,) = said(RULE, report)

    assert finding.severity is Severity.ERROR
    assert finding.found == "138****0000"
    assert "13800000000" not in str(finding.message)
    assert quoted(report, finding) == ["13800000000"]
    assert (finding.at, finding.place) == (("sections.1",), "line 2")
    assert finding.law_key == "personal_information_protection_law:25"


def test_each_place_is_a_finding():
    assert len(said(RULE, report_with("电话13800000000、13700000000，再报一次13800000000。"))) == 3


@pytest.mark.parametrize(
    "text",
    [
        "联系电话：0000-7654321，传真010-87654321。",
        "拨打12345热线，或全省统一号码4008001234。",
        "索引号000014349/2022-00012，统一社会信用代码11370305004220123X。",
        "许可11398889件，收费316441.1380万元，2022年1月1日至12月31日。",
        "文号青政发〔2022〕13800号。",
    ],
)
def test_silent_for_office_numbers_codes_and_figures(text):
    assert said(RULE, report_with(text)) == []


def test_it_speaks_of_documents_that_are_no_reports_too():
    report = report_with("联系人手机13800000000。", document_type=DocumentType.NOT_AN_ANNUAL_REPORT)

    assert len(said(RULE, report)) == 1
