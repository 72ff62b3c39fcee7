"""References to articles: how data files write them, how laws print them."""

import pytest

from disclosure.errors import LawError
from disclosure.law import chinese_number, parse_article


@pytest.mark.parametrize(
    ("number", "printed"),
    [
        (0, "零"),
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (19, "十九"),
        (20, "二十"),
        (33, "三十三"),
        (100, "一百"),
        (101, "一百零一"),
        (110, "一百一十"),
        (203, "二百零三"),
        (1000, "一千"),
        (1010, "一千零一十"),
        (1259, "一千二百五十九"),
    ],
)
def test_numbers_are_printed_as_laws_print_them(number, printed):
    assert chinese_number(number) == printed


@pytest.mark.parametrize("number", [-1, 10_000])
def test_numbers_that_no_law_has_are_refused(number):
    with pytest.raises(ValueError, match=str(number)):
        chinese_number(number)


@pytest.mark.parametrize(
    ("written", "chinese", "english"),
    [
        ("33", "第三十三条", "Art. 33"),
        ("33.2", "第三十三条第二款", "Art. 33 para. 2"),
        ("20(1)", "第二十条第（一）项", "Art. 20 item 1"),
        ("50.1(4)", "第五十条第一款第（四）项", "Art. 50 para. 1 item 4"),
        ("第三部分", "第三部分", "第三部分"),
    ],
)
def test_article_paragraph_and_item(written, chinese, english):
    assert parse_article(written).text("zh") == chinese
    assert parse_article(written).text("en") == english


@pytest.mark.parametrize("written", ["", "  ", "0"])
def test_an_empty_reference_is_refused(written):
    with pytest.raises(LawError, match="33"):
        parse_article(written)
