"""A run of blanks in a cell (单元格里有大量空格)."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.checks.finding import Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.language import _


@check(
    severity=Severity.NOTICE,
    title=_("单元格里有大量空格"),
    explanation=_("排版留下的空格会撑坏网页上的表格。"),
    advice=_("请删去数字前后的空格。"),
)
def blanks_in_cell(subject: Subject) -> Iterator[Found]:
    """The number itself was read."""
    for oddity in subject.oddities("blanks_in_cell"):
        message = _("{cell}里有{count}个空格。", cell=subject.label(oddity.at[0]), count=oddity.facts["count"])
        yield Found(message, at=oddity.at, place=oddity.place)
