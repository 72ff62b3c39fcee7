"""Applications received, as the prose counts them, against table three (正文与表三申请数不一致)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.checks.finding import Quote, Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.claims.claim import Claim
from disclosure.language import Message, _

_OF_WHICH = re.compile(r"其中|含|包括")
_SCOPE = re.compile(r"全[市县区省]|各[镇乡街部]|办公室(?:收到|受理)|本级")


@check(
    severity=Severity.WARNING,
    law="annual_report_format",
    title=_("正文的申请数与表三不一致"),
    explanation=_("正文说的收到、受理件数，应等于表三“本年新收”，或“本年新收”加“上年结转”。"),
    advice=_("请核对台账，改正正文或表三；正文若含上年结转，请写明。"),
)
def applications_received(subject: Subject) -> Iterator[Found]:
    """Both readings of 受理 are accepted: received this year, and received plus carried over.

    Where the sentence itself says that carried-over applications are included, only the second is.
    """
    report = subject.report
    received, carried = report.value(_RECEIVED), report.value(_CARRIED_OVER)
    if received is None:
        return
    for claim in subject.claims_of("applications.received"):
        if claim.approximate or claim.value is None:
            continue
        includes = _includes_carried_over(subject, claim)
        both = None if carried is None else received + carried
        if claim.value == both or (claim.value == received and not includes) or both is None:
            continue
        yield Found(
            _(
                "正文称收到或受理申请{stated}，表三为新收{received}件、结转{carried}件，合计{both}件。",
                stated=_stated(claim),
                received=received,
                carried=carried,
                both=both,
            ),
            at=(claim.section, _RECEIVED, _CARRIED_OVER),
            expected=both if includes else received,
            found=claim.value,
            quotes=(Quote(claim.section, claim.start, claim.end),),
            severity=_severity(subject, claim),
        )


def _includes_carried_over(subject: Subject, claim: Claim) -> bool:
    """Whether the sentence counts the carried-over ones in: 「共受理6宗，其中上一年结转1宗」."""
    section = subject.report.section(claim.section)
    for other in subject.claims_of("applications.carried_over"):
        if section and other.section == claim.section and other.from_ == claim.from_ and other.start > claim.start:
            return bool(_OF_WHICH.search(section.text[claim.end : other.start]))
    return False


def _stated(claim: Claim) -> Message:
    """The number as the prose gives it."""
    return _("0件（称没有）") if claim.is_nil else _("{number}{unit}", number=claim.value, unit=claim.unit)


def _severity(subject: Subject, claim: Claim) -> Severity:
    """A difference that words of another scope may explain is only a notice."""
    section = subject.report.section(claim.section)
    words = section.text[claim.from_ : claim.to] if section else ""
    return Severity.NOTICE if _SCOPE.search(words) else Severity.WARNING


_RECEIVED = "applications.received.total"
_CARRIED_OVER = "applications.carried_over.total"
