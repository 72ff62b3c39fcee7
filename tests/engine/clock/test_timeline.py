"""The reply clock of an application (第三十条至第三十三条), day by day."""

from datetime import date, timedelta
from itertools import pairwise

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.clock import Standing, case_of, correction_notice_due, payment_due, reply_due, reply_timeline
from disclosure.errors import CalendarError, CaseError, LawError
from disclosure.law import work_calendar
from disclosure.records import (
    Channel,
    ConsultationAnswered,
    ConsultationSent,
    Consulted,
    Corrected,
    CorrectionAsked,
    Extended,
    FeeNoticed,
    Paid,
    Received,
)

day = date.fromisoformat


def received(text, channel=Channel.COUNTER, confirmed=None):
    return Received(day(text), channel, day(confirmed) if confirmed else None)


def standings(timeline):
    return {each.day.on.isoformat(): each.standing for each in timeline.days}


@pytest.mark.parametrize(
    ("receipt", "due", "because"),
    [
        ("2019-05-14", "2019-06-04", "15 working days: Order 492 was still in force"),
        ("2019-05-15", "2019-06-13", "20 working days: Order 711 took force that day; 端午节 rests"),
        ("2022-01-24", "2022-02-24", "春节 rests, two make-up days work"),
        ("2022-09-30", "2022-11-02", "国庆 rests, 8 and 9 October work"),
        ("2023-04-20", "2023-05-19", "劳动节 rests, two make-up days work"),
        ("2023-09-15", "2023-10-19", "中秋 and 国庆 together"),
        ("2024-02-01", "2024-03-05", "除夕 is worked"),
        ("2024-09-09", "2024-10-12", "中秋 and 国庆 rest, three make-up days work: due on a Saturday"),
        ("2024-09-10", "2024-10-14", "one day more: over the Sunday"),
        ("2025-01-10", "2025-02-13", "春节 rests, two make-up days work"),
        ("2025-09-15", "2025-10-17", "国庆 and 中秋 together"),
        ("2026-02-14", "2026-03-20", "received on a worked Saturday"),
    ],
)
def test_reply_is_due_on_the_last_working_day_of_the_period(receipt, due, because):
    assert reply_due([received(receipt)]) == day(due), because


def test_the_timeline_has_every_day_from_day_zero_to_the_due_day():
    timeline = reply_timeline([received("2024-09-10")])
    days = [each.day.on for each in timeline.days]

    assert days == [day("2024-09-10") + timedelta(days=past) for past in range(35)]
    assert timeline.days[0].standing is Standing.DAY_ZERO
    assert timeline.days[0].law is not None
    assert timeline.days[0].law.text("zh").endswith("第三十一条第（一）项")
    assert [each.count for each in timeline.days if each.standing is Standing.COUNTED] == list(range(1, 21))
    assert timeline.due is not None
    assert timeline.due.on == days[-1]


def test_a_length_of_ones_own_replaces_the_period_of_the_law():
    timeline = reply_timeline([received("2024-09-10")], length=7)

    assert timeline.due is not None
    assert timeline.due.on == day("2024-09-20")
    assert timeline.period.length == 20


# --- receipt (第三十一条)


@pytest.mark.parametrize("channel", [Channel.POST, Channel.ONLINE, Channel.FAX])
def test_confirmation_decides_the_day_of_receipt(channel):
    events = [received("2024-09-06", channel, "2024-09-10")]

    assert case_of(events).day_zero == day("2024-09-10")
    assert reply_due(events) == day("2024-10-14")


@pytest.mark.parametrize("channel", [Channel.COUNTER, Channel.REGISTERED_POST])
def test_submission_and_signature_need_no_confirmation(channel):
    assert case_of([received("2024-09-10", channel, "2024-09-12")]).day_zero == day("2024-09-10")


@pytest.mark.parametrize("channel", list(Channel))
def test_without_a_day_of_confirmation_arrival_counts(channel):
    assert reply_due([received("2024-09-10", channel)]) == day("2024-10-14")


