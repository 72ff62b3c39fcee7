"""A cell that holds something else than a number (不是数字)."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.checks.finding import Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.form import CellKind
from disclosure.language import _


@check(
    severity=Severity.ERROR,
    law="annual_report_format",
    before_its_law=True,
    title=_("单元格里不是数字"),
    explanation=_("统计表的每一格应是一个确数；约数、小数件数或文字不能统计。"),
    advice=_("请改为确切的数字。"),
)
def unreadable_cell(subject: Subject) -> Iterator[Found]:
    """Cells of a row that is unreadable as a whole are left to ``structure.row_unreadable``."""
    whole_rows = {at for oddity in subject.oddities("row_unreadable") for at in oddity.at}
    for cell in subject.report.cells:
        if (
            cell.kind is CellKind.UNREADABLE
            and cell.confidence is None  # the recogniser did not know it: that is no fault of the report
            and cell.at.rpartition(".")[0] not in whole_rows
            and cell.at.partition(".")[0] not in whole_rows
        ):
            message = _("{cell}：印的是“{printed}”，不是数字。", cell=subject.label(cell.at), printed=cell.as_printed or "")
            yield Found(message, at=(cell.at,), found=cell.as_printed, place=cell.place)
