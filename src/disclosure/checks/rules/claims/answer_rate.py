"""A rate of answers that leaves out what was carried forward (答复率与结转)."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.checks.context import of_other_work
from disclosure.checks.finding import Quote, Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.language import _


@check(
    severity=Severity.NOTICE,
    law="annual_report_format",
    title=_("答复率与结转数需要说明"),
    explanation=_("有申请结转下年度而称答复率100%，可能指“到期的都已答复”，也可能是漏计；应写明口径。"),
    advice=_("请写明答复率的口径，例如“到期应答复4件，均按期答复，1件未到期结转”。"),
)
def answer_rate(subject: Subject) -> Iterator[Found]:
    """Speaks only where applications were carried forward."""
    open_at_end = subject.report.value(_CARRIED_FORWARD)
    for claim in subject.claims_of("applications.answer_rate"):
        if claim.value == 100 and open_at_end and not of_other_work(subject, claim):
            quotes = (Quote(claim.section, claim.start, claim.end),)
            message = _("正文称答复率100%，表三有{open}件结转下年度继续办理。", open=open_at_end)
            yield Found(message, at=(claim.section, _CARRIED_FORWARD), found="100%", quotes=quotes)


_CARRIED_FORWARD = "applications.carried_forward.total"
