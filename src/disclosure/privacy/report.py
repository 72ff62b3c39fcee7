"""A report whose text shows no personal number."""

from __future__ import annotations

from dataclasses import replace

from disclosure.form import Report, Section
from disclosure.privacy.numbers import mask


def masked(report: Report) -> Report:
    """The report with the personal numbers in its text masked; places and lengths stay as they were."""
    return replace(report, preamble=_masked(report.preamble), sections=tuple(map(_masked, report.sections)))


def _masked(section: Section) -> Section:
    lines = tuple(replace(line, text=mask(line.text)) for line in section.lines)
    return replace(section, title=mask(section.title), lines=lines)
