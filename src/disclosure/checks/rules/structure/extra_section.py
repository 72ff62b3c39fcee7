"""A part that the form does not have (多部分)."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.checks.finding import Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.language import _


@check(
    severity=Severity.NOTICE,
    law="annual_report_format",
    title=_("多出格式没有的部分"),
    explanation=_("格式为六个部分。有的省要求单列信息处理费，其他内容应并入第六部分。"),
    advice=_("若本省没有此要求，请把内容并入“其他需要报告的事项”。"),
)
def extra_section(subject: Subject) -> Iterator[Found]:
    """The later parts then carry numbers that are one too high."""
    for oddity in subject.oddities("extra_section"):
        yield Found(
            _("“{title}”不是格式的部分，后面各部分的序号因此后移。", title=oddity.facts["printed"]),
            at=oddity.at,
            place=oddity.place,
        )
