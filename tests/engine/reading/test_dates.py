"""Years and days in Chinese numerals, and in full-width digits."""

from datetime import date

import pytest

from disclosure.form import DocumentType
from disclosure.reading import read_report
from disclosure.reading.dates import in_digits
from disclosure.samples import Layout, generate


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("二〇二三年一月二十九日", "2023年1月29日"),
        ("二○二三年十二月三十一日", "2023年12月31日"),
        ("二零一九年十月十日", "2019年10月10日"),
        ("二O二一 年 一 月 五 日", "2021 年 1 月 5 日"),
        ("二〇二二年度政府信息公开工作年度报告", "2022年度政府信息公开工作年度报告"),
        ("２０２２年", "2022年"),
        ("二十年来，共收到十二件。", "二十年来，共收到十二件。"),
        ("第二年", "第二年"),
        ("2022年1月", "2022年1月"),
        ("", ""),
    ],
)
def test_years_and_days_are_read_and_other_numerals_left(printed, read):
    assert in_digits(printed) == read


FULL_WIDTH = {ord("0") + digit: 0xFF10 + digit for digit in range(10)}
CHINESE = {ord("0") + digit: character for digit, character in enumerate("〇一二三四五六七八九")}


@pytest.mark.parametrize("digits", [FULL_WIDTH, CHINESE])
def test_a_report_whose_year_is_written_so_is_known_by_it_and_keeps_its_title_as_printed(digits):
    ((name, data, truth),) = generate(1, 5, (Layout.LINES,))
    year = truth.report.year
    text = data.decode("utf-8-sig").replace(f"{year}年", f"{year}年".translate(digits))

    report = read_report(text.encode(), name)

    assert report.document_type is DocumentType.ANNUAL_REPORT
    assert (report.year, report.period) == (year, truth.report.period)
    assert report.agency == read_report(data, name).agency
    assert f"{year}年".translate(digits) in report.preamble.title


def test_the_day_below_a_report_may_be_in_chinese_numerals():
    ((name, data, _truth),) = generate(1, 5, (Layout.LINES,))
    text = data.decode("utf-8-sig").rstrip() + "\n二〇二三年一月二十日\n"

    assert read_report(text.encode(), name).published_on == date(2023, 1, 20)
