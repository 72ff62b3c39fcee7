"""Documents in force against last year’s, plus issued, less repealed (文件存量与流量)."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.checks.finding import Severity
from disclosure.checks.neighbours import Neighbours, beside
from disclosure.checks.rule import Found, across
from disclosure.language import _

#: Rows of documents that are kept as a stock.
_ROWS = ("regulations", "normative_documents")


@across(
    severity=Severity.WARNING,
    law="annual_report_format",
    title=_("现行有效件数与上年的存量接不上"),
    explanation=_("今年现行有效的件数，一般等于上年的加本年制发减本年废止；失效、修改、机构改革移交会有出入。"),
    advice=_("请核对三个数；属于自然失效或移交的，在正文说明。"),
)
def documents_stock(neighbours: Neighbours) -> Iterator[Found]:
    """Speaks where both years have the columns of stock and flow; a count repealed beyond the stock has its own rule."""
    before, report = neighbours.before, neighbours.report
    if before is None:
        return
    for row in _ROWS:
        at = tuple(f"article_20.{row}.{column}" for column in ("in_force", "issued", "repealed"))
        in_force, issued, repealed = (report.value(address) for address in at)
        stock = before.report.value(at[0])
        if in_force is None or issued is None or repealed is None or stock is None:
            continue
        expected = stock + issued - repealed
        if expected >= 0 and in_force != expected:
            message = _(
                "上年现行有效{stock}件，加制发{issued}件、减废止{repealed}件应为{expected}件，表中是{found}件。",
                stock=stock,
                issued=issued,
                repealed=repealed,
                expected=expected,
                found=in_force,
            )
            yield Found(message, at=at, expected=expected, found=in_force, beside=(beside(before.report, at[0], stock),))
