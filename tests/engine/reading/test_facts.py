"""What the text says about itself. Where it does not say, nothing is made up."""

from __future__ import annotations

from datetime import date

import pytest

from disclosure.form import Line, Period, ProcessingFees, Section
from disclosure.reading import facts

EMPTY = Section("preamble", None, "", "")


def section(*lines: str, key: str = "sections.6") -> Section:
    return Section(key, 6, "其他需要报告的事项", "", tuple(Line(line, f"line {n}") for n, line in enumerate(lines, 1)))


def agency(title: str, preamble: str = "", signature: str = "") -> str | None:
    return facts.agency_of(title, section(preamble, key="preamble"), [section(signature)])


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["青溪县白石镇2022年政府信息公开工作年度报告", "正文。"], "青溪县白石镇2022年政府信息公开工作年度报告"),
        (["青溪县白石镇2022年", "政府信息公开工作", "年度报告"], "青溪县白石镇2022年政府信息公开工作年度报告"),
        (["我镇公开信息。"], ""),
        ([], ""),
    ],
)
def test_the_title_is_put_together_where_it_is_broken(lines, title):
    assert facts.title_lines(section(*lines))[0] == title


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("青溪县白石镇人民政府2021年政府信息公开工作年度报告", "青溪县白石镇人民政府"),
        ("青溪县白石镇2022年度政府信息公开工作年度报告", "青溪县白石镇"),
        ("2022年白石镇政府信息公开工作年度报告", "白石镇"),
        ("2022年政府信息公开工作年度报告", None),
        ("", None),
    ],
)
def test_the_agency_is_the_one_of_the_title(title, name):
    assert agency(title) == name


def test_the_fullest_name_that_is_printed_is_taken():
    assert (
        agency("白石镇2022年政府信息公开工作年度报告", "请与白石镇人民政府联系", "青溪县白石镇人民政府") == "青溪县白石镇人民政府"
    )


@pytest.mark.parametrize("words", ["我镇", "本局", "我乡高度重视", "各乡镇人民政府办公室"])
def test_our_town_is_no_name(words):
    assert agency("2022年政府信息公开工作年度报告", f"由{words}编制", words) is None


@pytest.mark.parametrize(
    ("title", "period", "texts", "year"),
    [
        ("某镇2021年政府信息公开工作年度报告", None, [], 2021),
        ("某镇2021年度政府信息公开工作年度报告", Period(date(2022, 1, 1), date(2022, 12, 31)), [], 2021),
        ("某镇政府信息公开工作年度报告", Period(date(2022, 1, 1), date(2022, 12, 31)), [], 2022),
        ("", None, ["现公布2020年政府信息公开工作年度报告。"], 2020),
        ("", None, ["2022年，我局将继续努力。"], None),
        ("", None, [], None),
    ],
)
def test_the_year_is_that_of_the_title_then_of_the_period_then_unknown(title, period, texts, year):
    assert facts.year_of(title, period, texts) == year


@pytest.mark.parametrize(
    "text",
    [
        "统计期限自2022年1月1日起至2022年12月31日止",
        "统计期限为2022年1月1 日到12月31日",
        "2022 年 1 月 1 日 至 2022 年 12 月 31 日",
        "2022年1月1日起，至12月31日",
    ],
)
def test_the_period_is_read_in_its_usual_forms(text):
    assert facts.period_of([text]) == Period(date(2022, 1, 1), date(2022, 12, 31))


@pytest.mark.parametrize(
    "text", ["自202211日起至20221231日止", "统计期限自20221月1日起至12月31日", "统计期限自至", "截至2022年12月31日"]
)
def test_a_damaged_period_is_not_mended(text):
    assert facts.period_of([text]) is None


def test_the_contact_is_what_is_printed_and_nothing_is_filled_in():
    text = "请与我镇联系（地址：青溪县白石镇中街1号，邮编：100000，联系电话：010-00000000，邮箱：office@example.org）。"
    contact = facts.contact_of(section(text, key="preamble"), [])

    assert (contact.address, contact.postcode, contact.phone) == ("青溪县白石镇中街1号", "100000", "010-00000000")
    assert (contact.email, contact.website) == ("office@example.org", None)
    assert facts.contact_of(EMPTY, []).is_empty


def test_a_number_in_a_table_of_the_narrative_is_not_the_office_telephone():
    row = Section("sections.1", 1, "", "", (Line("联系电话：010-00000000\t姓名", "line 1", is_table_row=True),))
    assert facts.contact_of(EMPTY, [row]).is_empty


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        (["白石镇人民政府", "2023年1月29日"], date(2023, 1, 29)),
        (["白石镇人民政府", "\xa0 \xa0 2023年1月29日"], date(2023, 1, 29)),
        (["2023年2月30日"], None),
        (["截至2023年1月29日，共1件。"], None),
        ([], None),
    ],
)
def test_the_day_of_publication_is_a_line_of_its_own_at_the_end(lines, day):
    assert facts.published_on([section(*lines)]) == day


@pytest.mark.parametrize(
    ("text", "fees"),
    [
        ("本年度没有产生信息公开处理费。", ProcessingFees(0, 0, 0)),
        ("2021年度未产生信息公开处理费。", ProcessingFees(0, 0, 0)),
        ("未收取信息处理费。", ProcessingFees(None, None, 0)),
        ("未收取关于依申请公开费用。", ProcessingFees(None, None, 0)),
        ("发出收费通知2件，收费通知金额400元，实际收取信息处理费共计300元。", ProcessingFees(2, 400, 300)),
        ("无其他需要报告的事项。", None),
    ],
)
def test_the_processing_fee_is_what_the_text_states(text, fees):
    assert facts.fees_stated([section(text)]) == fees
