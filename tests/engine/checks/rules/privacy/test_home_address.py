"""Where a private person lives (公开了家庭住址)."""

from __future__ import annotations

import pytest

from disclosure.checks.finding import Severity
from engine.checks.reports import quoted, report_with, said

RULE = "privacy.home_address"


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("田某，家庭住址：青溪县白石镇河东村3组12号。", "青溪县白石镇河东村3组12号"),
        ("现住白石镇河东路8号2栋301室。", "白石镇河东路8号2栋301室"),
        ("申请人户籍地：青溪县黑水镇西坡村六组。", "青溪县黑水镇西坡村六组"),
        ("家住河东花园3栋201室的田某。", "河东花园3栋201室"),
    ],
)
def test_the_address_is_quoted_and_not_repeated(text, address):
    report = report_with(text)

    (finding,) = said(RULE, report)

    assert finding.severity is Severity.WARNING
    assert quoted(report, finding) == [address]
    assert address not in str(finding.message)


@pytest.mark.parametrize(
    "text",
    [
        "办公地址：青溪县白石镇河东路2号，邮编000000。",
        "住房保障对象120户，安置房3栋已分配。",
        "农村危房改造和住址信息核对12次，居住证办理300件。",
        "现住人口3万人，户籍人口2.8万人。",
        "家庭住址等个人信息已作隐藏处理。",
    ],
)
def test_silent(text):
    assert said(RULE, report_with(text)) == []
