"""``gongkai law show``: what the program takes for the law, and since when."""

import pytest

from engine.cli.command_line import gongkai


def line_of(key, *arguments):
    return next(line for line in gongkai("law", "show", *arguments).lines if line.startswith(key + " "))


@pytest.mark.parametrize(("on", "words"), [("2019-05-14", "15个工作日"), ("2019-05-15", "20个工作日")])
def test_the_value_of_the_day(on, words):
    assert line_of("application.reply_period", "--on", on).endswith(words)


def test_without_a_day_the_newest_values_with_their_sources():
    line = line_of("application.reply_period")

    assert "2019-05-15起" in line
    assert "《政府信息公开条例》第三十三条第二款" in line


def test_before_the_law_a_parameter_says_that_there_was_none():
    assert line_of("fees.by_item", "--on", "2020-12-31").endswith("当日没有规定")


def test_only_documents_in_force_on_the_day_are_listed():
    shown = gongkai("law", "show", "--on", "2022-01-01").out

    assert "国办公开办函〔2021〕30号" in shown
    assert "国办公开办函〔2019〕60号" not in shown
    assert "国办公开办函〔2019〕60号" in gongkai("law", "show").out


def test_a_day_that_is_none_is_refused():
    ran = gongkai("law", "show", "--on", "2022-02-29")

    assert ran.status == 2
    assert "不是日期" in ran.err
