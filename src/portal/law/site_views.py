"""The public page of the law (法律依据): every value that the program applies, readable by a jurist, on any day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from disclosure.errors import LawError
from disclosure.language import Label
from disclosure.law import (
    DatedValue,
    DoubtfulPoint,
    Parameter,
    documents,
    doubtful_points,
    doubts,
    parameters,
)
from disclosure.law.words import day_words, value_words
from disclosure.records import Decision, Outcome, outcomes, outcomes_source
from disclosure.records.exemptions import Ground, exemptions
from portal.agencies.access import site_view
from portal.agencies.models import Agency
from portal.law.calendars import calendar_of, readings_of
from portal.law.models import ChosenReading, LocalHoliday
from portal.today import today

#: The divisions of the parameters in the order of the page.
_DIVISIONS = {
    "application": Label("申请的办理", "Handling applications"),
    "fees": Label("信息处理费", "The processing fee"),
    "remedies": Label("救济", "Remedies"),
    "contents": Label("必备内容", "Required contents"),
    "disclosure": Label("主动公开", "Proactive disclosure"),
    "report": Label("年度报告", "The annual report"),
    "holidays": Label("法定节假日", "National holidays"),
}


@dataclass(frozen=True, slots=True)
class Value:
    """A value in words, with the days on which it holds and its source."""

    words: list[Label]
    dated: DatedValue
    in_force: bool


@dataclass(frozen=True, slots=True)
class Fact:
    """A parameter with its values that are shown, newest first, and the days that decide and count."""

    parameter: Parameter
    values: list[Value]
    decided_by: Label
    counted_from: Label | None


@dataclass(frozen=True, slots=True)
class ReadPoint:
    """A doubtful point as this agency reads it. ``reason`` is its own; "" where it takes the default."""

    point: DoubtfulPoint
    words: Label
    differs: bool
    reason: str


@require_safe
@site_view
def law(request: HttpRequest, agency: Agency) -> HttpResponse:
    """Everything that this agency counts by: on today's law, or on that of the day asked for with ``?on=``."""
    asked, wrong = _day(request.GET.get("on", ""))
    on = asked or today()
    shown = {
        "on": on,
        "asked": asked,
        "wrong_day": wrong,
        "divisions": [(label, list(_facts(key, asked))) for key, label in _DIVISIONS.items()],
        "points": list(_points(agency)),
        "doubts": doubts(),
        "decisions": list(_decisions(on)),
        "outcomes_source": outcomes_source(),
        "grounds": list(_grounds(on)),
        "calendar_years": list(reversed(calendar_of(agency).years)),
        "settled_until": calendar_of(agency).settled_until,
        "local_holidays": LocalHoliday.objects.filter(agency=agency),
        "documents": [document for document in documents().values() if document.in_force(on)],
        "former": [document for document in documents().values() if not document.in_force(on)],
    }
    return render(request, "law/site/law.html", shown, status=400 if wrong else 200)


def _decisions(on: date) -> Iterator[tuple[Decision, Outcome, list[str]]]:
    """Every way to decide with its articles, as they were in force on a day."""
    for outcome in outcomes().values():
        for decision in outcome.decisions:
            try:
                articles = [citation.short() for citation in decision.citations(on)]
            except LawError:
                articles = []
            yield decision, outcome, articles


def _grounds(on: date) -> Iterator[tuple[Ground, list[str]]]:
    """The grounds for withholding with their articles, none before the law that knows them."""
    known = exemptions()
    for ground in known.grounds.values() if on >= known.first_day else ():
        yield ground, [citation.short() for citation in ground.citations(on)]


def _day(written: str) -> tuple[date | None, str]:
    """The day asked for, None without one; what was written where it is no day."""
    try:
        return (date.fromisoformat(written) if written else None), ""
    except ValueError:
        return None, written[:40]


def _facts(division: str, asked: date | None) -> Iterator[Fact]:
    """The parameters of a division; on a day asked for only what held then, else all values with the newest first."""
    for parameter in sorted(parameters().values(), key=_place_in_the_law):
        if not parameter.key.startswith(f"{division}."):
            continue
        values = [
            Value(value_words(parameter, dated) if dated.value is not None else [], dated, dated.last_day is None)
            for dated in reversed(parameter.values)
            if asked is None or (dated.first_day <= asked and (dated.last_day is None or asked <= dated.last_day))
        ]
        counted = day_words(parameter.counted_from) if parameter.counted_from else None
        yield Fact(parameter, values, day_words(parameter.decided_by), counted)


def _place_in_the_law(parameter: Parameter) -> tuple[str, int, int, str]:
    """Where the newest value stands: as a jurist looks for it, by document and article."""
    citation = parameter.newest.citation
    article = citation.article
    number, paragraph = (article.article or 0, article.paragraph or 0) if article else (0, 0)
    return citation.document.key, number, paragraph, parameter.key


def _points(agency: Agency) -> Iterator[ReadPoint]:
    chosen, reasons = readings_of(agency), {each.key: each.reason for each in ChosenReading.objects.filter(agency=agency)}
    for point in doubtful_points().values():
        reading = chosen.of(point.key) if point.options else chosen.days(point.key)
        yield ReadPoint(point, point.words(reading), chosen.differs(point.key), reasons.get(point.key, ""))
