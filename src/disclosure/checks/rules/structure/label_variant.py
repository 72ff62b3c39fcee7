"""A row or column under another name than the form's (名称不规范)."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.checks.finding import Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.language import _


@check(
    severity=Severity.NOTICE,
    law="annual_report_format",
    title=_("行、列名称与格式不同"),
    explanation=_("名称与格式不一致时，上级汇总和公众比较都可能对错行。"),
    advice=_("请改用格式规定的名称。"),
)
def label_variant(subject: Subject) -> Iterator[Found]:
    """The label was understood; it is only not the official one."""
    for oddity in (*subject.oddities("label_variant"), *subject.oddities("column_variant")):
        printed, official = oddity.facts["printed"], oddity.facts["official"]
        wanted = str(getattr(official, "zh", official))  # the words to print, so Chinese in every language
        message = _("印作“{printed}”，格式为“{official}”。", printed=printed, official=wanted)
        yield Found(message, at=oddity.at, expected=wanted, found=str(printed), place=oddity.place)
