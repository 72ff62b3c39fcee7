"""Policy documents in the prose beside normative documents in table two (政策文件与规范性文件)."""

from __future__ import annotations

import pytest

from disclosure.checks.finding import Severity
from engine.checks.reports import quoted, report_with, said

RULE = "claims.documents_beside_table"
THREE = {"article_20.normative_documents.issued": 3}


def test_another_number_of_documents_is_quoted_in_its_own_words():
    report = report_with("全年主动公开政策文件4份。", cells=THREE)

    (finding,) = said(RULE, report)

    assert finding.severity is Severity.NOTICE
    assert finding.at == ("sections.1", "article_20.normative_documents.issued")
    assert (finding.expected, finding.found) == (3, 4)
    assert "政策文件4份" in str(finding.message)
    assert quoted(report, finding) == ["4份"]


@pytest.mark.parametrize(
    "text", ["全年主动公开政策文件3份。", "公开政策文件约5份。", "2021年公开政策文件9份。", "制发行政规范性文件3件。"]
)
def test_silent(text):
    assert said(RULE, report_with(text, cells=THREE)) == []


def test_silent_for_the_form_of_2019_which_counts_otherwise():
    assert said(RULE, report_with("公开政策文件4份。", edition="2019", year=2020)) == []
