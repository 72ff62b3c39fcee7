"""Applications carried over against those carried forward the year before (结转数不衔接)."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.checks.finding import Severity
from disclosure.checks.neighbours import Neighbours, beside
from disclosure.checks.rule import Found, across
from disclosure.language import _


@across(
    severity=Severity.ERROR,
    law="annual_report_format",
    title=_("上年结转与上一年报告的结转下年度不符"),
    explanation=_("上一年报告结转下年度的申请，就是本年的上年结转，总数和各类申请人都应相同。"),
    advice=_("请对照两年的台账，改正错的一年；机构改革划入、划出申请的，在正文说明。"),
)
def carried_over(neighbours: Neighbours) -> Iterator[Found]:
    """One finding for all columns that differ. A cell that is no number in either year is left to other rules."""
    before = neighbours.before
    edition = neighbours.report.edition
    table = edition.tables.get("applications") if edition else None
    if before is None or table is None:
        return
    differing = []
    for column in table.columns_of("carried_over"):
        at, was = table.address("carried_over", column.key), table.address("carried_forward", column.key)
        now, then = neighbours.report.value(at), before.report.value(was)
        if now is not None and then is not None and now != then:
            differing.append((at, was, now, then, column.label))
    if not differing:
        return
    # The total says it best where it differs too; else the first kind of applicant does.
    at, was, now, then, label = differing[-1] if differing[-1][0].endswith(".total") else differing[0]
    message = _(
        "“{column}”上年结转{now}件，{year}年报告结转下年度{then}件。", column=label, now=now, year=before.report.year, then=then
    )
    others = tuple(beside(before.report, was, then) for _at, was, _now, then, _label in differing)
    yield Found(message, at=tuple(one[0] for one in differing), expected=then, found=now, beside=others)
