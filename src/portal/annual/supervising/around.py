"""Reports of one year held against each other and against those of the year before (跨年、跨机关): for the supervisor's pages."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.core.cache import cache

from disclosure.checks.examination import Examination
from disclosure.checks.registry import rule_book_mark
from disclosure.examine import examine_across
from disclosure.form import Report
from disclosure.privacy import mask
from portal.annual.supervising.verdicts import as_stored

#: So many reports of a year are compared while somebody waits; of more, each is held against its own of the year before alone.
MOST_COMPARED = 400
_KEPT_SECONDS = 24 * 3600
#: Findings as stored, by agency; and what is another where a report is another, or was read anew.
Findings = Mapping[int, list[dict[str, Any]]]
Mark = tuple[object, ...]


def examined(now: Mapping[int, Report], before: Mapping[int, Report]) -> Mapping[int, Examination]:
    """What the rules across years and agencies say of each report of a year, by agency.

    Whose reports they are was settled when they were signed or received, however each prints the name.
    """
    named = [replace(report, agency_code=str(key)) for key, report in (*now.items(), *before.items())]
    return dict(zip(now, examine_across(named), strict=False))


def kept(office: int, year: int, reports: Mark) -> Findings | None:
    """The findings that were kept of an office's year, by agency; None where that is none, or of another mark."""
    found: tuple[str, Findings] | None = cache.get(_name(office, year))
    return found[1] if found is not None and found[0] == _digest(reports) else None


def keep(office: int, year: int, reports: Mark, examinations: Mapping[int, Examination]) -> Findings:
    """Keep the findings of a year for as long as nothing that they rest on changes: that is what the mark tells.

    A year is one entry, however many agencies there are: the cache holds a bounded number of entries, those of others among them.
    """
    stored = {agency: _masked(as_stored(examination)) for agency, examination in examinations.items()}
    cache.set(_name(office, year), (_digest(reports), stored), _KEPT_SECONDS)
    return stored


def _masked(stored: list[dict[str, Any]]) -> list[dict[str, Any]]:
    for one in stored:
        one["message"] = {language: mask(words) for language, words in one["message"].items()}
    return stored


def _name(office: int, year: int) -> str:
    return f"annual-around-{office}-{year}"


def _digest(reports: Mark) -> str:
    told = json.dumps([rule_book_mark(), reports], default=str)
    return hashlib.sha256(told.encode()).hexdigest()
