"""A column that the header of a table leaves out (缺列)."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.checks.finding import Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.language import _


@check(
    severity=Severity.ERROR,
    law="annual_report_format",
    title=_("表头缺列"),
    explanation=_("表三把法人或其他组织分为五类，表头少印一类，数字就无法对应。"),
    advice=_("请按格式补全表头，并逐行核对数字是否仍在原来的列下。"),
)
def missing_column(subject: Subject) -> Iterator[Found]:
    """Reported once a column, however often the header is repeated. In a scan it may be the recogniser that missed it."""
    severity = Severity.WARNING if subject.oddities("recognised") else None
    for oddity in subject.oddities("missing_column"):
        yield Found(
            _("表头没有“{column}”一列。", column=oddity.facts["column"]), at=oddity.at, place=oddity.place, severity=severity
        )
