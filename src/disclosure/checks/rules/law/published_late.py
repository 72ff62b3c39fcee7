"""A report dated after the day by which it had to be published (公布时间晚于期限)."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.checks.agencies import kind_of
from disclosure.checks.finding import Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.errors import LawError
from disclosure.language import _
from disclosure.law import report_deadline


@check(
    severity=Severity.WARNING,
    law="disclosure_regulations:49",
    title=_("落款日期晚于公布期限"),
    explanation=_("县级以上政府部门应在次年1月31日前公布年度报告，本级政府应在3月31日前；乡镇、街道通常也在1月31日前。"),
    advice=_("请核对落款日期；确实迟了的，应尽快公布并说明原因。"),
)
def published_late(subject: Subject) -> Iterator[Found]:
    """The deadline itself is in time. For townships it is the practice of many places rather than the law: a notice."""
    report = subject.report
    kind = kind_of(report.agency) if report.agency else None
    if report.published_on is None or report.year is None or kind is None:
        return
    try:
        deadline = report_deadline(kind, report.year)
    except LawError:  # no deadline is known for so early a year
        return
    if report.published_on > deadline.day:
        yield Found(
            _("落款日期为{day}，期限是{deadline}。", day=report.published_on, deadline=deadline.day),
            expected=deadline.day.isoformat(),
            found=report.published_on.isoformat(),
            severity=Severity.NOTICE if kind == "township" else None,
        )
