"""Outcomes in a table that no application came into (没有申请却有办理结果)."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.checks.finding import Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.language import _


@check(
    severity=Severity.ERROR,
    law="annual_report_format",
    title=_("没有申请却有办理结果"),
    explanation=_("本年新收和上年结转都是0，就没有可以办理或结转的申请，其余各格都应是0。"),
    advice=_("请核对台账：漏计了新收，或办理结果填错了格。"),
)
def nothing_received(subject: Subject) -> Iterator[Found]:
    """Looks at each column by itself; a sum that does not balance is left to the arithmetic where something did come in."""
    report = subject.report
    table = report.edition.tables.get("applications") if report.edition else None
    if table is None:
        return
    for column in table.columns_of("received"):
        came = [table.address(row, column.key) for row in ("received", "carried_over")]
        if any(report.value(address) != 0 for address in came):
            continue
        rows = [row for row in table.rows if row.key not in ("received", "carried_over")]
        filled = [address for row in rows if report.value(address := table.address(row.key, column.key))]
        if filled:
            message = _("“{column}”没有新收和结转的申请，却有{count}格不是0。", column=column.label, count=len(filled))
            yield Found(message, at=(*came, *filled), expected=0, found=report.value(filled[0]))
