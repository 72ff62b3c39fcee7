"""A text that speaks of another agency as if it were its own (写着别的机关的名字)."""

from __future__ import annotations

import pytest

from disclosure.checks.finding import Severity
from engine.checks.examples import examined

RULE = "agencies.foreign_name"


def findings(text: str, other: str = "青溪县黑水镇人民政府", agency: str = "青溪县白石镇人民政府"):
    given = {"text": text, "agency": agency, "others": [{"agency": other}]}
    return [finding for finding in examined(given).findings if finding.rule == RULE]


def test_the_name_is_quoted_once_a_part():
    (finding,) = findings("黑水镇坚持公开为常态，黑水镇栏目每周更新。")

    assert finding.severity is Severity.WARNING
    assert finding.found == "黑水镇"
    assert len(finding.quotes) == 1


def test_a_street_office_is_named_with_its_whole_name():
    assert [finding.found for finding in findings("河东街道栏目每周更新。", "青溪市河东街道办事处")] == ["河东街道"]


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("白石镇栏目每周更新。", "its own name"),
        ("赴黑水镇学习。", "it was there"),
        ("与黑水镇联合开展宣传。", "together with it"),
        ("栏目每周更新。", "nobody is named"),
    ],
)
def test_silent(text, because):
    assert findings(text) == [], because


def test_a_department_may_name_every_township():
    assert findings("黑水镇、青石镇试点工作进展顺利。", agency="青溪县民政局") == []
