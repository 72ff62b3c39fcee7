"""A row or column under another name than the form's (名称不规范)."""

from __future__ import annotations

import pytest

from disclosure.checks.finding import Severity
from engine.checks.reports import damaged, page_of, report_with, said_of_page

RULE = "structure.label_variant"


def test_a_row_under_another_name():
    page = damaged(page_of(report_with()), "其他法律行政法规禁止公开", "其他法律法规禁止公开")

    (finding,) = said_of_page(RULE, page)

    assert finding.severity is Severity.NOTICE
    assert finding.at == ("applications.refused.prohibited_by_law",)
    assert (finding.expected, finding.found) == ("2.其他法律行政法规禁止公开", "2.其他法律法规禁止公开")


def test_a_column_under_another_name():
    (finding,) = said_of_page(RULE, damaged(page_of(report_with()), "社会公益组织", "社会组织"))

    assert finding.at == ("applications",)
    assert (finding.expected, finding.found) == ("社会公益组织", "社会组织")


def test_what_to_print_is_given_in_chinese_in_every_language():
    (finding,) = said_of_page(RULE, damaged(page_of(report_with()), "社会公益组织", "社会组织"))

    assert "社会公益组织" in finding.message.text("en")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("（一）予以公开", "(一) 予以公开"),
        ("1.属于国家秘密", "1、属于国家秘密"),
        ("科研机构", "科研<br>机构"),
        ("“三安全一稳定”", "三安全一稳定"),
    ],
)
def test_silent_for_other_brackets_blanks_and_quotes(old, new):
    assert said_of_page(RULE, damaged(page_of(report_with()), old, new)) == []
