"""A report that does not say which days it covers (没有写明统计期限)."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.checks.finding import Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.language import _


@check(
    severity=Severity.NOTICE,
    law="disclosure_regulations:49",
    title=_("没有写明统计期限"),
    explanation=_("年度报告统计上一年度1月1日至12月31日的情况，写明起止日期，读者才知道数字算到哪一天。"),
    advice=_("请在报告开头写明“统计期限为某年1月1日至12月31日”。"),
)
def period_missing(subject: Subject) -> Iterator[Found]:
    """Silent for a document in which no part of the form was met."""
    if subject.report.sections and subject.report.period is None:
        yield Found(_("全文没有读到从1月1日到12月31日的统计期限。"), at=("preamble",))
