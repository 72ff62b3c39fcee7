"""A part under another title than the form's (部分名称不规范)."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.checks.finding import Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.language import _


@check(
    severity=Severity.NOTICE,
    law="annual_report_format",
    title=_("部分名称与格式不同"),
    explanation=_("现行格式统一了六个部分的名称。"),
    advice=_("请改用格式规定的部分名称。"),
)
def section_title(subject: Subject) -> Iterator[Found]:
    """Numbering and punctuation do not count as differences."""
    for oddity in subject.oddities("title_variant"):
        printed, official = str(oddity.facts["printed"]), oddity.facts["official"]
        wanted = str(getattr(official, "zh", official))  # the words to print, so Chinese in every language
        message = _("印作“{printed}”，格式为“{official}”。", printed=printed, official=wanted)
        yield Found(message, at=oddity.at, expected=wanted, found=printed, place=oddity.place)
