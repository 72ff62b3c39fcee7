"""The yearly notice on days off, read from its text: every style of the notices since 2007, and what is refused."""

from datetime import date
from pathlib import Path

import pytest

from disclosure.errors import NoticeError
from disclosure.law import load_year, notice_yaml, read_notice, work_calendar

HEAD = (
    "国务院办公厅关于{year}年\n部分节假日安排的通知\n国办发明电〔{before}〕{number}号\n"
    "各省、自治区、直辖市人民政府：\n　　经国务院批准，通知如下。\n"
)
FOOT = "\n　　节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作。\n国务院办公厅\n{issued}\n"

ITEMS = {
    2026: """一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。""",
    2019: """一、元旦：2018年12月30日至2019年1月1日放假调休，共3天。2018年12月29日（星期六）上班。
二、春节：2月4日至10日放假调休，共7天。2月2日（星期六）、2月3日（星期日）上班。
三、清明节：4月5日放假，与周末连休。
四、劳动节：5月1日放假。
五、端午节：6月7日放假，与周末连休。
六、中秋节：9月13日放假，与周末连休。
七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。""",
    2016: """一、元旦：1月1日放假，与周末连休。
二、春节：2月7日至13日放假调休，共7天。2月6日（星期六）、2月14日（星期日）上班。
三、清明节：4月4日放假，与周末连休。
四、劳动节：5月1日放假，5月2日（星期一）补休。
五、端午节：6月9日至11日放假调休，共3天。6月12日（星期日）上班。
六、中秋节：9月15日至17日放假调休，共3天。9月18日（星期日）上班。
七、国庆节：10月1日至7日放假调休，共7天。10月8日（星期六）、10月9日（星期日）上班。""",
    2012: """一、元旦：2012年1月1日至3日放假调休，共3天。2011年12月31日（星期六）上班。
二、春节：1月22日至28日放假调休，共7天。1月21日（星期六）、1月29日（星期日）上班。
三、清明节：4月2日至4日放假调休，共3天。3月31日（星期六）、4月1日（星期日）上班。
四、劳动节：4月29日至5月1日放假调休，共3天。4月28日（星期六）上班。
五、端午节：6月22日至24日放假公休，共3天。
六、中秋节、国庆节：9月30日至10月7日放假调休，共8天。9月29日（星期六）上班。""",
    2007: """一、元旦：1月1日—3日放假，共3天。其中1月1日为法定假日，
将2006年12月30日（星期六）、31日（星期日）两个公休日分别调至2007年1月2日、3日，
2006年12月30日（星期六）、31日（星期日）上班。
二、春节：2月18日—24日（即农历大年初一至初七）放假，共7天。其中18日、19日、20日为法定假日；24日（星期六）照常公休，17日、25日上班。
三、“五一”：5月1日—7日放假，共7天。其中，1日、2日、3日为法定假日；4月28日、29日上班。
四、“十一”：10月1日—7日放假，共7天。其中，1日、2日、3日为法定假日；9月29日、30日上班。""",
}
ISSUED = {2007: "二〇〇六年十二月十四日", 2012: "二〇一一年十二月五日"}
NUMBERS = {2007: 49, 2012: 45, 2016: 18, 2019: 15, 2026: 7}


def text(year, items=None):
    issued = ISSUED.get(year, f"{year - 1}年12月1日")
    head = HEAD.format(year=year, before=year - 1, number=NUMBERS.get(year, 9))
    return head + (items or ITEMS[year]) + FOOT.format(issued=issued)


@pytest.mark.parametrize("year", sorted(ITEMS))
def test_the_text_of_a_notice_gives_the_calendar_that_is_on_record(year):
    """The days of the notice as first announced: later amendments are notices of their own."""
    known = work_calendar().years[year - work_calendar().years[0].year].notices[0]
    found = read_notice(text(year))

    assert found.year == year
    assert found.number == known[0].number
    assert {on: holiday is None for on, holiday in found.days().items()} == {
        on: holiday is None for on, holiday in known[1].items()
    }


def test_the_day_of_issue_may_stand_in_chinese_numerals():
    assert read_notice(text(2007)).issued == date(2006, 12, 14)
    assert read_notice(text(2012)).issued == date(2011, 12, 5)
    assert read_notice(text(2026)).issued == date(2025, 12, 1)
    assert read_notice(text(2026).partition("节假日期间")[0]).issued is None


