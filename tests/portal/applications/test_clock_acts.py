"""Acts of the clock besides the usual ones: reasons and delay (第三十五条), transfer, delivery by way, a demand without a day."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from applications_cast import ANSWERS
from disclosure.records import Channel, ConsultationSent, DeliveryWay, Opinion, Reopened, Replied, Status
from portal.applications import services
from portal.applications.explain import procedure


@pytest.fixture
def case(town, as_of):
    as_of(date(2024, 10, 10))
    return services.submit(town, ANSWERS, channel=Channel.COUNTER, arrived_on=date(2024, 9, 10)).application


def do(client, case, key, **data):
    answer = client.post(reverse("applications:act", args=[case.agency.slug, case.pk, key]), data)
    case.refresh_from_db()
    return answer


def last(case):
    return case.engine_events()[-1]


def test_reasons_are_asked_for_and_given_and_a_later_day_is_set(case, clerk, signed_in):
    client = signed_in(clerk)
    do(client, case, "delay", on="2024-10-08", until="2024-11-20", note="量大")
    assert len(case.engine_events()) == 1  # not before reasons were asked for and given
    assert do(client, case, "reasons", on="2024-09-12", answer_by="2024-09-20", note="三个月内四十件").status_code == 302
    assert do(client, case, "reasons-given", on="2024-09-18", note="科研").status_code == 302
    assert do(client, case, "delay", on="2024-10-08", until="2024-10-08", note="量大").status_code == 422
    assert do(client, case, "delay", on="2024-10-08", until="2024-11-20", note="量大").status_code == 302

    assert (case.due_on, case.status) == (date(2024, 11, 20), Status.HANDLING)
    shown = client.get(case.get_absolute_url()).content.decode()
    assert "延迟到2024-11-20答复" in shown
    assert "延迟答复的期限之内" in shown


def test_a_transfer_inside_the_agency_leaves_the_due_day_alone(case, clerk, signed_in):
    before = case.due_on
    assert do(signed_in(clerk), case, "transfer", on="2024-09-12", unit="自然资源所").status_code == 302

    assert case.due_on == before
    assert "转自然资源所承办" in signed_in(clerk).get(case.get_absolute_url()).content.decode()


def test_delivery_says_by_which_way(case, clerk, signed_in):
    services.record(case, Replied(date(2024, 10, 8), "granted"), clerk)
    assert do(signed_in(clerk), case, "deliver", on="2024-10-09", way="post").status_code == 302
    assert last(case).way is DeliveryWay.POST


def test_an_opinion_says_whether_it_agrees(case, clerk, signed_in):
    services.record(case, ConsultationSent(date(2024, 9, 12), name="1"), clerk)
    assert do(signed_in(clerk), case, "opinion", on="2024-09-20", name="1", opinion="refuses", note="商业秘密").status_code == 302
    assert last(case).opinion is Opinion.REFUSES


def test_a_decision_that_sets_no_day_gives_the_period_of_the_setting(case, clerk, signed_in, as_of):
    services.record(case, Replied(date(2024, 10, 8), "refused.process_information"), clerk)
    as_of(date(2024, 12, 20))
    assert do(signed_in(clerk), case, "reopen", on="2024-12-20", due_on="", note="复议决定").status_code == 302

    assert (case.due_on, case.due_is_provisional) == (date(2025, 1, 20), False)
    assert "没有写明期限" in signed_in(clerk).get(case.get_absolute_url()).content.decode()


def test_the_case_file_explains_every_phase_and_says_what_came_late(case, clerk, signed_in, as_of):
    as_of(date(2025, 2, 1))
    services.record(case, Replied(date(2024, 10, 15), "refused.process_information"), clerk)
    services.record(case, Reopened(date(2024, 12, 20), date(2025, 1, 10)), clerk)
    shown = signed_in(clerk).get(case.get_absolute_url()).content.decode()

    assert shown.count("收到申请之日，当日不计入") == shown.count("收到决定书、判决书之日，当日不计入") > 0
    assert "答复晚于期限届满之日2024-10-14（《政府信息公开条例》第三十三条第二款）" in shown


def test_the_applicant_is_not_shown_what_is_said_to_the_office(case, clerk, client):
    services.record(case, Replied(date(2024, 9, 20), "not_processed.excessive"), clerk)

    assert "没有要求申请人说明理由的记录" in "".join(procedure(case, date(2024, 10, 1)))
    assert "没有要求申请人说明理由的记录" not in client.get(reverse("site:track", args=[case.agency.slug])).content.decode()


@pytest.mark.parametrize(
    ("arrived", "due", "provisional"),
    [
        (date(2024, 12, 20), date(2025, 1, 20), False),
        (date(2025, 12, 31), date(2026, 1, 29), False),
        (date(2026, 12, 18), date(2027, 1, 18), True),  # nobody has announced 2027; by the days of the week and the fixed holiday
    ],
)
def test_over_the_turn_of_the_year_the_pages_say_the_day_and_whether_it_is_certain(
    town, clerk, leader, signed_in, as_of, arrived, due, provisional
):
    as_of(arrived)
    case = services.submit(town, ANSWERS, channel=Channel.COUNTER, arrived_on=arrived, by=clerk).application
    office = signed_in(clerk)
    case.refresh_from_db()
    assert (case.due_on, case.due_is_provisional) == (due, provisional)
    page = office.get(case.get_absolute_url())
    assert page.status_code == 200
    text = page.content.decode()
    assert f"{due.year}年{due.month}月{due.day}日" in text
    assert ("（放假安排尚未公布）" in text) == provisional
    assert ("（暂定）" in text) == provisional
    listed = office.get(reverse("applications:list", args=[town.slug]))
    assert case.receipt_number in listed.content.decode()
    # On the last night of the year and the first of the next, the case is open, and the day is the same.
    for day in (date(arrived.year, 12, 31), date(arrived.year + 1, 1, 1)):
        as_of(day)
        assert office.get(reverse("desk:today", args=[town.slug])).status_code == 200
        case.refresh_from_db()
        assert (case.due_on, case.is_open) == (due, True)
