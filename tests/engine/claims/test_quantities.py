"""Numbers with units in prose, and the many numbers that count nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from disclosure.claims.grammar import grammar


def found(text: str) -> list[tuple[object, str, bool]]:
    return [(quantity.value, quantity.unit, quantity.approximate) for quantity in grammar().quantities.find(text)]


@pytest.mark.parametrize(
    ("text", "value", "unit", "approximate"),
    [
        ("公开信息129条", 129, "条", False),
        ("公开信息１２９条", 129, "条", False),
        ("公开信息1,234条", 1234, "条", False),
        ("公开信息 77 条", 77, "条", False),
        ("公开信息240余条", 240, "条", True),
        ("公开信息1500多条", 1500, "条", True),
        ("公开信息约300条", 300, "条", True),
        ("公开信息超过300条", 300, "条", True),
        ("公开信息300条左右", 300, "条", True),
        ("阅读量68.9万次", 689000, "次", False),
        ("分享3.1万次", 31000, "次", False),
        ("答复率100%", 100, "%", False),
        ("满意率96.2%", Decimal("96.2"), "%", False),
        ("收到申请十二件", 12, "件", False),
        ("实际收取400元", 400, "元", False),
        ("收费4443.19万元", 44_431_900, "元", False),
    ],
)
def test_a_quantity_has_value_unit_and_whether_it_is_exact(text, value, unit, approximate):
    assert found(text) == [(value, unit, approximate)]


@pytest.mark.parametrize(
    "text",
    [
        "2022年1月1日至12月31日",
        "国办公开办函〔2019〕60号",
        "粤办函〔2020〕42号",
        "《条例》第三十三条、第50条",
        "第二十条第（五）项",
        "12345热线",
        "联系电话：0769-87711001",
        "邮编：331200",
        "三公经费",
        "一次性告知",
        "万户千家",
        "最后一公里",
        "零距离",
        "（3）条",
        "版本2.0个",
        "91110000000000000000条",
    ],
)
def test_these_numbers_count_nothing(text):
    assert found(text) == []


def test_hours_on_call_are_a_quantity_of_hours_and_of_nothing_else():
    assert found("24小时应急") == [(24, "小时", False)]


def test_each_says_that_the_number_holds_for_each():
    (quantity,) = grammar().quantities.find("通知公告各5条")
    assert (quantity.value, quantity.each) == (5, True)


def test_numbers_of_a_list_are_not_taken_for_thousands():
    assert [value for value, _unit, _about in found("分别为1，234条")] == [234]


def test_the_offsets_are_those_of_the_words():
    text = "全年公开信息129条，其中公告7条。"
    assert [text[quantity.start : quantity.end] for quantity in grammar().quantities.find(text)] == ["129条", "7条"]


def test_a_million_digits_are_no_quantity():
    assert found("1" * 1_000_000 + "条") == []
