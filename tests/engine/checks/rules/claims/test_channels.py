"""Applications counted by channel, against table three (分渠道申请数与表三不一致)."""

from __future__ import annotations

import pytest

from disclosure.checks.finding import Severity
from engine.checks.reports import quoted, report_with, said

RULE = "claims.channels"
FOUR_AND_ONE = {"applications.received.total": 4, "applications.carried_over.total": 1}


def test_channels_that_do_not_make_up_the_whole():
    report = report_with("线上受理依申请公开4件，线下受理依申请公开3件。", cells=FOUR_AND_ONE)

    (finding,) = said(RULE, report)

    assert finding.severity is Severity.WARNING
    assert (finding.expected, finding.found) == (4, 7)
    assert quoted(report, finding) == ["4件", "3件"]
    assert finding.at[1] == "applications.received.total"


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("线上受理依申请公开3件，线下受理依申请公开1件。", "4, as received"),
        ("线上受理依申请公开3件，线下受理依申请公开2件。", "5, with what was carried over"),
        ("线上受理依申请公开3件。", "one channel says nothing of the whole"),
        ("线上受理依申请公开约3件，线下受理依申请公开9件。", "an approximate number adds up to nothing certain"),
        ("2021年线上受理依申请公开9件，线下受理依申请公开9件。", "another year"),
    ],
)
def test_silent(text, because):
    assert said(RULE, report_with(text, cells=FOUR_AND_ONE)) == [], because


def test_none_on_either_channel_agrees_with_an_empty_table():
    assert said(RULE, report_with("线上受理依申请公开0件，线下受理依申请公开0件。")) == []
