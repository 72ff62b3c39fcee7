"""The law conformance kit: every case of the data set against the engine, and the data set against the count it was made by."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from disclosure.clock import (
    after_working_days,
    case_of,
    consultations,
    correction_notice_due,
    opinion_due,
    payment_due,
    period_ends,
    reply_due,
)
from disclosure.figures import passages
from disclosure.form.loading import edition_for_year
from disclosure.law import period, report_deadline, tariff, work_calendar
from disclosure.records import CaseRecord, ConsultationSent, Consulted, FeeNoticed, Received, event_from, outcome_of
from law_cases import FAMILIES, cases

FOLDER = Path(__file__).with_name("cases")
CALENDAR = work_calendar()
day = date.fromisoformat


def text(value):
    return None if value is None else str(value)


def events(facts):
    return [event_from(fact) for fact in facts["events"]]


def working_days(facts):
    ends = (after_working_days(day(facts["start"]), number, CALENDAR) for number in facts["numbers"])
    return {"days": [str(end.on) for end in ends]}


def receipt(facts):
    return {"received_on": str(case_of(events(facts)).received_on)}


def due(facts):
    CaseRecord("application:1", "other", tuple(events(facts))).check()
    return {"due": text(reply_due(events(facts)))}


def other_periods(facts):
    start = day(facts["start"])
    ends = {
        "correction_notice": lambda: correction_notice_due(case_of([Received(start)]), CALENDAR),
        "opinion": lambda: opinion_due(ConsultationSent(start), CALENDAR),
        "payment": lambda: payment_due(FeeNoticed(start), CALENDAR),
    }
    key = f"remedies.{facts['period']}_period"
    found = ends[facts["period"]]() if facts["period"] in ends else period_ends(start, period(key, start), CALENDAR)
    return {"until": str(found.on)}


def silence(facts):
    sent = ConsultationSent(day(facts["sent"]), Consulted(facts["consulted"]))
    found = next(consultations(case_of([Received(day(facts["sent"])), sent]), CALENDAR, day(facts["on"])))
    words = found.result.label.zh.removeprefix("逾期未提出意见，")
    return {"limit": str(found.limit.on), "result": words}


def fees(facts):
    return {"yuan": tariff(f"fees.{facts['tariff']}", day(facts["received_on"])).charge(facts["number"]).amount}


def outcomes(facts):
    row, _slash, _key = facts["decision"].partition("/")
    outcome, replied, received = outcome_of(row), day(facts["replied_on"]), day(facts["received_on"])
    number, label, group = printed(row)
    first = outcome.reconsideration_first(replied)
    suit = period_ends(received, period("remedies.litigation_period", received), CALENDAR).on
    review = period_ends(received, period("remedies.reconsideration_period", received), CALENDAR).on
    return {
        "row": number, "label": label, "letter": group, "reason_required": outcome.reason_required, "review_first": first,
        "reconsideration_until": str(review), "litigation_until": None if first else str(suit),
    }  # fmt: skip


def printed(row):
    """The number, label and group of a row as the form of 2021 prints it, by its place among the leaves."""
    rows = [each for each in edition_for_year(2024).table("applications").regular_rows if each.key == row or "." in each.key]
    label = next(str(each.label) for each in rows if each.key == row)
    groups = ["granted", "partly_granted", "refused", "unavailable", "not_processed", "other"]
    words = ["予以公开", "部分公开", "不予公开", "无法提供", "不予处理", "其他处理"]
    place = groups.index(row.partition(".")[0])
    number = f"3.{place + 1}" + (f".{label.partition('.')[0]}" if "." in row else "")
    return number, label, words[place]


def table_three(facts):
    case = CaseRecord("application:1", facts["applicant_kind"], tuple(events(facts)))
    found = next(passages([case], facts["year"]), None)
    return {"inflow": found.inflow if found else None, "outflow": found.outflow if found else None}


def report_deadlines(facts):
    return {"until": str(report_deadline(facts["kind"], facts["reporting_year"]).day)}


ENGINE = {
    "working_days": working_days, "receipt": receipt, "reply_due": due, "other_periods": other_periods, "silence": silence,
    "fees": fees, "outcomes": outcomes, "table_three": table_three, "report_deadlines": report_deadlines,
}  # fmt: skip


def written(family):
    return yaml.safe_load((FOLDER / f"{family}.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("family", FAMILIES)
def test_the_engine_answers_every_case_as_the_law_does(family):
    wrong = {each["title"]: (each["expected"], found) for each in written(family)
             if (found := ENGINE[family](each["facts"])) != each["expected"]}  # fmt: skip
    assert wrong == {}


@pytest.mark.parametrize("family", FAMILIES)
def test_the_files_are_what_the_independent_count_makes(family):
    assert written(family) == cases(family)


def test_there_are_at_least_three_hundred_cases_each_with_its_words_and_its_law():
    found = [each for family in FAMILIES for each in written(family)]

    assert len(found) >= 300
    assert len({each["id"] for each in found}) == len(found)
    assert all(each["title"] and each["law"] and each["facts"] and each["expected"] for each in found)


def test_the_articles_of_a_decision_are_those_that_the_engine_cites():
    for each in written("outcomes"):
        row, _slash, key = each["facts"]["decision"].partition("/")
        cited = {citation.article.text("zh") for citation in outcome_of(row).decision(key).citations(day("2024-01-02"))}
        assert cited == {law[law.index("第") :] for law in each["law"]}, each["title"]
