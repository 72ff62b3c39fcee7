"""A part of the form that stands twice (部分重复)."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.checks.finding import Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.language import _


@check(
    severity=Severity.WARNING,
    law="disclosure_regulations:50",
    title=_("同一部分出现两次"),
    explanation=_("每个部分只应有一处；重复的部分常是粘贴时留下的，数字以哪一处为准也不清楚。"),
    advice=_("请删去重复的一处。"),
)
def section_repeated(subject: Subject) -> Iterator[Found]:
    """Speaks of the second and every later one."""
    met: set[int] = set()
    for section in subject.report.sections:
        if section.number in met:
            yield Found(_("“{title}”又出现一次。", title=section.title), at=(section.key,), place=section.place)
        elif section.number is not None:
            met.add(section.number)
