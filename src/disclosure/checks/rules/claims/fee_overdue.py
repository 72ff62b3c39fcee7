"""Applications dropped for unpaid fees in a report that says no fee arose (费用说明与表三矛盾)."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.checks.finding import Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.language import _


@check(
    severity=Severity.WARNING,
    law="fee_measures",
    title=_("信息处理费说明与表三矛盾"),
    explanation=_("因逾期未缴费不再处理的，必然发出过收费通知，不能写“未产生信息处理费”。"),
    advice=_("请核对收费通知台账，改正第六部分或表三。"),
)
def fee_overdue(subject: Subject) -> Iterator[Found]:
    """Speaks where table three counts applications closed for unpaid fees and the report denies any notice."""
    dropped, fees = subject.report.value(_FEE_OVERDUE), subject.report.processing_fees
    if dropped and fees is not None and fees.notices == 0:
        message = _("表三有{count}件因逾期未缴费不再处理，报告却称没有产生信息处理费。", count=dropped)
        yield Found(message, at=(_FEE_OVERDUE,), found=dropped)


_FEE_OVERDUE = "applications.other.fee_overdue.total"
