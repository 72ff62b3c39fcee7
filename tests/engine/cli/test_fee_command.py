"""``gongkai fee``: the computation by tier, the amount last."""

import pytest

from engine.cli.command_line import gongkai


@pytest.mark.parametrize(
    ("items", "yuan"),
    [
        (0, 0),
        (10, 0),
        (11, 100),
        (30, 2000),
        (31, 2200),
        (40, 4000),
        (41, 4300),
        (50, 7000),
        (51, 7400),
        (60, 11000),
        (100, 37000),
    ],
)
def test_the_fee_by_application(items, yuan):
    ran = gongkai("fee", "--items", str(items))

    assert ran.status == 0
    assert ran.last == f"应收信息处理费：{yuan}元"


@pytest.mark.parametrize(
    ("pages", "yuan"), [(30, 0), (31, 10), (100, 700), (101, 720), (200, 2700), (201, 2740), (300, 6700), (1000, 34700)]
)
def test_the_fee_by_page(pages, yuan):
    assert gongkai("fee", "--pages", str(pages)).last == f"应收信息处理费：{yuan}元"


def test_the_computation_shows_every_tier_and_the_article():
    lines = [" ".join(line.split()) for line in gongkai("fee", "--items", "45").lines]

    assert lines[0].startswith("45件（《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）第四条")
    assert lines[1:6] == [
        "第1—10件 10件 × 0元 = 0元（不收费）",
        "第11—30件 20件 × 100元 = 2000元",
        "第31—40件 10件 × 200元 = 2000元",
        "第41—50件 5件 × 300元 = 1500元",
        "其中第45件：300元",
    ]


def test_the_last_tier_of_pages_is_open():
    assert "第201页以上" in gongkai("fee", "--pages", "201").out
    assert "第201页以上" not in gongkai("fee", "--pages", "200").out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "--items"),
        (["--items", "3", "--pages", "3"], "不能同时"),
        (["--items", "-1"], "整数"),
        (["--items", "1.5"], "整数"),
        (["--items", "many"], "整数"),
        (["--pages", "100001"], "整数"),
        (["--items", "20", "--on", "2020-12-31"], "还没有规定"),
    ],
)
def test_wrong_usage_is_told_in_chinese_with_status_2(arguments, words):
    ran = gongkai("fee", *arguments)

    assert ran.status == 2
    assert words in ran.err
    assert ran.out == ""


@pytest.mark.parametrize(
    ("asked", "english", "chinese"),
    [("--items", "commonly understood", "通常理解"), ("--pages", "one side no larger than A4", "不大于A4的单面")],
)
def test_the_note_on_the_tariff_is_said_in_english_too(asked, english, chinese):
    answer = gongkai("--lang", "en", "fee", asked, "35")
    assert english in answer.out
    assert chinese not in answer.out
