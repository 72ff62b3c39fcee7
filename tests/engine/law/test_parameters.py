"""Dated parameters: the value of each day, and data files that are refused."""

from datetime import date

import pytest

from disclosure.errors import DataError, LawError
from disclosure.law import load_parameter, parameter, parameters, period, receipt_rule, report_deadline
from disclosure.law.periods import method


@pytest.mark.parametrize(
    ("key", "on", "length", "unit"),
    [
        ("application.reply_period", date(2008, 5, 1), 15, "working_day"),
        ("application.reply_period", date(2019, 5, 14), 15, "working_day"),
        ("application.reply_period", date(2019, 5, 15), 20, "working_day"),
        ("application.extension", date(2019, 5, 14), 15, "working_day"),
        ("application.extension", date(2019, 5, 15), 20, "working_day"),
        ("application.correction_notice_period", date(2019, 5, 15), 7, "working_day"),
        ("application.consultation_period", date(2022, 1, 1), 15, "working_day"),
        ("application.agency_consultation_period", date(2022, 1, 1), 15, "working_day"),
        ("fees.payment_period", date(2021, 1, 1), 20, "working_day"),
        ("disclosure.period", date(2019, 5, 15), 20, "working_day"),
        ("remedies.reconsideration_period", date(2023, 12, 31), 60, "calendar_day"),
        ("remedies.reconsideration_period", date(2024, 1, 1), 60, "calendar_day"),
        ("remedies.litigation_period", date(2024, 1, 1), 6, "month"),
        ("remedies.litigation_after_reconsideration_period", date(2024, 1, 1), 15, "calendar_day"),
    ],
)
def test_the_period_of_the_day(key, on, length, unit):
    found = period(key, on)

    assert (found.length, found.unit) == (length, unit)


@pytest.mark.parametrize(
    ("key", "on"),
    [
        ("application.reply_period", date(2008, 4, 30)),
        ("application.correction_notice_period", date(2019, 5, 14)),
        ("application.consultation_period", date(2019, 5, 14)),
        ("fees.payment_period", date(2020, 12, 31)),
        ("fees.by_item", date(2020, 12, 31)),
    ],
)
def test_the_day_before_the_law_there_is_no_value(key, on):
    with pytest.raises(LawError, match="还没有规定"):
        parameter(key).on(on)


def test_the_source_changes_with_the_value():
    assert period("remedies.reconsideration_period", date(2023, 12, 31)).citation.short("zh") == "《行政复议法》第九条"
    assert period("remedies.reconsideration_period", date(2024, 1, 1)).citation.short("zh") == "《行政复议法》第二十条"


@pytest.mark.parametrize("key", ["application.no_such", "reply_period", ""])
def test_an_unknown_parameter_is_refused_with_the_known_ones(key):
    with pytest.raises(LawError, match=r"application\.reply_period"):
        parameter(key)


def test_what_is_not_a_period_cannot_be_asked_as_one():
    with pytest.raises(LawError, match="不是期限"):
        period("fees.by_item", date(2022, 1, 1))


def test_a_method_that_the_program_does_not_carry_out_stops_it():
    assert method("application.correction_restart", date(2022, 1, 1), known="restart").value == "restart"
    with pytest.raises(DataError, match="restart"):
        method("application.correction_restart", date(2022, 1, 1), known="suspend")


def test_every_value_says_its_source_and_every_file_when_it_was_compared():
    for each in parameters().values():
        assert each.checked_on >= date(2026, 1, 1), each.key
        for dated in each.values:
            assert dated.citation.document.in_force(dated.first_day), each.key


# --- receipt by channel (第三十一条)


@pytest.mark.parametrize(
    ("channel", "counts", "article"),
    [
        ("counter", "submitted", "第三十一条第（一）项"),
        ("registered_post", "signed", "第三十一条第（二）项"),
        ("post", "confirmed", "第三十一条第（二）项"),
        ("online", "confirmed", "第三十一条第（三）项"),
        ("fax", "confirmed", "第三十一条第（三）项"),
    ],
)
def test_the_day_of_receipt_by_channel(channel, counts, article):
    rule = receipt_rule(channel, date(2019, 5, 15))

    assert rule.counts == counts
    assert rule.by_confirmation == (counts == "confirmed")
    assert rule.citation.text("zh").endswith(article)


def test_before_2019_the_arrival_counted_on_every_channel():
    assert not receipt_rule("online", date(2019, 5, 14)).by_confirmation


