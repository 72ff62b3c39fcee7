"""Consultations (征求意见): the days they take out of the count, and what an answer or silence means.

第三十二条: a third party that is silent leaves the decision to the agency. 第三十四条: an agency that made the information too
and is silent is taken to agree. 第三十三条第三款: the time needed is not counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from disclosure.clock.case import Case
from disclosure.clock.counting import Ending, after_working_days, next_day
from disclosure.language import Label
from disclosure.law import DEFAULT_READINGS, Citation, Readings, WorkCalendar, cite, method, period
from disclosure.records import ApplicationEvent, ConsultationAnswered, ConsultationSent, Consulted, Opinion

_PERIODS = {
    Consulted.THIRD_PARTY: "application.consultation_period",
    Consulted.AGENCY: "application.agency_consultation_period",
}


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Days that a consultation takes out of the count, both included. ``lapsed``: it ended without an answer in time."""

    first: date
    last: date
    lapsed: bool
    citation: Citation


class ConsultationResult(StrEnum):
    """What came of a consultation. Silence of a third party and of an agency mean different things."""

    AWAITED = "awaited"
    AGREED = "agreed"
    REFUSED = "refused"
    ANSWERED = "answered"
    SILENT_AGENCY_DECIDES = "silent_agency_decides"
    SILENT_CONSENT = "silent_consent"

    @property
    def label(self) -> Label:
        """The result in words."""
        return _RESULT_LABELS[self]


_RESULT_LABELS = {
    ConsultationResult.AWAITED: Label("等待意见", "opinion awaited"),
    ConsultationResult.AGREED: Label("同意公开", "agrees to disclosure"),
    ConsultationResult.REFUSED: Label("不同意公开", "refuses disclosure"),
    ConsultationResult.ANSWERED: Label("已提出意见", "opinion given"),
    ConsultationResult.SILENT_AGENCY_DECIDES: Label("逾期未提出意见，由本机关决定是否公开", "silent: the agency decides"),
    ConsultationResult.SILENT_CONSENT: Label("逾期未提出意见，视为同意公开", "silent: taken to agree"),
}


@dataclass(frozen=True, slots=True)
class Consultation:
    """One consultation as it stands on a day: sent, last day for an opinion, the answer, and what follows by which article."""

    sent: ConsultationSent
    limit: Ending
    answer: ConsultationAnswered | None
    result: ConsultationResult
    citation: Citation


def consultations(case: Case, calendar: WorkCalendar, on: date) -> Iterator[Consultation]:
    """The consultations of a case and what came of each by the end of a day."""
    for index, event in enumerate(case.events):
        if isinstance(event, ConsultationSent) and event.on <= on:
            answer = _answer(event, [later for later in case.events[index + 1 :] if later.on <= on])
            limit = opinion_due(event, calendar)
            law = "disclosure_regulations:32" if event.consulted is Consulted.THIRD_PARTY else "disclosure_regulations:34"
            yield Consultation(event, limit, answer, _result(event, answer, limit.on, on), cite(law, on=event.on))


def _result(sent: ConsultationSent, answer: ConsultationAnswered | None, limit: date, on: date) -> ConsultationResult:
    """An answer counts even when it is late, as long as it is there; silence counts from the day after the limit."""
    if answer is not None and answer.opinion is not None:
        return ConsultationResult.AGREED if answer.opinion is Opinion.AGREES else ConsultationResult.REFUSED
    if answer is not None:
        return ConsultationResult.ANSWERED
    if on <= limit:
        return ConsultationResult.AWAITED
    third = sent.consulted is Consulted.THIRD_PARTY
    return ConsultationResult.SILENT_AGENCY_DECIDES if third else ConsultationResult.SILENT_CONSENT


def opinion_due(sent: ConsultationSent, calendar: WorkCalendar) -> Ending:
    """The last day for the opinion: 15 working days from the day on which the letter was received (第三十二条、第三十四条)."""
    return after_working_days(sent.delivered_on or sent.on, period(_PERIODS[sent.consulted], sent.on).length, calendar)


def exclusions(case: Case, calendar: WorkCalendar, readings: Readings = DEFAULT_READINGS) -> Iterator[Exclusion]:
    """The days that each consultation takes out of the count, to the answer or the end of the period for the opinion.

    The law fixes neither the first of these days nor how often; ``law/readings`` says what is carried out.
    """
    sent = [event for event in case.events if isinstance(event, ConsultationSent)]
    first_day = min((event.on for event in sent), default=None)
    for index, event in enumerate(case.events):
        if isinstance(event, ConsultationSent) and (readings.of("consultation_repeat") == "each" or event.on == first_day):
            answer = _answer(event, case.events[index + 1 :])
            yield _exclusion(event, answer.on if answer else None, calendar, readings)


def _answer(sent: ConsultationSent, later: Sequence[ApplicationEvent]) -> ConsultationAnswered | None:
    return next((event for event in later if isinstance(event, ConsultationAnswered) and event.name == sent.name), None)


def _exclusion(sent: ConsultationSent, answered: date | None, calendar: WorkCalendar, readings: Readings) -> Exclusion:
    rule = method("application.consultation_exclusion", sent.on, known="day_after_sent_to_answer")
    limit = opinion_due(sent, calendar).on
    lapsed = answered is None or answered > limit
    start = sent.delivered_on if readings.of("consultation_start") == "delivered" and sent.delivered_on else sent.on
    return Exclusion(next_day(start), limit if answered is None or lapsed else answered, lapsed, rule.citation)
