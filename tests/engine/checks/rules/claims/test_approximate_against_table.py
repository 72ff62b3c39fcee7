"""An approximate number that the table rules out (约数与表矛盾)."""

from __future__ import annotations

import pytest

from disclosure.checks.finding import Severity
from engine.checks.reports import report_with, said

RULE = "claims.approximate_against_table"


def received(count: int) -> dict[str, int]:
    return {"applications.received.total": count}


@pytest.mark.parametrize(
    ("words", "count"),
    [("50余件", 48), ("50多件", 80), ("近50件", 51), ("近50件", 30), ("超过50件", 49), ("约50件", 70), ("50件以上", 12)],
)
def test_the_figure_is_none_that_the_words_may_round(words, count):
    report = report_with(f"全年收到政府信息公开申请{words}。", cells=received(count))

    (finding,) = said(RULE, report)

    assert finding.severity is Severity.WARNING
    assert (finding.expected, finding.found) == (count, 50)
    assert finding.at == ("sections.1", "applications.received.total")


@pytest.mark.parametrize(
    ("words", "count"),
    [("50余件", 50), ("50余件", 59), ("近50件", 48), ("近50件", 50), ("超过50件", 53), ("约50件", 47), ("50件左右", 55)],
)
def test_silent_where_the_words_fit(words, count):
    assert said(RULE, report_with(f"全年收到政府信息公开申请{words}。", cells=received(count))) == []


@pytest.mark.parametrize("blank", ["", "/"])
def test_silent_where_the_cell_is_no_number(blank):
    assert said(RULE, report_with("全年收到政府信息公开申请50余件。", cells=received(blank))) == []
