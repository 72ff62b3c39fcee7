"""A date that lost a character (日期残缺)."""

from __future__ import annotations

import pytest

from disclosure.checks.finding import Severity
from engine.checks.reports import quoted, report_with, said

RULE = "typography.damaged_date"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("统计期限为20221月1日至2022年12月31日。", "20221月1日"),
        ("于20221231日公布。", "20221231日"),
        ("统计期限自至2022年12月31日。", "统计期限自至"),
    ],
)
def test_a_date_without_year_or_month_mark(text, words):
    report = report_with(text)

    (finding,) = said(RULE, report)

    assert finding.severity is Severity.NOTICE
    assert (finding.found, quoted(report, finding)) == (words, [words])


@pytest.mark.parametrize(
    "text",
    [
        "统计期限自2022年1月1日起至2022年12月31日止。",
        "2022年1 月 1 日发布，1月31日前公布。",
        "索引号2022-00012，青政办〔2022〕12号，信息2022条，2022-01-31。",
        "许可12022件，20日内答复。",
    ],
)
def test_silent_for_whole_dates_and_other_numbers(text):
    assert said(RULE, report_with(text)) == []
