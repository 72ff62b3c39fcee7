"""A row whose numbers cannot all be assigned to columns (数列对不上)."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.checks.finding import Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.form import CellKind
from disclosure.language import _


@check(
    severity=Severity.ERROR,
    law="annual_report_format",
    title=_("一行的数与列对不上"),
    explanation=_("一行少印或多印了数，就无法断定每个数属于哪一列。本程序不猜，留空待核。"),
    advice=_("请对照底稿补齐这一行的每一格，没有发生的填0。"),
)
def row_unreadable(subject: Subject) -> Iterator[Found]:
    """Names the cells that stay unread; the others of the row are as printed."""
    for oddity in subject.oddities("row_unreadable"):
        unread = [cell for cell in subject.report.cells if cell.at.startswith(f"{oddity.at[0]}.")]
        unread = [cell for cell in unread if cell.kind is CellKind.UNREADABLE]
        message = _(
            "这一行有{columns}列，只印了{count}个数，{cells}无法断定。",
            columns=oddity.facts["columns"],
            count=oddity.facts["count"],
            cells=[subject.label(cell.at) for cell in unread],
        )
        yield Found(
            message,
            at=tuple(cell.at for cell in unread),
            expected=str(oddity.facts["columns"]),
            found=str(oddity.facts["count"]),
            place=oddity.place,
        )
