"""Tables of another edition than the year requires (格式版本不符)."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.checks.finding import Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.form import CellKind, Edition, Report, edition_for_year
from disclosure.language import _


@check(
    severity=Severity.ERROR,
    law="annual_report_format",
    title=_("用了别的年份的格式"),
    explanation=_("每个报告年度有规定的一版格式；各版的表不同，不能混用。"),
    advice=_("请改用报告年度应当使用的格式。"),
)
def wrong_edition(subject: Subject) -> Iterator[Found]:
    """The edition is known by the tables, the year by the text."""
    report = subject.report
    if report.edition is None or report.year is None or report.edition.is_for(report.year):
        return
    required = edition_for_year(report.year, subject.editions)
    if required is None or not _proves(report, required):
        return
    message = _(
        "{year}年度应使用{required}，本报告的表是{printed}。",
        year=report.year,
        required=required.title,
        printed=report.edition.title,
    )
    yield Found(message, at=("document",), expected=required.key, found=report.edition.key)


def _proves(report: Report, required: Edition) -> bool:
    """Whether the report prints a cell that the required edition does not have; a table that both share proves nothing."""
    known = {
        table.address(row.key, column.key)
        for table in required.tables.values()
        for row in table.rows
        for column in table.columns_of(row.key)
    }
    return any(cell.kind is not CellKind.ABSENT and cell.at not in known for cell in report.cells)