# --- correction (第三十条)


def test_a_corrected_application_starts_the_period_again():
    events = [received("2024-09-09"), CorrectionAsked(day("2024-09-11")), Corrected(day("2024-10-08"))]
    timeline = reply_timeline(events)

    assert reply_due(events) == day("2024-11-04")
    found = standings(timeline)
    assert found["2024-09-11"] is Standing.COUNTED
    assert found["2024-09-12"] is Standing.CORRECTION
    assert found["2024-09-15"] is Standing.CORRECTION
    assert found["2024-10-08"] is Standing.DAY_ZERO
    assert {each.law.short("zh") for each in timeline.days if each.standing is Standing.CORRECTION and each.law} == {
        "《政府信息公开条例》第三十条"
    }


def test_while_a_correction_is_awaited_nothing_is_due():
    timeline = reply_timeline([received("2024-09-09"), CorrectionAsked(day("2024-09-11"))])

    assert timeline.due is None
    assert timeline.waiting is Standing.CORRECTION
    assert timeline.days[-1].day.on == day("2024-09-11")


def test_correction_on_the_day_of_asking():
    events = [received("2024-09-09"), CorrectionAsked(day("2024-09-11")), Corrected(day("2024-09-11"))]

    assert reply_due(events) == reply_due([received("2024-09-11")])


def test_correction_asked_on_the_last_day_still_stops_the_clock_and_a_day_later_does_not():
    in_time = [received("2024-09-10"), CorrectionAsked(day("2024-10-14")), Corrected(day("2024-10-21"))]
    late = [received("2024-09-10"), CorrectionAsked(day("2024-10-15")), Corrected(day("2024-10-21"))]

    assert reply_due(in_time) == reply_due([received("2024-10-21")])
    assert reply_due(late) == day("2024-10-14")
    assert len(reply_timeline(late).without_effect) == 2


def test_the_applicant_is_told_what_to_correct_within_seven_working_days():
    assert correction_notice_due(case_of([received("2025-12-31")]), work_calendar()).on == day("2026-01-12")


def test_before_2019_no_law_said_what_correction_does_to_the_clock():
    with pytest.raises(LawError, match="还没有规定"):
        reply_due([received("2019-05-05"), CorrectionAsked(day("2019-05-06")), Corrected(day("2019-05-08"))])


# --- consultation (第三十二条, 第三十三条第三款, 第三十四条)


def test_the_time_of_a_consultation_is_not_counted():
    events = [received("2024-09-10"), ConsultationSent(day("2024-09-18")), ConsultationAnswered(day("2024-09-25"))]
    timeline = reply_timeline(events)

    # 19, 20, 23, 24 and 25 September are taken out: five working days later than 14 October
    assert timeline.due is not None
    assert timeline.due.on == day("2024-10-21")
    found = standings(timeline)
    assert found["2024-09-18"] is Standing.COUNTED
    assert found["2024-09-19"] is Standing.CONSULTATION
    assert found["2024-09-21"] is Standing.REST
    assert found["2024-09-25"] is Standing.CONSULTATION
    assert found["2024-09-26"] is Standing.COUNTED


def test_an_answer_on_the_day_of_sending_takes_nothing_out():
    events = [received("2024-09-10"), ConsultationSent(day("2024-09-18")), ConsultationAnswered(day("2024-09-18"))]

    assert reply_due(events) == day("2024-10-14")


@pytest.mark.parametrize("consulted", list(Consulted))
def test_silence_takes_out_no_more_than_the_fifteen_working_days_of_the_consulted(consulted):
    silent = [received("2024-03-01"), ConsultationSent(day("2024-03-04"), consulted)]
    too_late = [*silent, ConsultationAnswered(day("2024-04-30"))]
    on_the_last_day = [*silent, ConsultationAnswered(day("2024-03-25"))]

    assert reply_due(silent) == reply_due(too_late) == reply_due(on_the_last_day) == day("2024-04-22")
    assert reply_timeline(silent).exclusions[0].lapsed
    assert not reply_timeline(on_the_last_day).exclusions[0].lapsed


