"""A report that does not say whether fees were charged (缺信息处理费说明)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.checks.citing import citation_for
from disclosure.checks.finding import Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.language import _

_FEE = re.compile(r"信息(?:公开)?处理费|依申请公开费用|收费")


@check(
    severity=Severity.NOTICE,
    law="fee_measures",
    title=_("没有说明信息处理费"),
    explanation=_(
        "《政府信息公开信息处理费管理办法》施行以来，应在报告中说明本年度发出收费通知的件数、金额和实际收取的金额；没有收取也要写明。"
    ),
    advice=_("请在第六部分写明本年度信息处理费的收取情况。"),
)
def fee_statement(subject: Subject) -> Iterator[Found]:
    """Silent for reporting years before the fee measures, and where the text speaks of fees at all."""
    report = subject.report
    if report.year is None or citation_for("fee_measures", report.year) is None or not report.sections:
        return
    if report.processing_fees is None and not any(_FEE.search(section.text) for section in report.sections):
        last = next((section.key for section in report.sections if section.number == 6), report.sections[-1].key)
        yield Found(_("全文没有说明信息处理费的收取情况。"), at=(last,))
