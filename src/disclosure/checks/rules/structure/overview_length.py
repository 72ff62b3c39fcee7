"""A first part longer than the form recommends (总体情况过长)."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.checks.finding import Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.language import _


@check(
    severity=Severity.NOTICE,
    law="annual_report_format",
    title=_("总体情况过长"),
    explanation=_("第一部分应概括全年工作，篇幅以格式建议的字数为限，不写与条例第五十条无关的内容。"),
    advice=_("请删去口号和一般性表述，保留做了什么、多少、结果如何。"),
)
def overview_length(subject: Subject) -> Iterator[Found]:
    """Counts characters without white space and without tables."""
    edition = subject.report.edition
    limits = {section.number: section.longest for section in edition.sections} if edition else {}
    for section in subject.report.sections:
        longest = limits.get(section.number) if section.number else None
        length = sum(len("".join(line.text.split())) for line in section.lines if not line.is_table_row)
        if longest and length > longest:
            message = _("本部分约{length}字，原则上不超过{longest}字。", length=length, longest=longest)
            yield Found(message, at=(section.key,), expected=longest, found=length)
