"""Labels compared by what they say."""

from __future__ import annotations

import pytest

from disclosure.reading.tables.labels import heading_key, label_key, numbering, plain, title_key


@pytest.mark.parametrize(
    ("printed", "official"),
    [
        ("1、属于国家秘密", "1.属于国家秘密"),
        ("１．属于国家秘密", "1.属于国家秘密"),
        ("(二) 部分公开(区分处理的,只计这一情形,不计其他情形)", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"),
        ("（二）部分公开", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"),
        ('3.危及"三安全一稳定"', "3.危及“三安全一稳定”"),
        ("结果\n纠正", "结果纠正"),
        ("科 研 机 构", "科研机构"),
        ("其它", "其他"),
        ("第二十条 第（一）项", "第二十条第（一）项"),
        ("\ufeff规章\u200b", "规章"),
    ],
)
def test_these_say_the_same(printed, official):
    assert label_key(printed) == label_key(official)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("予以公开", "不予公开"),
        ("部分公开", "不予公开"),
        ("行政处罚", "行政强制"),
        ("结果维持", "结果纠正"),
        ("上年结转", "结转下年度"),
    ],
)
def test_these_do_not(one, other):
    assert label_key(one) != label_key(other)


def test_the_item_of_the_article_is_part_of_a_block_heading():
    """第二十条第（五）项 and 第二十条第（六）项 differ in their brackets alone."""
    assert heading_key("第二十条第（五）项") != heading_key("第二十条第（六）项")
    assert heading_key("第二十条 第(五)项") == heading_key("第二十条第（五）项")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("一、总体情况", "一、"),
        ("（七）总计", "(七)"),
        ("1.属于国家秘密", "1."),
        ("12、其他", "12、"),
        ("总体情况", ""),
        ("2022年工作打算", ""),
        ("2.2022年度本局公开信息", "2."),
        ("3.5", ""),
    ],
)
def test_the_number_before_a_label_is_told_from_a_number_in_it(text, number):
    assert numbering(text) == number


def test_a_title_is_compared_without_its_number_and_punctuation():
    assert title_key("四、政府信息公开行政复议、行政诉讼情况") == title_key("政府信息公开行政复议行政诉讼情况：")


def test_a_label_of_a_million_characters_is_cut_before_it_is_compared():
    assert len(plain("甲" * 1_000_000)) == 300


@pytest.mark.parametrize("text", ["", " ", "，", "（）", "()", "一、", "1."])
def test_what_says_nothing_is_empty_rather_than_an_error(text):
    assert isinstance(label_key(text), str)
