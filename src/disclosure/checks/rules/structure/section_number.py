"""A part without its number (部分缺序号)."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.checks.finding import Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.language import _


@check(
    severity=Severity.NOTICE,
    law="annual_report_format",
    title=_("部分标题缺少序号"),
    explanation=_("六个部分应按一至六编号。"),
    advice=_("请补上序号。"),
)
def section_number(subject: Subject) -> Iterator[Found]:
    """Speaks of parts of the form only."""
    for oddity in subject.oddities("number_missing"):
        yield Found(_("标题“{title}”前没有序号。", title=oddity.facts["printed"]), at=oddity.at, place=oddity.place)
