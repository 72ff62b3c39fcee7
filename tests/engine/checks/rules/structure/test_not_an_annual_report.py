"""A document that is no annual report, or a form that nobody filled in (不是年度报告、空表)."""

from __future__ import annotations

from disclosure.checks.finding import Severity
from disclosure.form import DocumentType
from engine.checks.reports import read, report_with, said, said_of_page

RULE = "structure.not_an_annual_report"


def test_a_notice_is_not_an_annual_report():
    (finding,) = said_of_page(RULE, "<h1>关于召开会议的通知</h1><p>各村：定于周五召开会议，请准时参加。</p>")

    assert finding.severity is Severity.WARNING
    assert finding.at == ("document",)
    assert "不是" in str(finding.message)


def test_an_empty_form_is_named_as_such():
    report = report_with(document_type=DocumentType.BLANK_FORM)

    assert "没有填写" in str(said(RULE, report)[0].message)


def test_of_such_documents_nothing_else_is_said():
    examination = read("<h1>关于召开会议的通知</h1><p>统计期限自至2022年，新增新增。</p>")

    assert {finding.rule for finding in examination.findings} == {RULE}


def test_silent_for_an_annual_report():
    assert said(RULE, report_with()) == []
