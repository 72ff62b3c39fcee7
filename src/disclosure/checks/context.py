"""The words around a number of the prose: whether it speaks of this report's year and of applications at all."""

from __future__ import annotations

import re

from disclosure.checks.rule import Subject
from disclosure.claims.claim import Claim

_YEAR = re.compile(r"(20\d\d)\s*年")
_EARLIER = re.compile(r"(?:上一?年|去年|前一?年|往年|同期)[^，,、]{0,16}$")
#: Work that reports also count and answer, and that is no application for information.
_OTHER_WORK = re.compile(r"热线|12345|工单|信访|诉求|建议|提案|议案|留言|咨询|来访|投诉|举报")
_APPLICATION = re.compile(r"申请")
#: Words by which a number counts more, or less, than the agency that reports: a whole county, its towns, its own office alone.
_SCOPE = re.compile(r"全[市县区省州盟旗]|各[镇乡街部]|办公室(?:收到|受理)|本级|系统内|下属单位|所属单位")
#: What follows a denial that is of something narrower: 未发生行政复议败诉, 没有收到申请的投诉.
_NARROWER = re.compile(r"(?:方面)?的(?!情况|情形)|(?:案件)?(?:中)?(?:被)?(?:败诉|纠错|纠正|撤销|改判|投诉|举报|超期|逾期)")


def statement(subject: Subject, claim: Claim) -> str:
    """The whole statement in which a number stands."""
    section = subject.report.section(claim.section)
    return section.text[claim.from_ : claim.to] if section else ""


def lead(subject: Subject, claim: Claim) -> str:
    """The words of the statement before the number."""
    return statement(subject, claim)[: claim.start - claim.from_]


def clause(subject: Subject, claim: Claim) -> str:
    """The words before the number since the last comma or list mark."""
    return re.split(r"[，,、：:（(]", lead(subject, claim))[-1]


def of_another_year(subject: Subject, claim: Claim) -> bool:
    """Whether the words before a number date it into another year than the report's (2021年收到3件, 比去年同期)."""
    words = lead(subject, claim)
    years = _YEAR.findall(words)
    if years and subject.report.year and int(years[-1]) != subject.report.year:
        return True
    return _EARLIER.search(words) is not None and "结转" not in clause(subject, claim)


def of_other_work(subject: Subject, claim: Claim) -> bool:
    """Whether a statement counts other work: calls to the hotline, proposals, petitions."""
    words = lead(subject, claim)
    return _OTHER_WORK.search(words) is not None and _APPLICATION.search(words) is None


def of_another_scope(subject: Subject, claim: Claim) -> bool:
    """Whether the words of a statement name another scope than the agency's own: a difference may then have a good reason."""
    return _SCOPE.search(statement(subject, claim)) is not None


def in_passing(subject: Subject, claim: Claim) -> bool:
    """Whether a denial speaks of something else: 「没有收到…申请的投诉」, or its two halves stand in two clauses."""
    if not claim.is_nil:
        return False
    section = subject.report.section(claim.section)
    text = section.text if section else ""
    return "，" in text[claim.start : claim.end] or _NARROWER.match(text, claim.end) is not None
