"""A part that is larger than its whole, in a table of indicators (其中项大于总数)."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.checks.finding import Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.form.listing import lists_of
from disclosure.language import _


@check(
    severity=Severity.ERROR,
    title=_("指标表的其中项大于总数"),
    explanation=_("“其中”是总数的一部分，不会比总数多；同一信息用几种渠道公开，各渠道之和可以大于总数，但每一项都不会。"),
    advice=_("请核对总数和这一项，改正错的一格。"),
)
def indicator_part(subject: Subject) -> Iterator[Found]:
    """Compares numbers of the same unit, column by column."""
    report = subject.report
    for table in lists_of(report.edition) if report.edition else ():
        for row in (row for row in table.rows if row.part_of):
            for column in table.columns_of(row.key):
                part, whole = table.address(row.key, column.key), table.address(row.part_of or "", column.key)
                if table.block_of(row.part_of or "").columns[0].unit != column.unit:
                    continue
                number, total = report.value(part), report.value(whole)
                if number is not None and total is not None and number > total:
                    message = _(
                        "“{part}”为{number}，大于“{whole}”的{total}。",
                        part=subject.label(part),
                        number=number,
                        whole=subject.label(whole),
                        total=total,
                    )
                    cell = report.cell(part)
                    yield Found(message, at=(part, whole), expected=total, found=number, place=cell.place if cell else None)
