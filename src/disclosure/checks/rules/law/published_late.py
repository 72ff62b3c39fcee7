"""A report dated after the day by which it had to be published (公布时间晚于期限)."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.agencies.kinds import kind_of
from disclosure.checks.finding import Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.errors import LawError
from disclosure.language import _
from disclosure.law import report_deadline


@check(
    severity=Severity.WARNING,
    law="disclosure_regulations:49",
    title=_("落款或公布日期晚于公布期限"),
    explanation=_(
        "县级以上政府部门和本级政府的年度报告各有公布期限；条例没有提到乡镇、街道，各地通常与部门相同。"
        "2018年度及以前的报告按2007年的条例，各级行政机关都是次年3月31日。"
    ),
    advice=_("请核对落款日期和网页公布日期；确实迟了的，应尽快公布并说明原因。"),
    before_its_law=True,
)
def published_late(subject: Subject) -> Iterator[Found]:
    """The deadline itself is in time. For townships it is now the practice of many places rather than the law: a notice.

    Reports of the years to 2018 were due on 31 March, whose ever they were (第三十一条 of the Regulations of 2007).
    """
    report = subject.report
    kind = kind_of(report.agency) if report.agency else None
    # The day on which it was put on the site says more than the one printed below it.
    day = report.source.published_on or report.published_on
    if day is None or report.year is None or report.agency is None:
        return
    try:
        deadline = report_deadline(kind or "department", report.year)
    except LawError:  # no deadline is known for so early a year
        return
    if kind is None and not deadline.for_all:
        return
    if day > deadline.day:
        told = _("落款日期为{day}，期限是{deadline}。", day=day, deadline=deadline.day)
        if report.source.published_on:
            told = _("网页公布日期为{day}，期限是{deadline}。", day=day, deadline=deadline.day)
        yield Found(
            told,
            expected=deadline.day.isoformat(),
            found=day.isoformat(),
            severity=Severity.NOTICE if kind == "township" and not deadline.for_all else None,
            law=deadline.citation.key,
        )
