"""A label torn over several rows, or one that nothing explains (名称断裂)."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.checks.finding import Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.language import _


@check(
    severity=Severity.NOTICE,
    law="annual_report_format",
    title=_("表格名称断开或数字与名称分离"),
    explanation=_("一个名称断成两行、数字与名称不在同一行，阅读和机器读取都容易错行。"),
    advice=_("请合并被断开的单元格，使名称和它的数字在同一行。"),
)
def label_broken(subject: Subject) -> Iterator[Found]:
    """The numbers were assigned with certainty; the print is only damaged."""
    for oddity in subject.oddities("label_broken"):
        yield Found(_("“{label}”断成了几段。", label=oddity.facts["printed"]), at=oddity.at, place=oddity.place)
    for oddity in subject.oddities("label_unknown"):
        yield Found(_("“{label}”不是格式里的名称。", label=oddity.facts["printed"]), at=oddity.at, place=oddity.place)
    for oddity in subject.oddities("values_apart"):
        label = subject.row_label(oddity.at[0])
        yield Found(_("“{row}”的数字印在下一行。", row=label), at=oddity.at, place=oddity.place)