def test_the_consulted_have_their_time_from_the_day_the_letter_reaches_them():
    events = [received("2024-03-01"), ConsultationSent(day("2024-03-04"), delivered_on=day("2024-03-06"))]

    assert reply_timeline(events).exclusions[0].last == day("2024-03-27")


def test_days_of_two_consultations_at_once_are_taken_out_once():
    both = [
        received("2024-09-10"),
        ConsultationSent(day("2024-09-18"), name="甲"),
        ConsultationSent(day("2024-09-19"), name="乙"),
        ConsultationAnswered(day("2024-09-24"), name="甲"),
        ConsultationAnswered(day("2024-09-25"), name="乙"),
    ]
    one = [received("2024-09-10"), ConsultationSent(day("2024-09-18")), ConsultationAnswered(day("2024-09-25"))]

    assert reply_due(both) == reply_due(one)


# --- extension (第三十三条第二款)


def test_an_extension_adds_the_longest_time_or_the_days_decided():
    assert reply_due([received("2024-09-10"), Extended(day("2024-10-14"))]) == day("2024-11-11")
    assert reply_due([received("2024-09-10"), Extended(day("2024-10-10"), days=5)]) == day("2024-10-21")


def test_an_extension_on_the_last_day_is_in_time_and_a_day_later_without_effect():
    late = reply_timeline([received("2024-09-10"), Extended(day("2024-10-15"))])

    assert late.due is not None
    assert late.due.on == day("2024-10-14")
    assert late.without_effect == (Extended(day("2024-10-15")),)
    assert reply_timeline([received("2024-09-10"), Extended(day("2024-10-14"))]).without_effect == ()


def test_the_longest_extension_was_fifteen_days_under_the_old_regulations():
    assert reply_timeline([received("2019-05-14"), Extended(day("2019-05-20"))]).length == 30


# --- the fee (办法第六条)


def test_payment_starts_the_period_again():
    events = [received("2024-09-10"), FeeNoticed(day("2024-09-12")), Paid(day("2024-09-20"))]

    assert reply_due(events) == reply_due([received("2024-09-20")])
    assert standings(reply_timeline(events))["2024-09-13"] is Standing.PAYMENT


def test_while_payment_is_awaited_nothing_is_due_but_the_payment():
    noticed = FeeNoticed(day("2024-09-12"))
    timeline = reply_timeline([received("2024-09-10"), noticed])

    assert timeline.due is None
    assert timeline.waiting is Standing.PAYMENT
    assert payment_due(noticed, work_calendar()).on == day("2024-10-16")


def test_there_is_no_payment_period_before_the_measures():
    with pytest.raises(LawError):
        payment_due(FeeNoticed(day("2020-12-31")), work_calendar())


# --- cases that cannot be


@pytest.mark.parametrize(
    ("events", "fault"),
    [
        ([], "有且只有一次收到"),
        ([received("2024-09-10"), received("2024-09-11")], "有且只有一次收到"),
        ([received("2024-09-10", Channel.POST, "2024-09-09")], "确认日2024-09-09早于"),
        ([received("2024-09-10"), CorrectionAsked(day("2024-09-09"))], "早于收到申请之日"),
        ([received("2024-09-10", Channel.POST, "2024-09-12"), Extended(day("2024-09-11"))], "早于收到申请之日"),
        ([received("2024-09-10"), Corrected(day("2024-09-11"))], "请先补录"),
        ([received("2024-09-10"), Paid(day("2024-09-11"))], "请先补录"),
        ([received("2024-09-10"), ConsultationAnswered(day("2024-09-11"))], "请先补录"),
        ([received("2024-09-10"), CorrectionAsked(day("2024-09-11")), CorrectionAsked(day("2024-09-12"))], "还没有结果"),
        ([received("2024-09-10"), FeeNoticed(day("2024-09-11")), FeeNoticed(day("2024-09-12"))], "还没有结果"),
        ([received("2024-09-10"), ConsultationSent(day("2024-09-11")), ConsultationSent(day("2024-09-12"))], "不同的名称"),
        ([received("2024-09-10"), Extended(day("2024-09-11")), Extended(day("2024-09-12"))], "只能延长一次"),
        ([received("2024-09-10"), Extended(day("2024-09-11"), days=21)], "1至20"),
        ([received("2024-09-10"), Extended(day("2024-09-11"), days=0)], "1至20"),
    ],
)
def test_events_that_contradict_each_other_are_refused(events, fault):
    with pytest.raises(CaseError, match=fault):
        reply_timeline(events)


