"""More documents repealed than there can have been (废止多于存量)."""

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
    title=_("废止的件数多于原有和新制发的件数"),
    explanation=_("废止的文件，要么上年末现行有效，要么是本年制发的；废止数不会多于两者之和。"),
    advice=_("请核对废止件数和上年的现行有效件数。"),
)
def repealed_too_many(neighbours: Neighbours) -> Iterator[Found]:
    """Speaks where both years have the columns of stock and flow."""
    before, report = neighbours.before, neighbours.report
    if before is None:
        return
    for row in _ROWS:
        at = tuple(f"article_20.{row}.{column}" for column in ("repealed", "issued"))
        repealed, issued = (report.value(address) for address in at)
        stock = before.report.value(f"article_20.{row}.in_force")
        if repealed is not None and issued is not None and stock is not None and repealed > stock + issued:
            message = _(
                "废止{repealed}件，上年现行有效{stock}件，本年制发{issued}件。", repealed=repealed, stock=stock, issued=issued
            )
            others = (beside(before.report, f"article_20.{row}.in_force", stock),)
            yield Found(message, at=at, expected=stock + issued, found=repealed, beside=others)