def test_holidays_have_names_in_both_languages():
    found = read_notice(text(2012))

    assert [holiday.en for holiday, _first, _last in found.rest][-1] == "Mid-Autumn Festival and National Day"
    assert found.rest[0][0].zh == "元旦"


def test_what_was_read_can_be_written_as_a_file_of_the_calendar_and_read_again(tmp_path):
    path = tmp_path / "2026.yaml"
    path.write_text(notice_yaml(read_notice(text(2026)), date(2025, 11, 4), date(2026, 1, 1)), encoding="utf-8")
    year = load_year(path)

    assert year.notices[0][1].keys() == read_notice(text(2026)).days().keys()
    assert year.notices[0][0].announced == date(2025, 11, 4)


NEXT = """一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（周五）至11日（周四）放假调休，共7天。1月31日（周日）、2月14日（周日）上班。
三、清明节：4月3日（周六）至5日（周一）放假，共3天。
四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。5月8日（周六）上班。
五、端午节：6月9日（周三）放假1天。
六、中秋节：9月15日（周三）放假1天。
七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。"""


def test_an_imported_notice_settles_the_year_that_was_provisional():
    """The notice for 2027 in this test is invented."""
    calendar = work_calendar(known_on=date(2026, 6, 1))
    after = calendar.with_years([read_notice(text(2027, NEXT)).noticed_year(date(2026, 11, 5), date(2026, 11, 6))])

    assert not calendar.day(date(2027, 1, 31)).announced
    assert after.is_working_day(date(2027, 1, 31))
    assert not after.is_working_day(date(2027, 2, 8))
    assert not after.day(date(2027, 12, 30)).announced
    assert calendar.with_years([]).years == calendar.years


def test_a_notice_that_is_known_already_is_not_taken_twice():
    again = read_notice(text(2026)).noticed_year(date(2025, 11, 4), date(2026, 1, 1))

    assert len(work_calendar().with_years([again]).years[-1].notices) == len(work_calendar().years[-1].notices)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda _whole: "", "没有找到"),
        (lambda whole: whole.replace("国务院办公厅关于2026年", "关于2026年"), "没有找到"),
        (lambda whole: whole.replace("一、元旦：", "元旦").replace("、", ""), "没有找到“一、元旦：”"),
        (lambda whole: whole.replace("1月1日（周四）", "1月1日（周五）"), "与日历不符"),
        (lambda whole: whole.replace("共5天", "共6天"), "写明共6天，读出的却是5天"),
        (lambda whole: whole.replace("5月9日（周六）上班", "5月8日（周五）上班"), "不是周末"),
        (lambda whole: whole.replace("4月4日（周六）至6日（周一）", "4月34日至36日"), "不是日期"),
        (lambda whole: whole.replace("9月25日（周五）至27日（周日）放假，共3天。", "9月25日起休息。"), "没有读出放假的日子"),
        (lambda whole: whole.replace("9月20日（周日）、", "9月26日（周六）、"), "出现了两次"),
        (lambda whole: whole.replace("10月1日（周四）至7日（周三）", "10月7日（周三）至1日（周四）"), "起止日期不对"),
        (lambda whole: whole + "字" * 20_000, "文字过长"),
        (lambda whole: whole.partition("五、端午节")[0], "没有中秋节、国庆节、端午节的放假"),
        (lambda whole: whole.partition("七、国庆节")[0], "没有国庆节的放假"),
    ],
)
def test_a_text_that_contradicts_itself_or_is_something_else_is_refused(change, fault):
    with pytest.raises(NoticeError, match=fault):
        read_notice(change(text(2026)))


def test_every_notice_on_record_says_its_number_or_why_it_has_none():
    """The calendar of the program itself is read from files, all of which state where number and day come from."""
    folder = Path(read_notice.__code__.co_filename).with_name("calendar")
    years = [load_year(path) for path in sorted(folder.glob("*.yaml"))]

    assert [year.year for year in years] == list(range(2007, 2027))
    assert all(notice.number or notice.note for year in years for notice, _days in year.notices)
