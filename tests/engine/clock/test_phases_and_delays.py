"""What moves or does not move the due day: delays, demands for a new reply, extensions told late, doubtful points."""

from datetime import date

import pytest

from disclosure.clock import (
    ConsultationResult,
    Standing,
    case_of,
    consultations,
    reply_due,
    reply_timeline,
    reply_timelines,
)
from disclosure.errors import CaseError, LawError
from disclosure.law import Readings, delivery_rule, doubtful_points, report_deadline, work_calendar
from disclosure.records import (
    CaseRecord,
    Channel,
    ConsultationAnswered,
    ConsultationSent,
    Consulted,
    Corrected,
    CorrectionAsked,
    DelaySet,
    Delivered,
    Extended,
    Opinion,
    ReasonsAsked,
    ReasonsGiven,
    Received,
    Reopened,
    Replied,
    Transferred,
    event_from,
    event_to,
    outcome_of,
)

day = date.fromisoformat
RECEIVED = Received(day("2024-09-10"))  # due on 2024-10-14


def due(*events, **chosen):
    found = reply_due([RECEIVED, *events], readings=Readings(chosen))
    return found.isoformat() if found else None


# --- misaddressed letters


def test_what_reached_another_unit_counts_from_the_day_of_confirmation_like_an_ordinary_letter():
    passed_on = Received(day("2024-09-06"), Channel.REGISTERED_POST, day("2024-09-10"), misaddressed=True)

    assert case_of([passed_on]).day_zero == day("2024-09-10")
    assert case_of([Received(day("2024-09-06"), Channel.REGISTERED_POST)]).day_zero == day("2024-09-06")


def test_a_transfer_inside_the_agency_moves_nothing():
    assert due(Transferred(day("2024-09-20"), "规划科")) == due()


# --- excessive applications (第三十五条)

REASONS = (ReasonsAsked(day("2024-09-12")), ReasonsGiven(day("2024-09-18")))


def test_asking_for_reasons_does_not_stop_the_clock():
    assert due(*REASONS) == "2024-10-14"


@pytest.mark.parametrize(
    ("until", "expected", "because"),
    [
        ("2024-11-20", "2024-11-20", "the day that the agency set"),
        ("2024-10-20", "2024-10-20", "a day that was set is not counted: it may be a Sunday"),
        ("2024-09-30", "2024-10-14", "a delay never shortens the period"),
    ],
)
def test_a_delay_that_was_set_holds_the_due_day_back(until, expected, because):
    assert due(*REASONS, DelaySet(day("2024-09-20"), day(until))) == expected, because


def test_a_delay_set_after_the_due_day_is_without_effect():
    late = reply_timeline([RECEIVED, *REASONS, DelaySet(day("2024-10-15"), day("2024-11-20"))])

    assert late.due is not None
    assert late.due.on == day("2024-10-14")
    assert [type(event) for event in late.without_effect] == [DelaySet]


def test_the_days_of_a_delay_say_so_with_their_article():
    found = reply_timeline([RECEIVED, *REASONS, DelaySet(day("2024-10-14"), day("2024-10-18"))])
    last = found.days[-1]

    assert last.standing is Standing.DELAY
    assert last.law is not None
    assert last.law.short("zh") == "《政府信息公开条例》第三十五条"
    assert last.count == 24


def test_a_delay_needs_reasons_that_were_asked_for_and_given():
    case = CaseRecord("application:1", "other", (RECEIVED,))
    asked = CaseRecord("application:1", "other", (RECEIVED, REASONS[0]))
    given = CaseRecord("application:1", "other", (RECEIVED, *REASONS))

    assert ReasonsAsked in case.open_events()
    assert DelaySet not in case.open_events()
    assert asked.reasons_awaited
    assert {ReasonsGiven} == {ReasonsGiven, DelaySet, ReasonsAsked} & set(asked.open_events())
    assert DelaySet in given.open_events()
    assert not given.reasons_awaited


@pytest.mark.parametrize(
    "events",
    [
        (*REASONS, DelaySet(day("2024-10-14"), day("2024-10-14"))),
        (Replied(day("2024-10-14"), "granted"), Reopened(day("2025-01-02"), day("2025-01-01"))),
        (Extended(day("2024-10-10"), 5, told_on=day("2024-10-09")),),
        (ConsultationSent(day("2024-09-12"), delivered_on=day("2024-09-11")),),
        (ReasonsGiven(day("2024-09-12")),),
    ],
)
def test_days_that_cannot_be_are_refused(events):
    with pytest.raises(CaseError):
        reply_timeline([RECEIVED, *events])


