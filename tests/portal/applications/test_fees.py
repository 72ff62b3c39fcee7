"""Processing fees: counted by the month and by the page, noticed, paid, given back, lapsed by themselves, and in the report."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from openpyxl import load_workbook

from applications_cast import ANSWERS, raw
from disclosure.errors import CaseError
from disclosure.records import Channel, Confirmed, Delivered, FeeNoticed, Paid, Standard
from portal.agencies.access import office_of
from portal.annual.behind import records_behind
from portal.annual.compiling import compiled, drafted
from portal.applications import services
from portal.applications.fees import counting
from portal.applications.fees import services as fees
from portal.applications.fees.lapse import lapse_unpaid
from portal.applications.fees.tasks import tasks
from portal.applications.intake.splitting import split
from portal.applications.letters import shown
from portal.applications.letters.signing import sign
from portal.applications.letters.stored import frozen
from portal.applications.models import Letter

PAY = "凭缴款码到代收银行缴纳"


def arrived(town, clerk, day: date, channel=Channel.COUNTER, **more):
    made = services.submit(town, ANSWERS | more, channel=channel, by=clerk, arrived_on=day).application
    if channel is Channel.POST:
        services.record(made, Confirmed(day), clerk)
    made.refresh_from_db()
    return made


@pytest.fixture
def eleventh(town, clerk, as_of):
    """The eleventh application that one person made in September, by three channels, under a number written in two ways."""
    as_of(date(2024, 9, 30))
    for number in range(10):
        arrived(town, clerk, date(2024, 9, 2), (Channel.COUNTER, Channel.POST, Channel.REGISTERED_POST)[number % 3])
    arrived(town, clerk, date(2024, 8, 30))
    arrived(town, clerk, date(2024, 9, 3), name="别人", identity_number="110101198501010022")
    return arrived(town, clerk, date(2024, 9, 10), identity_number="１１０１０１ 19900307 0011")


def issued(case, clerk, **more):
    """A fee by item whose notice is signed."""
    fee = fees.decide(case, Standard.BY_ITEM, counting.place(case), clerk, pay_how=PAY, **more)
    fees.draft_notice(fee, clerk)
    sign(fee.letter, clerk, shown(fee.letter).digest, leader=False)
    return fees.fee_of(case)


def received(case, clerk, on: date):
    fee = fees.notice_received(issued(case, clerk), on, clerk)
    case.refresh_from_db()
    return fee


def test_the_place_in_the_month_counts_across_channels_and_not_across_months(eleventh, town, clerk):
    assert counting.place(eleventh) == 11
    assert len(counting.of_the_month(eleventh)) == 11
    assert counting.place(arrived(town, clerk, date(2024, 9, 10))) == 12
    assert counting.place(arrived(town, clerk, date(2024, 9, 2), applicant_kind="business", identity_number="")) == 1


def test_an_application_counts_in_the_month_in_which_it_was_received(town, clerk, as_of):
    as_of(date(2024, 10, 8))
    made = services.submit(town, ANSWERS, channel=Channel.POST, by=clerk, arrived_on=date(2024, 9, 30)).application
    services.record(made, Confirmed(date(2024, 10, 8)), clerk)
    made.refresh_from_db()
    assert (counting.counted_on(made), counting.place(made)) == (date(2024, 10, 8), 1)
    assert counting.place(arrived(town, clerk, date(2024, 10, 8))) == 2


def test_a_notice_states_ground_standard_amount_and_how_to_pay(eleventh, clerk):
    fee = issued(eleventh, clerk)
    text = frozen(fee.letter).text
    for wanted in ("第四十二条", "第六条", "按件计收", "第11件", "100元", PAY, "20个工作日", "视为放弃申请"):
        assert wanted in text
    assert (fee.amount, fee.notice_number) == (100, "青政公费〔2024〕1号")


def test_one_application_is_charged_by_one_standard(eleventh, clerk):
    issued(eleventh, clerk)
    with pytest.raises(CaseError, match="一种标准"):
        fees.decide(eleventh, Standard.BY_PAGE, 250, clerk, pay_how=PAY)


def test_what_is_free_is_not_noticed_and_pages_go_by_their_tiers(town, clerk, as_of):
    as_of(date(2024, 9, 10))
    case = arrived(town, clerk, date(2024, 9, 10))
    with pytest.raises(CaseError, match="不收费"):
        fees.decide(case, Standard.BY_ITEM, 1, clerk, pay_how=PAY)
    with pytest.raises(CaseError, match="不收费"):
        fees.decide(case, Standard.BY_PAGE, 30, clerk, pay_how=PAY)
    with pytest.raises(CaseError, match="缴纳方式"):
        fees.decide(case, Standard.BY_PAGE, 250, clerk)
    fee = fees.decide(case, Standard.BY_PAGE, 250, clerk, pay_how=PAY)
    assert (fee.computed, fee.amount) == (4700, 4700)
    assert "70页×10元" in fees.additions_of(fee).tariff


def test_a_waiver_has_a_reason_and_sends_no_notice_when_nothing_is_left(eleventh, clerk):
    with pytest.raises(CaseError, match="减免须说明理由"):
        fees.decide(eleventh, Standard.BY_ITEM, 11, clerk, waived=100)
    fee = fees.decide(eleventh, Standard.BY_ITEM, 11, clerk, waived=100, reason="低保家庭")
    assert fee.is_waived
    assert "低保家庭" not in raw("fees_fee")
    with pytest.raises(CaseError, match="免收"):
        fees.draft_notice(fee, clerk)
    assert eleventh.due_on is not None


def test_payment_starts_the_period_again_the_day_after(eleventh, clerk, as_of):
    fee = received(eleventh, clerk, date(2024, 9, 30))
    assert eleventh.due_on is None
    as_of(date(2024, 10, 10))
    with pytest.raises(CaseError, match="还应缴100元"):
        fees.paid(fee, date(2024, 10, 10), 120, "票001", clerk)
    fees.paid(fee, date(2024, 10, 9), 40, "票001", clerk)
    eleventh.refresh_from_db()
    assert eleventh.status == "payment"
    fees.paid(fee, date(2024, 10, 10), 60, "票002", clerk)
    eleventh.refresh_from_db()
    # Twenty working days from 11 October; 12 October 2024 is a Saturday worked.
    assert (eleventh.status, eleventh.due_on) == ("handling", date(2024, 11, 6))


def test_unpaid_an_application_lapses_by_itself_the_day_after_the_period_and_not_before(eleventh, clerk, leader, as_of):
    received(eleventh, clerk, date(2024, 9, 30))
    last = date(2024, 11, 1)  # twenty working days from 8 October, 12 October worked
    as_of(last)
    assert lapse_unpaid(eleventh.agency, last) == []
    as_of(date(2024, 11, 2))
    call_command("upkeep")
    call_command("upkeep")
    eleventh.refresh_from_db()
    assert (eleventh.status, eleventh.outcome, eleventh.closed_on) == ("replied", "other.fee_overdue", date(2024, 11, 2))
    [recorded] = eleventh.events.filter(kind="replied")
    assert recorded.by is None
    letter = Letter.objects.get(event=recorded)
    assert letter.state == "draft"
    assert "视为放弃申请" in shown(letter).letter.text
    before = eleventh.events.count()
    sign(letter, leader, shown(letter).digest, leader=True)
    assert eleventh.events.count() == before  # what happened by itself is not recorded a second time
    services.record(eleventh, Delivered(date(2024, 11, 2)), clerk)
    figures = compiled(eleventh.agency, 2024).figures
    assert figures["applications.other.fee_overdue.natural_person"].records == (eleventh.record_id,)


def test_the_desk_warns_before_and_lapses_where_no_timer_did(eleventh, clerk, as_of):
    received(eleventh, clerk, date(2024, 9, 30))
    office = office_of(clerk, eleventh.agency.slug)
    as_of(date(2024, 10, 31))
    [line] = tasks(office, date(2024, 10, 31))
    assert (line.due_on, line.working_days_left) == (date(2024, 11, 1), 1)
    as_of(date(2024, 11, 6))
    [line] = tasks(office, date(2024, 11, 6))
    assert "已视为放弃" in line.what
    eleventh.refresh_from_db()
    assert eleventh.closed_on == date(2024, 11, 2)


def test_money_that_came_in_time_and_was_entered_late_takes_the_lapse_back(eleventh, clerk, as_of):
    fee = received(eleventh, clerk, date(2024, 9, 30))
    as_of(date(2024, 11, 8))
    lapse_unpaid(eleventh.agency, date(2024, 11, 8))
    with pytest.raises(CaseError, match="已经逾期"):
        fees.paid(fee, date(2024, 11, 2), 100, "票001", clerk)
    fees.paid(fees.fee_of(eleventh), date(2024, 11, 1), 100, "票001", clerk)
    eleventh.refresh_from_db()
    assert (eleventh.status, eleventh.outcome, eleventh.due_on) == ("handling", "", date(2024, 11, 29))
    assert not Letter.objects.filter(kind="reply").exists()


def test_nothing_lapses_while_the_last_day_is_provisional(town, clerk, as_of):
    as_of(date(2026, 12, 20))
    case = arrived(town, clerk, date(2026, 12, 1))
    services.record(case, FeeNoticed(date(2026, 12, 18)), clerk)
    assert lapse_unpaid(town, date(2027, 3, 1)) == []


def test_a_payment_keyed_wrongly_counts_no_more(eleventh, clerk):
    fee = received(eleventh, clerk, date(2024, 9, 30))
    wrong = fees.paid(fee, date(2024, 9, 30), 100, "票001", clerk)
    fees.take_back_payment(wrong, "记错了申请", clerk)
    eleventh.refresh_from_db()
    assert (eleventh.status, fees.fee_of(eleventh).received) == ("payment", 0)
    fees.paid(fees.fee_of(eleventh), date(2024, 9, 30), 100, "票002", clerk)
    assert fees.fee_of(eleventh).received == 100


def test_what_was_received_is_given_back_before_a_decision_is_cancelled(eleventh, clerk):
    fee = received(eleventh, clerk, date(2024, 9, 30))
    with pytest.raises(CaseError, match="先在办理经过中更正"):
        fees.cancel(fees.fee_of(eleventh), "算错了", clerk)
    fees.paid(fee, date(2024, 9, 30), 100, "票001", clerk)
    fee = fees.fee_of(eleventh)
    with pytest.raises(CaseError, match="先退付"):
        fees.cancel(fee, "算错了", clerk)
    with pytest.raises(CaseError, match="退付的金额"):
        fees.give_back(fee, date(2024, 9, 30), 101, "退001", "算错了", clerk)
    fees.give_back(fee, date(2024, 9, 30), 100, "退001", "算错了", clerk)
    fees.cancel(fee, "算错了", clerk)
    assert fees.fee_of(eleventh) is None


def test_the_report_counts_notices_by_their_day_and_money_by_its_own(eleventh, town, clerk, as_of):
    fee = received(eleventh, clerk, date(2024, 9, 30))
    as_of(date(2024, 10, 8))
    fees.paid(fee, date(2024, 10, 8), 100, "票001", clerk)
    as_of(date(2025, 1, 20))
    fees.give_back(fees.fee_of(eleventh), date(2025, 1, 10), 30, "退001", "多收", clerk)
    found = compiled(town, 2024)
    said = found.report.processing_fees
    assert (said.notices, said.noticed_amount, said.received_amount) == (1, 100, 100)
    behind = found.figures["processing_fees.received_amount"].records
    assert behind == (fee.record_id,)
    [line] = records_behind(town, behind)
    assert line.url == reverse("applications:fee", args=[town.slug, eleventh.pk])
    assert "processing_fees.notices" in drafted(town, 2024)["other_matters"]
    assert compiled(town, 2025).report.processing_fees.received_amount == -30
    assert "没有发出信息处理费收费通知" in drafted(town, 2023)["other_matters"]
    assert compiled(town, 2019).report.processing_fees is None


def test_a_fee_event_taken_over_without_its_amount_leaves_the_amount_open(town, clerk, as_of):
    as_of(date(2024, 10, 30))
    case = arrived(town, clerk, date(2024, 9, 10))
    services.record(case, FeeNoticed(date(2024, 9, 12)), clerk)
    services.record(case, Paid(date(2024, 9, 20)), clerk)
    figures = compiled(town, 2024).figures
    assert figures["processing_fees.notices"].value == 1
    assert figures["processing_fees.noticed_amount"].value is None
    assert figures["processing_fees.received_amount"].value is None


def test_a_clerk_goes_from_the_decision_to_the_payment_on_one_page(eleventh, clerk, signed_in, as_of):
    office, here = signed_in(clerk), reverse("applications:fee", args=["qinghe", eleventh.pk])
    assert office.get(reverse("applications:act", args=["qinghe", eleventh.pk, "fee"])).url == here
    page = office.get(here).content.decode()
    assert "本件是第11件" in page
    assert "100.00元" in page
    wrong = office.post(here, {"step": "decide", "standard": "by_page"})
    assert wrong.status_code == 422
    assert "请填写提供的页数" in wrong.content.decode()
    office.post(here, {"step": "decide", "standard": "by_item", "pay_how": PAY})
    office.post(here, {"step": "notice"})
    letter = Letter.objects.get(kind="fee_notice")
    at = reverse("applications:letter_page", args=["qinghe", eleventh.pk, letter.pk])
    office.post(at, {"act": "sign", "digest": office.get(at).context["now"].digest})
    office.post(here, {"step": "received", "on": "2024-09-30"})
    eleventh.refresh_from_db()
    assert eleventh.status == "payment"
    as_of(date(2024, 10, 8))
    done = office.post(here, {"step": "pay", "on": "2024-10-08", "amount": "100", "voucher": "票001"}, follow=True)
    assert "已登记缴费" in done.content.decode()
    again = office.post(here, {"step": "pay", "on": "2024-10-08", "amount": "100", "voucher": "票001"})
    assert again.status_code == 422
    ledger = reverse("applications:fees", args=["qinghe"])
    assert "发出收费通知1件" in office.get(ledger).content.decode()
    rows = list(load_workbook(BytesIO(office.get(ledger, {"format": "xlsx"}).content)).active.values)
    assert (rows[1][0], rows[1][10]) == (eleventh.receipt_number, 100)


def test_a_notice_made_on_paper_is_entered_with_its_number(eleventh, clerk, signed_in):
    office, here = signed_in(clerk), reverse("applications:fee", args=["qinghe", eleventh.pk])
    office.post(here, {"step": "decide", "standard": "by_item", "pay_how": PAY})
    office.post(here, {"step": "paper", "on": "2024-09-11", "number": "青政公费〔2024〕9号"})
    early = office.post(here, {"step": "received", "on": "2024-09-10"})
    assert "不能早于通知的日期" in early.content.decode()
    assert office.post(here, {"step": "received", "on": "2024-09-12"}).status_code == 302


def test_what_is_answered_by_telling_the_way_was_not_to_be_charged_by_page(town, clerk, signed_in, as_of):
    as_of(date(2024, 9, 10))
    case = arrived(town, clerk, date(2024, 9, 10))
    fees.decide(case, Standard.BY_PAGE, 250, clerk, pay_how=PAY)
    answer = {"on": "2024-09-10", "decision": "granted/published", "needed": "县政府网站", "paper_signer": "吴镇长"}
    page = signed_in(clerk).post(reverse("applications:act", args=["qinghe", case.pk, "reply"]), answer)
    assert page.status_code == 422
    assert "不适用按量计收" in page.content.decode()
    assert not case.events.filter(kind="replied").exists()


def test_readers_look_and_do_not_act(eleventh, reviewer, signed_in):
    office, here = signed_in(reviewer), reverse("applications:fee", args=["qinghe", eleventh.pk])
    page = office.post(here, {"step": "decide", "standard": "by_item", "pay_how": PAY})
    assert page.status_code == 200
    assert fees.fee_of(eleventh) is None


def test_the_parts_that_an_application_was_split_into_count_each(town, clerk, as_of):
    as_of(date(2024, 9, 10))
    whole = arrived(town, clerk, date(2024, 9, 10))
    split(whole, ["2023年补偿标准", "2023年发放名册", "2023年公示照片"], "要的是三份不同的文件", clerk)
    assert counting.place(arrived(town, clerk, date(2024, 9, 10))) == 4


def test_a_receipt_of_the_notice_that_was_keyed_wrongly_can_be_entered_again(eleventh, clerk, as_of):
    fee = received(eleventh, clerk, date(2024, 9, 30))
    as_of(date(2024, 10, 8))
    services.take_back(eleventh, fee.event.sequence, "日期录错", clerk)
    again = fees.fee_of(eleventh)
    assert again.reached_on is None
    fees.notice_received(again, date(2024, 10, 8), clerk)
    assert fees.fee_of(eleventh).reached_on == date(2024, 10, 8)
