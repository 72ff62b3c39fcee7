"""Rules (规章) made or in force at an agency that cannot make any (乡镇不能有规章)."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.agencies.kinds import cannot_make_rules
from disclosure.checks.finding import Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.language import _


@check(
    severity=Severity.WARNING,
    law="annual_report_format",
    title=_("没有规章制定权的机关填了规章"),
    explanation=_("只有国务院部门、省级政府和设区的市、自治州政府可以制定规章；乡镇、县级政府和部门应填0。"),
    advice=_("请核对是否把规范性文件误填入规章一行。"),
)
def rules_of_a_township(subject: Subject) -> Iterator[Found]:
    """Silent where the agency is not named, and for bodies that have the power."""
    report = subject.report
    if report.agency is None or not cannot_make_rules(report.agency):
        return
    for cell in report.cells:
        if cell.at.startswith("article_20.regulations.") and cell.value:
            message = _(
                "{agency}没有规章制定权，{cell}却是{value}。", agency=report.agency, cell=subject.label(cell.at), value=cell.value
            )
            yield Found(message, at=(cell.at,), expected=0, found=cell.value, place=cell.place)
