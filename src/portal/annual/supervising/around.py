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


def examined(now: Mapping[int, Report], before: Mapping[int, Report]) -> Mapping[int, Examination]:
    """What the rules across years and agencies say of each report of a year, by agency.

    Whose reports they are was settled when they were signed or received, however each prints the name.
    """
    named = [replace(report, agency_code=str(key)) for key, report in (*now.items(), *before.items())]
    return dict(zip(now, examine_across(named), strict=False))


def kept(key: tuple[object, ...]) -> list[dict[str, Any]] | None:
    """The findings that were kept under a key; None where there are none any more."""
    found: list[dict[str, Any]] | None = cache.get(_name(key))
    return found


def keep(key: tuple[object, ...], examination: Examination) -> list[dict[str, Any]]:
    """Keep the findings of a report for as long as nothing that they rest on changes: that is what the key names."""
    stored = as_stored(examination)
    for one in stored:
        one["message"] = {language: mask(words) for language, words in one["message"].items()}
    cache.set(_name(key), stored, _KEPT_SECONDS)
    return stored


def _name(key: tuple[object, ...]) -> str:
    told = json.dumps([rule_book_mark(), *map(str, key)])
    return f"annual-around-{hashlib.sha256(told.encode()).hexdigest()}"
