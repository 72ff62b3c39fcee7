"""An independent, slow count of everything that the law makes a date or a sum of. It imports nothing of the program.

Working days come from the package chinesecalendar; every rule is written out again from the articles, by events rather than by
days, so that a mistake would have to be made twice to go unseen. Facts are plain values, as a case file of the data set has them:
``{"event": "received", "on": "2024-09-10", "channel": "counter"}``.
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

import chinese_calendar

Fact = Mapping[str, Any]

ORDER_711 = date(2019, 5, 15)
BY_CONFIRMATION = {"post", "online", "fax"}
STOPS, RESTARTS = ("correction_asked", "fee_noticed"), ("corrected", "paid")
ANSWER = {"correction_asked": "corrected", "fee_noticed": "paid"}


def day(value: str | date) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


@cache
def works(on: date) -> bool:
    """Whether offices work on a day."""
    return bool(chinese_calendar.is_workday(on))


def nth(start: date, number: int, without: frozenset[date] = frozenset()) -> date:
    """The n-th working day after a day, some days left out."""
    on = start
    while number > 0:
        on += timedelta(days=1)
        if works(on) and on not in without:
            number -= 1
    return on


def receipt(facts: Sequence[Fact]) -> date:
    """收到申请之日 (第三十一条)."""
    received = next(fact for fact in facts if fact["event"] == "received")
    arrived = day(received["on"])
    confirmed = received.get("confirmed_on") or next((fact["on"] for fact in facts if fact["event"] == "confirmed"), None)
    needs = arrived >= ORDER_711 and (received.get("channel", "counter") in BY_CONFIRMATION or received.get("misaddressed"))
    return day(confirmed) if needs and confirmed else arrived


def in_force(facts: Sequence[Fact]) -> list[Fact]:
    """The facts that were not taken back, in order of their days."""
    struck = {fact["sequence"] for fact in facts if fact["event"] == "struck"}
    kept = [fact for place, fact in enumerate(facts, start=1) if place not in struck and fact["event"] != "struck"]
    return sorted(kept, key=lambda fact: day(fact["on"]))


def opinion_limit(sent: Fact) -> date:
    """The last day of the fifteen working days of who is consulted."""
    return nth(day(sent.get("delivered_on") or sent["on"]), 15)


def left_out(facts: Sequence[Fact]) -> frozenset[date]:
    """The days of consultations, each from the day after sending to the answer or the end of the fifteen days."""
    days: set[date] = set()
    for place, fact in enumerate(facts):
        if fact["event"] != "consultation_sent":
            continue
        answers = [
            day(later["on"])
            for later in facts[place + 1 :]
            if later["event"] == "consultation_answered" and later.get("name", "") == fact.get("name", "")
        ]
        last = min([*answers[:1], opinion_limit(fact)])
        on = day(fact["on"]) + timedelta(days=1)
        while on <= last:
            days.add(on)
            on += timedelta(days=1)
    return frozenset(days)


def due(facts: Sequence[Fact]) -> date | None:
    """The day on which the reply is due, None while a correction or a payment is awaited."""
    facts = in_force(facts)
    received = receipt(facts)
    demands = [place for place, fact in enumerate(facts) if fact["event"] == "reopened"]
    base, phase, length = received, facts, 20 if received >= ORDER_711 else 15
    if demands:
        demand = facts[demands[-1]]
        if demand.get("due_on"):
            return day(demand["due_on"])
        base, phase, length = day(demand["on"]), facts[demands[-1] + 1 :], 20
    longest = 20 if received >= ORDER_711 else 15
    out, waiting, not_before = left_out(phase), None, None
    for fact in sorted(phase, key=acts_on):
        on, kind = acts_on(fact), fact["event"]
        if waiting is None and on > limit(base, length, out, not_before):
            break
        if kind == "extended":
            length += fact.get("days") or longest
        elif kind in STOPS:
            waiting = kind
        elif kind in RESTARTS:
            base, waiting, not_before = on, None, None
        elif kind == "delay_set":
            not_before = day(fact["until"])
    return None if waiting else limit(base, length, out, not_before)


def acts_on(fact: Fact) -> date:
    """An extension acts when the applicant is told."""
    return day(fact.get("told_on") or fact["on"]) if fact["event"] == "extended" else day(fact["on"])


def limit(base: date, length: int, out: frozenset[date], not_before: date | None) -> date:
    found = nth(base, length, out)
    return max(found, not_before) if not_before else found


def calendar_days(start: date, number: int) -> tuple[date, date]:
    """The raw end of a period of calendar days and the first working day from it (民法典第二百零三条)."""
    return rolled(start + timedelta(days=number))


def months(start: date, number: int) -> tuple[date, date]:
    """The raw end of a period of months: the corresponding day, or the month's last (第二百零二条)."""
    year, month = start.year, start.month + number
    while month > 12:
        year, month = year + 1, month - 12
    return rolled(date(year, month, min(start.day, calendar.monthrange(year, month)[1])))


def rolled(raw: date) -> tuple[date, date]:
    on = raw
    while not works(on):
        on += timedelta(days=1)
    return raw, on


def item_fee(number: int) -> int:
    """按件: what the n applications of one applicant in a month cost, one by one."""
    total = 0
    for each in range(1, number + 1):
        if each > 30:
            total += 200 + 100 * ((each - 31) // 10)
        elif each > 10:
            total += 100
    return total


def page_fee(number: int) -> int:
    """按量: what n pages of one application cost, one by one."""
    total = 0
    for each in range(1, number + 1):
        total += 40 if each > 200 else 20 if each > 100 else 10 if each > 30 else 0
    return total


def year_cells(facts: Sequence[Fact], year: int) -> tuple[str, str] | None:
    """The row by which an application comes into table three of a year and that by which it goes out; None where in neither.

    It is settled in the first year at whose end it stands decided, and counts in no table three after that.
    """
    facts = in_force(facts)
    received = receipt(facts)
    first = next(fact for fact in facts if fact["event"] == "received")
    needs = day(first["on"]) >= ORDER_711 and (first.get("channel", "counter") in BY_CONFIRMATION or first.get("misaddressed"))
    confirmed = first.get("confirmed_on") or any(fact["event"] == "confirmed" for fact in facts)
    if (needs and not confirmed) or received.year > year:
        return None
    for past in range(received.year, year):
        if outcome_at(facts, date(past, 12, 31)):
            return None
    inflow = "received" if received.year == year else "carried_over"
    return inflow, outcome_at(facts, date(year, 12, 31)) or "carried_forward"


def outcome_at(facts: Sequence[Fact], end: date) -> str | None:
    outcome = None
    for fact in facts:
        if day(fact["on"]) > end:
            break
        if fact["event"] == "replied":
            outcome = fact["outcome"]
        elif fact["event"] == "withdrawn":
            outcome = "other.other"
        elif fact["event"] == "reopened":
            outcome = None
    return outcome
