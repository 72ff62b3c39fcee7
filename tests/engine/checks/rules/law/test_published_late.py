"""A report dated after the day by which it had to be published (公布时间晚于期限)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from disclosure.checks.finding import Severity
from engine.checks.reports import AGENCY, report_with, said

RULE = "law.published_late"


@pytest.mark.parametrize(
    ("agency", "day", "deadline", "severity"),
    [
        ("青溪县民政局", date(2023, 2, 1), "2023-01-31", Severity.WARNING),
        ("青溪县人民政府", date(2023, 4, 1), "2023-03-31", Severity.WARNING),
        (AGENCY, date(2023, 2, 1), "2023-01-31", Severity.NOTICE),
    ],
)
def test_the_day_after_the_deadline_is_late(agency, day, deadline, severity):
    """第四十九条 does not name townships: for them 31 January is the practice of many places."""
    (finding,) = said(RULE, report_with(agency=agency, published_on=day))

    assert (finding.severity, finding.expected, finding.found) == (severity, deadline, day.isoformat())
    assert finding.at == ("document",)


@pytest.mark.parametrize(
    ("agency", "day", "because"),
    [
        ("青溪县民政局", date(2023, 1, 31), "the last day"),
        ("青溪县人民政府", date(2023, 3, 31), "the last day of a government"),
        ("青溪县人民政府办公室", date(2023, 2, 20), "the office publishes the government's report"),
        ("青溪县供水集团", date(2023, 5, 1), "the name does not tell what kind of body it is"),
        (None, date(2023, 5, 1), "the agency is not known"),
        ("青溪县民政局", None, "no day is printed"),
    ],
)
def test_silent(agency, day, because):
    assert said(RULE, report_with(agency=agency, published_on=day)) == [], because


@pytest.mark.parametrize("agency", [AGENCY, "青溪县民政局", "青溪县人民政府", "青溪县供水集团"])
@pytest.mark.parametrize("edition", ["pre_2019", "2019"])
@pytest.mark.parametrize("year", [2008, 2014, 2018])
def test_before_2019_all_agencies_had_until_the_end_of_march(agency, edition, year):
    """第三十一条 of the Regulations of 2007, in force when the report of 2018 was due; townships were agencies like others."""
    report = report_with(agency=agency, year=year, edition=edition, published_on=date(year + 1, 4, 1))
    (finding,) = said(RULE, report)

    assert (finding.severity, finding.expected) == (Severity.WARNING, f"{year + 1}-03-31")
    assert finding.law == "《政府信息公开条例》第三十一条"
    assert said(RULE, replace(report, published_on=date(year + 1, 3, 31))) == []


def test_from_2019_on_the_day_of_a_department_is_that_of_article_49():
    (finding,) = said(RULE, report_with(agency="青溪县民政局", year=2019, edition="2019", published_on=date(2020, 2, 1)))

    assert (finding.expected, finding.law) == ("2020-01-31", "《政府信息公开条例》第四十九条")


def test_silent_for_years_without_a_known_deadline():
    assert said(RULE, report_with(year=2005, published_on=date(2006, 12, 1))) == []


def test_the_day_on_which_the_page_went_up_counts_before_the_one_printed():
    printed_in_time = report_with(agency="青溪县民政局", published_on=date(2023, 1, 20))
    late = replace(printed_in_time, source=replace(printed_in_time.source, published_on=date(2023, 2, 14)))

    (finding,) = said(RULE, late)
    assert finding.found == "2023-02-14"
    assert "网页公布日期" in finding.message.text()
    in_time = replace(late, published_on=date(2023, 2, 20), source=replace(late.source, published_on=date(2023, 1, 31)))
    assert not said(RULE, in_time)
