"""A case as its events: what may follow, status, and the days it counts by."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given

from case_histories import cases, outcomes_open_to
from disclosure.clock import reply_due, reply_timeline
from disclosure.errors import CaseError
from disclosure.records import (
    EVENT_NAMES,
    FOLLOWS,
    ApplicationEvent,
    CaseRecord,
    Channel,
    Confirmed,
    ConsultationAnswered,
    ConsultationSent,
    Corrected,
    CorrectionAsked,
    Delivered,
    Extended,
    Received,
    Reopened,
    Replied,
    Status,
    Struck,
    Withdrawn,
    effective,
    event_from,
    event_to,
    withdrawal,
)

D = date


def case(*events: ApplicationEvent) -> CaseRecord:
    return CaseRecord("application:1", "natural_person", events)


ONLINE = Received(D(2024, 9, 8), Channel.ONLINE)
CONFIRMED = Confirmed(D(2024, 9, 10))


@pytest.mark.parametrize(
    ("channel", "received_on", "status"),
    [
        (Channel.COUNTER, D(2024, 9, 8), Status.HANDLING),
        (Channel.REGISTERED_POST, D(2024, 9, 8), Status.HANDLING),
        (Channel.POST, None, Status.UNCONFIRMED),
        (Channel.ONLINE, None, Status.UNCONFIRMED),
        (Channel.FAX, None, Status.UNCONFIRMED),
    ],
)
def test_receipt_is_by_channel(channel, received_on, status):
    found = case(Received(D(2024, 9, 8), channel))
    assert (found.received_on, found.status()) == (received_on, status)


def test_the_due_day_of_the_online_example():
    """Submitted on Sunday 8 September 2024, confirmed on the 10th: due on 14 October."""
    assert reply_due([ONLINE]) == D(2024, 10, 11)
    assert reply_due([ONLINE, CONFIRMED]) == D(2024, 10, 14)


def test_a_case_through_all_its_statuses():
    steps = [
        (ONLINE, Status.UNCONFIRMED),
        (CONFIRMED, Status.HANDLING),
        (CorrectionAsked(D(2024, 9, 12), D(2024, 9, 27)), Status.CORRECTION),
        (Corrected(D(2024, 9, 20)), Status.HANDLING),
        (ConsultationSent(D(2024, 9, 23), name="1"), Status.CONSULTING),
        (Extended(D(2024, 9, 24), 10), Status.CONSULTING),
        (ConsultationAnswered(D(2024, 9, 30), name="1"), Status.HANDLING),
        (Replied(D(2024, 10, 9), "partly_granted"), Status.REPLIED),
        (Delivered(D(2024, 10, 10)), Status.DELIVERED),
        (Reopened(D(2025, 1, 8), D(2025, 2, 10)), Status.HANDLING),
        (Replied(D(2025, 1, 20), "granted"), Status.REPLIED),
    ]
    whole = case(*(event for event, _status in steps))
    whole.check()
    assert [whole.status(event.on) for event, _status in steps] == [status for _event, status in steps]
    assert whole.status(D(2024, 9, 9)) is Status.UNCONFIRMED
    assert (whole.outcome, whole.decided_on) == ("granted", D(2025, 1, 20))
    assert whole.outcome_on(D(2024, 12, 31)) == "partly_granted"


@pytest.mark.parametrize(
    ("events", "said"),
    [
        ((ONLINE, Replied(D(2024, 9, 9), "granted")), "待确认收到，不能记录“作出答复”；可以记录：确认收到、申请人撤回申请"),
        ((ONLINE, CONFIRMED, Confirmed(D(2024, 9, 11))), "办理中，不能记录“确认收到”"),
        ((ONLINE, CONFIRMED, Corrected(D(2024, 9, 11))), "办理中，不能记录“收到补正的申请”"),
        ((ONLINE, CONFIRMED, Delivered(D(2024, 9, 11))), "办理中，不能记录“送达答复”"),
        ((ONLINE, CONFIRMED, CorrectionAsked(D(2024, 9, 11)), Extended(D(2024, 9, 12))), "待补正，不能记录“决定延长答复期限”"),
        ((ONLINE, Withdrawn(D(2024, 9, 9)), CONFIRMED), "已撤回，不能记录“确认收到”；可以记录：没有别的事项"),
        ((ONLINE, CONFIRMED, Replied(D(2024, 9, 11), "other.fee_overdue")), "不能以这一结果办结"),
        ((ONLINE, CONFIRMED, CorrectionAsked(D(2024, 9, 11)), Replied(D(2024, 9, 12), "granted")), "不能以这一结果办结"),
        ((ONLINE, CONFIRMED, Replied(D(2024, 9, 12), "refused")), "没有“refused”这种办理结果"),
        ((ONLINE, ONLINE), "有且只有一次收到"),
        ((CONFIRMED,), "有且只有一次收到"),
        ((), "有且只有一次收到"),
    ],
)  # fmt: skip
def test_what_may_not_follow_is_refused_and_says_what_may(events, said):
    with pytest.raises(CaseError, match=said):
        case(*events).check()


def test_an_overdue_correction_closes_the_case_under_its_own_row():
    closed = case(ONLINE, CONFIRMED, CorrectionAsked(D(2024, 9, 12)), Replied(D(2024, 10, 9), "other.correction_overdue"))
    assert (closed.status(), closed.outcome) == (Status.REPLIED, "other.correction_overdue")


def test_nothing_is_recorded_before_its_day():
    case(ONLINE, CONFIRMED).check(D(2024, 9, 10))
    with pytest.raises(CaseError, match="2024-09-10还没有到"):
        case(ONLINE, CONFIRMED).check(D(2024, 9, 9))


def test_a_withdrawal_closes_the_case():
    closed = case(ONLINE, CONFIRMED, Withdrawn(D(2024, 9, 12)))
    assert (closed.status(), closed.outcome, closed.closed_on) == (Status.WITHDRAWN, withdrawal(), D(2024, 9, 12))


def test_an_event_recorded_late_stands_at_its_day():
    late = case(ONLINE, CONFIRMED, Replied(D(2024, 9, 20), "granted"), CorrectionAsked(D(2024, 9, 11)), Corrected(D(2024, 9, 13)))
    late.check()
    assert late.status(D(2024, 9, 12)) is Status.CORRECTION


def test_what_was_taken_back_never_happened():
    wrong = Confirmed(D(2024, 9, 12))
    right = case(ONLINE, wrong, Struck(D(2024, 9, 20), 2, "记错"), CONFIRMED)
    assert right.received_on == D(2024, 9, 10)
    assert right.status(D(2024, 9, 11)) is Status.HANDLING
    assert effective(right.events) == (ONLINE, CONFIRMED)
    assert reply_due(right.events) == D(2024, 10, 14)


@pytest.mark.parametrize(("sequence", "reason"), [(0, "记错"), (3, "记错"), (9, "记错"), (2, " ")])
def test_a_counter_event_that_takes_nothing_back_is_refused(sequence, reason):
    with pytest.raises(CaseError):
        effective((ONLINE, CONFIRMED, Struck(D(2024, 9, 20), sequence, reason)))


def test_nothing_is_taken_back_twice_and_no_counter_event_is():
    once = (ONLINE, CONFIRMED, Struck(D(2024, 9, 20), 2, "记错"))
    with pytest.raises(CaseError, match="已经更正过了"):
        effective((*once, Struck(D(2024, 9, 21), 2, "再记")))
    with pytest.raises(CaseError, match="本身是一次更正"):
        effective((*once, Struck(D(2024, 9, 21), 3, "收回")))


@pytest.mark.parametrize(
    ("at", "is_open"),
    [(D(2024, 9, 7), False), (D(2024, 9, 8), False), (D(2024, 9, 9), False), (D(2024, 9, 10), True), (D(2024, 9, 19), True),
     (D(2024, 9, 20), False), (D(2030, 1, 1), False)],
)  # fmt: skip
def test_a_case_is_open_from_legal_receipt_to_the_reply(at, is_open):
    assert case(ONLINE, CONFIRMED, Replied(D(2024, 9, 20), "granted"), Delivered(D(2024, 9, 23))).is_open(at) is is_open


def test_what_was_never_confirmed_is_never_open():
    assert not case(ONLINE).is_open(D(2030, 1, 1))


@given(cases())
def test_any_history_drawn_from_what_may_follow_is_accepted_and_has_a_status(found):
    found.check()
    status = found.status()
    assert status.is_closed == (found.outcome is not None) == (found.decided_on is not None)
    if found.received_on is not None:
        assert found.is_open(D(2100, 1, 1)) == (not status.is_closed)


@given(cases())
def test_the_clock_accepts_every_history_that_the_table_lets_happen(found):
    timeline = reply_timeline(found.events)
    assert timeline.case.received_on == (found.received_on or timeline.case.received.on)


@given(cases())
def test_no_event_outside_the_table_is_accepted(found):
    on = max(event.on for event in found.events)
    for kind in (Confirmed, CorrectionAsked, Corrected, Delivered, Withdrawn):
        if kind in found.open_events():
            CaseRecord("application:1", "other", (*found.events, kind(on))).check()
        else:
            with pytest.raises(CaseError):
                CaseRecord("application:1", "other", (*found.events, kind(on))).check()


@given(cases())
def test_taking_back_the_last_event_restores_the_case(found):
    on = max(event.on for event in found.events) + timedelta(days=1)
    for more in found.open_events():
        if more is Withdrawn:
            longer = (*found.events, Withdrawn(on))
            restored = CaseRecord(found.id, found.applicant_kind, (*longer, Struck(on, len(longer), "记错")))
            assert (restored.status(), restored.outcome, restored.received_on) == (
                found.status(),
                found.outcome,
                found.received_on,
            )


@given(cases())
def test_events_come_back_from_their_payloads(found):
    assert tuple(event_from(event_to(event)) for event in found.events) == found.events


@pytest.mark.parametrize(
    "payload",
    [
        {},
        {"event": "nothing"},
        {"event": "replied", "on": "2024-09-10"},
        {"event": "received", "on": "yesterday"},
        {"event": "received", "on": "2024-09-10", "channel": "pigeon"},
        {"event": "confirmed", "on": "2024-09-10", "by": "x"},
    ],
)
def test_a_payload_that_is_none_is_refused(payload):
    with pytest.raises(CaseError):
        event_from(payload)


def test_every_event_has_a_name_and_a_status_that_lets_it_happen():
    allowed = {kind for kinds in FOLLOWS.values() for kind in kinds}
    assert set(EVENT_NAMES) - allowed == {Received, Struck}
    assert set(FOLLOWS) == set(Status)
    assert all(status.label.zh and status.label.en for status in Status)
    assert all(outcomes_open_to(status) for status, kinds in FOLLOWS.items() if Replied in kinds)
