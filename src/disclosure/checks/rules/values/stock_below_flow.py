"""Fewer documents in force than this year alone added (存量小于增量)."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.checks.finding import Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.language import _

#: For each edition the columns of a stock, of what adds to it, and of what takes from it.
_COLUMNS = {"2021": ("in_force", "issued", "repealed"), "2019": ("published_total", "newly_published", None)}


@check(
    severity=Severity.WARNING,
    law="annual_report_format",
    title=_("现行有效件数少于本年净增件数"),
    explanation=_("年末现行有效的件数，至少是本年制发减去本年废止的件数；对外公开总数，至少是本年新公开的数量。"),
    advice=_("请核对现行有效件数是否漏计；本年制发又自行失效的，在正文说明。"),
)
def stock_below_flow(subject: Subject) -> Iterator[Found]:
    """For every row that has such columns: rules, and normative documents."""
    report = subject.report
    columns = _COLUMNS.get(report.edition.key) if report.edition else None
    table = report.edition.tables.get("article_20") if report.edition else None
    if columns is None or table is None:
        return
    for row in table.rows:
        known = {column.key for column in table.columns_of(row.key)}
        if columns[0] not in known:
            continue
        stock, added, taken = (report.value(f"article_20.{row.key}.{key}") if key else 0 for key in columns)
        if stock is not None and added is not None and taken is not None and stock < added - taken:
            at = tuple(f"article_20.{row.key}.{key}" for key in columns if key)
            message = _("{row}：本年净增{added}件，现有却只有{stock}件。", row=row.label, added=added - taken, stock=stock)
            yield Found(message, at=at, expected=added - taken, found=stock)
