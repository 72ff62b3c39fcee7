"""A telephone said to be published that is not printed (说公布电话却没有号码)."""

from __future__ import annotations

import pytest

from disclosure.checks.finding import Severity
from engine.checks.reports import quoted, report_with, said

RULE = "claims.phone_not_printed"
NO_PHONE = "本报告统计期限为2022年1月1日至2022年12月31日。"


def test_a_telephone_is_announced_and_nowhere_printed():
    report = report_with("公布监督电话，纪委定期检查。", preamble=NO_PHONE)

    (finding,) = said(RULE, report)

    assert finding.severity is Severity.NOTICE
    assert finding.at == ("sections.1",)
    assert quoted(report, finding) == ["公布监督电话"]


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("公布监督电话0000-7654321。", "printed beside it"),
        ("公布投诉电话，市民可拨打12345热线。", "the hotline is a number"),
        ("接听咨询电话及时。", "nothing is announced"),
    ],
)
def test_silent(text, because):
    assert said(RULE, report_with(text, preamble=NO_PHONE)) == [], because


def test_silent_where_the_preamble_prints_one():
    assert said(RULE, report_with("公布监督电话，接受群众监督。")) == []
