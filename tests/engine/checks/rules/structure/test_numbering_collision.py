"""Headings inside a part numbered like the parts themselves (序号冲突)."""

from __future__ import annotations

import pytest

from disclosure.checks.finding import Severity
from engine.checks.reports import quoted, report_with, said

RULE = "structure.numbering_collision"


def test_two_headings_numbered_like_parts():
    report = report_with("一、加强组织领导\n成立领导小组。\n二、落实公开任务\n逐项落实。")

    (finding,) = said(RULE, report)

    assert finding.severity is Severity.NOTICE
    assert finding.at == ("sections.1",)
    assert quoted(report, finding) == ["一、加强组织领导", "二、落实公开任务"]


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("（一）加强组织领导\n（二）落实公开任务", "another level"),
        ("1、加强组织领导\n2、落实公开任务", "another kind"),
        ("一是加强领导；二是落实任务。", "a list inside a sentence"),
        ("一、二、三号公告栏按月更新。全年共更新三次。", "a sentence that begins with a number"),
        ("一、加强组织领导", "a single one is no sequence"),
    ],
)
def test_silent(text, because):
    assert said(RULE, report_with(text)) == [], because
