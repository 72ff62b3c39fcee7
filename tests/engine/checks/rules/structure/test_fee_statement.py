"""A report that does not say whether fees were charged (缺信息处理费说明)."""

from __future__ import annotations

import pytest

from disclosure.checks.finding import Severity
from disclosure.form import ProcessingFees
from engine.checks.reports import report_with, said

RULE = "structure.fee_statement"
NOTHING_ELSE = "没有其他需要报告的事项。"


@pytest.mark.parametrize("year", [2021, 2022, 2025])
def test_nothing_is_said_of_fees(year):
    (finding,) = said(RULE, report_with(NOTHING_ELSE, part=6, year=year))

    assert finding.severity is Severity.NOTICE
    assert finding.at == ("sections.6",)
    assert finding.law_key == "fee_measures"


@pytest.mark.parametrize("text", ["本年度没有产生信息处理费。", "未收取依申请公开费用。", "收费情况：无。", "发出收费通知1件。"])
def test_silent_where_fees_are_spoken_of(text):
    assert said(RULE, report_with(text, part=6)) == []


def test_silent_before_the_fee_measures_were_in_force():
    """国办函〔2020〕109号 is in force from 1 January 2021."""
    assert said(RULE, report_with(NOTHING_ELSE, part=6, year=2020, edition="2019")) == []


def test_silent_where_a_table_states_them():
    assert said(RULE, report_with(NOTHING_ELSE, part=6, processing_fees=ProcessingFees(0, 0, 0))) == []


def test_silent_where_the_year_is_not_known():
    assert said(RULE, report_with(NOTHING_ELSE, part=6, year=None)) == []