def test_an_unknown_channel_is_refused_with_the_known_ones():
    with pytest.raises(LawError, match="registered_post"):
        receipt_rule("pigeon", date(2022, 1, 1))


# --- the annual report's deadline (第四十九条)


@pytest.mark.parametrize(
    ("kind", "year", "day"),
    [
        ("department", 2018, date(2019, 3, 31)),
        ("department", 2019, date(2020, 1, 31)),
        ("township", 2022, date(2023, 1, 31)),
        ("government", 2022, date(2023, 3, 31)),
    ],
)
def test_the_report_of_a_year_is_published_by_a_day_of_the_next(kind, year, day):
    assert report_deadline(kind, year).day == day


def test_an_unknown_kind_of_agency_is_refused():
    with pytest.raises(LawError, match="township"):
        report_deadline("village", 2022)


# --- data files

FILE = """
term: {{zh: 期限, en: Period}}
description: d
unit: {unit}
decided_by: received_on
checked_on: 2026-11-21
values:
{values}
"""
OLD = "{document: disclosure_regulations_2007, confidence: K}"
NEW = "{document: disclosure_regulations_2019, confidence: K}"


def parameter_of(folder, *values, unit="working_day"):
    path = folder / "period.yaml"
    path.write_text(FILE.format(unit=unit, values="\n".join(f"  - {value}" for value in values)), encoding="utf-8")
    return load_parameter(path)


def test_a_law_that_ended_says_so(tmp_path):
    asked = parameter_of(tmp_path, f"{{from: 2008-05-01, value: 15, source: {OLD}}}",
                         f"{{from: 2019-05-15, value: null, source: {NEW}}}")  # fmt: skip

    assert asked.on(date(2019, 5, 14)).value == 15
    with pytest.raises(LawError, match="不再有规定"):
        asked.on(date(2019, 5, 15))


def test_a_written_end_that_meets_the_next_value_is_taken(tmp_path):
    asked = parameter_of(tmp_path, f"{{from: 2008-05-01, to: 2019-05-14, value: 15, source: {OLD}}}",
                         f"{{from: 2019-05-15, value: 20, source: {NEW}}}")  # fmt: skip

    assert [dated.last_day for dated in asked.values] == [date(2019, 5, 14), None]


@pytest.mark.parametrize(
    ("first", "second", "fault"),
    [
        ("from: 2008-05-01, to: 2019-05-13", "from: 2019-05-15", "空档"),
        ("from: 2008-05-01, to: 2019-05-15", "from: 2019-05-15", "重叠"),
        ("from: 2019-05-14", "from: 2008-05-01", "次序颠倒"),
        ("from: 2008-05-01", "from: 2008-05-01", "重叠"),
        ("from: 2008-05-01", "from: 2019-05-15, to: 2024-01-01", "空值"),
        ("from: 2008-05-01, until: 2019-05-14", "from: 2019-05-15", "不认识的键"),
        ("from: '2008'", "from: 2019-05-15", "不是日期"),
    ],
)
def test_gaps_overlaps_and_unknown_keys_are_refused(tmp_path, first, second, fault):
    with pytest.raises(DataError, match=fault):
        parameter_of(tmp_path, f"{{{first}, value: 1, source: {OLD}}}", f"{{{second}, value: 2, source: {NEW}}}")


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("{document: no_such_law, confidence: K}", "没有登记"),
        ("{document: disclosure_regulations_2019, confidence: K}", "并未施行"),
        ("{document: disclosure_regulations_2007, confidence: X}", "可信度"),
        ("{document: disclosure_regulations_2007}", "缺少键"),
        ('{document: disclosure_regulations_2007, article: "24.2", quote: 二十个工作日, confidence: K}', "引文"),
    ],
)
def test_a_source_must_be_registered_in_force_and_say_the_words(tmp_path, source, fault):
    with pytest.raises(DataError, match=fault):
        parameter_of(tmp_path, f"{{from: 2008-05-01, value: 15, source: {source}}}")


def test_a_key_written_twice_is_refused(tmp_path):
    with pytest.raises(DataError, match="twice"):
        parameter_of(tmp_path, f"{{from: 2008-05-01, value: 15, value: 20, source: {OLD}}}")


def test_an_unknown_unit_is_refused(tmp_path):
    with pytest.raises(DataError, match="单位"):
        parameter_of(tmp_path, f"{{from: 2008-05-01, value: 15, source: {OLD}}}", unit="week")


def test_a_file_without_values_is_refused(tmp_path):
    with pytest.raises(DataError, match="没有任何值"):
        parameter_of(tmp_path)
