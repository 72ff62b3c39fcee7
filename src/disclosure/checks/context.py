"""The words around a number of the prose: whether it speaks of this report's year and of applications at all."""

from __future__ import annotations

import re

from disclosure.checks.rule import Subject
from disclosure.claims.claim import Claim
from disclosure.claims.grammar import grammar
from disclosure.form import Number

_YEAR = re.compile(r"(20\d\d)\s*年")
_EARLIER = re.compile(r"(?:上一?年|去年|前一?年|往年|同期)[^，,、]{0,16}$")
#: Work that reports also count and answer, and that is no application for information.
_OTHER_WORK = re.compile(r"热线|12345|工单|信访|诉求|建议|提案|议案|留言|咨询|来访|投诉|举报")
_APPLICATION = re.compile(r"申请")
#: Words by which a number counts more, or less, than the agency that reports: a whole county, its towns, its own office alone.
_SCOPE = re.compile(r"全[市县区省州盟旗]|各[镇乡街部]|办公室(?:收到|受理)|本级|系统内|下属单位|所属单位")
#: What follows a denial that is of something narrower: 未发生行政复议败诉, 没有收到申请的投诉.
_NARROWER = re.compile(r"(?:方面)?的(?!情况|情形)|(?:案件)?(?:中)?(?:被)?(?:败诉|纠错|纠正|撤销|改判|投诉|举报|超期|逾期)")
#: Words that narrow a denial to some of what its measure names: a channel, a matter, a kind of applicant, some months.
_SOME = re.compile(
    r"线上|网上|网络|网站|在线|线下|当面|现场|信函|邮寄|邮政|来信|邮件|传真|微博|微信|自然人|公民个人|企业|法人"
    r"|涉及|关于|有关|领域|季度|\d月|上半年|下半年|典型|重点|其中"
)
#: Words like them that narrow nothing: whoever may apply, the whole year, the field itself, 涉及 where it is what did not happen.
_ALL = re.compile(
    r"(?:公民|自然人)?、?法人(?:和|或者?|及|以及|与|、)其[他它](?:社会)?组织|1月1日起?(?:至|到|-|—)(?:20\d\d年)?12月31日"
    r"|(?:涉及|关于|有关)(?:政府|政务)?信息公开|(?<=[未无没有曾])涉及"
)
#: A body by the end of its name (教育局, 派出所, 水电站, 办公室's 科).
_BODY = re.compile(r"[\u4e00-\u9fff]{2}[局所站科]")
#: Words after which a number is a part of the one before.
_OF_WHICH = re.compile(r"其中|含|包括")


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
    """Whether a denial speaks of something else, or of something narrower than its measure.

    「没有收到…申请的投诉」, 「未收到网上申请」, 「没有收到涉及商业秘密的申请」; or its two halves stand in two clauses.
    """
    if not claim.is_nil:
        return False
    section = subject.report.section(claim.section)
    text = section.text if section else ""
    if "，" in text[claim.start : claim.end] or _NARROWER.match(text, claim.end) is not None:
        return True
    return _narrows(subject, clause(subject, claim) + text[claim.start : claim.end])


def _narrows(subject: Subject, words: str) -> bool:
    """Whether words leave some of the year's work out, or are another body's than the one that reports."""
    agency = subject.report.agency or ""
    bodies = (body for body in _BODY.findall(words) if body[1] not in "我本" and body not in agency)
    return _SOME.search(_ALL.sub("", words)) is not None or any(bodies)


def sums_with(subject: Subject, claim: Claim, *, of_its_kind: bool = False) -> set[Number]:
    """The number itself, and what it makes with numbers beside it in its statement: 「按时办结3件，延期办结2件」 is five.

    A sum begins at a number of the same measure, ends before another unit or 其中, and holds the claim's number;
    ``of_its_kind`` adds numbers of that measure alone.
    """
    text = statement(subject, claim)
    kin = {one.start - one.from_ for one in subject.claims_of(claim.measure)
           if (one.section, one.from_, one.unit) == (claim.section, claim.from_, claim.unit)}  # fmt: skip
    quantities = list(grammar().quantities.find(text))
    at = claim.start - claim.from_
    sums: set[Number] = set()
    for first, begun in enumerate(quantities):
        if begun.start not in kin or begun.start > at:
            continue
        total: Number = 0
        end = begun.start
        for one in quantities[first:]:
            stops = one.unit != claim.unit or _OF_WHICH.search(text, end, one.start) or (of_its_kind and one.start not in kin)
            if stops:
                break
            total, end = total + one.value, one.end
            if one.start >= at:
                sums.add(total)
    return sums
