"""A reconsideration or a lawsuit is its events: what may follow, where it stands, what it counts as in a year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.errors import CaseError, DataError
from disclosure.records import (
    AnswerFiled,
    Appealed,
    Appellant,
    CopyReceived,
    Decided,
    DecisionReceived,
    DisputeCase,
    DisputeKind,
    DisputeOutcome,
    DisputeStruck,
    HearingHeld,
    Procedure,
    Resumed,
    RetrialOrdered,
    Stage,
    Suspended,
    dispute_event_from,
    dispute_event_to,
    ending_of,
    endings,
    suspension_ground,
    suspension_grounds,
)
from disclosure.records.dispute_endings import load_endings
from disclosure.records.dispute_suspensions import load_suspensions

RECEIVED = CopyReceived(date(2024, 9, 10), date(2024, 9, 6))
ANSWERED, HEARD = AnswerFiled(date(2024, 9, 20)), HearingHeld(date(2024, 10, 15))
JUDGED = Decided(date(2024, 12, 20), "claims_rejected", date(2024, 12, 24))


def reconsideration(*events):
    return DisputeCase("dispute:1", DisputeKind.RECONSIDERATION, events)


def lawsuit(*events):
    return DisputeCase("dispute:2", DisputeKind.LITIGATION_DIRECT, events)


def test_it_stands_where_its_last_event_left_it():
    case = lawsuit(RECEIVED, ANSWERED, HEARD, JUDGED)
    days = (date(2024, 9, 9), date(2024, 9, 10), date(2024, 9, 20), date(2024, 12, 20))
    assert [case.stage(day) for day in days] == [None, Stage.TO_ANSWER, Stage.PENDING, Stage.DECIDED]
    assert case.filed_on == date(2024, 9, 6)
    assert lawsuit(CopyReceived(date(2024, 9, 10))).filed_on == date(2024, 9, 10)


def test_an_appeal_makes_it_pending_again_and_what_the_second_instance_upholds_stays_what_it_was():
    case = lawsuit(RECEIVED, JUDGED, Appealed(date(2025, 1, 5)), Decided(date(2025, 6, 3), "appeal_rejected"))
    found = [case.record(date(year, 12, 31)) for year in (2024, 2025)]
    assert [(each.closed_on, each.outcome) for each in found] == [
        (date(2024, 12, 20), DisputeOutcome.UPHELD), (date(2025, 6, 3), DisputeOutcome.UPHELD),
    ]  # fmt: skip
    assert case.record(date(2025, 3, 1)).closed_on is None


def test_a_case_sent_back_goes_on_in_the_first_instance_and_can_be_appealed_against_again():
    sent_back = Decided(date(2025, 3, 3), "remanded")
    case = lawsuit(RECEIVED, JUDGED, Appealed(date(2025, 1, 5)), sent_back)
    assert (case.stage(), case.record().outcome) == (Stage.PENDING, None)
    again = lawsuit(*case.events, Decided(date(2025, 5, 6), "annulled", date(2025, 5, 8), redo=True))
    assert again.record().outcome is DisputeOutcome.CORRECTED
    assert Appealed in again.open_events()


def test_a_retrial_opens_what_was_closed_and_the_agency_s_own_appeal_asks_it_for_no_answer():
    case = lawsuit(RECEIVED, JUDGED, RetrialOrdered(date(2026, 2, 2)))
    assert case.record(date(2026, 12, 31)).closed_on is None
    own = lawsuit(RECEIVED, JUDGED, Appealed(date(2025, 1, 5), Appellant.AGENCY))
    assert own.stage() is Stage.PENDING


def test_what_was_taken_back_never_was():
    case = reconsideration(RECEIVED, Decided(date(2024, 10, 9), "upheld"), DisputeStruck(date(2024, 10, 10), 2, "点错了"))
    assert case.record().closed_on is None
    assert Decided in case.open_events()


@pytest.mark.parametrize(
    ("events", "said"),
    [
        ((ANSWERED,), "现在不能记录"),
        ((RECEIVED, RECEIVED), "现在不能记录"),
        ((RECEIVED, Decided(date(2024, 10, 9), "claims_rejected")), "没有“claims_rejected”这种审理结果"),
        ((RECEIVED, Decided(date(2024, 10, 9), "upheld", date(2024, 10, 8))), "早于作出之日"),
        ((RECEIVED, Decided(date(2024, 10, 9), "upheld", redo=True)), "不会责令重新答复"),
        ((RECEIVED, Decided(date(2024, 10, 9), "annulled", redo_by=date(2024, 11, 1))), "应当在收到文书之后"),
        ((RECEIVED, Decided(date(2024, 10, 9), "annulled", None, True, date(2024, 10, 9))), "应当在收到文书之后"),
        ((RECEIVED, Decided(date(2024, 10, 9), "upheld"), Appealed(date(2024, 10, 12))), "现在不能记录"),
        ((RECEIVED, Decided(date(2024, 10, 9), "upheld"), HEARD), "现在不能记录"),
        ((CopyReceived(date(2024, 9, 5), date(2024, 9, 6)),), "晚于收到副本之日"),
        ((RECEIVED, DisputeStruck(date(2024, 9, 11), 3, "错")), "没有第3条记录"),
        ((RECEIVED, DisputeStruck(date(2024, 9, 11), 1, " ")), "须说明理由"),
        ((RECEIVED, DisputeStruck(date(2024, 9, 11), 1, "错")), "案件从收到副本开始"),
    ],
)
def test_what_contradicts_itself_is_refused(events, said):
    with pytest.raises(CaseError, match=said):
        reconsideration(*events).check(date(2026, 1, 1))


def test_nothing_is_recorded_before_it_happened():
    with pytest.raises(CaseError, match="还没有到"):
        reconsideration(RECEIVED).check(date(2024, 9, 9))
    with pytest.raises(CaseError, match="还没有到"):
        reconsideration(RECEIVED, Decided(date(2024, 10, 9), "upheld", date(2024, 10, 12))).check(date(2024, 10, 10))


@pytest.mark.parametrize(("ending", "when"), [("remanded", "first"), ("withdrawn", "second")])
def test_some_endings_belong_to_one_instance(ending, when):
    before = (RECEIVED, JUDGED, Appealed(date(2025, 1, 5))) if when == "second" else (RECEIVED,)
    with pytest.raises(CaseError, match="不是这一审级的结果"):
        lawsuit(*before, Decided(date(2025, 2, 5), ending)).check(date(2026, 1, 1))


def test_the_endings_are_those_of_the_law_of_the_day():
    old, new = (endings(DisputeKind.RECONSIDERATION, day) for day in (date(2023, 12, 31), date(2024, 1, 1)))
    assert ending_of(DisputeKind.RECONSIDERATION, "annulled", date(2023, 12, 31)).citation(date(2023, 12, 31)).short("zh") == (
        "《行政复议法》第二十八条第一款第（三）项"
    )
    assert ending_of(DisputeKind.RECONSIDERATION, "annulled", date(2024, 1, 1)).citation(date(2024, 1, 1)).short("zh") == (
        "《行政复议法》第六十四条"
    )
    assert "void" in {each.key for each in new} - {each.key for each in old}
    with pytest.raises(CaseError, match="施行期间"):
        endings(DisputeKind.RECONSIDERATION, date(1999, 9, 30))


@pytest.mark.parametrize(
    ("kind", "column", "keys"),
    [
        ("reconsideration", "upheld", {"upheld", "request_rejected"}),
        ("reconsideration", "corrected", {"changed", "annulled", "unlawful", "fulfil", "void"}),
        ("reconsideration", "other", {"application_rejected", "ended", "mediated"}),
        ("litigation_direct", "upheld", {"claims_rejected"}),
        ("litigation_direct", "corrected", {"annulled", "fulfil", "pay", "unlawful", "void", "changed"}),
        ("litigation_direct", "other", {"not_accepted", "suit_rejected", "withdrawn", "ended", "mediated", "referred"}),
    ],
)
def test_the_endings_count_in_table_four_as_statute_has_it(kind, column, keys):
    found = endings(DisputeKind(kind), date(2024, 6, 1))
    assert {each.key for each in found if each.column == column} == keys


def test_a_file_of_endings_with_a_fault_is_refused(tmp_path):
    from disclosure.records import dispute_endings

    text = dispute_endings._FILE.read_text(encoding="utf-8")
    for wrong, right in (
        ("column: upheld", "column: stood"), ("redo: must", "redo: perhaps"),
        ("from: 2024-01-01", "from: 1998-01-01"), ("key: void, zh: 确认无效", "key: upheld, zh: 确认无效"),
    ):  # fmt: skip
        path = tmp_path / "endings.yaml"
        path.write_text(text.replace(wrong, right), encoding="utf-8")
        with pytest.raises(DataError):
            load_endings(path)


EVENTS = (
    RECEIVED, replace(RECEIVED, procedure=Procedure.SIMPLE), ANSWERED, HEARD, JUDGED, DecisionReceived(date(2024, 12, 25)),
    Decided(date(2024, 10, 9), "annulled", date(2024, 10, 12), redo=True, redo_by=date(2024, 11, 1)),
    Appealed(date(2025, 1, 5), Appellant.AGENCY), RetrialOrdered(date(2026, 2, 2)), DisputeStruck(date(2026, 3, 1), 2, "错"),
)  # fmt: skip


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: type(event).__name__)
def test_an_event_survives_being_stored(event):
    assert dispute_event_from(dispute_event_to(event)) == event


def test_what_is_no_event_of_a_dispute_is_refused():
    with pytest.raises(CaseError):
        dispute_event_from({"event": "replied", "on": "2024-01-01"})
    with pytest.raises(CaseError):
        dispute_event_from({"event": "decided", "on": "2024-13-01", "ending": "upheld"})


@st.composite
def histories(draw) -> DisputeCase:
    """Any course that the fold allows, drawn step by step from what it says may follow."""
    kind = draw(st.sampled_from(DisputeKind))
    on = draw(st.dates(date(2021, 1, 1), date(2024, 12, 1)))
    case = DisputeCase("dispute:1", kind, (CopyReceived(on),))
    for _step in range(draw(st.integers(0, 7))):
        on = date.fromordinal(on.toordinal() + draw(st.integers(0, 200)))
        may = [each for each in case.open_events() if each is not DecisionReceived]
        if not may:
            break
        step = draw(st.sampled_from(may))
        ways = {
            Decided: [each.key for each in endings(kind, on) if each.fits(appealed=case.instances()[-1].is_appeal)],
            Suspended: [each.key for each in suspension_grounds(kind, on)],
        }
        event = step(on, draw(st.sampled_from(ways[step]))) if step in ways else step(on)
        if step is Decided:
            event = replace(event, received_on=on)
        case = DisputeCase(case.id, kind, (*case.events, event))
    return case


@given(histories())
def test_no_history_leads_to_two_answers_about_one_day(case):
    case.check(date(2040, 1, 1))
    for year in range(2020, 2031):
        end = date(year, 12, 31)
        record, stage = case.record(end), case.stage(end)
        assert (record.outcome is not None) == (stage is Stage.DECIDED)
        assert record.closed_on is None or record.filed_on <= record.closed_on <= end


# Suspension (中止)


def test_a_suspended_case_goes_on_or_ends_and_may_be_answered_all_the_same():
    since = Suspended(date(2024, 9, 15), "mediation")
    case = reconsideration(RECEIVED, since)
    assert case.stage() is Stage.SUSPENDED
    assert set(case.open_events()) == {Resumed, AnswerFiled, Decided}
    assert reconsideration(RECEIVED, since, ANSWERED, Resumed(date(2024, 9, 30))).stage() is Stage.PENDING
    settled = reconsideration(RECEIVED, since, Decided(date(2024, 9, 28), "mediated", date(2024, 9, 29)))
    assert settled.stage() is Stage.DECIDED
    assert settled.instances()[0].suspensions[0].until == date(2024, 9, 28)
    with pytest.raises(CaseError, match="现在不能记录"):
        reconsideration(RECEIVED, Resumed(date(2024, 9, 30))).check(date(2025, 1, 1))
    with pytest.raises(CaseError, match="现在不能记录"):
        reconsideration(RECEIVED, since, HEARD).check(date(2025, 1, 1))


def test_a_ground_is_one_of_the_law_of_the_day():
    with pytest.raises(CaseError, match="没有“mediation”这种中止情形"):
        suspension_ground(DisputeKind.RECONSIDERATION, "mediation", date(2023, 12, 31))
    with pytest.raises(CaseError, match="施行期间"):
        suspension_grounds(DisputeKind.LITIGATION_DIRECT, date(2018, 2, 7))
    for kind in DisputeKind:
        for day in (date(2018, 2, 8), date(2023, 12, 31), date(2024, 1, 1)):
            grounds = suspension_grounds(kind, day)
            assert "other" in {each.key for each in grounds}
            assert all(each.citation(day).short("zh") for each in grounds)
    event = Suspended(date(2024, 9, 15), "mediation")
    assert dispute_event_from(dispute_event_to(event)) == event
    assert dispute_event_from(dispute_event_to(Resumed(date(2024, 9, 15)))) == Resumed(date(2024, 9, 15))


@pytest.mark.parametrize("change", ["unknown", "twice", "order"])
def test_grounds_that_are_written_wrongly_are_refused(tmp_path, change):
    text = (Path(load_suspensions.__code__.co_filename).with_name("dispute_suspensions.yaml")).read_text(encoding="utf-8")
    wrong = {
        "unknown": text.replace("time: null", "time: null\n    colour: red", 1),
        "twice": text.replace("{key: incapacity", "{key: death", 1),
        "order": text.replace("from: 2024-01-01", "from: 2007-01-01", 1),
    }
    (tmp_path / "wrong.yaml").write_text(wrong[change], encoding="utf-8")
    with pytest.raises(DataError):
        load_suspensions(tmp_path / "wrong.yaml")
