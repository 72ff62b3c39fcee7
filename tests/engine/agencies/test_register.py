"""A printed name becomes a code only where exactly one agency of that day fits."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.agencies import Agency, Fit, Register, read_register, register_csv, with_agency
from disclosure.agencies.files import register_of
from disclosure.agencies.register import LEVELS, RegisterError
from disclosure.form import DocumentType, Report, Source

CITY = Agency("35", "安平市人民政府", level="city")
RIVER = Agency("3501", "青溪县人民政府", parent="35", level="county")
HILL = Agency("3502", "石岭县人民政府", parent="35", level="county")
WHITE = Agency("350101", "青溪县白石镇人民政府", ("白石镇政府",), "3501", "township")
#: Two towns of the same name in two counties.
NORTH = Agency("350102", "城关镇人民政府", (), "3501", "township")
SOUTH = Agency("350201", "城关镇人民政府", (), "3502", "township")
#: A township that became a town on 2022-07-01 and kept its code; a bureau that was merged into another.
VILLAGE = Agency("350103", "柳湾乡人民政府", (), "3501", "township", None, date(2022, 6, 30))
TOWN = Agency("350103", "柳湾镇人民政府", (), "3501", "township", date(2022, 7, 1))
OLD_BUREAU = Agency("3501A", "青溪县旅游局", (), "3501", "county_department", None, date(2019, 3, 31), "3501B")
NEW_BUREAU = Agency("3501B", "青溪县文化和旅游局", (), "3501", "county_department", date(2019, 4, 1))
REGISTER = Register([CITY, RIVER, HILL, WHITE, NORTH, SOUTH, VILLAGE, TOWN, OLD_BUREAU, NEW_BUREAU])
DAY = date(2023, 1, 20)


@pytest.mark.parametrize(
    "printed",
    [
        "青溪县白石镇人民政府",
        "白石镇人民政府",
        "安平市青溪县白石镇人民政府",
        "白石镇政府",
        "青溪县白石镇政府",
        " 青溪县 白石镇\u3000人民政府",
    ],
)
def test_a_name_is_known_with_and_without_the_places_above_it(printed):
    assert REGISTER.fit(printed, DAY) == Fit("350101")


def test_a_name_that_two_agencies_bear_yields_both_and_no_code():
    assert REGISTER.fit("城关镇人民政府", DAY) == Fit(None, ("350102", "350201"))
    assert REGISTER.fit("石岭县城关镇人民政府", DAY) == Fit("350201"), "the county decides"


@pytest.mark.parametrize(
    ("printed", "day", "code", "because"),
    [
        ("柳湾乡人民政府", date(2022, 6, 30), "350103", "its last day as a township"),
        ("柳湾镇人民政府", date(2022, 7, 1), "350103", "its first day as a town"),
        ("柳湾镇人民政府", date(2022, 6, 30), None, "there was no town of the name yet"),
        ("柳湾乡人民政府", None, "350103", "without a day any name that it ever had is its own"),
        ("青溪县旅游局", date(2019, 3, 31), "3501A", "the last day of the bureau"),
        ("青溪县旅游局", date(2019, 4, 1), None, "the bureau is merged"),
        ("青溪县文化和旅游局", date(2020, 1, 1), "3501B", "its successor"),
    ],
)
def test_the_day_decides_which_name_holds(printed, day, code, because):
    assert REGISTER.fit(printed, day).code == code, because


def test_a_name_of_another_day_is_a_candidate():
    assert REGISTER.fit("青溪县旅游局", date(2023, 1, 1)).candidates == ("3501A",)


def test_a_name_that_resembles_some_yields_candidates_and_one_that_resembles_none_nothing():
    assert REGISTER.fit("青溪县白石镇人民政府办公室", DAY) == Fit(None, ("350101",))
    assert REGISTER.fit("青溪县某某中心", DAY) == Fit(None, ("3501",))
    assert REGISTER.fit("某某集团", DAY) == Fit()


def test_two_agencies_may_have_the_same_name_one_after_the_other():
    first = Agency("A", "东风街道办事处", valid_to=date(2020, 12, 31))
    second = Agency("B", "东风街道办事处", valid_from=date(2021, 1, 1))
    register = Register([first, second])

    assert [register.fit("东风街道办事处", day).code for day in (date(2020, 12, 31), date(2021, 1, 1))] == ["A", "B"]
    assert register.fit("东风街道办事处", None) == Fit(None, ("A", "B"))


def report(**facts):
    return Report(Source("a.txt", "0" * 64, "text/plain"), DocumentType.ANNUAL_REPORT, **facts)


def test_a_report_gets_the_code_of_the_day_on_which_it_was_signed():
    named = report(agency="柳湾镇人民政府", year=2022, published_on=date(2023, 1, 12))
    assert with_agency(named, REGISTER).agency_code == "350103"
    assert with_agency(report(agency="柳湾镇人民政府", year=2021), REGISTER).agency_code is None, "no town at the end of 2021"
    assert with_agency(report(agency="城关镇人民政府", year=2022), REGISTER).agency_candidates == ("350102", "350201")
    assert with_agency(report(agency=None), REGISTER) == report(agency=None)
    assert with_agency(named, None) is named


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        ([Agency("1", "甲镇人民政府"), Agency("1", "乙镇人民政府")], "同一时期"),
        ([Agency("1", "甲镇人民政府", parent="9")], "不在名录中"),
        ([Agency("1", "甲镇人民政府", successor="9")], "不在名录中"),
        ([Agency("1", "甲镇人民政府", parent="2"), Agency("2", "乙县人民政府", parent="1")], "绕成了圈"),
        ([Agency("1", "甲镇人民政府", valid_from=date(2020, 1, 2), valid_to=date(2020, 1, 1))], "早于起日"),
    ],
)
def test_a_register_that_contradicts_itself_is_refused(entries, words):
    with pytest.raises(RegisterError, match=words):
        Register(entries)


def test_the_register_goes_to_a_file_and_back(tmp_path):
    path = tmp_path / "register.csv"
    path.write_text("\ufeff" + register_csv(REGISTER), encoding="utf-8", newline="")

    assert read_register(path).entries == REGISTER.entries


def test_a_file_saved_by_excel_on_windows_is_understood(tmp_path):
    path = tmp_path / "register.csv"
    path.write_bytes("code,name,valid_from\r\n1,白石镇人民政府,2022/7/1\r\n,,\r\n".encode("gb18030"))

    assert read_register(path).entries == (Agency("1", "白石镇人民政府", valid_from=date(2022, 7, 1)),)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "首行缺少"),
        ("代码,名称\n1,甲", "首行缺少"),
        ("code,name\n1,甲镇\n,乙镇\n", "第3行"),
        ("code,name,level\n1,甲镇,village\n", "level"),
        ("code,name,valid_to\n1,甲镇,明年\n", "不是日期"),
        ("code,name,valid_to\n1,甲镇,2022-02-30\n", "不是日期"),
    ],
)
def test_a_line_that_cannot_be_understood_is_named(text, words):
    with pytest.raises(RegisterError, match=words):
        register_of(text, "register.csv")


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(RegisterError, match=r"register\.csv"):
        read_register(tmp_path / "register.csv")


_word = st.text(alphabet="甲乙丙丁镇县市局,\"' ", min_size=1, max_size=8).map(str.strip).filter(bool)


@given(
    st.lists(st.tuples(_word, st.sampled_from((None, *LEVELS)), st.dates() | st.none()), max_size=8, unique_by=lambda row: row[0])
)
def test_any_register_survives_the_way_through_a_file(rows):
    register = Register(Agency(f"{place}", name, (), None, level, since) for place, (name, level, since) in enumerate(rows))
    assert register_of(register_csv(register), "x").entries == register.entries


def test_of_every_agency_that_is_alone_with_its_name_the_code_is_found_and_never_another(tmp_path):
    """5,000 towns in 500 counties, a third of them of the same few names."""
    entries = [Agency(f"{county:03d}", f"第{county}县人民政府") for county in range(500)]
    for town in range(5000):
        name = f"同名{town % 7}镇" if town % 3 == 0 else f"异名{town}镇"
        entries.append(Agency(f"{town % 500:03d}-{town}", f"{name}人民政府", (), f"{town % 500:03d}"))
    register = Register(entries)
    for entry in entries[500:]:
        fit = register.fit(entry.name, DAY)
        assert fit.code == (entry.code if entry.name.startswith("异名") else None)
