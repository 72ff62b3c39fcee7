"""A part with a heading and nothing below it (部分没有内容)."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.checks.finding import Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.language import _


@check(
    severity=Severity.WARNING,
    law="disclosure_regulations:50",
    title=_("部分只有标题没有内容"),
    explanation=_("总体情况、存在的主要问题及改进情况应有文字；没有需要报告的事项的，也要写明“无”。"),
    advice=_("请补上内容；确实没有的写明“无”。"),
)
def section_empty(subject: Subject) -> Iterator[Found]:
    """Parts that are a table have their own rules. Silent where the document holds no text of any part."""
    report = subject.report
    if report.edition is None or not any(section.lines for section in report.sections):
        return
    with_text = {section.number for section in report.edition.sections if section.table is None}
    for section in report.sections:
        if section.number in with_text and not section.text.strip():
            yield Found(_("“{title}”下面没有文字。", title=section.title), at=(section.key,), place=section.place)
