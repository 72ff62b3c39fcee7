"""Litigation after reconsideration in a year without any (有复议后起诉、没有复议)."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.checks.finding import Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.language import _

_AFTER, _RECONSIDERATION = "disputes.litigation_after_reconsideration.total", "disputes.reconsideration.total"


@check(
    severity=Severity.NOTICE,
    law="annual_report_format",
    title=_("有复议后起诉，没有行政复议"),
    explanation=_("复议后起诉的案件先经过行政复议。复议在上一年办结的可以是这样，否则是填错了格。"),
    advice=_("请核对复议是否在上一年办结；是的写明，不是的改正。"),
)
def after_reconsideration(subject: Subject) -> Iterator[Found]:
    """Speaks where the total of one is above 0 and that of the other is 0."""
    after = subject.report.value(_AFTER)
    if after and subject.report.value(_RECONSIDERATION) == 0:
        message = _("复议后起诉{after}件，行政复议却是0件。", after=after)
        yield Found(message, at=(_AFTER, _RECONSIDERATION), found=after)
