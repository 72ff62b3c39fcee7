"""The working-day calendar 2007 to 2026 against two independent packages, and what it says where nothing is announced."""

from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import holidays
import pytest

from disclosure.errors import CalendarError, DataError
from disclosure.law import DayKind, load_calendar, work_calendar
from disclosure.law import working_days as module

CALENDAR = work_calendar()
FILES = Path(module.__file__).with_name("calendar")


def days_of(year):
    first = date(year, 1, 1)
    return [first + timedelta(days=past) for past in range((date(year + 1, 1, 1) - first).days)]


@pytest.mark.parametrize("year", range(2007, 2027))
def test_every_day_is_as_the_package_chinesecalendar_has_it(year):
    wrong = [day for day in days_of(year) if CALENDAR.day(day).is_working != chinese_calendar.is_workday(day)]
    assert wrong == []


@pytest.mark.parametrize("year", range(2007, 2027))
def test_every_day_is_as_the_package_holidays_has_it(year):
    china = holidays.country_holidays("CN", years=range(year - 1, year + 2))
    assert [day for day in days_of(year) if CALENDAR.day(day).is_working != china.is_working_day(day)] == []


@pytest.mark.parametrize(
    ("year", "working"),
    [
        (2007, 249),
        (2008, 251),
        (2009, 250),
        (2010, 250),
        (2011, 250),
        (2012, 249),
        (2013, 250),
        (2014, 250),
        (2015, 249),
        (2016, 250),
        (2017, 249),
        (2018, 250),
        (2019, 250),
        (2020, 249),
        (2021, 250),
        (2022, 249),
        (2023, 249),
        (2024, 251),
        (2025, 248),
        (2026, 248),
    ],
)
def test_the_working_days_of_a_year(year, working):
    assert sum(CALENDAR.day(day).is_working for day in days_of(year)) == working


@pytest.mark.parametrize(
    ("on", "kind", "number"),
    [
        (date(2024, 2, 9), DayKind.WORKING, None),  # 除夕 2024 was not a day off
        (date(2024, 2, 10), DayKind.HOLIDAY, "国办发明电〔2023〕7号"),
        (date(2024, 2, 18), DayKind.MAKE_UP, "国办发明电〔2023〕7号"),
        (date(2024, 2, 24), DayKind.WEEKEND, None),
        (date(2022, 12, 31), DayKind.HOLIDAY, "国办发明电〔2022〕16号"),
        (date(2019, 5, 1), DayKind.HOLIDAY, "国办发明电〔2019〕3号"),
        (date(2019, 4, 28), DayKind.MAKE_UP, "国办发明电〔2019〕3号"),
        (date(2020, 2, 1), DayKind.HOLIDAY, "国办发明电〔2020〕1号"),
        (date(2020, 1, 24), DayKind.HOLIDAY, "国办发明电〔2019〕16号"),
    ],
)
def test_a_day_says_its_kind_and_the_notice_behind_it(on, kind, number):
    day = CALENDAR.day(on)

    assert day.kind is kind
    assert (day.notice.number if day.notice else None) == number
    assert day.announced


def test_the_calendar_can_be_had_as_it_was_known_on_an_earlier_day():
    """1 February 2020 was to be worked until the holiday was extended on 27 January."""
    before, after = work_calendar(known_on=date(2020, 1, 26)), work_calendar(known_on=date(2020, 1, 27))

    assert before.is_working_day(date(2020, 2, 1))
    assert not after.is_working_day(date(2020, 2, 1))
    assert not before.is_working_day(date(2020, 2, 2))
    assert before.is_working_day(date(2020, 1, 31))


def test_labour_day_2019_was_one_day_until_it_was_made_four():
    assert work_calendar(known_on=date(2019, 3, 21)).is_working_day(date(2019, 5, 2))
    assert not work_calendar(known_on=date(2019, 3, 22)).is_working_day(date(2019, 5, 2))


def test_a_year_without_notice_is_told_by_weekday_and_fixed_holidays_and_marked():
    known = work_calendar(known_on=date(2025, 11, 3))

    assert [known.day(date(2026, 1, day)).is_working for day in (1, 2, 3, 4, 5)] == [False, True, False, False, True]
    assert not any(known.day(day).announced for day in days_of(2026))


def test_the_last_days_of_december_wait_for_the_next_notice():
    """31 December 2022 became a day off only with the notice for 2023."""
    known = work_calendar(known_on=date(2022, 12, 7))

    assert known.day(date(2022, 12, 28)).announced
    assert not known.day(date(2022, 12, 29)).announced
    assert work_calendar(known_on=date(2022, 12, 8)).day(date(2022, 12, 29)).announced


def test_whether_an_unannounced_day_is_worked_is_not_answered():
    with pytest.raises(CalendarError, match="尚未公布2026年"):
        work_calendar(known_on=date(2025, 11, 3)).is_working_day(date(2026, 1, 5))


@pytest.mark.parametrize("on", [date(2006, 12, 28), date(1, 1, 1), date(2037, 1, 1), date.max])
def test_days_outside_the_calendar_are_refused(on):
    with pytest.raises(CalendarError, match="超出了工作日历的范围"):
        CALENDAR.day(on)


def test_before_any_notice_there_is_no_calendar():
    with pytest.raises(CalendarError, match="没有任何放假安排"):
        work_calendar(known_on=date(2006, 12, 17))


# --- data files

YEAR = """
year: {year}
settled_until: 2024-12-28
checked_on: 2026-11-21
notices:
  - {{title: 通知, number: null, {note}issued: 2023-10-25, announced: 2023-10-25, rest: [{rest}], work: [{work}]}}
"""
NOTE = "note: {zh: 未核对, en: not confirmed}, "
REST = "{holiday: {zh: 元旦, en: New Year}, from: 2024-01-01, to: %s}"


def calendar_of(folder, rest=REST % "2024-01-01", work="", year=2024, name="2024", note=NOTE):
    text = YEAR.format(year=year, rest=rest, work=work, note=note)
    (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return load_calendar(folder)


def test_a_notice_without_a_confirmed_number_goes_by_its_title(tmp_path):
    notice = calendar_of(tmp_path).day(date(2024, 1, 1)).notice

    assert notice is not None
    assert notice.name == "《通知》"


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"rest": REST % "2023-12-31"}, "首尾颠倒"),
        ({"rest": f"{REST % '2024-01-01'}, {REST % '2024-01-02'}"}, "两次"),
        ({"work": "2024-01-02"}, "不是周末"),
        ({"work": "2024-01-06, 2024-01-06"}, "两次"),
        ({"year": 2023}, "2023年"),
        ({"note": ""}, "note"),
        ({"note": "note: 未核对, "}, "键值"),
        ({"note": "note: {zh: 未核对}, "}, "缺少键：en"),
        ({"note": "note: {zh: 未核对, en: ''}, "}, "都要写明"),
        ({"rest": "{holiday: 元旦, day: 2024-01-01}"}, "不认识的键"),
    ],
)
def test_faulty_notices_are_refused(tmp_path, changed, fault):
    with pytest.raises(DataError, match=fault):
        calendar_of(tmp_path, **changed)


def test_a_year_left_out_is_refused(tmp_path):
    for year in (2022, 2024):
        (tmp_path / f"{year}.yaml").write_text((FILES / f"{year}.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(DataError, match="缺少2023年"):
        load_calendar(tmp_path)
