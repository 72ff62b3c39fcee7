"""A table of the form that the report does not print (缺表)."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.checks.finding import Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.form import CellKind
from disclosure.language import _


@check(
    severity=Severity.ERROR,
    law="annual_report_format",
    title=_("缺少统计表"),
    explanation=_("年度报告格式的第二、三、四部分各有一张统计表，没有数据也要照印并填0。"),
    advice=_("请按格式补上这张表。若原文是图片，请换成可以复制文字的表格。"),
)
def missing_table(subject: Subject) -> Iterator[Found]:
    """A table counts as missing where none of its rows was met. In a scan it may be the recogniser that missed it."""
    severity = Severity.WARNING if subject.oddities("recognised") else None
    edition = subject.report.edition
    for cell in subject.report.cells:
        if edition and cell.kind is CellKind.ABSENT and cell.at in edition.tables:
            yield Found(_("没有找到“{table}”表。", table=edition.tables[cell.at].title), at=(cell.at,), severity=severity)
