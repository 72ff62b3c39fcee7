"""Numbers of the prose of before 2019 against the indicators that count the same (正文与指标表不一致)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.checks.context import clause, in_passing, lead, of_another_scope, of_another_year, of_other_work, sums_with
from disclosure.checks.finding import Quote, Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.claims.claim import Claim
from disclosure.claims.grammar import grammar
from disclosure.form import Edition, Number, edition_named
from disclosure.form.listing import INDICATOR_COLUMNS, address_of_indicator
from disclosure.language import Message, _

#: Words that narrow a number to some of what the indicator counts: a channel, a matter, a kind of applicant, some months.
_SOME = re.compile(
    r"线上|网上|网络|网站|在线|线下|当面|现场|信函|邮寄|来信|邮件|传真|公报|微博|微信|公开栏|自然人|公民个人|企业|法人"
    r"|涉及|关于|有关|领域|[局所站科]|季度|\d月|上半年|下半年|典型|重点|其中|含|包括"
)
#: Kinds of items, of which those disclosed are some.
_KINDS = re.compile(r"规范性文件|动态|会议|财政|人事|公告|文件")
#: Words of a number that counts all years together.
_SINCE = re.compile(r"累计|以来|历年|截至|截止|至今")
#: Measures of which offices count more or less than the list does.
_WIDE = frozenset({"items.published", "interpretations.published"})
_PROACTIVE = re.compile(r"主动公开")


@check(
    severity=Severity.WARNING,
    title=_("正文的数与指标表不一致"),
    explanation=_("2019年以前的报告附有统计指标表；正文和指标表说的是同一件事，数字应当相同。"),
    advice=_("请核对台账，改正正文或指标表中错的一处；口径不同的，在正文写明。"),
)
def against_indicator(subject: Subject) -> Iterator[Found]:
    """Speaks where names leave no doubt: exact numbers of the year, not narrowed, whose indicator stands once with a number.

    All years together may be meant where the list has that column, too. Items disclosed are only asked about.
    """
    report = subject.report
    edition = report.edition
    if edition is None or edition.is_prescribed:
        return
    official = edition_named(edition.key, subject.editions)
    for claim in subject.claims:
        if claim.approximate or claim.value is None or not _is_plain(subject, claim):
            continue
        said = _printed(subject, claim, edition, official)
        numbers = [number for _at, number, _all_years in said]
        together = [all_years for _at, number, all_years in said if all_years is not None and all_years > number]
        if not said or claim.value in (*numbers, *together) or sums_with(subject, claim).intersection(numbers):
            continue
        addresses, expected, _all_years = said[0]
        yield Found(
            _message(subject, claim, addresses, expected),
            at=(claim.section, *addresses),
            expected=expected,
            found=claim.value,
            quotes=(Quote(claim.section, claim.start, claim.end),),
            severity=Severity.NOTICE if claim.measure in _WIDE or of_another_scope(subject, claim) else None,
        )


def _message(subject: Subject, claim: Claim, addresses: tuple[str, ...], printed: Number) -> Message:
    """What the prose says and what the indicators do: one by its name, several by all their names with their sum."""
    facts = {"term": grammar().measure(claim.measure).term, "stated": claim.value, "unit": claim.unit, "printed": printed}
    if len(addresses) == 1:
        row = subject.label(addresses[0])
        if claim.is_nil:
            return _("正文称没有{term}，指标表中“{row}”为{printed}。", row=row, **facts)
        return _("正文称{term}{stated}{unit}，指标表中“{row}”为{printed}。", row=row, **facts)
    rows = [_("“{row}”", row=subject.label(address)) for address in addresses]
    if claim.is_nil:
        return _("正文称没有{term}，指标表中{rows}合计为{printed}。", rows=rows, **facts)
    return _("正文称{term}{stated}{unit}，指标表中{rows}合计为{printed}。", rows=rows, **facts)


def _is_plain(subject: Subject, claim: Claim) -> bool:
    """Whether the words speak of the whole year and of all that the measure names."""
    if of_another_year(subject, claim) or of_other_work(subject, claim) or in_passing(subject, claim):
        return False
    if claim.is_nil:
        return not any(other.value and other.measure == claim.measure for other in subject.claims)
    words = lead(subject, claim)
    if claim.measure == "items.published":
        near = clause(subject, claim)
        if not _PROACTIVE.search(near) or _KINDS.search(near):
            return False
    narrowed = _SOME.search(clause(subject, claim)) and claim.measure not in ("applications.received_online",)
    return not narrowed and not _SINCE.search(words) and not re.search(r"其中|含|包括", words)


def _printed(
    subject: Subject, claim: Claim, edition: Edition, official: Edition
) -> list[tuple[tuple[str, ...], Number, Number | None]]:
    """What the document's indicators give for a claim: addresses, the number of the year, that of all years."""
    found = []
    for names in grammar().measure(claim.measure).indicators:
        year, cumulative = (_sum(subject, edition, official, names, column) for column in INDICATOR_COLUMNS)
        if year is not None:
            found.append((year[0], year[1], cumulative[1] if cumulative else None))
    return found


def _sum(
    subject: Subject, edition: Edition, official: Edition, names: tuple[str, ...], column: str
) -> tuple[tuple[str, ...], Number] | None:
    addresses = [address_of_indicator(edition, official, name, column) for name in names]
    known = tuple(address for address in addresses if address is not None)
    values = [subject.report.value(address) for address in known]
    numbers = [value for value in values if value is not None]
    return (known, sum(numbers)) if len(numbers) == len(names) else None
