"""The law in the portal: the public page, next year's notice with the cases that move, local holidays, readings, the ledger."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from django.urls import reverse
from lxml import html

from applications_cast import ANSWERS
from disclosure.errors import NoticeError
from disclosure.law import doubtful_points, read_notice
from disclosure.letters.remedies import reconsideration_first
from disclosure.records import Channel, ConsultationAnswered, ConsultationSent, CorrectionAsked, Delivered, Replied
from portal.agencies.access import office_of
from portal.applications import services
from portal.applications.letters.facts import office_of as letter_office
from portal.applications.models import Application
from portal.audit.models import Entry
from portal.desk.tasks import tasks_of
from portal.law.calendars import calendar_of, readings_of
from portal.law.models import ChosenReading, CountedBy, LocalHoliday, MovedDay, Notice
from portal.law.services import count_after_upgrade, enter_notice

#: An invented notice for 2027: its days are no promise of the real one.
NOTICE = """国务院办公厅关于2027年部分节假日安排的通知
国办发明电〔2026〕99号
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（周五）至11日（周四）放假调休，共7天。1月31日（周日）、2月14日（周日）上班。
三、清明节：4月3日（周六）至5日（周一）放假，共3天。
四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。5月8日（周六）上班。
五、端午节：6月9日（周三）放假1天。
六、中秋节：9月15日（周三）放假1天。
七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。
国务院办公厅
2026年11月5日
"""


@pytest.fixture
def open_case(town, as_of):
    """An application of 20 January 2027, whose period crosses a Spring Festival that nobody has announced."""
    as_of(date(2027, 1, 20))
    return services.submit(town, ANSWERS, channel=Channel.COUNTER, arrived_on=date(2027, 1, 20)).application


def post(client, name, town, /, **data):
    return client.post(reverse(name, args=[town.slug]), data)


# --- the notice


def test_a_due_day_in_an_unannounced_year_is_provisional_and_moves_when_the_notice_is_entered(
    open_case, town, county, clerk, supervisor, signed_in
):
    assert (open_case.due_on, open_case.due_is_provisional) == (date(2027, 2, 17), True)
    client = signed_in(supervisor)
    read = post(client, "law:notice", county, text=NOTICE)
    assert "2027年2月5日" in read.content.decode()
    assert not Notice.objects.exists()

    entered = post(client, "law:notice", county, text=NOTICE, enter="1")
    assert entered.status_code == 302
    open_case.refresh_from_db()
    assert (open_case.due_on, open_case.due_is_provisional) == (date(2027, 2, 22), False)
    moved = MovedDay.objects.get()
    assert (moved.agency, moved.before, moved.after) == (town, date(2027, 2, 17), date(2027, 2, 22))


def test_the_clerk_is_told_of_the_cases_that_moved_until_they_were_seen(open_case, town, clerk, signed_in):
    enter_notice(town, read_notice(NOTICE), date(2026, 11, 5), clerk)
    client = signed_in(clerk)
    office = office_of(clerk, town.slug)

    def told():
        return [task.what for task in tasks_of(office, date(2027, 1, 20)) if "答复期限改变了" in task.what]

    assert told() == ["1件申请的答复期限改变了，请核对"]
    shown = client.get(reverse("law:moved", args=[town.slug])).content.decode()
    assert open_case.receipt_number in shown
    assert "2027-02-17" in shown
    assert "国办发明电〔2026〕99号" in shown
    post(client, "law:moved", town)
    assert told() == []
    assert Entry.objects.filter(action="law.moved_days_seen").exists()


def test_cases_that_do_not_depend_on_the_notice_do_not_move(town, clerk, as_of):
    as_of(date(2026, 3, 2))
    services.submit(town, ANSWERS, channel=Channel.COUNTER, arrived_on=date(2026, 3, 2))

    assert enter_notice(town, read_notice(NOTICE), date(2026, 11, 5), clerk)[1] == []
    assert not MovedDay.objects.exists()


def test_a_notice_holds_below_the_agency_that_entered_it_and_nowhere_else(county, town, elsewhere, clerk, supervisor):
    enter_notice(town, read_notice(NOTICE), date(2026, 11, 5), clerk)

    assert calendar_of(town).day(date(2027, 2, 8)).announced
    assert not calendar_of(elsewhere).day(date(2027, 2, 8)).announced
    enter_notice(county, read_notice(NOTICE), date(2026, 11, 5), supervisor)
    assert calendar_of(elsewhere).is_working_day(date(2027, 1, 31))


def test_a_notice_that_is_there_already_is_refused(town, clerk):
    enter_notice(town, read_notice(NOTICE), date(2026, 11, 5), clerk)

    with pytest.raises(NoticeError, match="不用再登记"):
        enter_notice(town, read_notice(NOTICE), date(2026, 11, 5), clerk)


@pytest.mark.parametrize("words", ["", "不是通知", NOTICE.replace("周五", "周六"), NOTICE.replace("2027", "2031")])
def test_what_is_no_notice_is_refused_with_the_reason(town, clerk, signed_in, words, as_of):
    as_of(date(2026, 11, 24))
    refused = post(signed_in(clerk), "law:notice", town, text=words, enter="1")

    assert refused.status_code == 422
    assert not Notice.objects.exists()


def test_a_reviewer_enters_no_notice(town, reviewer, signed_in):
    assert signed_in(reviewer).get(reverse("law:notice", args=[town.slug])).status_code == 403
    assert signed_in(reviewer).get(reverse("law:overview", args=[town.slug])).status_code == 200


@pytest.mark.parametrize(("day", "asked"), [(date(2026, 10, 31), False), (date(2026, 11, 1), True)])
def test_from_november_on_the_clerk_is_asked_for_next_year_s_notice(town, clerk, day, asked):
    office = office_of(clerk, town.slug)

    assert any("放假安排" in task.what for task in tasks_of(office, day)) is asked
    enter_notice(town, read_notice(NOTICE), date(2026, 11, 5), clerk)
    assert not any("放假安排" in task.what for task in tasks_of(office, day))


def test_a_program_that_comes_with_another_calendar_counts_again_and_says_so(town, clerk, as_of):
    as_of(date(2026, 3, 2))
    case = services.submit(town, ANSWERS, channel=Channel.COUNTER, arrived_on=date(2026, 2, 2)).application
    right = case.due_on
    Application.objects.update(due_on=date(2026, 3, 3))
    assert count_after_upgrade() == []  # the calendar is the one that was noted when the tables were made
    CountedBy.objects.update(fingerprint="of an older program")

    assert [(moved.before, moved.after) for moved in count_after_upgrade()] == [(date(2026, 3, 3), right)]
    assert MovedDay.objects.get().because == "国办发明电〔2025〕7号"
    assert count_after_upgrade() == []


# --- local holidays

HOLIDAY = {"name": "火把节", "first": "2026-07-24", "last": "2026-07-28", "basis": "州政府办公室关于火把节放假的通知",
           "worked_days": "2026-08-01"}  # fmt: skip


def test_a_local_holiday_is_no_working_day_and_moves_due_days(town, elsewhere, clerk, signed_in, as_of):
    as_of(date(2026, 7, 20))
    case = services.submit(town, ANSWERS, channel=Channel.COUNTER, arrived_on=date(2026, 7, 10)).application
    before = case.due_on
    assert post(signed_in(clerk), "law:local", town, **HOLIDAY).status_code == 302

    case.refresh_from_db()
    assert before == date(2026, 8, 7)
    assert case.due_on == date(2026, 8, 11)  # 24, 27 and 28 July rest, 1 August is worked
    assert not calendar_of(town).is_working_day(date(2026, 7, 27))
    assert calendar_of(elsewhere).is_working_day(date(2026, 7, 27))
    shown = signed_in(clerk).get(reverse("applications:case", args=[town.slug, case.pk])).content.decode()
    assert "州政府办公室关于火把节放假的通知" in shown


def test_a_local_holiday_is_taken_out_and_due_days_go_back(town, clerk, signed_in, as_of):
    as_of(date(2026, 7, 20))
    case = services.submit(town, ANSWERS, channel=Channel.COUNTER, arrived_on=date(2026, 7, 10)).application
    client = signed_in(clerk)
    post(client, "law:local", town, **HOLIDAY)
    post(client, "law:local", town, remove=str(LocalHoliday.objects.get().pk))

    case.refresh_from_db()
    assert case.due_on == date(2026, 8, 7)
    assert not LocalHoliday.objects.exists()


def test_nobody_takes_out_the_holiday_of_another_agency(town, clerk, clerk_elsewhere, elsewhere, signed_in):
    post(signed_in(clerk), "law:local", town, **HOLIDAY)

    assert post(signed_in(clerk_elsewhere), "law:local", elsewhere, remove=str(LocalHoliday.objects.get().pk)).status_code == 404
    assert post(signed_in(clerk_elsewhere), "law:local", elsewhere, remove="x").status_code == 404
    assert LocalHoliday.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [{"last": "2026-07-23"}, {"last": "2026-09-01"}, {"worked_days": "2026-07-30"}, {"worked_days": "周六"},
     {"worked_days": "2026-07-25"}, {"basis": ""}],
)  # fmt: skip
def test_a_local_holiday_that_cannot_be_is_refused(town, clerk, signed_in, wrong):
    assert post(signed_in(clerk), "law:local", town, **{**HOLIDAY, **wrong}).status_code == 422
    assert not LocalHoliday.objects.exists()


# --- readings


def reading_data(**chosen):
    return {key: point.default for key, point in doubtful_points().items()} | chosen


def test_another_reading_needs_a_reason_and_then_moves_due_days(town, clerk, signed_in, as_of):
    as_of(date(2024, 9, 30))
    case = services.submit(town, ANSWERS, channel=Channel.COUNTER, arrived_on=date(2024, 9, 10)).application
    services.record(case, ConsultationSent(date(2024, 9, 18), delivered_on=date(2024, 9, 20)), clerk)
    services.record(case, ConsultationAnswered(date(2024, 9, 25)), clerk)
    assert case.due_on == date(2024, 10, 21)
    client = signed_in(clerk)

    assert post(client, "law:readings", town, **reading_data(consultation_start="delivered")).status_code == 422
    assert not ChosenReading.objects.exists()
    data = reading_data(consultation_start="delivered", consultation_start_reason="本县法制机构意见")
    assert post(client, "law:readings", town, **data).status_code == 302
    case.refresh_from_db()
    assert case.due_on == date(2024, 10, 17)
    public = client.get(reverse("site:law", args=[town.slug])).content.decode()
    assert "本机关另选" in public
    assert "本县法制机构意见" in public

    post(client, "law:readings", town, **reading_data())
    case.refresh_from_db()
    assert (case.due_on, readings_of(town).chosen) == (date(2024, 10, 21), {})


def test_a_reading_of_days_is_offered_where_correction_is_asked(town, clerk, signed_in, as_of):
    as_of(date(2024, 9, 10))
    case = services.submit(town, ANSWERS, channel=Channel.COUNTER, arrived_on=date(2024, 9, 10)).application
    client = signed_in(clerk)
    post(client, "law:readings", town, **reading_data(correction_days="7", correction_days_reason="县里统一"))
    page = client.get(reverse("applications:act", args=[town.slug, case.pk, "correction"])).content.decode()

    assert 'value="2024-09-20"' in page  # seven working days; ten would be the 25th
    assert (
        post(client, "law:readings", town, **reading_data(correction_days="30", correction_days_reason="随意")).status_code == 422
    )


def test_the_reply_s_remedies_follow_the_agency_s_reading(town, clerk, signed_in):
    said = Replied(date(2026, 3, 2), "refused.administrative_inquiry", "inquiry")

    def first():
        return reconsideration_first(said.outcome, said.decision, (), said.on, (), letter_office(town).readings)

    assert not first()
    post(signed_in(clerk), "law:readings", town, **reading_data(enquiry_remedy="refusal", enquiry_remedy_reason="市里意见"))
    assert first()


# --- the public page


def test_the_public_page_shows_everything_a_jurist_asks_for(town, client, as_of):
    as_of(date(2026, 3, 2))
    page = client.get(reverse("site:law", args=[town.slug]))
    words = page.content.decode()

    assert page.status_code == 200
    for said in (
        "20个工作日", "15个工作日", "《政府信息公开条例》第三十三条第二款", "应当自收到申请之日起20个工作日内予以答复",
        "按收到申请之日适用", "国办发明电〔2006〕49号", "第31至40件的价格，未见官方算例。", "以10件为一档",
        "申请人的姓名或者名称",         "2026年11月21日核对", "已核对全文", "国务院令第492号",
    ):  # fmt: skip
        assert said in words, said


def test_the_page_of_a_day_shows_what_held_then(town, client, as_of):
    as_of(date(2026, 3, 2))
    before = client.get(reverse("site:law", args=[town.slug]), {"on": "2019-05-14"}).content.decode()

    assert "应当自收到申请之日起15个工作日内予以答复" in before
    assert "应当自收到申请之日起20个工作日内予以答复" not in before
    assert "本程序未收录该日的规定" in before
    assert client.get(reverse("site:law", args=[town.slug]), {"on": "昨天<b>"}).status_code == 400


def test_the_page_speaks_english(town, client, as_of):
    as_of(date(2026, 3, 2))
    client.cookies["django_language"] = "en"
    words = client.get(reverse("site:law", args=[town.slug])).content.decode()

    assert "20 working days" in words
    assert "Art. 33" in words
    assert "A page is one side no larger than A4" in words
    page = html.fromstring(words)
    for quoted in page.xpath("//*[starts-with(@lang, 'zh')][not(self::html)]"):
        quoted.drop_tree()
    assert [text for text in page.xpath("//main//text()") if "。" in text] == []


# --- the ledger


def test_the_ledger_says_what_every_working_day_was_spent_on(town, clerk, signed_in, as_of):
    as_of(date(2024, 10, 20))
    case = services.submit(town, ANSWERS, channel=Channel.COUNTER, arrived_on=date(2024, 9, 10)).application
    services.record(case, Replied(date(2024, 10, 15), "granted"), clerk)
    services.record(case, Delivered(date(2024, 10, 16)), clerk)
    waiting = services.submit(town, ANSWERS, channel=Channel.COUNTER, arrived_on=date(2024, 9, 12)).application
    services.record(waiting, CorrectionAsked(date(2024, 9, 14)), clerk)
    services.submit(town, ANSWERS, channel=Channel.ONLINE, arrived_on=date(2024, 9, 12))  # never confirmed: no period yet
    client = signed_in(clerk)
    page = client.get(reverse("applications:ledger", args=[town.slug]), {"year": "2024"}).content.decode()
    saved = client.get(reverse("applications:ledger", args=[town.slug]), {"year": "2024", "format": "csv"})
    rows = list(csv.DictReader(io.StringIO(saved.content.decode("utf-8-sig"))))

    assert "逾期1个工作日" in page
    assert "已办结1件，其中按期0件" in page
    assert [row["受理编号"] for row in rows] == [case.receipt_number, waiting.receipt_number]
    assert (rows[0]["已用"], rows[0]["逾期"], rows[0]["按期"]) == ("20", "1", "否")
    assert rows[1]["已用"] == "2"
    assert int(rows[1]["等待补正"]) > 10
    assert client.get(reverse("applications:ledger", args=[town.slug]), {"year": "next"}).status_code == 200


def test_the_ledger_of_a_year_without_cases_says_so(town, clerk, signed_in, as_of):
    as_of(date(2026, 3, 2))

    assert "这一年没有进入期限的申请" in signed_in(clerk).get(reverse("applications:ledger", args=[town.slug])).content.decode()
    assert not Application.objects.exists()
