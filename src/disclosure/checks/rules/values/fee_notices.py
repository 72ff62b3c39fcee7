"""Figures on processing fees that do not go together (信息处理费数字矛盾)."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.checks.finding import Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.language import _


@check(
    severity=Severity.WARNING,
    law="fee_measures",
    title=_("信息处理费的件数与金额矛盾"),
    explanation=_("没有发出收费通知就没有通知金额，也不会有实际收取；实际收取一般不超过通知的金额。"),
    advice=_("请核对收费通知台账；收到的是上一年通知的费用的，请写明。"),
)
def fee_notices(subject: Subject) -> Iterator[Found]:
    """More received than noticed may be fees of last year's notices: a notice."""
    fees = subject.report.processing_fees
    if fees is None:
        return
    at = tuple(f"processing_fees.{key}" for key in ("notices", "noticed_amount", "received_amount"))
    at = at if subject.report.cell(at[0]) else ("document",)
    if fees.notices == 0 and fees.noticed_amount:
        message = _("没有发出收费通知，通知金额却是{amount}元。", amount=fees.noticed_amount)
        yield Found(message, at=at, expected=0, found=fees.noticed_amount)
    elif fees.noticed_amount is not None and fees.received_amount is not None and fees.received_amount > fees.noticed_amount:
        message = _("实际收取{received}元，多于通知的{noticed}元。", received=fees.received_amount, noticed=fees.noticed_amount)
        yield Found(message, at=at, expected=fees.noticed_amount, found=fees.received_amount, severity=Severity.NOTICE)