# --- correction once (第三十条)


def test_correction_is_asked_for_once_and_again_only_when_a_new_reply_is_demanded():
    corrected = (RECEIVED, CorrectionAsked(day("2024-09-11")), Corrected(day("2024-09-20")))
    reopened = (*corrected, Replied(day("2024-10-10"), "granted"), Reopened(day("2025-01-02")))

    assert CorrectionAsked not in CaseRecord("application:1", "other", corrected).open_events()
    assert CorrectionAsked in CaseRecord("application:1", "other", reopened).open_events()


# --- reopening

DECIDED = Replied(day("2024-10-14"), "refused.process_information")


def test_a_decision_that_sets_a_day_fixes_the_due_day_whatever_happens_then():
    events = [RECEIVED, DECIDED, Reopened(day("2025-01-02"), day("2025-01-22")), ConsultationSent(day("2025-01-06"))]
    found = reply_timeline(events)

    assert found.due is not None
    assert found.due.on == found.set_day == day("2025-01-22")
    assert found.days[0].day.on == day("2025-01-02")
    assert [type(event) for event in found.without_effect] == [ConsultationSent]


def test_a_decision_that_sets_no_day_gives_the_period_of_the_law_from_its_receipt():
    reopened = [RECEIVED, DECIDED, Reopened(day("2024-12-20"))]

    assert reply_due(reopened) == day("2025-01-20")
    assert reply_due(reopened, readings=Readings({"reopened_days": 15})) == day("2025-01-13")
    assert reply_due([*reopened, Extended(day("2025-01-02"), 5)]) == day("2025-01-26")  # a Sunday that is worked


def test_every_phase_has_its_own_clock():
    first, second = reply_timelines([RECEIVED, DECIDED, Reopened(day("2024-12-20"))])

    assert first.due is not None
    assert first.due.on == day("2024-10-14")
    assert second.case.reopened == Reopened(day("2024-12-20"))


# --- extension: told in time


def test_an_extension_told_after_the_due_day_is_without_effect_unless_the_agency_reads_the_law_otherwise():
    late = Extended(day("2024-10-14"), 10, told_on=day("2024-10-15"))

    assert due(late) == "2024-10-14"
    assert due(late, extension_told="decided_by_due") == "2024-10-28"
    assert due(Extended(day("2024-10-11"), 10, told_on=day("2024-10-14"))) == "2024-10-28"


# --- doubtful points


def test_a_late_request_for_correction_restarts_the_clock_by_default():
    late = (CorrectionAsked(day("2024-09-25")), Corrected(day("2024-10-08")))  # the seventh working day was the 20th
    in_time = (CorrectionAsked(day("2024-09-20")), Corrected(day("2024-10-08")))

    assert due(*late) == "2024-11-04"
    assert due(*late, late_correction="no_effect") == "2024-10-14"
    assert due(*in_time, late_correction="no_effect") == "2024-11-04"
    assert due(late[0], late_correction="no_effect") == "2024-10-14"


def test_consultation_time_begins_with_sending_or_with_arrival():
    events = (ConsultationSent(day("2024-09-18"), delivered_on=day("2024-09-20")), ConsultationAnswered(day("2024-09-25")))

    assert due(*events) == "2024-10-21"  # 19, 20, 23, 24, 25 are taken out
    assert due(*events, consultation_start="delivered") == "2024-10-17"  # 23, 24, 25


def test_a_second_consultation_may_be_read_not_to_count():
    events = (
        ConsultationSent(day("2024-09-18"), name="甲"), ConsultationAnswered(day("2024-09-19"), "甲"),
        ConsultationSent(day("2024-09-23"), name="乙"), ConsultationAnswered(day("2024-09-25"), "乙"),
    )  # fmt: skip

    assert due(*events) == "2024-10-17"
    assert due(*events, consultation_repeat="first") == "2024-10-15"


@pytest.mark.parametrize(
    "wrong", [{"consultation_start": "yesterday"}, {"correction_days": 6}, {"correction_days": True}, {"weather": "fine"}]
)
def test_readings_that_do_not_exist_are_refused(wrong):
    with pytest.raises(LawError):
        Readings(wrong)


