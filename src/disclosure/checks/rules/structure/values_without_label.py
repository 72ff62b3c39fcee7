"""A line of numbers in a table that no label owns (无名数字)."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.checks.finding import Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.language import _


@check(
    severity=Severity.ERROR,
    law="annual_report_format",
    title=_("表中有一行数字没有名称"),
    explanation=_("没有名称的数字不知道统计的是什么，本程序不会把它归入任何一行。"),
    advice=_("请补上这一行的名称，或删去多余的数字。"),
)
def values_without_label(subject: Subject) -> Iterator[Found]:
    """Such numbers are kept out of the tables."""
    for oddity in subject.oddities("values_without_label"):
        values = oddity.facts["values"]
        yield Found(_("表中有一行数字没有名称：{values}。", values=values), at=oddity.at, place=oddity.place)