@pytest.mark.parametrize(("receipt", "error"), [("2008-04-30", LawError), ("2036-12-20", CalendarError)])
def test_days_outside_law_or_calendar_are_refused(receipt, error):
    with pytest.raises(error):
        reply_due([received(receipt)])


def test_a_due_day_past_the_announced_calendar_is_provisional():
    known = work_calendar(known_on=day("2025-11-03"))
    provisional, settled = (reply_timeline([received("2025-12-10")], calendar=each).due for each in (known, work_calendar()))

    assert provisional is not None
    assert settled is not None
    assert (provisional.provisional, settled.provisional) == (True, False)
    assert settled.on == day("2026-01-08")


# --- any history against an independent count


def independent_due(zero, length, excluded):
    """Step through another package's calendar, leaving out the excluded days."""
    on = zero
    while length:
        on += timedelta(days=1)
        length -= chinese_calendar.is_workday(on) and on not in excluded
    return on


@st.composite
def histories(draw):
    """A case with any of correction, payment, one consultation and an extension, all within their time."""
    zero = draw(st.dates(date(2021, 1, 1), date(2025, 6, 30)))
    events, base = [Received(zero, draw(st.sampled_from(Channel)))], zero
    for asked, answered in ((CorrectionAsked, Corrected), (FeeNoticed, Paid)):
        if draw(st.booleans()):
            first = base + timedelta(days=draw(st.integers(0, 7)))
            base = first + timedelta(days=draw(st.integers(0, 40)))
            events += [asked(first), answered(base)]
    excluded = set()
    if draw(st.booleans()):
        sent = base + timedelta(days=draw(st.integers(0, 10)))
        answered = sent + timedelta(days=draw(st.integers(0, 15)))
        events += [ConsultationSent(sent), ConsultationAnswered(answered)]
        excluded = {sent + timedelta(days=past) for past in range(1, (answered - sent).days + 1)}
    length = 20
    if draw(st.booleans()):
        events.append(Extended(base + timedelta(days=draw(st.integers(0, 15))), more := draw(st.integers(1, 20))))
        length += more
    return events, independent_due(base, length, excluded)


@given(histories())
def test_the_due_day_of_any_history_equals_an_independent_count(history):
    events, expected = history

    assert reply_due(events) == expected


@given(histories(), st.randoms(use_true_random=False))
def test_the_order_in_which_events_of_different_days_are_given_does_not_matter(history, random):
    events, expected = history
    if len({event.on for event in events}) == len(events):
        random.shuffle(events)
        assert reply_due(events) == expected


@given(histories())
def test_every_day_is_there_once_and_counts_rise_by_one_or_start_again(history):
    days = reply_timeline(history[0]).days

    for earlier, later in pairwise(days):
        assert later.day.on - earlier.day.on == timedelta(days=1)
        step = later.count - earlier.count
        assert step == (1 if later.standing is Standing.COUNTED else 0) or (
            later.standing is Standing.DAY_ZERO and not later.count
        )
        assert later.day.is_working or later.standing is not Standing.COUNTED
