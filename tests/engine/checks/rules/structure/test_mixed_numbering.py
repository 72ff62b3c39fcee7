"""Two kinds of numbering in one sequence (序号混用)."""

from __future__ import annotations

import pytest

from disclosure.checks.finding import Severity
from engine.checks.reports import quoted, report_with, said

RULE = "structure.mixed_numbering"


def test_a_sequence_that_goes_on_in_the_other_kind():
    report = report_with("（1）平台建设\n（2）工作机制\n（三）主动公开")

    (finding,) = said(RULE, report)

    assert finding.severity is Severity.NOTICE
    assert quoted(report, finding) == ["（2）", "（三）"]
    assert finding.at == ("sections.1",)


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("（一）平台建设\n（二）工作机制\n（三）主动公开", "one kind"),
        ("（一）平台建设\n（1）网站\n（2）微信\n（二）工作机制", "a level inside a level"),
        ("（一）平台建设，包括(2)微信", "inside a line"),
        ("(1)平台\n（2）机制", "other brackets are the same kind"),
    ],
)
def test_silent(text, because):
    assert said(RULE, report_with(text)) == [], because