def test_every_doubtful_point_says_its_question_its_reason_and_its_ground():
    for point in doubtful_points().values():
        for said in (point.question, point.reason):
            assert said.zh.endswith("。")
            assert said.en.endswith(".")
        assert point.citation.document.in_force(point.first_day)
        assert point.checked(point.default) == point.default


def test_the_township_s_deadline_is_a_reading():
    assert report_deadline("township", 2025).day == day("2026-01-31")
    assert report_deadline("township", 2025, Readings({"township_deadline": "03-31"})).day == day("2026-03-31")
    assert report_deadline("department", 2025, Readings({"township_deadline": "03-31"})).day == day("2026-01-31")


# --- what silence means (第三十二条, 第三十四条)


@pytest.mark.parametrize(
    ("consulted", "on", "expected"),
    [
        (Consulted.THIRD_PARTY, "2024-03-25", ConsultationResult.AWAITED),
        (Consulted.THIRD_PARTY, "2024-03-26", ConsultationResult.SILENT_AGENCY_DECIDES),
        (Consulted.AGENCY, "2024-03-25", ConsultationResult.AWAITED),
        (Consulted.AGENCY, "2024-03-26", ConsultationResult.SILENT_CONSENT),
    ],
)
def test_silence_of_a_third_party_leaves_the_decision_and_of_an_agency_is_consent(consulted, on, expected):
    case = case_of([Received(day("2024-03-01")), ConsultationSent(day("2024-03-04"), consulted)])

    assert [each.result for each in consultations(case, work_calendar(), day(on))] == [expected]


def test_an_answer_says_what_it_says_even_when_late():
    sent = [Received(day("2024-03-01")), ConsultationSent(day("2024-03-04"))]
    late = case_of([*sent, ConsultationAnswered(day("2024-04-01"), opinion=Opinion.REFUSES)])

    assert next(consultations(late, work_calendar(), day("2024-04-01"))).result is ConsultationResult.REFUSED
    assert next(consultations(late, work_calendar(), day("2024-03-31"))).result is ConsultationResult.SILENT_AGENCY_DECIDES


# --- delivery (国办公开办函〔2016〕235号)


@pytest.mark.parametrize(
    ("way", "counts"), [("direct", "signed"), ("entrusted", "signed"), ("post", "posted"), ("electronic", "sent")]
)
def test_the_day_of_delivery_by_way(way, counts):
    assert delivery_rule(way, day("2024-01-02")).counts == counts


def test_electronic_delivery_is_a_reading():
    assert delivery_rule("electronic", day("2024-01-02"), Readings({"electronic_delivery": "reached"})).counts == "reached"
    with pytest.raises(LawError):
        delivery_rule("pigeon", day("2024-01-02"))


# --- reconsideration first: the doubtful edges


def test_whether_a_special_regime_and_what_was_not_provided_go_to_review_first_is_a_reading():
    enquiry, missing = outcome_of("refused.administrative_inquiry"), outcome_of("unavailable.not_held")
    wide = Readings({"enquiry_remedy": "refusal", "review_first_until_2025": "all_negative"})

    assert not enquiry.reconsideration_first(day("2025-07-01"))
    assert enquiry.reconsideration_first(day("2025-07-01"), wide)
    assert not enquiry.reconsideration_first(day("2023-12-31"), wide)
    assert not missing.reconsideration_first(day("2025-05-31"))
    assert missing.reconsideration_first(day("2025-05-31"), wide)
    assert not missing.reconsideration_first(day("2025-06-01"), wide)


@pytest.mark.parametrize(
    "event",
    [
        Received(day("2024-09-10"), Channel.POST, None, misaddressed=True),
        ConsultationAnswered(day("2024-09-10"), "1", Opinion.AGREES),
        Extended(day("2024-09-10"), 5, day("2024-09-11")),
        DelaySet(day("2024-09-10"), day("2024-12-01")),
        Delivered(day("2024-09-10")),
        Reopened(day("2024-09-10")),
        Transferred(day("2024-09-10"), "办公室"),
    ],
)
def test_the_new_facts_are_stored_and_read_back(event):
    assert event_from(event_to(event)) == event
