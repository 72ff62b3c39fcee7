"""A part of the form that the report does not have (缺部分)."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.checks.finding import Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.language import _


@check(
    severity=Severity.WARNING,
    law="disclosure_regulations:50",
    title=_("缺少规定的部分"),
    explanation=_("条例第五十条列出年度报告应当包括的内容，格式据此分为六个部分，一个都不能少。"),
    advice=_("请补上这一部分；没有内容的写明“无”。"),
)
def missing_section(subject: Subject) -> Iterator[Found]:
    """Silent where none is prescribed, and where none was met: ``structure.missing_table`` says what is wrong there."""
    edition = subject.report.edition
    met = {section.number for section in subject.report.sections}
    if edition is None or not edition.is_prescribed or not met:
        return
    for section in edition.sections:
        if section.number not in met:
            yield Found(_("没有第{number}部分“{title}”。", number=section.number, title=section.title), at=("document",))
