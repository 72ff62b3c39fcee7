"""A label torn over several rows, or one that nothing explains (名称断裂)."""

from __future__ import annotations

import pytest

from disclosure.checks.finding import Severity
from disclosure.form import Oddity
from engine.checks.reports import page_of, report_with, said, said_of_page

RULE = "structure.label_broken"


@pytest.mark.parametrize(
    ("oddity", "words"),
    [
        (Oddity("label_broken", ("applications",), "line 53", {"printed": "不予公开"}), "“不予公开”断成了几段"),
        (Oddity("label_unknown", ("applications",), "line 60", {"printed": "乱"}), "“乱”不是格式里的名称"),
        (Oddity("values_apart", ("applications.refused.state_secret",), "line 54"), "数字印在下一行"),
    ],
)
def test_damage_that_the_reader_met(oddity, words):
    (finding,) = said(RULE, report_with(oddities=(oddity,)))

    assert finding.severity is Severity.NOTICE
    assert words in str(finding.message)
    assert (finding.at, finding.place) == (oddity.at, oddity.place)


def test_silent_for_a_page_in_order():
    assert said_of_page(RULE, page_of(report_with())) == []
