"""A count below zero (负数)."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.checks.finding import Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.language import _


@check(
    severity=Severity.ERROR,
    law="annual_report_format",
    before_its_law=True,
    title=_("件数为负"),
    explanation=_("件数和金额不会小于0；只有2019年格式的“本年增/减”可以是负数。"),
    advice=_("请核对后改正。"),
)
def negative(subject: Subject) -> Iterator[Found]:
    """Columns of change may be negative."""
    edition = subject.report.edition
    for cell in subject.report.cells:
        if edition and cell.value is not None and cell.value < 0 and edition.split(cell.at)[2].kind != "change":
            message = _("{cell}为{value}，不能是负数。", cell=subject.label(cell.at), value=cell.value)
            yield Found(message, at=(cell.at,), found=cell.value, place=cell.place)
