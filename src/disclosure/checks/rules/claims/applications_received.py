"""Applications received, as the prose counts them, against table three (正文与表三申请数不一致)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.checks.context import clause, in_passing, lead, of_another_scope, of_another_year, of_other_work, sums_with
from disclosure.checks.finding import Quote, Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.claims.claim import Claim
from disclosure.form import Number
from disclosure.language import Message, _

_OF_WHICH = re.compile(r"其中|含|包括")
#: Words that narrow a number to some of the applications: a channel, a kind of applicant, a matter.
_SOME = re.compile(r"线上|网上|网络|在线|线下|当面|现场|信函|邮寄|邮政|来信|邮件|传真|自然人|公民个人|企业|法人|涉及|关于|有关")
_RECEIVE = re.compile(r"受理|收到|接到|接收|新收|收悉")
_DECIDE = re.compile(r"办结|答复|回复|办理|处理|办毕")


@check(
    severity=Severity.WARNING,
    law="annual_report_format",
    title=_("正文的申请数与表三不一致"),
    explanation=_("正文说的收到、受理件数，应等于表三“本年新收”，或“本年新收”加“上年结转”。"),
    advice=_("请核对台账，改正正文或表三；正文若含上年结转，请写明。"),
)
def applications_received(subject: Subject) -> Iterator[Found]:
    """Both readings of 受理 are accepted: received this year, and received plus carried over.

    Where the sentence itself says that carried-over applications are included, only the second is. A number that the words
    narrow to a channel or a kind of applicant is wrong only where it is larger than the whole.
    """
    report = subject.report
    received, carried = report.value(_RECEIVED), report.value(_CARRIED_OVER)
    if received is None or carried is None:
        return
    both = received + carried
    for claim in subject.claims_of("applications.received"):
        if claim.approximate or claim.value is None or not _speaks_of_the_year(subject, claim):
            continue
        includes = _includes_carried_over(subject, claim)
        accepted = {both} if includes else _accepted(subject, claim, received, both)
        if claim.value in accepted or _is_a_part(subject, claim, received, both, includes):
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


def _speaks_of_the_year(subject: Subject, claim: Claim) -> bool:
    """Whether a number counts this year's applications at all."""
    return not (of_another_year(subject, claim) or of_other_work(subject, claim) or in_passing(subject, claim))


def _accepted(subject: Subject, claim: Claim, received: Number, both: Number) -> set[Number | None]:
    """The numbers of table three that the words may mean: 「答复申请5件」 counts what was decided."""
    words = clause(subject, claim)
    decides = _DECIDE.search(words) and not _RECEIVE.search(words)
    return {received, both, subject.report.value(_DECIDED) if decides else received}


def _is_a_part(subject: Subject, claim: Claim, received: Number, both: Number, includes: bool) -> bool:
    """Whether the number is one of several in its sentence that make up the whole, or is narrowed by its words."""
    if includes or claim.is_nil or claim.value is None:
        return False
    if _SOME.search(clause(subject, claim)) or _OF_WHICH.search(lead(subject, claim)):
        return claim.value < both
    return bool({received, both} & sums_with(subject, claim))


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
    return Severity.NOTICE if of_another_scope(subject, claim) else Severity.WARNING


_RECEIVED = "applications.received.total"
_CARRIED_OVER = "applications.carried_over.total"
_DECIDED = "applications.total.total"
