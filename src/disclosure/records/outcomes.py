"""Outcomes of applications (办理结果): the closed set of the leaf rows of table three, with their law, as data.

What a row is called stands in the editions of the form; what an outcome demands stands in ``outcomes.yaml``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from disclosure.data import load_yaml, only_keys
from disclosure.errors import CaseError, DataError
from disclosure.language import Label, _
from disclosure.law import DEFAULT_READINGS, Citation, Confidence, Readings, cite, document_for, parameter
from disclosure.law.article import parse_article
from disclosure.law.loading import a_day
from disclosure.law.parameter import source

_FILE = Path(__file__).with_name("outcomes.yaml")
_OUTCOME_KEYS = {"row", "combined", "reason", "remedies", "while", "decisions"}
_DECISION_KEYS = {"key", "label", "en", "articles", "text", "needs"}
_REMEDIES = ("free", "refusal", "enquiry", "negative")


@dataclass(frozen=True, slots=True)
class Decision:
    """One way to reach an outcome: its articles and the sentence that the reply says, in our own words.

    ``needs`` says what the reply must add besides (the way to get the information, the agency in charge); "" for nothing.
    """

    key: str
    label: Label
    articles: tuple[str, ...]
    text: str
    needs: str

    def citations(self, on: date) -> tuple[Citation, ...]:
        """The articles as they are in force on the day of the reply. Raises :class:`LawError`."""
        return tuple(cite(article, on=on) for article in self.articles)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A leaf row of table three. ``combined`` names the row of editions that print its group as one row, or is None."""

    row: str
    combined: str | None
    reason_required: bool
    remedies: str
    only_while: str | None
    decisions: tuple[Decision, ...]

    def decision(self, key: str) -> Decision:
        """The decision with this key; the first for "". Raises :class:`CaseError`."""
        for each in self.decisions:
            if key in (each.key, ""):
                return each
        raise CaseError(_("办理结果“{outcome}”没有“{key}”这种决定", outcome=self.row, key=key))

    def reconsideration_first(self, on: date, readings: Readings = DEFAULT_READINGS) -> bool:
        """Whether who disagrees must apply for reconsideration before suing (复议前置), for a reply of that day.

        True for refusals on an article that the law of the day names, and for the refused part of a separated reply. Two doubtful
        points may widen it: what is referred to a special regime, and what was not provided or processed until June 2025.
        """
        if not parameter("remedies.reconsideration_first").on(on).value:
            return False
        if self.remedies == "enquiry":
            return readings.of("enquiry_remedy") == "refusal"
        if self.remedies == "negative":
            settled = document_for("disclosure_litigation_interpretation").first_day
            return on < settled and readings.of("review_first_until_2025") == "all_negative"
        return self.remedies == "refusal"


def _articles(entry: Mapping[str, Any], where: str) -> tuple[str, ...]:
    for article in entry["articles"]:
        parse_article(article.partition(":")[2])
        cite(article)
    if not entry["articles"]:
        raise DataError(_("{where} 没有写明依据", where=where))
    return tuple(entry["articles"])


def _decision(entry: Mapping[str, Any], where: str) -> Decision:
    only_keys(entry, _DECISION_KEYS, required=_DECISION_KEYS - {"needs"}, where=where)
    return Decision(
        entry["key"], Label(entry["label"], entry["en"]), _articles(entry, where), entry["text"], entry.get("needs", "")
    )


def _outcome(entry: Mapping[str, Any]) -> Outcome:
    where = f"outcomes.yaml {entry.get('row', '')}"
    only_keys(entry, _OUTCOME_KEYS, required={"row", "reason", "remedies", "decisions"}, where=where)
    if entry["remedies"] not in _REMEDIES or not isinstance(entry["reason"], bool) or not entry["decisions"]:
        raise DataError(_("{where} 的救济、理由或者决定写得不对", where=where))
    return Outcome(
        row=entry["row"],
        combined=entry.get("combined"),
        reason_required=entry["reason"],
        remedies=entry["remedies"],
        only_while=entry.get("while"),
        decisions=tuple(_decision(each, where) for each in entry["decisions"]),
    )


@dataclass(frozen=True, slots=True)
class OutcomesSource:
    """Since when replies are given by these outcomes, on what ground, and when the file was last compared with it."""

    first_day: date
    citation: Citation
    confidence: Confidence
    checked_on: date


_FILE_KEYS = {"from", "source", "checked_on", "withdrawal", "outcomes"}


def outcomes_source(path: Path = _FILE) -> OutcomesSource:
    """The ground of the outcomes. Raises :class:`DataError`."""
    data = load_yaml(path)
    first = a_day(data["from"], path.name)
    return OutcomesSource(first, *source(data["source"], first, path.name), a_day(data["checked_on"], path.name))


def load_outcomes(path: Path = _FILE) -> tuple[Mapping[str, Outcome], str]:
    """The outcomes by row, and the row of a withdrawal. Raises :class:`DataError` for unknown keys or a row that stands twice."""
    data = load_yaml(path)
    only_keys(data, _FILE_KEYS, required=_FILE_KEYS, where=path.name)
    read = [_outcome(entry) for entry in data["outcomes"]]
    found = {each.row: each for each in read}
    if len(found) != len(read) or data["withdrawal"] not in found:
        raise DataError(_("{where} 有重复的行，或者撤回所对应的行不存在", where=path.name))
    return found, data["withdrawal"]


@cache
def _known() -> tuple[Mapping[str, Outcome], str]:
    return load_outcomes()


def outcomes() -> Mapping[str, Outcome]:
    """All outcomes by the key of their row, in the order of the form."""
    return _known()[0]


def outcome_of(row: str) -> Outcome:
    """The outcome of a row. Raises :class:`CaseError` for anything outside the closed set."""
    found = outcomes().get(row)
    if found is None:
        raise CaseError(_("没有“{row}”这种办理结果，请从年度报告格式的各行中选择", row=row))
    return found


def withdrawal() -> str:
    """The row in which an application counts that its applicant took back."""
    return _known()[1]
