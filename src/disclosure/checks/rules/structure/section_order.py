"""Parts that do not stand in the order of the form (部分次序)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from disclosure.checks.finding import Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.language import _


@check(
    severity=Severity.WARNING,
    law="disclosure_regulations:50",
    title=_("部分的次序与格式不同"),
    explanation=_("格式规定六个部分的次序，读者和汇总的人按次序找内容。"),
    advice=_("请按格式的次序排列各部分。"),
)
def section_order(subject: Subject) -> Iterator[Found]:
    """Parts of the form alone are compared; what a place adds may stand anywhere."""
    numbered = [section for section in subject.report.sections if section.number is not None]
    for before, after in pairwise(numbered):
        if (before.number or 0) > (after.number or 0):
            message = _("“{after}”排在“{before}”之后。", before=before.title, after=after.title)
            yield Found(message, at=(after.key,), place=after.place)
