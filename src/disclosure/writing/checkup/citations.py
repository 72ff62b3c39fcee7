"""The law that a finding rests on, quoted by article as it stood for the year of the report."""

from __future__ import annotations

from dataclasses import dataclass

from disclosure.checks.finding import Finding
from disclosure.errors import LawError
from disclosure.form import Report
from disclosure.language import Label, Message
from disclosure.law.document import Citation
from disclosure.law.register import cite


@dataclass(frozen=True, slots=True)
class QuotedLaw:
    """A citation with the words of the article (Chinese, as they were in force); ``quote`` is empty where none are kept."""

    citation: Label | Message | str
    quote: str = ""


def quoted_law(finding: Finding, report: Report) -> QuotedLaw | None:
    """The law of a finding, None where it names none."""
    citation = _citation(finding.law_key, report.year) if finding.law_key else None
    if citation is not None:
        return QuotedLaw(Label(citation.text("zh"), citation.text("en")), citation.quote or "")
    return QuotedLaw(finding.law) if finding.law else None


def _citation(key: str, year: int | None) -> Citation | None:
    """The version that governs the report's year, else the newest (a law of after that year); None for an unknown key."""
    for of_year in dict.fromkeys((year, None)):
        try:
            return cite(key, year=of_year)
        except LawError:
            continue  # not in force in that year, or not registered: the finding's own words are shown then
    return None
